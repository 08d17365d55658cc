import type { Clock } from '../clock.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { type Day, dayOf, dueDay } from '../time.ts'
import { type Accountability, type Appeal, type Measure, pendingReport, resultOf } from './accountability.ts'

/** Decisions of party bodies are appealed against in a month, of others in 15 days (ACC-004). */
const isPartyDecision = ({ body }: Pick<Measure, 'body'>): boolean => body !== 'SUPERVISION_COMMISSION'

/** ACC-004: how long somebody may appeal; nothing is carried out later because of it. */
export function appealClock(measure: Measure, rulebook: Rulebook, today: Day): Clock | undefined {
  if (measure.form !== 'DECISION' || measure.decidedOn === undefined) return undefined
  const party = isPartyDecision(measure)
  const key = party ? 'accountability.appealParty' : 'accountability.appealOfficial'
  return {
    startedOn: measure.decidedOn,
    amount: numberOn(rulebook, key, today),
    unit: party ? 'MONTH' : 'CALENDAR_DAY',
    pauses: [],
    ...(measure.appeals[0] ? { stoppedOn: measure.appeals[0].on } : {}),
  }
}

export const lastDayToAppeal = (measure: Measure, rulebook: Rulebook, today: Day): Day | undefined => {
  const clock = appealClock(measure, rulebook, today)
  return clock && dueDay(clock.startedOn, clock).day
}

/** ACC-004: an appeal is decided within 30 days. */
export const appealDecisionClock = (appeal: Appeal, rulebook: Rulebook, today: Day): Clock => ({
  startedOn: appeal.on,
  amount: numberOn(rulebook, 'accountability.appealDecision', today),
  unit: 'CALENDAR_DAY',
  pauses: [],
  ...(appeal.decision ? { stoppedOn: appeal.decision.on } : {}),
})

/** ACC-006: procedures of 组织调整或者组织处理 are done within a month. */
export function executionClock(measure: Measure, rulebook: Rulebook, today: Day): Clock | undefined {
  const { decidedOn, steps } = measure
  if (measure.form !== 'DECISION' || measure.measure !== 'PERSON_ADJUSTMENT' || decidedOn === undefined)
    return undefined
  const done = steps.find(s => s.step === 'PROCEDURES_DONE')
  return {
    startedOn: decidedOn,
    amount: numberOn(rulebook, 'accountability.procedures', today),
    unit: 'MONTH',
    pauses: [],
    ...(done ? { stoppedOn: done.on } : {}),
  }
}

/** Rectifications past their day without a report or with an incomplete one: a card is shown for each (E-63). */
export function overdueRectifications(
  state: Accountability,
  today: Day,
): readonly { readonly finding: number; readonly department: string; readonly dueOn: Day }[] {
  if (state.stage !== 'OPENED') return []
  return state.findings.flatMap(({ no, rectification, ...finding }) => {
    if (!rectification || resultOf({ no, rectification, ...finding }) === 'FULL') return []
    const { department, dueOn } = rectification
    const report = pendingReport(rectification)
    const inTime = report !== undefined && dayOf(report.at) <= dueOn
    return today > dueOn && !inTime ? [{ finding: no, department, dueOn }] : []
  })
}
