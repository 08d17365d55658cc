import { type ClockReading, readClock } from '../clock.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { type Day, dayOf, dueDay } from '../time.ts'
import type { Inspection } from './inspection.ts'

/** RND-007: 20 workdays from the conclusion to the publication. `undefined` before there is a conclusion. */
export function publicationClock(state: Inspection, rulebook: Rulebook, today: Day): ClockReading | undefined {
  if (!state.concluded) return undefined
  const clock = {
    startedOn: dayOf(state.concluded.at),
    amount: numberOn(rulebook, 'publish.due.spotcheck', today),
    unit: 'WORKDAY' as const,
    pauses: [],
    ...(state.publication ? { stoppedOn: dayOf(state.publication.at) } : {}),
  }
  return readClock(clock, today, warnAt(rulebook, today))
}

/** The last day on which the conclusion may be objected to (政府督查工作条例 17). */
export function objectionDueOn(state: Inspection, rulebook: Rulebook, today: Day): Day | undefined {
  if (!state.concluded) return undefined
  const amount = numberOn(rulebook, 'spotcheck.objectionDays', today)
  return dueDay(dayOf(state.concluded.at), { amount, unit: 'CALENDAR_DAY' }).day
}

/** As many days again for the decision on an objection, by the same article. */
export function decisionClock(state: Inspection, rulebook: Rulebook, today: Day): ClockReading | undefined {
  const { objection } = state
  if (!objection) return undefined
  const clock = {
    startedOn: dayOf(objection.at),
    amount: numberOn(rulebook, 'spotcheck.objectionDays', today),
    unit: 'CALENDAR_DAY' as const,
    pauses: [],
    ...(objection.decision ? { stoppedOn: dayOf(objection.decision.at) } : {}),
  }
  return readClock(clock, today, warnAt(rulebook, today))
}

const warnAt = (rulebook: Rulebook, today: Day) => ({
  ratio: numberOn(rulebook, 'supervision.warnAt.ratio', today),
  workdays: numberOn(rulebook, 'supervision.warnAt.days', today),
})
