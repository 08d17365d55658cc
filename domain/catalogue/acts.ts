import * as z from 'zod'
import { act } from '../decider.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { departmentsOf, nameOfDepartment } from '../organisation/posts.ts'
import { err, ok, type Refusal, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import type { Catalogue } from './catalogue.ts'
import { deliberationLevels, incompletenessOf, itemFields, nameOfBoard, refuseLevel } from './power-item.ts'

const define = act<Catalogue, BaseFacts>()
const always = () => undefined

const compileItem = define({
  noun: 'compiled-items',
  label: '填报职权事项',
  clause: 'S78',
  roles: ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD'],
  input: z.strictObject(itemFields),
  may: always,
  decide: (_state, input, facts) => {
    const { organisation, person, today } = facts
    if (!departmentsOf(organisation, person, today).includes(input.department)) {
      return err(refuse('FORBIDDEN', 'S78', '只能填报本处室的职权事项。', 'department'))
    }
    if (!organisation.departments[input.department]?.boards.includes(input.board)) {
      const name = nameOfDepartment(organisation, input.department)
      return err(refuse('INVALID', 'S78', `${name}不是${nameOfBoard(input.board)}板块的送审处室。`, 'board'))
    }
    const incomplete = incompletenessOf(input)
    return incomplete ? err(incomplete) : ok([{ type: 'catalogue.item-compiled', data: input }])
  },
})

const adoptVersion = define({
  noun: 'versions',
  label: '审议确定职权目录',
  clause: 'S135',
  roles: ['AGENCY_HEAD'],
  input: z.strictObject({
    effectiveFrom: day('生效日'),
    session: text('领导小组会议', 120),
    /** The meeting of the leading group that reviewed the catalogue, where it was held on the platform. */
    meeting: code('会议').optional(),
    decisions: z
      .array(
        z.strictObject({
          item: code('事项'),
          included: z.boolean(),
          level: z.enum(deliberationLevels, { error: '审议层级只有报告、报备、审定三种' }),
          reason: text('理由', 200).optional(),
        }),
      )
      .min(1, { error: '至少审议一个事项' })
      .max(2000, { error: '一次不得超过2000个事项' }),
  }),
  may: always,
  decide: (state, input, facts) => {
    if (input.effectiveFrom < facts.today) {
      return err(refuse('INVALID', 'E-69', '生效日不得早于今天。', 'effectiveFrom'))
    }
    const ungrounded = refuseWithoutReview(state, input.meeting)
    if (ungrounded) return err(ungrounded)
    const seen = new Set<string>()
    for (const [index, { item, included, level, reason }] of input.decisions.entries()) {
      const field = `decisions.${index}`
      const compiled = state.compiled[item]
      if (!compiled) return err(refuse('INVALID', 'S136', `事项 ${item} 还没有处室填报。`, field))
      if (seen.has(item)) return err(refuse('INVALID', 'S102', `事项 ${item} 在同一版本中只能有一个审议层级。`, field))
      seen.add(item)
      const wrong = included ? refuseLevel(compiled, level) : undefined
      if (wrong) return err(wrong)
      const before = state.versions.at(-1)?.items[item]
      if (before && (before.level !== level || !included) && !reason) {
        return err(refuse('INCOMPLETE', 'S137', `调整「${compiled.name}」须说明理由。`, field))
      }
    }
    return ok([{ type: 'catalogue.version-adopted', data: { ...input, version: state.versions.length + 1 } }])
  },
})

/**
 * S135: a version stands on a review by the leading group, and a review carries one version. As long as no meeting on the
 * platform has reviewed the catalogue, the paper session that is named is ground enough.
 */
function refuseWithoutReview(state: Catalogue, meeting: string | undefined): Refusal | undefined {
  if (meeting === undefined) {
    return state.reviews.length === 0
      ? undefined
      : refuse('INCOMPLETE', 'S135', '目录版本须以领导小组会议的审议为据，请填审议目录的会议。', 'meeting')
  }
  const review = state.reviews.find(r => r.meeting === meeting)
  if (!review) return refuse('INVALID', 'S135', '该会议没有审议职权目录，或其纪要尚未签发。', 'meeting')
  if (!review.agreed) return refuse('INVALID', 'S135', '该会议没有同意调整职权目录。', 'meeting')
  return review.version === undefined
    ? undefined
    : refuse('WRONG_STATE', 'S135', `该会议的审议已用于目录第${review.version}版。`, 'meeting')
}

export const catalogueActs = [compileItem, adoptVersion] as const
