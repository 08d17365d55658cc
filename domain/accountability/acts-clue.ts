import * as z from 'zod'
import { boards } from '../organisation/events.ts'
import { seatsOf } from '../organisation/groups.ts'
import { headOfBody } from '../organisation/posts.ts'
import { readersOf } from '../organisation/readers.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, day, hash, text } from '../schema.ts'
import type { Accountability } from './accountability.ts'
import { clueSources } from './events.ts'
import { type AccountabilityFacts, ownDepartments } from './facts.ts'
import { define, refuseUnknownFiles, refuseUnlessStage } from './stage.ts'

export const files = z.array(z.strictObject({ hash: hash('文件'), name: text('文件名', 120) })).max(30)

/** Those of complaints and inspections come by themselves, with who is recused; these a member registers (S122). */
const register = define({
  noun: 'registration',
  label: '登记问题线索',
  clause: 'S122',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    source: z.enum(clueSources, { error: '来源不在规定的范围内' }),
    reference: text('来源编号或文号', 160),
    boards: z.array(z.enum(boards)).max(4).default([]),
    departments: z.array(code('处室')).min(1, { error: '请选择涉及的处室' }).max(20),
    matters: z.array(code('件')).max(50).default([]),
    question: text('需要查明的问题', 1000, 2),
  }),
  may: state => refuseUnlessStage(state, ['NONE'], '重复登记'),
  decide: (_state, input, { organisation, today }) => {
    const unknown = input.departments.find(d => !organisation.departments[d])
    if (unknown !== undefined) return err(refuse('INVALID', 'S129', `没有处室 ${unknown}。`, 'departments'))
    // Whoever sits in the group for one of these divisions does not look into it (A14).
    const persons = input.departments.flatMap(d => headOfBody(organisation, d, today) ?? [])
    const recused = { departments: input.departments, persons }
    if (readersOf(seatsOf(organisation, 'ACCOUNTABILITY_GROUP', today), recused).length < 2) {
      return err(refuse('CONFLICT_OF_INTEREST', 'E-53', '回避后不足两名成员能够查核，请径送上级。', 'departments'))
    }
    return ok([{ type: 'accountability.registered', data: { ...input, recused } }])
  },
})

/** S153: opened, or not, by somebody else than who registered it, and with reasons. */
function refuseRegistrar({ registered }: Accountability, { person }: AccountabilityFacts): Refusal | undefined {
  return registered?.person === person
    ? refuse('CONFLICT_OF_INTEREST', 'S129', '登记线索的人不能自己决定是否立项，由另一名成员决定。')
    : undefined
}

const open = define({
  noun: 'opening',
  label: '立项',
  clause: 'S129',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    reasons: text('立项理由', 1000, 2),
    handlers: z.array(code('承办人'), { error: '请选择承办人' }).min(2, { error: '承办人不得少于两人' }).max(9),
  }),
  may: (state, facts) => refuseUnlessStage(state, ['REGISTERED'], '立项') ?? refuseRegistrar(state, facts),
  decide: (state, input, { organisation, today }) => {
    const readers = readersOf(seatsOf(organisation, 'ACCOUNTABILITY_GROUP', today), state.recused).map(s => s.person)
    if (new Set(input.handlers).size !== input.handlers.length) {
      return err(refuse('INVALID', 'S129', '承办人重复。', 'handlers'))
    }
    const stranger = input.handlers.find(h => !readers.includes(h))
    if (stranger === undefined) return ok([{ type: 'accountability.opened', data: input }])
    return err(refuse('CONFLICT_OF_INTEREST', 'E-53', '承办人须为不必回避的小组成员。', 'handlers'))
  },
})

const decline = define({
  noun: 'non-opening',
  label: '不予立项',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ reasons: text('不予立项的理由', 1000, 2) }),
  may: (state, facts) => refuseUnlessStage(state, ['REGISTERED'], '决定') ?? refuseRegistrar(state, facts),
  decide: (_state, input) => ok([{ type: 'accountability.not-opened', data: input }]),
})

const askExplanation = define({
  noun: 'explanation-requests',
  label: '要求说明情况',
  clause: 'S129',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    department: code('处室'),
    question: text('请说明的问题', 1000, 2),
    dueOn: day('说明期限'),
  }),
  may: state => refuseUnlessStage(state, ['OPENED'], '要求说明'),
  decide: (state, input, { organisation, today }) => {
    const waits = state.explanations.some(e => e.department === input.department && !e.answer)
    const wrong = firstRefusal(
      organisation.departments[input.department]
        ? undefined
        : refuse('INVALID', 'S129', '没有这个处室。', 'department'),
      input.dueOn <= today ? refuse('INVALID', 'S129', '说明期限须晚于今天。', 'dueOn') : undefined,
      waits ? refuse('INVALID', 'S129', '该处室还有没有答复的说明要求。', 'department') : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'accountability.explanation-asked', data: input }])
  },
})

const explain = define({
  noun: 'explanations',
  label: '说明情况',
  clause: 'S129',
  roles: ['INSPECTED'],
  input: z.strictObject({ department: code('处室'), words: text('情况说明', 3000, 2), files: files.default([]) }),
  may: (state, facts) =>
    refuseUnlessStage(state, ['OPENED'], '说明') ??
    (waitingFor(state, facts).length > 0 ? undefined : refuse('WRONG_STATE', 'S129', '没有要求您的处室说明的问题。')),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      waitingFor(state, facts).includes(input.department)
        ? undefined
        : refuse('FORBIDDEN', 'S129', '只能说明要求本处室说明的问题。', 'department'),
      refuseUnknownFiles(input.files, facts),
    )
    return wrong ? err(wrong) : ok([{ type: 'accountability.explained', data: input }])
  },
})

const waitingFor = (state: Accountability, facts: AccountabilityFacts): readonly string[] =>
  ownDepartments(state, facts).filter(d => state.explanations.some(e => e.department === d && !e.answer))

export const clueActs = [register, open, decline, askExplanation, explain] as const
