import * as z from 'zod'
import { delegatorFor } from '../organisation/facts.ts'
import { agencyHead, headOf, nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { text } from '../schema.ts'
import { addWorkdays } from '../time.ts'
import { defineMatterAct, refuseUnlessStatus } from './act.ts'
import { condition } from './events.ts'
import { type MatterFacts, refuseDuty, rulesFor } from './facts.ts'
import { type Matter, recordOf, submittersOf } from './matter.ts'

/**
 * E-01: who acts for a leader may neither head a submitting division nor decide a later tier of the same matter: 厅主要领导
 * decides tier 4.
 */
export function refuseDelegate(state: Matter, facts: MatterFacts): Refusal | undefined {
  const { organisation, person, today } = facts
  if (!delegatorFor(facts, [state.department])) return undefined
  const headed = submittersOf(state).find(d => headOf(organisation, d, today) === person)
  if (headed) return refuse('CONFLICT_OF_INTEREST', 'E-01', '被委托人是本件送审处室的负责人，不得代为审核。')
  return state.level === 'APPROVAL' && agencyHead(organisation, today) === person
    ? refuse('CONFLICT_OF_INTEREST', 'E-01', '“审定”件由厅主要领导在第四级决定，其不得受托作第二级审核。')
    : undefined
}

export const leaderReview = defineMatterAct({
  noun: 'leader-review',
  label: '分管领导审核',
  clause: 'S88',
  roles: ['LEADER_IN_CHARGE'],
  duty: 'LEADER_REVIEW',
  input: z.strictObject({
    conclusion: z.enum(['AGREED', 'NOT_AGREED', 'RETURNED'], { error: '第二级结论为同意、不同意或退回补正' }),
    opinion: text('审核意见', 2000, 2),
    needed: z
      .array(text('补正内容', 300, 2))
      .max(30, { error: '补正内容不得超过30条' })
      .default([]),
  }),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStatus(state, ['INITIAL_PASSED'], 'S88', '作分管审核'),
      // 授权期间双方对同一件只能有一次有效签署: the first signature moves the matter on, and this test with it.
      recordOf(state, 1) ? undefined : refuse('WRONG_STATE', 'S86', '业务部门初审尚未通过，不得越级审核。'),
      refuseDelegate(state, facts),
      refuseDuty(state, facts.person, 'LEADER_REVIEW'),
      state.withdrawal ? refuse('WRONG_STATE', 'E-21', '送审处室已申请撤回，请先处理撤回申请。') : undefined,
    ),
  decide: (state, input, facts) => {
    if (input.conclusion === 'RETURNED' && input.needed.length === 0) {
      return err(refuse('INCOMPLETE', 'E-15', '退回补正须一次性告知需要补正的内容。', 'needed'))
    }
    const days = numberRule(rulesFor(state, facts), 'supplement.dueDays')
    return ok([
      {
        type: 'matter.tier-concluded',
        data: {
          tier: 2,
          conclusion: input.conclusion,
          opinion: input.opinion,
          needed: input.needed,
          ...(input.conclusion === 'RETURNED' ? { supplementDueOn: addWorkdays(facts.today, days).day } : {}),
          conditions: [],
          presider: facts.person,
          participants: [facts.person],
        },
      },
      ...rectificationAfter(state, input.conclusion),
    ])
  },
})

/** E-25: what was done before it was filed cannot be undone; a «no» leaves a task to put right. */
export function rectificationAfter(state: Matter, conclusion: string) {
  return state.postFiling && conclusion === 'NOT_AGREED'
    ? [
        {
          type: 'matter.rectification-ordered',
          data: { owner: state.department, task: '事后报备未获同意：对已办理事项提出整改或补救措施并报告' },
        },
      ]
    : []
}

export const reportCondition = defineMatterAct({
  noun: 'condition-reports',
  label: '报告条件落实情况',
  clause: 'E-23',
  roles: ['CONDITION_OWNER'],
  input: z.strictObject({ condition: condition.shape.id, report: text('落实情况', 1000, 2) }),
  may: state => refuseUnlessStatus(state, ['AGREED_IN_PRINCIPLE'], 'E-23', '报告条件落实情况'),
  decide: (state, input) => {
    const open = state.conditions.find(c => c.id === input.condition && c.confirmedAt === undefined)
    if (!open) return err(refuse('INVALID', 'E-23', '没有这条未核销的条件。', 'condition'))
    return ok([{ type: 'matter.condition-reported', data: input }])
  },
})

export const confirmCondition = defineMatterAct({
  noun: 'condition-confirmations',
  label: '核销条件',
  clause: 'E-23',
  roles: ['CONDITION_CONFIRMER'],
  input: z.strictObject({ condition: condition.shape.id }),
  may: state =>
    firstRefusal(
      refuseUnlessStatus(state, ['AGREED_IN_PRINCIPLE'], 'E-23', '核销条件'),
      state.conditions.some(c => c.report !== undefined && c.confirmedAt === undefined)
        ? undefined
        : refuse('WRONG_STATE', 'E-23', '责任处室还没有报告落实情况，不能核销。'),
    ),
  decide: (state, input, facts) => {
    const open = state.conditions.find(c => c.id === input.condition && c.confirmedAt === undefined)
    if (!open) return err(refuse('INVALID', 'E-23', '没有这条未核销的条件。', 'condition'))
    if (open.report === undefined) {
      return err(refuse('WRONG_STATE', 'E-23', '责任处室还没有报告落实情况，不能核销。', 'condition'))
    }
    if (state.handler === facts.person) {
      return err(
        refuse('CONFLICT_OF_INTEREST', 'S10', `${nameOf(facts.organisation, facts.person)}是经办人，不能核销。`),
      )
    }
    const allCleared = state.conditions.every(c => c.id === input.condition || c.confirmedAt !== undefined)
    return ok([{ type: 'matter.condition-confirmed', data: { condition: input.condition, allCleared } }])
  },
})
