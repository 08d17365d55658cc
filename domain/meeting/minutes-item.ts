import { nameOfConclusion } from '../matter/conclusions.ts'
import { nameOf, nameOfDepartment } from '../organisation/posts.ts'
import type { Day, Instant } from '../time.ts'
import type { MeetingFacts } from './facts.ts'
import { nameOfInviteeCategory } from './invitations.ts'
import { kinds } from './kinds.ts'
import type { AgendaItem, Ballot, BallotCount, Invitation, Meeting, Opinion, Subject } from './meeting.ts'
import { presiderOf } from './meeting.ts'
import { ballotNames, channelNames, positionNames } from './words.ts'

/** Minutes say it in full; what was signed by earlier releases says so too. */
const ballotWords: Record<Ballot, string> = { ...ballotNames, SECRET: '无记名投票' }

/** What somebody said, with the version of the entry that keeps it: by it they can prove that their words stand here. */
interface MinutesWords {
  readonly version?: number
  readonly name: string
  readonly words: string
}

interface MinutesBallot {
  readonly kind: Ballot
  readonly name: string
  /** As the tellers counted; absent where positions are by name. */
  readonly count?: {
    readonly agree: number
    readonly disagree: number
    readonly abstain: number
    readonly tellers: readonly string[]
  }
}

/** One item of the minutes. What did not happen is absent, and so is what minutes signed by earlier releases did not say. */
export interface MinutesItem {
  readonly no: number
  readonly matter: string
  readonly title: string
  /** What the leading group deliberated; absent where the item is a matter. */
  readonly subject?: Subject
  /** Put on the agenda after the notice (E-40). */
  readonly late?: true
  /** What is new since the item last came before a meeting (MTG-014). */
  readonly circumstances?: string
  readonly presider: string
  readonly actingConvener?: string
  readonly startedAt?: Instant
  readonly endedAt?: Instant
  /** Those who could decide and were in the room at that moment (E-12). */
  readonly presentAtStart?: number
  readonly presentAtEnd?: number
  readonly recused: readonly { readonly name: string; readonly reason: string; readonly clause: string }[]
  readonly recusalRequests?: readonly {
    readonly name: string
    readonly by: string
    readonly reason: string
    readonly ruling?: { readonly upheld: boolean; readonly reason: string; readonly by: string }
  }[]
  readonly objections?: readonly MinutesWords[]
  /** 审议情况, as the recorders drew it up. */
  readonly narrative?: string
  readonly opinions: readonly (MinutesWords & {
    readonly position: string
    readonly note?: string
    readonly recordedBy?: string
  })[]
  readonly writtenOpinions?: readonly (MinutesWords & { readonly channel: string; readonly witness?: string })[]
  readonly supplements?: readonly MinutesWords[]
  readonly invitees?: readonly {
    readonly version?: number
    readonly category: string
    readonly name: string
    readonly unit?: string
    readonly position?: string
    readonly words?: string
    /** Why the opinion counts for nothing any more (E-13). */
    readonly voided?: string
  }[]
  readonly ballot?: MinutesBallot
  /** «顺延» for an item that was put off, and `opinion` is why. */
  readonly conclusion: string
  readonly opinion: string
  readonly changes?: string
  readonly needed?: readonly string[]
  readonly expected?: number
  readonly present?: number
  readonly agree?: number
  readonly disagree?: number
  readonly abstain?: number
  readonly conditions?: readonly string[]
  readonly differsReason?: string
  readonly orderViolation?: string
  readonly tasks?: readonly { readonly words: string; readonly owner: string; readonly dueOn: Day }[]
  /** `confirmed`: the dissenter said that the last draft had it right (E-34). */
  readonly dissents: readonly (MinutesWords & { readonly confirmed?: true })[]
}

/** One item as the minutes tell it, from the record alone. */
export function minutesOfItem(meeting: Meeting, item: AgendaItem, facts: MeetingFacts): MinutesItem {
  const name = (person: string) => nameOf(facts.organisation, person)
  return {
    no: item.no,
    matter: item.matter,
    title: item.title,
    ...(item.subject ? { subject: item.subject } : {}),
    ...(item.late ? { late: true } : {}),
    ...(item.circumstances ? { circumstances: item.circumstances } : {}),
    presider: name(presiderOf(meeting, item)),
    ...(item.actingConvener && item.convener ? { actingConvener: name(item.convener) } : {}),
    ...timesOf(meeting, item),
    ...objectionsTo(item, name),
    ...wordsOf(meeting, item, name),
    ...endOf(meeting, item, facts),
    dissents: dissentsOf(item).map(({ person, words, version }) => ({
      ...{ name: name(person), words, version },
      ...(confirmed(meeting, item, person) ? { confirmed: true } : {}),
    })),
  }
}

/** S145 and 713号令 30: whoever was against what was concluded, in their own words; nobody can strike them. */
export function dissentsOf(item: AgendaItem): readonly Opinion[] {
  const against = item.conclusion?.conclusion === 'NOT_AGREED' ? 'AGREE' : 'DISAGREE'
  return item.conclusion ? item.opinions.filter(o => o.position === against && !o.beforeRecusal) : []
}

function confirmed(meeting: Meeting, item: AgendaItem, person: string): boolean {
  const draft = meeting.drafts.length
  return meeting.confirmations.some(
    c => c.person === person && c.matter === item.matter && c.draft === draft && c.accurate,
  )
}

function timesOf(meeting: Meeting, item: AgendaItem): Partial<MinutesItem> {
  const { startedAt, endedAt } = item
  if (!startedAt) return {}
  return {
    startedAt,
    presentAtStart: presentAt(meeting, item, startedAt),
    ...(endedAt ? { endedAt, presentAtEnd: presentAt(meeting, item, endedAt) } : {}),
  }
}

/** E-12: how many of those who may decide on this item were in the room at a moment. */
function presentAt(meeting: Meeting, item: AgendaItem, at: Instant): number {
  const presider = presiderOf(meeting, item)
  const recused = new Set(item.recusals.filter(r => r.at <= at).map(r => r.person))
  // E-05: a leader called in for this item sits in the group leader's place, and has no seat whose exits are recorded.
  const calledIn = meeting.kind === 'GROUP' && !meeting.members.some(m => m.person === presider)
  const seated = meeting.members.filter(m => m.voting && !recused.has(m.person))
  const there = seated.filter(
    ({ person }) =>
      !(calledIn && person === meeting.chair) &&
      meeting.attendance.findLast(a => a.person === person && a.at <= at)?.status === 'PRESENT',
  )
  return there.length + (calledIn ? 1 : 0)
}

type Name = (person: string) => string

const unlessEmpty = <K extends string, T>(field: K, list: readonly T[]) =>
  (list.length > 0 ? { [field]: list } : {}) as Partial<Record<K, readonly T[]>>

function objectionsTo(item: AgendaItem, name: Name) {
  const requests = item.requests.map(({ person, by, reason, ruling }) => ({
    ...{ name: name(person), by: name(by), reason },
    ...(ruling ? { ruling: { upheld: ruling.upheld, reason: ruling.reason, by: name(ruling.by) } } : {}),
  }))
  return {
    recused: item.recusals.map(r => ({ name: name(r.person), reason: r.reason, clause: r.clause })),
    ...unlessEmpty('recusalRequests', requests),
    ...unlessEmpty(
      'objections',
      item.objections.map(({ person, words }) => ({ name: name(person), words })),
    ),
  }
}

function wordsOf(meeting: Meeting, item: AgendaItem, name: Name) {
  const narrative = meeting.drafts.at(-1)?.sections.find(s => s.matter === item.matter)?.narrative
  const written = item.writtenOpinions.map(({ version, person, words, channel, witness }) => ({
    ...{ version, name: name(person), words, channel: channelNames[channel] },
    ...(witness ? { witness: name(witness) } : {}),
  }))
  return {
    ...(narrative ? { narrative } : {}),
    opinions: item.opinions.map(o => ({
      version: o.version,
      name: name(o.person),
      position: positionNames[o.position],
      words: o.words,
      ...(o.beforeRecusal ? { note: '回避前发言' } : {}),
      ...(o.recordedBy ? { recordedBy: name(o.recordedBy) } : {}),
    })),
    ...unlessEmpty('writtenOpinions', written),
    ...unlessEmpty(
      'supplements',
      item.supplements.map(({ version, person, words }) => ({ version, name: name(person), words })),
    ),
    ...unlessEmpty('invitees', inviteesOf(meeting, item).map(minutesOfInvitee)),
  }
}

/** Practice 3.9: invited experts stand in the minutes when they were let in, and whatever they said stays in them. */
const inviteesOf = (meeting: Meeting, item: AgendaItem): readonly Invitation[] =>
  meeting.invitations.filter(i => i.matter === item.matter && (i.stage === 'AGREED' || i.opinion))

const minutesOfInvitee = ({ category, name, unit, opinion, voided }: Invitation) => ({
  category: nameOfInviteeCategory(category),
  name,
  ...(unit ? { unit } : {}),
  ...(opinion ? { version: opinion.version, words: opinion.words } : {}),
  ...(opinion?.position ? { position: positionNames[opinion.position] } : {}),
  ...(voided ? { voided: voided.reason } : {}),
})

const countOf = ({ agree, disagree, abstain, tellers }: BallotCount, name: Name) => ({
  ...{ agree, disagree, abstain, tellers: tellers.map(name) },
})

function endOf(meeting: Meeting, item: AgendaItem, facts: MeetingFacts) {
  const { conclusion: decided, ballot, count } = item
  if (!decided) return { conclusion: '顺延', opinion: item.postponed ?? '' }
  const name = (person: string) => nameOf(facts.organisation, person)
  const { changes, differsReason, orderViolation } = decided
  return {
    ballot: {
      ...{ kind: ballot, name: ballotWords[ballot] },
      ...(count ? { count: countOf(count, name) } : {}),
    },
    conclusion: nameOfConclusion(decided.conclusion, kinds[meeting.kind].tier, facts.matters[item.matter]?.level),
    opinion: decided.opinion,
    expected: decided.expected,
    present: decided.present,
    agree: decided.agree,
    disagree: decided.disagree,
    abstain: decided.abstain,
    conditions: decided.conditions.map(c => c.words),
    ...(changes ? { changes } : {}),
    ...unlessEmpty('needed', decided.needed),
    ...(differsReason ? { differsReason } : {}),
    ...(orderViolation ? { orderViolation } : {}),
    ...unlessEmpty(
      'tasks',
      decided.tasks.map(({ words, owner, dueOn }) => ({
        ...{ words, owner: nameOfDepartment(facts.organisation, owner), dueOn },
      })),
    ),
  }
}
