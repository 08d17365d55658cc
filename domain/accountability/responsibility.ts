import type { Matter } from '../matter/matter.ts'
import { recordOf } from '../matter/matter.ts'
import { type AgendaItem, itemOf, type Meeting, type Position, presiderOf } from '../meeting/meeting.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { departmentsOf, headOf } from '../organisation/posts.ts'
import { dayOf } from '../time.ts'
import type { ChainLink } from './accountability.ts'

type Link = Omit<ChainLink, 'responsibility'>
type Part = ChainLink['part']

/**
 * Who did what on a matter, as the record has it: tier by tier, with who was absent, recused or not listened to. Computed,
 * so that nobody can leave somebody out (S129, S145 谁审批谁负责). Nothing is said here of who is responsible: whoever was
 * absent, recused or overruled never is (`mayAnswer`), of the others the group says so.
 * @param meetings those that the matter's records name, by id.
 */
export function responsibilityChain(
  matter: Matter,
  meetings: Readonly<Record<string, Meeting>>,
  organisation: Organisation,
): readonly Link[] {
  const day = dayOf(matter.submittedAt ?? matter.draftedAt)
  const link = (tier: number, person: string, part: Part, on = day): Link => ({
    tier,
    person,
    department: departmentsOf(organisation, person, on)[0] ?? '',
    part,
  })
  const head = headOf(organisation, matter.department, day)
  const chain: Link[] = [
    ...(matter.handler ? [link(0, matter.handler, 'HANDLED')] : []),
    ...(matter.submittedAt && head ? [link(0, head, 'SUBMITTED')] : []),
  ]
  for (const tier of [1, 2, 3, 4] as const) {
    const record = recordOf(matter, tier)
    if (!record) continue
    const meeting = record.meeting === undefined ? undefined : meetings[record.meeting]
    if (!meeting) {
      chain.push(link(tier, record.by, 'REVIEWED', dayOf(record.at)))
      continue
    }
    const item = itemOf(meeting, matter.id)
    if (item)
      chain.push(...partsIn(meeting, item).map(({ person, part }) => link(tier, person, part, dayOf(record.at))))
  }
  return chain
}

/** Every member who could decide, each once, by what they did on one item. */
function partsIn(meeting: Meeting, item: AgendaItem): readonly { readonly person: string; readonly part: Part }[] {
  const presider = presiderOf(meeting, item)
  const members = [...new Set([presider, ...meeting.members.filter(m => m.voting).map(m => m.person)])]
  return members.map(person => ({ person, part: partOf(person, meeting, item, presider) }))
}

function partOf(person: string, meeting: Meeting, item: AgendaItem, presider: string): Part {
  if (item.recusals.some(r => r.person === person)) return 'RECUSED'
  const position = item.opinions.findLast(o => o.person === person && !o.beforeRecusal)?.position
  const against = position !== undefined && isAgainstConclusion(item, position)
  // 首长负责制: in the 厅长办公会 whoever presides decides, whatever they said before.
  if (person === presider) return against && meeting.kind !== 'DIRECTOR' ? 'DISAGREED' : 'CHAIRED'
  if (against) return 'DISAGREED'
  if (position === 'AGREE' || position === 'DISAGREE') return 'AGREED'
  if (position === undefined && !wasPresent(meeting, item, person)) return 'ABSENT'
  return item.ballot === 'NAMED' ? 'ABSTAINED' : 'VOTED'
}

/** Whoever wanted something refused that was agreed, or something agreed that was refused (713号令 38). */
function isAgainstConclusion({ conclusion }: AgendaItem, position: Position): boolean {
  return position === (conclusion?.conclusion === 'NOT_AGREED' ? 'AGREE' : 'DISAGREE')
}

/** In the room when the item ended: who left afterwards was there, and who came afterwards was not. */
function wasPresent({ attendance }: Meeting, { endedAt }: AgendaItem, person: string): boolean {
  const until = attendance.filter(a => a.person === person && (endedAt === undefined || a.at <= endedAt))
  return until.at(-1)?.status === 'PRESENT'
}

/**
 * Whether somebody with this part can be held responsible (ACC-007): not who was not there or warned, nor whoever's vote
 * nobody knows. Keeping silent frees nobody.
 */
export const mayAnswer = (part: Part): boolean => !['ABSENT', 'RECUSED', 'DISAGREED', 'VOTED'].includes(part)

const partNames: Record<Part, string> = {
  HANDLED: '经办',
  SUBMITTED: '签批送审',
  REVIEWED: '分管审核',
  CHAIRED: '主持并作出结论',
  AGREED: '赞成结论',
  DISAGREED: '不同意结论，未被采纳',
  ABSTAINED: '弃权或未表态',
  VOTED: '参加表决，未记名',
  ABSENT: '缺席',
  RECUSED: '回避',
}
export const nameOfPart = (part: Part): string => partNames[part]

/** Meetings that the matter's records were made in. */
export const meetingsOf = (matter: Matter): readonly string[] => [
  ...new Set(matter.records.flatMap(r => (r.meeting === undefined ? [] : [r.meeting]))),
]
