import type { DeliberationLevel } from '../catalogue/power-item.ts'
import { nameOfConclusion } from '../matter/conclusions.ts'
import { kinds, type MeetingKind } from '../meeting/kinds.ts'
import type { AgendaItem, Meeting, Subject } from '../meeting/meeting.ts'
import { type Day, dayOf, type Instant } from '../time.ts'

/** One item as the public sees it: what it was about, how many were there, what was concluded; never who said what. */
export interface PublicMeetingItem {
  readonly no: number
  /** The number of the matter; absent for what the leading group deliberates. */
  readonly matter?: string
  readonly subject?: Subject
  readonly state: 'WAITING' | 'UNDER_WAY' | 'AWAITING_MINUTES' | 'CONCLUDED' | 'POSTPONED'
  /** Only once the minutes are signed: before that a conclusion is not decided (S93). */
  readonly conclusion?: string
  readonly expected?: number
  readonly present?: number
  /** Put on the agenda after the notice (E-40). */
  readonly late: boolean
}

/** A correction of the minutes (E-37): the original stands, and says which text came after it. */
export interface PublicErratum {
  readonly no: number
  readonly on: Day
  readonly hash: string
}

/** A meeting as the matrix of practice 3.1 lets it out: which, when, on what, with which divisions, to which end. */
export interface PublicMeeting {
  readonly id: string
  readonly kind: MeetingKind
  readonly body: string
  readonly year: number
  readonly seq: number
  readonly scheduledAt: Instant
  readonly state: 'CALLED' | 'SITTING' | 'HELD' | 'SIGNED'
  /** The divisions that make it up; those whose people came are `present`, once it sat. */
  readonly departments: readonly string[]
  readonly present: readonly string[]
  readonly items: readonly PublicMeetingItem[]
  /** E-41: how many things were deliberated elsewhere; nothing else is said of them. */
  readonly separateItems: number
  readonly signedOn?: Day
  /** SHA-256 of the signed minutes. */
  readonly hash?: string
  readonly errata: readonly PublicErratum[]
}

/**
 * S21, S115: what the public may know of this meeting; nothing before its notice went out. `levelOf` gives a matter's level,
 * by which its conclusion is called.
 */
export function publicFaceOfMeeting(
  meeting: Meeting,
  levelOf: (matter: string) => DeliberationLevel | undefined,
): PublicMeeting | undefined {
  const { id, kind, body, year, seq, scheduledAt, stage, members, items, separateItems, signedAt, hash } = meeting
  if (stage === 'NONE' || stage === 'PLANNED') return undefined
  const came = new Set(meeting.attendance.flatMap(a => (a.status === 'PRESENT' ? [a.person] : [])))
  return {
    ...{ id, kind, body, year, seq, scheduledAt, separateItems },
    state: ({ NOTICED: 'CALLED', OPEN: 'SITTING', ADJOURNED: 'HELD', SIGNED: 'SIGNED' } as const)[stage],
    departments: divisionsOf(members),
    present: divisionsOf(members.filter(m => came.has(m.person))),
    items: items.map(item => publicItem(meeting, item, levelOf(item.matter))),
    ...(signedAt && hash ? { signedOn: dayOf(signedAt), hash } : {}),
    errata: meeting.errata.flatMap(({ erratum, issuedAt, hash: corrected }) =>
      issuedAt && corrected ? [{ no: erratum, on: dayOf(issuedAt), hash: corrected }] : [],
    ),
  }
}

const divisionsOf = (members: Meeting['members']): readonly string[] => [
  ...new Set(members.flatMap(m => (m.department === '' ? [] : [m.department]))),
]

function publicItem(meeting: Meeting, item: AgendaItem, level: DeliberationLevel | undefined): PublicMeetingItem {
  const { no, matter, subject, stage, conclusion, late = false } = item
  const what = subject === undefined ? { matter } : { subject }
  const signed = meeting.stage === 'SIGNED'
  if (stage !== 'CONCLUDED' || !conclusion)
    return { no, ...what, late, state: stage === 'CONCLUDED' ? 'WAITING' : stage }
  const { expected, present } = conclusion
  if (!signed) return { no, ...what, late, state: 'AWAITING_MINUTES', expected, present }
  const name = nameOfConclusion(conclusion.conclusion, kinds[meeting.kind].tier, level)
  return { no, ...what, late, state: 'CONCLUDED', conclusion: name, expected, present }
}
