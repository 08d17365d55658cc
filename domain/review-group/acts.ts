import * as z from 'zod'
import { act } from '../decider.ts'
import { boards } from '../organisation/events.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { headOf, nameOf, nameOfDepartment } from '../organisation/posts.ts'
import { err, ok, refuse } from '../result.ts'
import { flagRule, type Rulebook, rulesOn } from '../rulebook/rulebook.ts'
import { code, day, text } from '../schema.ts'
import { refuseAsLeader, refuseAsMember } from './composition.ts'
import { isSpecialGroup, type ReviewGroup } from './review-group.ts'

export interface ReviewGroupFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The rotation before this one on the same board. */
  readonly before?: ReviewGroup | undefined
}

const define = act<ReviewGroup, ReviewGroupFacts>()

const establish = define({
  noun: 'establishment',
  label: '编排复核小组轮值',
  clause: 'S72',
  roles: ['OFFICE'],
  input: z.strictObject({
    board: z.enum(boards, { error: '板块不在四大板块之内' }),
    name: text('复核小组名称', 60),
    from: day('轮值起日'),
    to: day('轮值止日'),
    leader: code('组长'),
    departments: z
      .array(code('处室'))
      .min(2, { error: '复核小组至少两名成员' })
      .max(30, { error: '复核小组成员不得超过30名' }),
  }),
  may: state => {
    if (isSpecialGroup(state.id)) return refuse('INVALID', 'E-11', '特别复核组由领导小组会议指定，不在轮值中编排。')
    return state.name === '' ? undefined : refuse('WRONG_STATE', 'S101', '本轮值已经编排。')
  },
  decide: (_state, input, facts) => {
    const { organisation, before } = facts
    if (input.to <= input.from) return err(refuse('INVALID', 'S101', '轮值止日须晚于起日。', 'to'))
    if (new Set(input.departments).size !== input.departments.length) {
      return err(refuse('INVALID', 'A7', '同一处室在一个复核小组中只能排一次。', 'departments'))
    }
    const leader = refuseAsLeader(organisation, input.leader, input.from)
    if (leader) return err({ ...leader, field: 'leader' })
    if (
      before &&
      before.leader === input.leader &&
      !flagRule(rulesOn(facts.rulebook, facts.today), 'rotation.sameLeaderConsecutive')
    ) {
      const name = nameOf(organisation, input.leader)
      return err(refuse('INVALID', 'A8', `${name}是上一轮值的组长，同一人不得连续两个轮值期任同一板块组长。`, 'leader'))
    }
    if (before && input.from <= before.to) {
      return err(refuse('INVALID', 'S101', '轮值起日须在上一轮值止日之后。', 'from'))
    }
    const members = []
    for (const [index, department] of input.departments.entries()) {
      const person = headOf(organisation, department, input.from)
      if (!person) {
        const where = nameOfDepartment(organisation, department)
        return err(refuse('INVALID', 'S96', `${where}目前没有主要负责人，也没有主持工作的负责人。`, 'departments'))
      }
      const wrong = refuseAsMember(organisation, person, department, input.from)
      if (wrong) return err({ ...wrong, field: 'departments' })
      members.push({ person, department, order: index + 1 })
    }
    const { departments: divisions, ...kept } = input
    return ok([{ type: 'review-group.established', data: { ...kept, divisions, members } }])
  },
})

const approve = define({
  noun: 'approval',
  label: '领导小组批准轮值',
  clause: 'A7',
  roles: ['AGENCY_HEAD'],
  input: z.strictObject({ session: text('领导小组会议', 120) }),
  may: state => {
    if (state.name === '') return refuse('NOT_FOUND', 'A7', '没有这个复核小组。')
    return state.approvedAt ? refuse('WRONG_STATE', 'A7', '本轮值已经批准。') : undefined
  },
  decide: (_state, input) => ok([{ type: 'review-group.approved', data: input }]),
})

export const reviewGroupActs = [establish, approve] as const
