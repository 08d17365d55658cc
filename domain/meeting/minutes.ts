import { canonical, fingerprint } from '../canonical.ts'
import { nameOfConclusion } from '../matter/conclusions.ts'
import { nameOf, nameOfDepartment, titleOf } from '../organisation/posts.ts'
import { dayOf, formatDay } from '../time.ts'
import type { MeetingFacts } from './facts.ts'
import { kinds } from './kinds.ts'
import { type AgendaItem, attendanceOf, type Meeting, presiderOf } from './meeting.ts'

const positionNames = { AGREE: '赞成', DISAGREE: '反对', ABSTAIN: '弃权' } as const

/** «综合规划处2026年第3次初审例会»: how a meeting is called in papers and lists. */
export function titleOfMeeting(
  meeting: Pick<Meeting, 'kind' | 'body' | 'year' | 'seq'>,
  bodyName: (body: string) => string,
): string {
  const whose = meeting.kind === 'DIRECTOR' ? '' : bodyName(meeting.body)
  return `${whose}${meeting.year}年第${meeting.seq}次${kinds[meeting.kind].name}`
}

/**
 * The minutes as data: the six elements of practice 3.9, dissent in its own words (MTG-012). Made from the record alone,
 * so that whoever has the record can make them again and compare the fingerprint.
 * @returns the canonical JSON text (RFC 8785) and its SHA-256.
 */
export function minutesOf(meeting: Meeting, facts: MeetingFacts): { readonly text: string; readonly hash: string } {
  const { organisation } = facts
  const who = (person: string) => {
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
  const minutes = {
    title: `${titleOfMeeting(meeting, bodyName)}纪要`,
    number: `〔${meeting.year}〕${meeting.seq}号`,
    date: formatDay(dayOf(meeting.openedAt ?? meeting.scheduledAt)),
    place: meeting.place,
    chair: who(meeting.chair),
    recorder: { name: nameOf(organisation, meeting.recorder) },
    attending: [...attended('PRESENT', true), ...calledIn(meeting, facts)],
    observing: attended('PRESENT', false),
    onLeave: attended('ON_LEAVE', true),
    absent: [...attended('ABSENT', true), ...attended(undefined, true)],
    items: meeting.items.map(item => itemMinutes(meeting, item, facts)),
  }
  return { text: canonical(minutes), hash: fingerprint(minutes) }
}

/** Leaders called in to preside over single items (E-05): they sat and voted, so the minutes name them. */
function calledIn(meeting: Meeting, { organisation }: MeetingFacts) {
  const presiders = new Set(meeting.items.filter(item => item.startedAt).map(item => presiderOf(meeting, item)))
  return [...presiders]
    .filter(person => !meeting.members.some(m => m.person === person))
    .map(person => ({
      name: nameOf(organisation, person),
      title: titleOf(organisation, person, dayOf(meeting.openedAt ?? meeting.scheduledAt)),
    }))
}

function itemMinutes(meeting: Meeting, item: AgendaItem, facts: MeetingFacts) {
  const name = (person: string) => nameOf(facts.organisation, person)
  const decided = item.conclusion
  const matter = facts.matters[item.matter]
  return {
    no: item.no,
    matter: item.matter,
    title: item.title,
    presider: name(presiderOf(meeting, item)),
    ...(item.actingConvener && item.convener ? { actingConvener: name(item.convener) } : {}),
    recused: item.recusals.map(r => ({ name: name(r.person), reason: r.reason, clause: r.clause })),
    opinions: item.opinions.map(o => ({
      name: name(o.person),
      position: positionNames[o.position],
      words: o.words,
      ...(o.beforeRecusal ? { note: '回避前发言' } : {}),
      ...(o.recordedBy ? { recordedBy: name(o.recordedBy) } : {}),
    })),
    ...(decided
      ? {
          conclusion: nameOfConclusion(decided.conclusion, kinds[meeting.kind].tier, matter?.level),
          opinion: decided.opinion,
          expected: decided.expected,
          present: decided.present,
          agree: decided.agree,
          disagree: decided.disagree,
          abstain: decided.abstain,
          conditions: decided.conditions.map(c => c.words),
          ...(decided.differsReason ? { differsReason: decided.differsReason } : {}),
          ...(decided.orderViolation ? { orderViolation: decided.orderViolation } : {}),
        }
      : { conclusion: '顺延', opinion: item.postponed ?? '' }),
    dissents: dissentsOf(item).map(o => ({ name: name(o.person), words: o.words })),
  }
}

/** S145 and 713号令 30: whoever was against what was concluded, in their own words; nobody can strike them. */
export function dissentsOf(item: AgendaItem) {
  const against = item.conclusion?.conclusion === 'NOT_AGREED' ? 'AGREE' : 'DISAGREE'
  return item.conclusion ? item.opinions.filter(o => o.position === against && !o.beforeRecusal) : []
}

function everPresent(meeting: Meeting, person: string): boolean {
  return meeting.attendance.some(a => a.person === person && a.status === 'PRESENT')
}
