import type { MeetingKind } from '../domain/meeting/kinds.ts'
import { addDays, type Day, isWorkday, workdaysBetween } from '../domain/time.ts'

export const FIRST_DAY = '2026-08-24'
export const LAST_DAY = '2026-11-20'

export function workdaysFrom(first: Day, last: Day): readonly Day[] {
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) if (isWorkday(day).workday) days.push(day)
  return days
}

export interface Sitting {
  readonly kind: MeetingKind
  /** The review group, `DIRECTOR`, or for 初审例会 `ALL`: every division that has something waiting. */
  readonly body: string
  readonly on: Day
  /** When it begins; 初审例会 of several divisions follow one another. */
  readonly time: string
  /** The day on which the agenda is made up and the notice goes out. */
  readonly prepareOn: Day
  readonly noticed: boolean
}

/** The latest workday that leaves three workdays for reading (MTG-006), and none after the story ends. */
function prepareOn(on: Day): Day {
  let day = addDays(on, -1)
  while (day > LAST_DAY || !isWorkday(day).workday || workdaysBetween(day, on).workdays < 3) day = addDays(day, -1)
  return day
}

const sittings = (kind: MeetingKind, body: string, time: string, days: readonly string[]): readonly Sitting[] =>
  days
    .map(day => `2026-${day}`)
    .map(on => ({ kind, body, on, time, prepareOn: prepareOn(on), noticed: on <= '2026-11-27' }))

/** Every meeting of the story, and those already called when it ends. Around 1 October they make way for the holidays. */
export const calendar: readonly Sitting[] = [
  ...sittings('DIRECTOR', 'DIRECTOR', '10:00', ['09-18', '09-29', '10-12', '10-30', '11-13', '11-27']),
  ...sittings('GROUP', 'PERMIT-1', '10:00', ['09-03', '09-17', '09-30', '10-15', '10-29', '11-12', '11-26']),
  ...sittings('GROUP', 'PLAN_FUND-1', '14:30', ['09-03', '09-17', '09-29', '10-15', '10-29', '11-12', '11-26']),
  ...sittings('GROUP', 'CONSTRUCTION-1', '10:00', ['09-10', '09-24', '10-08', '10-22', '11-05', '11-19', '12-03']),
  ...sittings('GROUP', 'ENFORCEMENT-1', '14:30', ['09-10', '09-23', '10-08', '10-22', '11-05', '11-19', '12-03']),
  ...sittings('INITIAL', 'ALL', '14:00', ['08-28', '09-04', '09-11', '09-18', '09-24', '09-30', '10-09']),
  ...sittings('INITIAL', 'ALL', '14:00', ['10-16', '10-23', '10-30', '11-06', '11-13', '11-20', '11-27']),
]

/** Who is away, both days included: absent from meetings, and in their place whoever the rules say. */
const away: readonly { readonly person: string; readonly from: Day; readonly to: Day }[] = [
  { person: 'head-finance-audit', from: '2026-09-07', to: '2026-09-11' },
  { person: 'head-waterway', from: '2026-10-23', to: '2026-10-23' },
  { person: 'leader-2', from: '2026-10-19', to: '2026-10-23' },
  { person: 'head-policy-law', from: '2026-10-29', to: '2026-10-30' },
  { person: 'leader-4', from: '2026-10-12', to: '2026-10-12' },
]

export const isAway = (person: string, day: Day): boolean =>
  away.some(a => a.person === person && a.from <= day && day <= a.to)
