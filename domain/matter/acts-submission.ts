import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import { nameOfDepartment } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { initialMeetingRulesOf, numberRule, rulesOn } from '../rulebook/rulebook.ts'
import { text } from '../schema.ts'
import { addMonths, addWorkdays, dayOf, formatDay } from '../time.ts'
import { defineMatterAct, refuseUnlessStatus } from './act.ts'
import { changedKeyFields, incompleteDossier } from './dossier.ts'
import { itemFor, type MatterFacts, rulesFor } from './facts.ts'
import type { Matter, MatterStatus } from './matter.ts'

export const submit = defineMatterAct({
  noun: 'submission',
  label: '送审',
  clause: 'S79',
  roles: ['HANDLER', 'DEPARTMENT_HEAD'],
  input: z.strictObject({}),
  may: (state, facts) => {
    const item = itemFor(state, facts)
    return firstRefusal(refuseSubmission(state, facts), item ? incompleteDossier(state, item) : undefined)
  },
  decide: (state, _input, facts) => {
    const item = itemFor(state, facts)
    if (!item) return err(refuse('INVALID', 'S16', '该事项已不在现行职权目录内，不能送审。'))
    const submitted = {
      type: 'matter.submitted',
      data: {
        level: item.level,
        board: item.board,
        catalogueVersion: facts.catalogueVersion,
        ruleSet: rulesOn(facts.rulebook, facts.today).version,
      },
    }
    const late = latenessOfPostFiling(state, facts)
    return ok(
      late ? [submitted, { type: 'matter.marked', data: { mark: 'POST_FILED_LATE', reason: late } }] : [submitted],
    )
  },
})

/** What keeps a matter from being submitted besides its dossier: its state, its item, its division's rules, its urgency. */
export function refuseSubmission(state: Matter, facts: MatterFacts): Refusal | undefined {
  const item = itemFor(state, facts)
  return firstRefusal(
    refuseUnlessStatus(state, ['DRAFT', 'POST_FILING_REGISTERED'], 'S86', '送审'),
    item ? undefined : refuse('INVALID', 'S16', '该事项已不在现行职权目录内，不能送审。'),
    item && item.legalBasis.length === 0 ? refuse('INCOMPLETE', 'S16', '该事项没有设定依据，不得送审。') : undefined,
    initialMeetingRulesOf(facts.rulebook, state.department)
      ? undefined
      : refuse(
          'INCOMPLETE',
          'S81',
          `${nameOfDepartment(facts.organisation, state.department)}还没有制定本处室初审例会制度，不能送审。`,
        ),
    state.postFiling && !state.postFiling.confirmedBy
      ? refuse('WRONG_STATE', 'A5', '“时限非常紧急”尚未经分管厅领导确认，不能事后报备。')
      : undefined,
  )
}

/** A4, E-24: post-filing is due within so many workdays of the real handling; later, the matter says so for ever. */
function latenessOfPostFiling(state: Matter, facts: MatterFacts): string | undefined {
  if (!state.postFiling || state.marks.includes('POST_FILED_LATE')) return undefined
  const days = numberRule(rulesOn(facts.rulebook, facts.today), 'postFiling.submitWithin')
  const due = addWorkdays(dayOf(state.postFiling.handledAt), days)
  return facts.today > due.day ? `应于${formatDay(due.day)}前补报，${formatDay(facts.today)}才送审` : undefined
}

const TIER_HOLDERS = ['DEPARTMENT_HEAD', 'LEADER_IN_CHARGE', 'GROUP_CONVENER', 'GROUP_LEADER', 'OFFICE'] as const

export const requestSupplement = defineMatterAct({
  noun: 'supplement-requests',
  label: '退回补正',
  clause: 'E-15',
  roles: TIER_HOLDERS,
  input: z.strictObject({
    needed: z
      .array(text('补正内容', 300, 2), { error: '补正内容必填' })
      .min(1, { error: '须一次性告知需要补正的全部内容' })
      .max(30, { error: '补正内容不得超过30条' }),
  }),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStatus(
        state,
        ['SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'MEETING_PENDING'],
        'E-15',
        '退回补正',
      ),
      state.listing?.noticed ? refuse('WRONG_STATE', 'E-15', '会议通知已经发出，退回补正由会议作出。') : undefined,
      state.handler === facts.person
        ? refuse('CONFLICT_OF_INTEREST', 'S10', '经办人不能退回自己经办的件。')
        : undefined,
    ),
  decide: (state, input, facts) => {
    const tier = state.stays.at(-1)?.tier ?? 1
    const due = addWorkdays(facts.today, numberRule(rulesFor(state, facts), 'supplement.dueDays'))
    const asked = { type: 'matter.supplement-requested', data: { tier, needed: input.needed, dueOn: due.day } }
    return ok([asked, ...takenOffAgenda(state, '退回补正')])
  },
})

export const supplement = defineMatterAct({
  noun: 'supplements',
  label: '提交补正',
  clause: 'E-15',
  roles: ['HANDLER', 'DEPARTMENT_HEAD'],
  input: z.strictObject({
    note: text('补正说明', 1000, 2),
    materialChange: z.boolean({ error: '须声明材料是否实质变化' }),
  }),
  may: (state, facts) => {
    const item = itemFor(state, facts)
    return firstRefusal(
      refuseUnlessStatus(state, ['RETURNED'], 'E-15', '提交补正'),
      item ? incompleteDossier(state, item) : undefined,
    )
  },
  decide: (state, input) => {
    const fields = changedKeyFields(state)
    const changed = input.materialChange ? [...fields, 'declared'] : fields
    return ok([{ type: 'matter.supplemented', data: { note: input.note, changed, voided: voidsOpinions(changed) } }])
  },
})

/**
 * A replaced file alone is what a supplement often is; the division says whether it changes the substance. A key field
 * speaks for itself (E-16).
 */
export const voidsOpinions = (changed: readonly string[]): boolean => changed.some(field => field !== 'materials')

/** E-21: from submission until the notice of a meeting at tier 3 is out. */
const withdrawable: readonly MatterStatus[] = ['SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'RETURNED']

export const requestWithdrawal = defineMatterAct({
  noun: 'withdrawal-requests',
  label: '申请撤回',
  clause: 'E-21',
  roles: ['HANDLER', 'DEPARTMENT_HEAD'],
  input: z.strictObject({ reason: text('撤回理由', 500, 2) }),
  may: state =>
    firstRefusal(
      refuseUnlessStatus(state, withdrawable, 'E-21', '申请撤回'),
      refuseAfterNotice(state),
      // 之后只能由会议作“撤回处理”结论: what tier 4 returned is past the notice of tier 3.
      state.supplement?.tier === 4
        ? refuse('WRONG_STATE', 'E-21', '第三级复核已经结束，只能由厅长办公会作“撤回处理”结论。')
        : undefined,
      state.withdrawal ? refuse('WRONG_STATE', 'E-21', '已经申请撤回，等分管领导同意。') : undefined,
    ),
  decide: (_state, input) => ok([{ type: 'matter.withdrawal-requested', data: input }]),
})

export const consentWithdrawal = defineMatterAct({
  noun: 'withdrawal',
  label: '同意撤回',
  clause: 'E-21',
  roles: ['LEADER_IN_CHARGE'],
  input: z.strictObject({ opinion: text('意见', 500).default('同意撤回') }),
  may: state =>
    firstRefusal(
      state.withdrawal ? undefined : refuse('WRONG_STATE', 'E-21', '送审处室没有申请撤回。'),
      refuseUnlessStatus(state, withdrawable, 'E-21', '同意撤回'),
      refuseAfterNotice(state),
    ),
  decide: (state, input) => ok([{ type: 'matter.withdrawn', data: input }, ...takenOffAgenda(state, '送审处室撤回')]),
})

/** What leaves its tier leaves the agenda too: an agenda names only matters that wait for it. */
function takenOffAgenda(state: Matter, reason: string): readonly Emitted[] {
  if (!state.listing) return []
  return [
    { on: streams.meeting(state.listing.meeting), type: 'meeting.item-removed', data: { matter: state.id, reason } },
  ]
}

export const declineWithdrawal = defineMatterAct({
  noun: 'withdrawal-refusal',
  label: '不同意撤回',
  clause: 'E-21',
  roles: ['LEADER_IN_CHARGE'],
  input: z.strictObject({ opinion: text('意见', 500, 2) }),
  may: state =>
    firstRefusal(
      state.withdrawal ? undefined : refuse('WRONG_STATE', 'E-21', '送审处室没有申请撤回。'),
      refuseUnlessStatus(state, withdrawable, 'E-21', '不同意撤回'),
      refuseAfterNotice(state),
    ),
  decide: (_state, input) => ok([{ type: 'matter.withdrawal-declined', data: input }]),
})

/** E-21: once a meeting's notice is out, that meeting concludes the withdrawal. */
function refuseAfterNotice(state: Matter) {
  return state.listing?.noticed
    ? refuse('WRONG_STATE', 'E-21', '会议通知已经发出，只能由会议作“撤回处理”结论。')
    : undefined
}

export const terminate = defineMatterAct({
  noun: 'termination',
  label: '终止',
  clause: 'E-15',
  roles: ['LEADER_IN_CHARGE', 'SYSTEM'],
  input: z.strictObject({ reason: text('终止理由', 500, 2) }),
  may: (state, facts) => {
    if (state.status === 'DEFERRED') {
      const lapsed = deferralLapsed(state, facts)
      return lapsed ? undefined : refuse('WRONG_STATE', 'MTG-004', '暂缓未满规定期限，不能终止。')
    }
    return firstRefusal(
      refuseUnlessStatus(state, ['RETURNED', 'DEFERRED'], 'E-15', '终止'),
      state.supplement && facts.today <= state.supplement.dueOn
        ? refuse('WRONG_STATE', 'E-15', `补正期限${formatDay(state.supplement.dueOn)}未满，不能终止。`)
        : undefined,
    )
  },
  decide: (_state, input) => ok([{ type: 'matter.terminated', data: input }]),
})

function deferralLapsed(state: Matter, facts: MatterFacts): boolean {
  const since = dayOf(state.records.at(-1)?.at ?? facts.now)
  const months = numberRule(rulesFor(state, facts), 'deferral.maxMonths')
  return facts.today > addMonths(since, months)
}
