import { dayOf, type Instant, yearOf } from '../time.ts'
import type { MeetingKind } from './kinds.ts'

/**
 * A meeting's id says whose and which it is: `INITIAL-PLANNING-2026-3`. The number is the meeting's 会次, so that two
 * secretaries who call at the same moment cannot both have the third: the stream's first version can exist only once.
 */
export function meetingId(kind: MeetingKind, body: string, year: number, seq: number): string {
  return `${kind}-${body}-${year}-${seq}`
}

export interface MeetingIdParts {
  readonly kind: MeetingKind
  readonly body: string
  readonly year: number
  readonly seq: number
}

/** The parts of an id that `meetingId` made. Review groups have a hyphen in their own id (`PLAN_FUND-1`). */
export function partsOfMeetingId(id: string): MeetingIdParts | undefined {
  const [, kind, body, year, seq] = /^(INITIAL|GROUP|DIRECTOR|LEADING)-(.+)-(\d{4})-(\d+)$/.exec(id) ?? []
  return kind && body ? { kind: kind as MeetingKind, body, year: Number(year), seq: Number(seq) } : undefined
}

/** What the ids of a body's meetings of one year begin with, from the fields of a calling. */
export function meetingIdPrefix(input: Readonly<Record<string, unknown>>): string {
  const { kind, body, scheduledAt } = input
  return `${word(kind)}-${word(body)}-${isInstant(scheduledAt) ? yearOf(dayOf(scheduledAt)) : ''}-`
}

/** Asked before any form was checked: what is no text is no name. */
const word = (value: unknown): string => (typeof value === 'string' ? value : '')

const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value))
