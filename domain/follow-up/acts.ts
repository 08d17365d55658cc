import * as z from 'zod'
import type { Role } from '../access.ts'
import { act } from '../decider.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { err, ok, type Refusal, refuse } from '../result.ts'
import { day, text } from '../schema.ts'
import { type FollowUp, type FollowUpStage, nameOfFollowUpStage } from './follow-up.ts'

const define = act<FollowUp, BaseFacts>()

function refuseUnlessStage(state: FollowUp, allowed: readonly FollowUpStage[], label: string): Refusal | undefined {
  if (state.stage === 'NONE') return refuse('NOT_FOUND', 'MTG-013', '没有这项督办。')
  return allowed.includes(state.stage)
    ? undefined
    : refuse('WRONG_STATE', 'MTG-013', `本督办${nameOfFollowUpStage(state.stage)}，不能${label}。`)
}

/** Roles towards a 督办: staff and head only of the division that owns it. */
export function rolesTowardsFollowUp(state: FollowUp, facts: BaseFacts): ReadonlySet<Role> {
  const roles = new Set(rolesInAgency(facts))
  if (!departmentsOf(facts.organisation, facts.person, facts.today).includes(state.owner)) {
    roles.delete('DEPARTMENT_STAFF')
    roles.delete('DEPARTMENT_HEAD')
  }
  return roles
}

/** Who may see it: the division that owns it, leaders, office and discipline. */
export function maySeeFollowUp(state: FollowUp, facts: BaseFacts): boolean {
  const roles = rolesTowardsFollowUp(state, facts)
  const sees = ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD', 'OFFICE', 'AGENCY_LEADER', 'DISCIPLINE', 'SYSTEM'] as const
  return sees.some(role => roles.has(role))
}

const reply = define({
  noun: 'replies',
  label: '反馈办理情况',
  clause: 'MTG-013',
  roles: ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD'],
  input: z.strictObject({ words: text('办理情况', 2000, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN'], '反馈'),
  decide: (_state, input) => ok([{ type: 'follow-up.replied', data: input }]),
})

const returnReply = define({
  noun: 'returns',
  label: '退回继续办理',
  clause: 'MTG-013',
  roles: ['OFFICE'],
  input: z.strictObject({ words: text('退回理由', 500, 2) }),
  may: state => refuseUnlessStage(state, ['REPLIED'], '退回'),
  decide: (_state, input) => ok([{ type: 'follow-up.returned', data: input }]),
})

const extend = define({
  noun: 'extensions',
  label: '延长期限',
  clause: 'MTG-013',
  roles: ['OFFICE'],
  input: z.strictObject({ dueOn: day('新的期限'), reason: text('延期理由', 300, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN', 'REPLIED'], '延期'),
  decide: (state, input) =>
    input.dueOn > state.dueOn
      ? ok([{ type: 'follow-up.extended', data: input }])
      : err(refuse('INVALID', 'MTG-013', '新的期限须晚于原期限。', 'dueOn')),
})

/** The office that follows it up says that it is done, never the division that had to do it. */
const finish = define({
  noun: 'completion',
  label: '核实办结',
  clause: 'MTG-013',
  roles: ['OFFICE'],
  input: z.strictObject({ result: text('办理结果', 1000, 2) }),
  may: state => refuseUnlessStage(state, ['REPLIED'], '办结'),
  decide: (state, input, facts) =>
    departmentsOf(facts.organisation, facts.person, facts.today).includes(state.owner) &&
    state.said.some(s => s.kind === 'REPLY' && s.person === facts.person)
      ? err(refuse('CONFLICT_OF_INTEREST', 'MTG-013', '反馈的人不能自己核实办结。'))
      : ok([{ type: 'follow-up.done', data: input }]),
})

export const followUpActs = [reply, returnReply, extend, finish] as const
