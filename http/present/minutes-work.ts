import { nameOfConclusion } from '../../domain/matter/conclusions.ts'
import type { MeetingFacts } from '../../domain/meeting/facts.ts'
import { kinds } from '../../domain/meeting/kinds.ts'
import type { AgendaItem, Meeting, Opinion } from '../../domain/meeting/meeting.ts'
import { itemOf, presiderOf } from '../../domain/meeting/meeting.ts'
import { dissentsOf } from '../../domain/meeting/minutes.ts'
import { positionNames } from '../../domain/meeting/words.ts'
import { nameOf, nameOfDepartment } from '../../domain/organisation/posts.ts'
import { formatDay } from '../../domain/time.ts'
import type { MeetingPage, SectionView } from '../api/contract.ts'
import { nameOfItemConclusion } from './meeting-item.ts'
import { someone, type Viewing } from './viewing.ts'

type MinutesWork = MeetingPage['minutesWork']

/** The minutes while they are made and after: drafts, remarks, what dissenters say of their words, corrections. */
export function minutesWork(viewing: Viewing, meeting: Meeting, facts: MeetingFacts): MinutesWork {
  const numbered = (matter: string | undefined) => {
    const no = matter === undefined ? undefined : itemOf(meeting, matter)?.no
    return no === undefined ? {} : { no }
  }
  return {
    drafts: meeting.drafts.map(({ draft, by, at, circulatedAt, sections }) => ({
      draft,
      by: someone(viewing, by),
      at,
      circulatedAt,
      sections: sections.map(section => sectionView(meeting, section, facts)),
    })),
    suggested:
      meeting.stage === 'ADJOURNED'
        ? suggestedSections(meeting, facts).map(section => sectionView(meeting, section, facts))
        : [],
    comments: meeting.comments.map(({ person, words, at, matter }) => ({
      who: someone(viewing, person),
      words,
      at,
      ...numbered(matter),
    })),
    dissents: meeting.items.flatMap(item => dissentsOf(item).map(said => dissentView(viewing, meeting, item, said))),
    errata: meeting.errata.map(({ erratum, corrections, reason, proposedBy, issuedAt, hash, minutes }) => ({
      erratum,
      corrections: corrections.map(({ matter, was, now }) => ({ ...numbered(matter), was, now })),
      reason,
      proposedBy: someone(viewing, proposedBy),
      issuedAt,
      hash,
      ...(minutes ? { minutes: JSON.parse(minutes) as unknown } : {}),
    })),
  }
}

/** E-34: whoever dissented, and what they said of the latest draft that was sent round. */
function dissentView(
  viewing: Viewing,
  meeting: Meeting,
  item: AgendaItem,
  { person, words, at }: Opinion,
): MinutesWork['dissents'][number] {
  const latest = meeting.drafts.findLast(d => d.circulatedAt)?.draft
  const confirmed = meeting.confirmations.findLast(
    c => c.person === person && c.matter === item.matter && c.draft === latest,
  )
  return {
    matter: item.matter,
    no: item.no,
    title: item.title,
    who: someone(viewing, person),
    words,
    at,
    mine: person === viewing.person,
    ...(confirmed
      ? { confirmed: { accurate: confirmed.accurate, draft: confirmed.draft, words: confirmed.words } }
      : {}),
  }
}

type Section = Meeting['drafts'][number]['sections'][number]

function sectionView(meeting: Meeting, section: Section, facts: MeetingFacts): SectionView {
  const item = itemOf(meeting, section.matter)
  return {
    matter: section.matter,
    no: item?.no ?? 0,
    title: item?.title ?? section.matter,
    ...(section.conclusion ? { conclusion: section.conclusion } : {}),
    // What the draft says, which need not be what was concluded (E-38).
    conclusionName: section.conclusion
      ? nameOfConclusion(section.conclusion, kinds[meeting.kind].tier, facts.matters[section.matter]?.level)
      : '顺延',
    narrative: section.narrative,
  }
}

/** A first draft from the record alone: practice 3.9's order, everybody's words as they were said. */
function suggestedSections(meeting: Meeting, facts: MeetingFacts): readonly Section[] {
  return meeting.items.map(item => ({
    matter: item.matter,
    ...(item.conclusion ? { conclusion: item.conclusion.conclusion } : {}),
    narrative: narrativeOf(meeting, item, facts),
  }))
}

/** As long as a section may be (domain/meeting/events.ts). */
const LONGEST = 5_000

/** The whole of what was said where there is room for it; where there is not, everybody keeps the beginning of theirs. */
function narrativeOf(meeting: Meeting, item: AgendaItem, facts: MeetingFacts): string {
  const told = [2_000, 400, 120, 40, 0].map(most => sentencesOf(meeting, item, facts, most).join(''))
  return (told.find(words => words.length <= LONGEST) ?? told.at(-1) ?? '').slice(0, LONGEST)
}

function sentencesOf(meeting: Meeting, item: AgendaItem, facts: MeetingFacts, most: number): readonly string[] {
  const name = (person: string) => nameOf(facts.organisation, person)
  const presider = presiderOf(meeting, item)
  const { conclusion: decided } = item
  const leavers = item.recusals.map(({ person, reason }) => `${name(person)}（${cut(reason, most)}）`)
  const spoken = item.opinions.filter(({ person }) => person !== presider)
  const last = item.opinions.filter(({ person }) => person === presider)
  const said = (opinion: Opinion) => saidBy(name(opinion.person), opinion, most)
  const afar = item.writtenOpinions.map(({ person, words }) => `${name(person)}：${quoted(words, most)}`)
  const invited = meeting.invitations.flatMap(({ matter, opinion, voided, name: who }) =>
    matter === item.matter && opinion && !voided ? [`${who}：${quoted(opinion.words, most)}`] : [],
  )
  return [
    `会议审议了《${item.title}》。`,
    ...(item.circumstances ? [`本议题再次上会，新情况：${ended(cut(item.circumstances, most))}`] : []),
    ...(presider === meeting.chair ? [] : [`本议题由${name(presider)}主持。`]),
    ...(leavers.length > 0 ? [`${leavers.join('、')}回避。`] : []),
    ...(spoken.length > 0 ? [`${spoken.map(said).join('；')}。`] : []),
    ...(afar.length > 0 ? [`未到会成员提出书面意见（不计票）：${afar.join('；')}。`] : []),
    ...(invited.length > 0 ? [`受邀人员发表意见（不计票）：${invited.join('；')}。`] : []),
    ...(last.length > 0 ? [`主持人${last.map(said).join('；')}。`] : []),
    ...(decided ? concludedIn(meeting, item, decided, facts) : postponedIn(item)),
  ]
}

function concludedIn(
  meeting: Meeting,
  item: AgendaItem,
  decided: NonNullable<AgendaItem['conclusion']>,
  facts: MeetingFacts,
): readonly string[] {
  const due = (what: { readonly words: string; readonly owner: string; readonly dueOn: string }, index: number) => {
    const owner = nameOfDepartment(facts.organisation, what.owner)
    return `${index + 1}.${what.words}（${owner}，${formatDay(what.dueOn)}前）`
  }
  const { expected, present, agree, disagree, abstain, opinion, differsReason, changes } = decided
  return [
    `本议题应到${expected}人，实到${present}人，赞成${agree}人、反对${disagree}人、弃权${abstain}人。`,
    `会议结论：${nameOfItemConclusion(meeting, item, facts) ?? ''}。${ended(opinion)}`,
    ...(changes ? [`修改内容：${ended(changes)}`] : []),
    ...(decided.conditions.length > 0 ? [`须落实的条件：${decided.conditions.map(due).join('；')}。`] : []),
    ...(decided.needed.length > 0 ? [`须补正：${decided.needed.join('；')}。`] : []),
    ...(differsReason ? [`决定与多数意见不一致，理由：${ended(differsReason)}`] : []),
    ...(decided.orderViolation ? [`主持人先于他人表态，说明：${ended(decided.orderViolation)}`] : []),
    ...(decided.tasks.length > 0 ? [`议定事项：${decided.tasks.map(due).join('；')}。`] : []),
  ]
}

const postponedIn = (item: AgendaItem): readonly string[] => [
  item.postponed ? `本议题顺延：${ended(item.postponed)}` : '本议题没有审议。',
]

function saidBy(who: string, { position, words, beforeRecusal }: Opinion, most: number): string {
  const note = beforeRecusal ? '（回避前发言，不计票）' : ''
  return `${who}${positionNames[position]}${note}${most === 0 ? '' : `：${quoted(words, most)}`}`
}

/** Exactly the words that were recorded, or their beginning. */
const quoted = (words: string, most: number): string => `“${cut(words, most)}”`

const cut = (words: string, most: number): string => (words.length <= most ? words : `${words.slice(0, most)}……`)

const ended = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`)
