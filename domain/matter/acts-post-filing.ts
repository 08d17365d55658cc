import * as z from 'zod'
import { err, firstRefusal, ok, refuse } from '../result.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { instant, text } from '../schema.ts'
import { addWorkdays, dayOf } from '../time.ts'
import { defineMatterAct, refuseUnlessStatus } from './act.ts'
import { itemFor, rulesFor } from './facts.ts'
import { isOver } from './route.ts'

export const registerPostFiling = defineMatterAct({
  noun: 'post-filing',
  label: '登记事后报备',
  clause: 'S107',
  roles: ['HANDLER'],
  input: z.strictObject({
    reason: text('紧急事由', 1000, 5),
    whyNotBefore: text('为何不能事前报备', 1000, 5),
    handledAt: instant('实际办理时间'),
  }),
  may: (state, facts) => {
    const level = itemFor(state, facts)?.level
    return firstRefusal(
      refuseUnlessStatus(state, ['DRAFT'], 'S107', '登记事后报备'),
      level === 'APPROVAL'
        ? refuse('INVALID', 'A6', '“审定”事项须经审议通过后方可实施，方案没有事后例外。')
        : undefined,
      level === 'FILING' ? undefined : refuse('INVALID', 'S107', '事后报备只适用于“报备”事项。'),
    )
  },
  decide: (_state, input, facts) =>
    input.handledAt > facts.now
      ? err(refuse('INVALID', 'S107', '实际办理时间不得晚于现在。', 'handledAt'))
      : ok([{ type: 'matter.post-filing-registered', data: input }]),
})

export const proposeUrgency = defineMatterAct({
  noun: 'urgency-proposal',
  label: '处室负责人认定紧急',
  clause: 'A5',
  roles: ['DEPARTMENT_HEAD'],
  input: z.strictObject({ opinion: text('处室意见', 500, 2) }),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStatus(state, ['POST_FILING_REGISTERED'], 'A5', '认定紧急'),
      state.postFiling?.proposedBy ? refuse('WRONG_STATE', 'A5', '处室负责人已经认定。') : undefined,
      state.handler === facts.person
        ? refuse('CONFLICT_OF_INTEREST', 'A5', '经办人不得认定自己经办的件“时限非常紧急”。')
        : undefined,
    ),
  decide: (_state, input) => ok([{ type: 'matter.urgency-proposed', data: input }]),
})

export const confirmUrgency = defineMatterAct({
  noun: 'urgency-confirmation',
  label: '分管领导确认紧急',
  clause: 'A5',
  roles: ['LEADER_IN_CHARGE'],
  input: z.strictObject({ opinion: text('确认意见', 500, 2), byPhoneAt: instant('电话确认时间').optional() }),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStatus(state, ['POST_FILING_REGISTERED'], 'A5', '确认紧急'),
      state.postFiling?.proposedBy ? undefined : refuse('WRONG_STATE', 'A5', '处室负责人尚未认定紧急。'),
      state.postFiling?.confirmedBy ? refuse('WRONG_STATE', 'A5', '已经确认紧急。') : undefined,
      state.handler === facts.person ? refuse('CONFLICT_OF_INTEREST', 'A5', '确认人不可同时是经办人。') : undefined,
    ),
  decide: (state, input, facts) => {
    if (input.byPhoneAt) {
      const within = numberRule(rulesFor(state, facts), 'postFiling.confirmWithin')
      const hours = (Date.parse(facts.now) - Date.parse(input.byPhoneAt)) / 3_600_000
      if (hours < 0) return err(refuse('INVALID', 'A5', '电话确认时间不得晚于现在。', 'byPhoneAt'))
      if (hours > within) {
        return err(
          refuse(
            'INVALID',
            'A5',
            `电话确认须在${within}小时内补确认，已超时；请不填电话时间，按现在确认。`,
            'byPhoneAt',
          ),
        )
      }
    }
    return ok([{ type: 'matter.urgency-confirmed', data: input }])
  },
})

/** E-24: the platform marks what was handled and not filed in time; the mark stays. */
export const markLatePostFiling = defineMatterAct({
  noun: 'lateness',
  label: '标记逾期未补报',
  clause: 'E-24',
  roles: ['SYSTEM'],
  input: z.strictObject({}),
  may: (state, facts) => {
    if (!state.postFiling || state.marks.includes('POST_FILED_LATE') || isOver(state.status)) {
      return refuse('WRONG_STATE', 'E-24', '本件不需要标记逾期。')
    }
    if (state.agreedOn) return refuse('WRONG_STATE', 'E-24', '本件已走完程序。')
    const rules = rulesFor(state, facts)
    const key = state.submittedAt ? 'postFiling.completeWithin' : 'postFiling.submitWithin'
    const due = addWorkdays(dayOf(state.postFiling.handledAt), numberRule(rules, key))
    if (due.estimated) return refuse('WRONG_STATE', 'E-70', '期限为暂估，不能据以标记逾期。')
    return facts.today > due.day ? undefined : refuse('WRONG_STATE', 'E-24', '补报期限未满。')
  },
  decide: state =>
    ok([
      {
        type: 'matter.marked',
        data: { mark: 'POST_FILED_LATE', reason: state.submittedAt ? '逾期未走完三级程序' : '逾期未补报' },
      },
    ]),
})
