/** CMP-002: the periods of one report, each in the unit that the rules label it with. Every report keeps its own (E-56). */
import { parameters } from '../../spec/parameters.ts'
import { type Clock, type ClockReading, readClock } from '../clock.ts'
import { must } from '../result.ts'
import { type Rulebook, type RuleSet, rulesOn } from '../rulebook/rulebook.ts'
import { type Day, daysBetween, type PeriodUnit } from '../time.ts'
import { type Complaint, isFeedbackOwed } from './complaint.ts'
import { triageOf } from './triage.ts'

export type ComplaintClockKind =
  | 'TRIAGE' // 分流
  | 'ACKNOWLEDGEMENT' // 受理告知
  | 'DISPOSITION' // 处置意见
  | 'TRANSFER' // 转出或答复
  | 'PETITION' // 信访办结
  | 'CONCLUSION' // 处置办结
  | 'HOLD_REVIEW' // 暂存待查的复查
  | 'FEEDBACK' // 结果反馈
  | 'CLOSURE' // 签批结案

export interface ComplaintClock {
  readonly kind: ComplaintClockKind
  readonly label: string
  readonly clause: string
  readonly startedOn: Day
  readonly reading: ClockReading
}

const kinds: Record<ComplaintClockKind, { readonly label: string; readonly clause: string }> = {
  TRIAGE: { label: '分流', clause: 'TRIAGE-001' },
  ACKNOWLEDGEMENT: { label: '受理告知', clause: 'CMP-002' },
  DISPOSITION: { label: '处置意见', clause: 'CMP-002' },
  TRANSFER: { label: '转出或答复', clause: 'TRIAGE-001' },
  PETITION: { label: '信访办结', clause: 'CMP-002' },
  CONCLUSION: { label: '处置办结', clause: 'CMP-006' },
  HOLD_REVIEW: { label: '暂存待查复查', clause: 'CMP-006' },
  FEEDBACK: { label: '结果反馈', clause: 'CMP-002' },
  CLOSURE: { label: '签批结案', clause: 'S153' },
}

/** The rules of the day on which it was received (S3). */
export const rulesFor = (state: Complaint, rulebook: Rulebook): RuleSet => rulesOn(rulebook, state.receivedOn)

interface Limit {
  readonly amount: number
  readonly unit: PeriodUnit
}

/** A period as it is set, with the unit that it is labelled with; a rule set older than the parameter has its default. */
export function limitOf(rules: RuleSet, key: string): Limit {
  const { value, unit } = must(
    parameters.find(p => p.key === key),
    `parameter ${key}`,
  )
  return { amount: Number(rules.parameters[key]?.value ?? value), unit: unit as PeriodUnit }
}

interface Course extends Limit {
  readonly kind: ComplaintClockKind
  readonly startedOn: Day
  readonly stoppedOn?: Day | undefined
}

/** All periods that have begun, also those that are over, in the order in which they begin. */
export function clocksOf(state: Complaint, rulebook: Rulebook, today: Day): readonly ComplaintClock[] {
  if (state.stage === 'NONE' || state.stage === 'UPWARD') return []
  const rules = rulesFor(state, rulebook)
  const warn = {
    ratio: limitOf(rules, 'supervision.warnAt.ratio').amount,
    workdays: limitOf(rules, 'supervision.warnAt.days').amount,
  }
  return coursesOf(state, rules).map(({ kind, stoppedOn, ...course }) => {
    // Whatever has been left open ends with the report itself.
    const end = stoppedOn ?? state.closedOn
    const clock: Clock = { ...course, pauses: [], ...(end ? { stoppedOn: end } : {}) }
    return { kind, ...kinds[kind], startedOn: course.startedOn, reading: readClock(clock, today, warn) }
  })
}

/** The running period that ends first. */
export function nextClock(clocks: readonly ComplaintClock[]): ComplaintClock | undefined {
  return clocks
    .filter(({ reading }) => reading.state === 'RUNNING')
    .toSorted((a, b) => (a.reading.dueOn < b.reading.dueOn ? -1 : 1))[0]
}

function coursesOf(state: Complaint, rules: RuleSet): readonly Course[] {
  const limit = (key: string) => limitOf(rules, key)
  return [
    { kind: 'TRIAGE', ...limit('complaint.triageWithin'), startedOn: state.receivedOn, stoppedOn: state.triagedOn },
    ...acknowledgement(state, limit),
    ...result(state, limit),
    ...feedback(state, limit),
    ...closure(state, limit),
  ]
}

type LimitOf = (key: string) => Limit

/** Whoever reports by name is told within the period from the day on which the name is known (E-54); so is every petitioner. */
function acknowledgement(state: Complaint, limit: LimitOf): readonly Course[] {
  const petition = state.class === 'PETITION'
  const startedOn = petition ? state.receivedOn : state.namedOn
  if (startedOn === undefined) return []
  const period = limit(petition ? 'petition.reply' : 'complaint.ack')
  // What was passed on was told with it where it went.
  const stoppedOn = state.acknowledged?.on ?? state.transfers[0]?.on
  return [{ kind: 'ACKNOWLEDGEMENT', ...period, startedOn, stoppedOn }]
}

/** What leads to a result: the group's own disposition, or passing on; a petition's whole course besides. */
function result(state: Complaint, limit: LimitOf): readonly Course[] {
  if (!state.class || state.triagedOn === undefined) return []
  const gone = state.mergedOn ?? state.transfers[0]?.on
  if (triageOf(state.class).way !== 'DISPOSE') {
    const transfer = { kind: 'TRANSFER' as const, ...limit('complaint.transferWithin'), startedOn: state.triagedOn }
    return [{ ...transfer, stoppedOn: gone ?? state.concludedOn }, ...petition(state, limit)]
  }
  const startedOn = state.reopenedOn ?? state.receivedOn
  const disposition = { kind: 'DISPOSITION' as const, ...limit('clue.disposition'), startedOn }
  return [{ ...disposition, stoppedOn: state.proposal?.approvedOn ?? gone }, ...afterApproval(state, limit)]
}

/** Passing it on does not end it: the period runs until it is closed. */
function petition({ class: kind, acknowledged, extendedTo, closedOn }: Complaint, limit: LimitOf): readonly Course[] {
  if (kind !== 'PETITION' || !acknowledged?.accepted) return []
  const { amount, unit } = limit('petition.close')
  const more = extendedTo ? limit('petition.ext').amount : 0
  return [{ kind: 'PETITION', amount: amount + more, unit, startedOn: acknowledged.on, stoppedOn: closedOn }]
}

function afterApproval({ proposal, transfers, concludedOn }: Complaint, limit: LimitOf): readonly Course[] {
  const startedOn = proposal?.approvedOn
  if (!proposal || startedOn === undefined) return []
  if (proposal.disposition !== 'HOLD') {
    return [{ kind: 'CONCLUSION', ...limit('clue.conclude'), startedOn, stoppedOn: concludedOn }]
  }
  // Approved after the day of its review: that is due at once.
  const amount = Math.max(0, daysBetween(startedOn, proposal.reviewOn ?? startedOn))
  return [{ kind: 'HOLD_REVIEW', amount, unit: 'CALENDAR_DAY', startedOn, stoppedOn: transfers[0]?.on }]
}

function feedback(state: Complaint, limit: LimitOf): readonly Course[] {
  const { concludedOn: startedOn, feedbackOn: stoppedOn } = state
  if (startedOn === undefined || !isFeedbackOwed(state)) return []
  return [{ kind: 'FEEDBACK', ...limit('clue.feedback'), startedOn, stoppedOn }]
}

function closure(state: Complaint, limit: LimitOf): readonly Course[] {
  const startedOn = isFeedbackOwed(state) ? state.feedbackOn : state.concludedOn
  if (startedOn === undefined || state.concludedOn === undefined) return []
  return [{ kind: 'CLOSURE', ...limit('complaint.closeWithin'), startedOn, stoppedOn: state.closedOn }]
}
