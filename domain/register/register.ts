import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { SealedPart } from '../sealed-part.ts'
import { addDays, type Day, dayOf, type Instant } from '../time.ts'
import type { Body, RegisterEvent } from './events.ts'

type DataOf<Type extends RegisterEvent['type']> = Extract<RegisterEvent, { type: Type }>['data']

export type QuarterRow = DataOf<'register.quarter-published'>['rows'][number]
export type Outcome = DataOf<'register.outcome-published'>

/** S123: a report as it was submitted, and who of those it is addressed to has signed for it. */
export interface SubmittedReport {
  readonly no: number
  readonly period: string
  readonly to: readonly Body[]
  readonly report: string
  readonly part: SealedPart
  readonly keys: readonly string[]
  readonly submittedAt: Instant
  readonly submittedBy: string
  readonly receipts: readonly { readonly person: string; readonly at: Instant }[]
}

/** Days that were never closed, both ends included. */
export interface Gap {
  readonly from: Day
  readonly to: Day
}

/** What the register remembers. Of closed days only where they begin, where they end and where they leave a gap. */
export interface Register {
  readonly id: string
  readonly stage: 'NONE' | 'OPEN'
  /** The day of its first event: from then on reports are due (S123). */
  readonly begunOn?: Day
  readonly firstClosed?: Day
  readonly lastClosed?: Day
  readonly gaps: readonly Gap[]
  /** Scripts of the complaint page, each as it was published last. */
  readonly pages: readonly { readonly name: string; readonly sha256: string; readonly on: Day }[]
  readonly quarters: readonly { readonly quarter: string; readonly rows: readonly QuarterRow[]; readonly on: Day }[]
  readonly reports: readonly SubmittedReport[]
  readonly outcomes: readonly (Outcome & { readonly on: Day })[]
  /** Who took one out is in the record and nowhere else. */
  readonly exports: readonly (Omit<DataOf<'register.exported'>, 'person'> & { readonly on: Day })[]
}

export const noRegister: Register = {
  id: '',
  stage: 'NONE',
  gaps: [],
  pages: [],
  quarters: [],
  reports: [],
  outcomes: [],
  exports: [],
}

export function evolveRegister(before: Register, event: Recorded<RegisterEvent>): Register {
  const on = dayOf(event.at)
  const state: Register = { ...before, stage: 'OPEN', begunOn: before.begunOn ?? on }
  switch (event.type) {
    case 'register.day-closed':
      return afterClosing(state, event.data.day)
    case 'register.page-published': {
      const others = state.pages.filter(page => page.name !== event.data.name)
      return { ...state, pages: [...others, { ...event.data, on }] }
    }
    case 'register.quarter-published':
      return { ...state, quarters: [...state.quarters, { ...event.data, on }] }
    case 'register.report-submitted': {
      const submitted = { ...event.data, submittedAt: event.at, submittedBy: event.by.person, receipts: [] }
      return { ...state, reports: [...state.reports, submitted] }
    }
    case 'register.report-received': {
      const { no, person } = event.data
      const signed = (r: SubmittedReport) => ({ ...r, receipts: [...r.receipts, { person, at: event.at }] })
      return { ...state, reports: state.reports.map(r => (r.no === no ? signed(r) : r)) }
    }
    case 'register.outcome-published':
      return { ...state, outcomes: [...state.outcomes, { ...event.data, on }] }
    case 'register.exported': {
      const { person: _, ...exported } = event.data
      return { ...state, exports: [...state.exports, { ...exported, on }] }
    }
    default:
      return closed(event)
  }
}

/** A gap is kept as its ends: a falsified log may name any day. A day at or before the last one changes nothing. */
function afterClosing(state: Register, day: Day): Register {
  const { lastClosed, firstClosed = day } = state
  if (lastClosed === undefined) return { ...state, firstClosed, lastClosed: day }
  if (day <= lastClosed) return state
  const next = addDays(lastClosed, 1)
  const gaps = day === next ? state.gaps : [...state.gaps, { from: next, to: addDays(day, -1) }]
  return { ...state, lastClosed: day, gaps }
}

/** The day that is to be closed next; `undefined` before the first, which may be any day that is over. */
export const nextToClose = ({ lastClosed }: Register): Day | undefined =>
  lastClosed === undefined ? undefined : addDays(lastClosed, 1)

/** Days between the first closed one and the last that never were: each is an alarm that anybody sees (CMP-004). */
export const missingDaysOf = ({ gaps }: Register): readonly Day[] =>
  gaps.flatMap(({ from, to }) => {
    const days: Day[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
    return days
  })
