import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { expectedRecusals, refusePresider } from '../../domain/meeting/acts-agenda.ts'
import { seatPresider } from '../../domain/meeting/acts-sitting.ts'
import { type MeetingFacts, matterIn, rulesForMeeting } from '../../domain/meeting/facts.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import { type AgendaItem, type ItemRecusal, type Meeting, presiderOf } from '../../domain/meeting/meeting.ts'
import { modeOf, type Quorum, quorumOf, type Tally, tallyOf } from '../../domain/meeting/quorum.ts'
import { possibleLeaders } from '../../domain/review-group/composition.ts'
import type { Instant } from '../../domain/time.ts'
import type { MeetingItemView } from '../api/contract.ts'
import { matterRow } from './matter-row.ts'
import { briefOf, topicOf } from './meeting-brief.ts'
import { type MeetingTitles, titleById } from './meeting-title.ts'
import { voicesOf } from './meeting-voices.ts'
import { division, someone, type Viewing } from './viewing.ts'

/** One item of an agenda: who may sit on it, who has spoken, whether it can be decided, and what was. */
export function meetingItem(
  viewing: Viewing,
  meeting: Meeting,
  item: AgendaItem,
  facts: MeetingFacts,
  titles: MeetingTitles,
): MeetingItemView {
  const matter = matterOf(item, facts)
  const { recusals, quorum, tally } = standingOf(meeting, item, facts)
  return {
    no: item.no,
    key: item.matter,
    title: item.title,
    ...(matter ? { matter: matterRow(viewing, matter), brief: briefOf(viewing, matter) } : {}),
    topic: topicOf(viewing, item, facts),
    late: item.late ?? false,
    ...earlierMeeting(meeting, matter, titles),
    circumstances: item.circumstances,
    stage: item.stage,
    presider: someone(viewing, presiderOf(meeting, item)),
    ...presiderRefusal(viewing, meeting, item, facts),
    ...(item.convener ? { convener: someone(viewing, item.convener) } : {}),
    actingConvener: item.actingConvener ?? false,
    recusals: recusalViews(viewing, recusals),
    quorum: quorumView(quorum),
    ...presenceOf(viewing, meeting, item, facts),
    ballot: item.ballot,
    ...countOf(viewing, item),
    ...voicesOf(viewing, meeting, item),
    silent: tally.silent.map(person => someone(viewing, person)),
    tally: tallyView(tally),
    mode: modeOf(meeting, rulesForMeeting(facts)) === 'VOTE' ? 'VOTE' : 'HEAD_DECIDES',
    ...conclusionOf(viewing, meeting, item, matter),
    postponed: item.postponed,
  }
}

type Recusal = Omit<ItemRecusal, 'at'> & { readonly at?: string | undefined }

/** Who must leave, whether enough are there, and how they have voted: as of now, or as of the item's end (E-12). */
export function standingOf(
  meeting: Meeting,
  item: AgendaItem,
  facts: MeetingFacts,
): { readonly recusals: readonly Recusal[]; readonly quorum: Quorum; readonly tally: Tally } {
  const recusals = recusalsOf(meeting, item, facts)
  const then = item.endedAt === undefined ? meeting : asOf(meeting, item.endedAt)
  const of = { ...item, recusals: recusals.map(r => ({ ...r, at: r.at ?? '' })) }
  const quorum = quorumOf(seatPresider(then, presiderOf(meeting, item)), of, rulesForMeeting(facts))
  return { recusals, quorum, tally: tallyOf(item, quorum) }
}

export const quorumView = ({ expected, present, needed, reached }: Quorum) => ({
  expected: expected.length,
  present: present.length,
  needed,
  reached,
})

export const tallyView = ({ agree, disagree, abstain }: Tally) => ({ agree, disagree, abstain })

export const recusalViews = (viewing: Viewing, recusals: readonly Recusal[]) =>
  recusals.map(({ person, clause, reason, at }) => ({
    who: someone(viewing, person),
    clause,
    reason,
    ...(at ? { at } : {}),
  }))

/** What the item's conclusion is called where it was drawn. */
export function nameOfItemConclusion(meeting: Meeting, item: AgendaItem, facts: MeetingFacts): string | undefined {
  if (!item.conclusion) return undefined
  return nameOfConclusion(item.conclusion.conclusion, kinds[meeting.kind].tier, matterOf(item, facts)?.level)
}

/** The matter of an item; the leading group's topics have none. */
const matterOf = (item: AgendaItem, facts: MeetingFacts): Matter | undefined =>
  item.subject === undefined ? matterIn(facts, item.matter) : undefined

/** Before an item is taken: who will have to leave for it (E-04); from then on: who has. */
function recusalsOf(meeting: Meeting, item: AgendaItem, facts: MeetingFacts): readonly Recusal[] {
  if (item.stage !== 'WAITING') return item.recusals
  return item.subject === undefined ? expectedRecusals(meeting, item.matter, facts) : []
}

const asOf = (meeting: Meeting, moment: Instant): Meeting => ({
  ...meeting,
  attendance: meeting.attendance.filter(({ at }) => at <= moment),
})

/** E-12: who could vote and was there when the item was taken up and when it ended, by the times of entries and exits. */
function presenceOf(viewing: Viewing, meeting: Meeting, item: AgendaItem, facts: MeetingFacts) {
  const presentAt = (moment: Instant) => {
    const recusals = item.recusals.filter(({ at }) => at <= moment)
    const seated = seatPresider(asOf(meeting, moment), presiderOf(meeting, item))
    return quorumOf(seated, { ...item, recusals }, rulesForMeeting(facts)).present.map(p => someone(viewing, p))
  }
  const { startedAt, endedAt } = item
  if (startedAt === undefined) return {}
  return {
    startedAt,
    presentAtStart: presentAt(startedAt),
    ...(endedAt === undefined ? {} : { endedAt, presentAtEnd: presentAt(endedAt) }),
  }
}

function countOf(viewing: Viewing, { count }: AgendaItem) {
  if (!count) return {}
  const { agree, disagree, abstain, tellers } = count
  return { count: { agree, disagree, abstain, tellers: tellers.map(person => someone(viewing, person)) } }
}

/** MTG-014: the meeting that concluded the matter's last time at this tier, where that was another. */
function earlierMeeting({ id, kind }: Meeting, matter: Matter | undefined, titles: MeetingTitles) {
  const here = matter?.records.findIndex(record => record.meeting === id) ?? -1
  const before = here === -1 ? matter?.records : matter?.records.slice(0, here)
  const earlier = before?.findLast(record => record.tier === kinds[kind].tier)?.meeting
  return earlier === undefined ? {} : { earlierMeeting: { id: earlier, title: titleById(titles)(earlier) } }
}

/** E-05: while the item waits, why the leader in the chair may not take it, and who could. */
function presiderRefusal(viewing: Viewing, meeting: Meeting, item: AgendaItem, facts: MeetingFacts) {
  const refusal = item.stage === 'WAITING' ? refusePresider(meeting, item.matter, facts) : undefined
  if (!refusal) return {}
  const others = possibleLeaders(facts.organisation, matterIn(facts, item.matter), facts.today)
  const { clause, sentence } = refusal
  return { presiderRefusal: { clause, sentence, others: others.map(person => someone(viewing, person)) } }
}

function conclusionOf(viewing: Viewing, meeting: Meeting, item: AgendaItem, matter: Matter | undefined) {
  const decided = item.conclusion
  if (!decided) return {}
  const owned = ({ words, owner, dueOn }: { words: string; owner: string; dueOn: string }) => ({
    words,
    owner: division(viewing, owner),
    dueOn,
  })
  return {
    conclusion: {
      conclusion: decided.conclusion,
      name: nameOfConclusion(decided.conclusion, kinds[meeting.kind].tier, matter?.level),
      opinion: decided.opinion,
      changes: decided.changes,
      conditions: decided.conditions.map(owned),
      needed: [...decided.needed],
      differsReason: decided.differsReason,
      orderViolation: decided.orderViolation,
      tasks: decided.tasks.map(owned),
      at: decided.at,
    },
  }
}
