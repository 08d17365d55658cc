/** The usual ways of a matter through the tiers, so that a test tells only what is unusual in its story. */
import assert from 'node:assert/strict'
import type { Catalogue, CataloguedItem } from '../../domain/catalogue/catalogue.ts'
import { itemOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import { linesNeeded, measuresOf } from '../../domain/matter/dossier.ts'
import type { Conclusion } from '../../domain/matter/events.ts'
import { meetingId, meetingIdPrefix } from '../../domain/meeting/ids.ts'
import type { MeetingKind } from '../../domain/meeting/kinds.ts'
import { presiderOf } from '../../domain/meeting/meeting.ts'
import { headOf, holdersOf, leaderInChargeOf } from '../../domain/organisation/posts.ts'
import { addWorkdays, type Day, instantAt } from '../../domain/time.ts'
import type { Story } from './story.ts'

/** The items as their divisions compile them, to be changed and sent in again. */
export { demoItems } from '../../demo/items.ts'

export const SECRETARY = 'clerk-general-office-1'
export const AGENCY_HEAD = 'agency-head'

/** One item of each level, from one board each, and their boards' review groups. */
export const REPORT_ITEM = 'DEMO-PM-01'
export const FILING_ITEM = 'DEMO-PF-02'
export const APPROVAL_ITEM = 'DEMO-CS-02'

export function itemNow(story: Story, item: string): CataloguedItem {
  const found = itemOn(story.world.state<Catalogue>(streams.catalogue), item, story.today())
  return found ?? assert.fail(`no item ${item}`)
}

export interface Cast {
  readonly handler: string
  readonly head: string
  readonly leader: string
}

/** Who handles, heads and is in charge of a division's matters today. */
export function castOf(story: Story, department: string): Cast {
  const organisation = story.organisation()
  return {
    handler: holdersOf(organisation, 'CLERK', story.today(), department)[0]?.person ?? assert.fail('no clerk'),
    head: headOf(organisation, department, story.today()) ?? assert.fail('no head'),
    leader: leaderInChargeOf(organisation, department, story.today()) ?? assert.fail('no leader in charge'),
  }
}

/** Given a draft of this item, by its division's first clerk or by whoever is named. */
export function drafted(story: Story, item: string, more: Record<string, unknown> & { handler?: string } = {}): string {
  const { department } = itemNow(story, item)
  const { handler = castOf(story, department).handler, ...input } = more
  const id = story.world.nextMatterId(story.now())
  const title = `关于${itemNow(story, item).name}的请示`
  story.does(handler, streams.matter(id), 'draft', { item, title, department, ...input })
  return id
}

export function detailsFor(item: CataloguedItem, more: Record<string, unknown> = {}) {
  return {
    title: `关于${item.name}的请示`,
    submissionBasis: ['公路法第二十五条'],
    ...(item.level === 'REPORT' ? { handlingNote: '拟按程序办理，现将有关情况说明如下。' } : {}),
    ...(item.level === 'FILING' ? { handlingList: [{ name: '拟办理事项一', quantity: '1项' }] } : {}),
    disclosure: { attribute: 'ACTIVE' },
    ...more,
  }
}

export interface Filling {
  readonly details?: Record<string, unknown>
  /** Lines of the checklist that are left out. */
  readonly withoutLines?: readonly string[]
  readonly withoutChecks?: boolean
}

/** Given a complete dossier, or one with something left out. */
export function filled(
  story: Story,
  id: string,
  { details = {}, withoutLines = [], withoutChecks }: Filling = {},
): void {
  const stream = streams.matter(id)
  const { handler, item: code } = story.matter(id)
  const item = itemNow(story, code)
  story.does(handler, stream, 'details', detailsFor(item, details))
  const lines = linesNeeded(item, item.level).map(line => line.id)
  for (const line of lines.filter(l => !withoutLines.includes(l))) attach(story, id, line)
  if (withoutChecks) return
  const checks = measuresOf(item).map(m => ({ risk: m.risk, measure: m.measure, done: true, note: '已落实' }))
  story.does(handler, stream, 'control-checks', { checks })
}

export function attach(story: Story, id: string, line: string, content = `${id} ${line}`): string {
  const hash = story.world.putFile(`${line}.txt`, content)
  story.does(story.matter(id).handler, streams.matter(id), 'materials', { line, hash })
  return hash
}

/** Given a matter submitted to tier 1. */
export function submitted(
  story: Story,
  item: string,
  more: Parameters<typeof drafted>[2] = {},
  filling: Filling = {},
): string {
  const id = drafted(story, item, more)
  filled(story, id, filling)
  story.does(story.matter(id).handler, streams.matter(id), 'submission', {})
  return id
}

const bodyFor = (story: Story, kind: MeetingKind, matters: readonly string[]): string => {
  const first = story.matter(matters[0] ?? assert.fail('no matter'))
  return { INITIAL: first.department, GROUP: `${first.board}-1`, DIRECTOR: 'DIRECTOR', LEADING: 'LEADING' }[kind]
}

export interface Calling {
  readonly body?: string
  readonly on?: Day
  readonly caller?: string
}

/** When a meeting is called for a day with the due notice. @returns its id. */
export function called(
  story: Story,
  kind: MeetingKind,
  body: string,
  { on, caller }: Omit<Calling, 'body'> = {},
): string {
  const day = on ?? addWorkdays(story.today(), 3).day
  const input = { kind, body, scheduledAt: instantAt(day, '10:00'), place: '第一会议室' }
  const prefix = meetingIdPrefix(input)
  const seq = story.world.events.filter(
    e => e.type === 'meeting.called' && e.stream.startsWith(`meeting/${prefix}`),
  ).length
  const id = meetingId(kind, body, Number(day.slice(0, 4)), seq + 1)
  const who = caller ?? (kind === 'INITIAL' ? castOf(story, body).handler : SECRETARY)
  story.does(who, streams.meeting(id), 'calling', input)
  return id
}

/** When a meeting is called with these matters on its agenda, and its notice is sent. */
export function noticed(story: Story, kind: MeetingKind, matters: readonly string[], calling: Calling = {}): string {
  const id = called(story, kind, calling.body ?? bodyFor(story, kind, matters), calling)
  const { recorder } = story.meeting(id)
  for (const matter of matters) story.does(recorder, streams.meeting(id), 'items', { matter })
  story.does(recorder, streams.meeting(id), 'notice', {})
  return id
}

/** Moves the clock to the meeting's hour and opens it with everybody there but the absent. */
export function opened(story: Story, id: string, absent: readonly string[] = []): void {
  const { recorder, members, scheduledAt } = story.meeting(id)
  story.on(scheduledAt.slice(0, 10), '10:00')
  story.does(recorder, streams.meeting(id), 'opening', {})
  for (const { person } of members) {
    const status = absent.includes(person) ? 'ON_LEAVE' : 'PRESENT'
    story.does(recorder, streams.meeting(id), 'attendance', { person, status })
  }
}

/** When a meeting sits: called, noticed and opened. */
export function sitting(story: Story, kind: MeetingKind, matters: readonly string[], calling: Calling = {}): string {
  const id = noticed(story, kind, matters, calling)
  opened(story, id)
  return id
}

/** Everybody present who may speak does, the presider last; those named are against, or all. */
export function spoken(story: Story, id: string, matter: string, against: readonly string[] | 'ALL' = []): void {
  const meeting = story.meeting(id)
  const item = meeting.items.find(i => i.matter === matter) ?? assert.fail(`no item ${matter}`)
  const presider = presiderOf(meeting, item)
  const recused = item.recusals.map(r => r.person)
  const present = (person: string) => meeting.attendance.findLast(a => a.person === person)?.status === 'PRESENT'
  const voting = meeting.members.filter(m => m.voting && m.person !== presider && present(m.person))
  // Where another leader presides over this item, the group's own leader does not speak for it.
  const others = voting
    .map(m => m.person)
    .filter(p => !recused.includes(p) && (presider === meeting.chair || p !== meeting.chair))
  for (const person of [...others, presider]) {
    const position = against === 'ALL' || against.includes(person) ? 'DISAGREE' : 'AGREE'
    story.does(person, streams.meeting(id), 'opinions', { matter, person, position, words: '意见如上。' })
  }
}

/** A conclusion with whatever its kind asks for besides. */
export function conclusionOf(story: Story, matter: string, conclusion: Conclusion, more: Record<string, unknown> = {}) {
  const dueOn = addWorkdays(story.today(), 10).day
  const extra = {
    AGREED_IN_PRINCIPLE: { conditions: [{ words: '补充论证资金来源', owner: story.matter(matter).department, dueOn }] },
    AGREED_WITH_CHANGES: { changes: '第二条按会议意见修改' },
    RETURNED: { needed: ['补充说明材料'] },
  } as Partial<Record<Conclusion, object>>
  return { matter, conclusion, opinion: '会议认为情况清楚。', ...extra[conclusion], ...more }
}

export interface Outcome {
  readonly conclusion?: Conclusion
  readonly against?: readonly string[] | 'ALL'
  readonly more?: Record<string, unknown>
}

/** An item taken, discussed and concluded in an open meeting. */
export function concluded(
  story: Story,
  id: string,
  matter: string,
  { conclusion = 'AGREED', against = [], more = {} }: Outcome = {},
) {
  const stream = streams.meeting(id)
  const { recorder } = story.meeting(id)
  story.does(recorder, stream, 'item-starts', { matter })
  spoken(story, id, matter, against)
  story.does(recorder, stream, 'conclusions', conclusionOf(story, matter, conclusion, more))
}

/** The meeting ends and its chair signs: only now do the conclusions reach their matters. */
export function signed(story: Story, id: string): void {
  const { recorder, chair } = story.meeting(id)
  story.does(recorder, streams.meeting(id), 'adjournment', {})
  story.does(chair, streams.meeting(id), 'minutes-signature', {})
}

/** One whole meeting on these matters, with one outcome for all. @returns its id. */
export function met(
  story: Story,
  kind: MeetingKind,
  matters: readonly string[],
  outcome: Outcome & Calling = {},
): string {
  const against = outcome.against ?? (outcome.conclusion === 'NOT_AGREED' ? 'ALL' : [])
  const id = sitting(story, kind, matters, outcome)
  for (const matter of matters) concluded(story, id, matter, { ...outcome, against })
  signed(story, id)
  return id
}

/** When the leader in charge reviews at tier 2. */
export function leaderReviewed(
  story: Story,
  id: string,
  conclusion: 'AGREED' | 'NOT_AGREED' | 'RETURNED' = 'AGREED',
): void {
  const { leader } = castOf(story, story.matter(id).department)
  const needed = conclusion === 'RETURNED' ? ['补充说明材料'] : []
  story.does(leader, streams.matter(id), 'leader-review', { conclusion, opinion: '已审核。', needed })
}

/** Carries a submitted matter before the tier that is named. */
export function upToTier(story: Story, id: string, tier: 2 | 3 | 4): void {
  met(story, 'INITIAL', [id])
  if (tier === 2) return
  leaderReviewed(story, id)
  if (tier === 3) return
  met(story, 'GROUP', [id])
}

/** A submitted matter carried to the end of its tiers: 已知悉, 报备同意 or 审议通过. */
export function throughAllTiers(story: Story, id: string): void {
  upToTier(story, id, 4)
  if (story.matter(id).level === 'APPROVAL') met(story, 'DIRECTOR', [id])
}
