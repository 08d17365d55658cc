import { type ClockReading, readClock } from '../clock.ts'
import { numberRule, type RuleSet } from '../rulebook/rulebook.ts'
import { type Day, dayOf, daysBetween } from '../time.ts'
import type { Matter, TierStay } from './matter.ts'
import { isOver } from './route.ts'

/** When a clock begins to warn (supervision.warnAt, SUP-001). */
const warn = (rules: RuleSet) => ({
  ratio: numberRule(rules, 'supervision.warnAt.ratio'),
  workdays: numberRule(rules, 'supervision.warnAt.days'),
})

/** The clock of one stay at a tier (case.tierN.dueDays). */
export function readStay(stay: TierStay, rules: RuleSet, today: Day): ClockReading {
  const { openedOn: startedOn, pauses } = stay
  const amount = numberRule(rules, `case.tier${stay.tier}.dueDays`)
  const clock = { startedOn, amount, unit: 'WORKDAY' as const, pauses: pauses.map(p => ({ ...p, reason: '补正' })) }
  return readClock(stay.closedOn ? { ...clock, stoppedOn: stay.closedOn } : clock, today, warn(rules))
}

/** The clock that runs now, if one does: the supplement's own, the tier's, or that of a post-filing not yet submitted. */
export function runningClock(matter: Matter, rules: RuleSet, today: Day): ClockReading | undefined {
  if (isOver(matter.status)) return undefined
  if (matter.status === 'AGREED_IN_PRINCIPLE') return conditionClock(matter, rules, today)
  if (matter.status === 'POST_FILING_REGISTERED') return postFilingClocks(matter, rules, today)[0]
  const stay = matter.stays.at(-1)
  return stay && stay.closedOn === undefined ? readStay(stay, rules, today) : undefined
}

/** E-23: the open condition that is due first. */
function conditionClock(matter: Matter, rules: RuleSet, today: Day): ClockReading | undefined {
  const dueOn = matter.conditions.flatMap(c => (c.confirmedAt ? [] : [c.dueOn])).toSorted()[0]
  const startedOn = dayOf(matter.records.at(-1)?.at ?? matter.draftedAt)
  if (!dueOn) return undefined
  const clock = { startedOn, amount: daysBetween(startedOn, dueOn), unit: 'CALENDAR_DAY' as const, pauses: [] }
  return readClock(clock, today, warn(rules))
}

/** A4: from the real handling, so many workdays to submit and so many to finish the three tiers. */
export function postFilingClocks(matter: Matter, rules: RuleSet, today: Day): readonly ClockReading[] {
  if (!matter.postFiling) return []
  const startedOn = dayOf(matter.postFiling.handledAt)
  const read = (key: string, stoppedAt: string | undefined) => {
    const clock = { startedOn, amount: numberRule(rules, key), unit: 'WORKDAY' as const, pauses: [] }
    return readClock(stoppedAt ? { ...clock, stoppedOn: dayOf(stoppedAt) } : clock, today, warn(rules))
  }
  return [read('postFiling.submitWithin', matter.submittedAt), read('postFiling.completeWithin', matter.concludedAt)]
}

/** S4: whether any stay at a tier took longer than it may. */
export function wasLate(matter: Matter, rules: RuleSet, today: Day): boolean {
  return matter.stays.some(stay => readStay(stay, rules, today).late)
}
