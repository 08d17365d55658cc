import { canonical, fingerprint } from '../canonical.ts'
import { nameOf, nameOfDepartment, titleOf } from '../organisation/posts.ts'
import { dayOf, formatDay } from '../time.ts'
import type { MeetingFacts } from './facts.ts'
import { kinds, type MeetingKind } from './kinds.ts'
import { attendanceOf, type Meeting, presiderOf } from './meeting.ts'
import { type MinutesItem, minutesOfItem } from './minutes-item.ts'

export { dissentsOf, type MinutesItem } from './minutes-item.ts'

export interface MinutesPerson {
  readonly name: string
  readonly title: string
}

/** What an erratum says of itself in the corrected minutes (E-37). */
export interface MinutesErratum {
  readonly no: number
  readonly reason: string
  /** `matter` where one item alone was corrected. */
  readonly corrections: readonly { readonly matter?: string; readonly was: string; readonly now: string }[]
  /** «2026年7月20日» */
  readonly on: string
}

/**
 * The minutes as data; what is signed is their canonical JSON. Fields that may be absent are so where there is nothing to
 * say, and in minutes that earlier releases signed.
 */
export interface Minutes {
  readonly title: string
  /** «〔2026〕3号» */
  readonly number: string
  /** «2026年7月17日» */
  readonly date: string
  readonly place: string
  readonly kind?: MeetingKind
  readonly chair: MinutesPerson
  readonly recorder: { readonly name: string }
  /** 双记录 (E-36). */
  readonly secondRecorder?: { readonly name: string }
  /** Who kept the record before, and why somebody else took it over (E-36). */
  readonly formerRecorders?: readonly { readonly name: string; readonly reason: string }[]
  readonly attending: readonly MinutesPerson[]
  readonly observing: readonly MinutesPerson[]
  readonly onLeave: readonly MinutesPerson[]
  readonly absent: readonly MinutesPerson[]
  /** How many items were deliberated outside this system, and nothing else of them (E-41). */
  readonly separateItems?: number
  readonly items: readonly MinutesItem[]
  readonly errata?: readonly MinutesErratum[]
}

/** One item's part of the minutes, with what says of which meeting: what goes back to its matter (S93). */
export interface Excerpt {
  readonly title: string
  readonly number: string
  readonly date: string
  readonly place: string
  readonly chair: MinutesPerson
  readonly item: MinutesItem
}

/** «综合规划处2026年第3次初审例会»: how a meeting is called in papers and lists. */
export function titleOfMeeting(
  meeting: Pick<Meeting, 'kind' | 'body' | 'year' | 'seq'>,
  bodyName: (body: string) => string,
): string {
  const whose = meeting.kind === 'DIRECTOR' || meeting.kind === 'LEADING' ? '' : bodyName(meeting.body)
  return `${whose}${meeting.year}年第${meeting.seq}次${kinds[meeting.kind].name}`
}

/**
 * The minutes as data: the six elements of practice 3.9, dissent in its own words (MTG-012). Made from the record alone,
 * so that whoever has the record can make them again and compare the fingerprint.
 * @returns them, their canonical JSON text (RFC 8785) and its SHA-256.
 */
export function minutesOf(
  meeting: Meeting,
  facts: MeetingFacts,
): { readonly minutes: Minutes; readonly text: string; readonly hash: string } {
  const { organisation } = facts
  const who = (person: string): MinutesPerson => {
    const member = meeting.members.find(m => m.person === person)
    return { name: nameOf(organisation, person), title: member?.title ?? '' }
  }
  const attended = (status: string | undefined, voting: boolean) =>
    meeting.members
      .filter(m => m.voting === voting && everPresent(meeting, m.person) === (status === 'PRESENT'))
      .filter(m => status === 'PRESENT' || attendanceOf(meeting, m.person) === status)
      .map(m => who(m.person))
  const bodyName = (body: string) =>
    meeting.kind === 'GROUP' ? (facts.group?.name ?? body) : nameOfDepartment(organisation, body)
  const minutes: Minutes = {
    title: `${titleOfMeeting(meeting, bodyName)}纪要`,
    number: `〔${meeting.year}〕${meeting.seq}号`,
    date: formatDay(dayOf(meeting.openedAt ?? meeting.scheduledAt)),
    place: meeting.place,
    kind: meeting.kind,
    chair: who(meeting.chair),
    ...recordersOf(meeting, facts),
    attending: [...attended('PRESENT', true), ...calledIn(meeting, facts)],
    observing: attended('PRESENT', false),
    onLeave: attended('ON_LEAVE', true),
    absent: [...attended('ABSENT', true), ...attended(undefined, true)],
    ...(meeting.separateItems > 0 ? { separateItems: meeting.separateItems } : {}),
    items: meeting.items.map(item => minutesOfItem(meeting, item, facts)),
  }
  return { minutes, text: canonical(minutes), hash: fingerprint(minutes) }
}

/**
 * The excerpt of one item; its `fingerprint` is what the matter keeps. Anybody with the signed minutes can make it again.
 * `undefined` when the minutes have no such item.
 */
export function excerptOf(minutes: Minutes, matter: string): Excerpt | undefined {
  const { title, number, date, place, chair } = minutes
  const item = minutes.items.find(i => i.matter === matter)
  return item && { title, number, date, place, chair, item }
}

/** Versions of the meeting's entries whose words stand in the minutes, in order. */
export function opinionsIn(minutes: Minutes): readonly number[] {
  const versions = minutes.items.flatMap(item =>
    [item.opinions, item.writtenOpinions, item.supplements, item.invitees].flatMap(said =>
      (said ?? []).flatMap(({ version }) => version ?? []),
    ),
  )
  return versions.toSorted((a, b) => a - b)
}

function recordersOf(meeting: Meeting, { organisation }: MeetingFacts) {
  const { recorder, secondRecorder, formerRecorders = [] } = meeting
  const former = formerRecorders.map(({ person, reason }) => ({ name: nameOf(organisation, person), reason }))
  return {
    recorder: { name: nameOf(organisation, recorder) },
    ...(secondRecorder ? { secondRecorder: { name: nameOf(organisation, secondRecorder) } } : {}),
    ...(former.length > 0 ? { formerRecorders: former } : {}),
  }
}

/** Leaders called in to preside over single items (E-05): they sat and voted, so the minutes name them. */
function calledIn(meeting: Meeting, { organisation }: MeetingFacts): readonly MinutesPerson[] {
  const presiders = new Set(meeting.items.filter(item => item.startedAt).map(item => presiderOf(meeting, item)))
  return [...presiders]
    .filter(person => !meeting.members.some(m => m.person === person))
    .map(person => ({
      name: nameOf(organisation, person),
      title: titleOf(organisation, person, dayOf(meeting.openedAt ?? meeting.scheduledAt)),
    }))
}

function everPresent(meeting: Meeting, person: string): boolean {
  return meeting.attendance.some(a => a.person === person && a.status === 'PRESENT')
}
