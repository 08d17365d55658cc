/**
 * A lawful history in which almost everything happens once, as entries of the public log; and ways to falsify such a log as
 * somebody could who holds its key: entries changed, taken out or put in, with the numbers of the rest put right.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createReplay } from '../../domain/conformance/replay.ts'
import type { Finding, ReplayReport } from '../../domain/conformance/report.ts'
import { streams } from '../../domain/ids.ts'
import { type Entry, parseEntry } from '../../domain/log/entry.ts'
import { type Day, instantAt } from '../../domain/time.ts'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  castOf,
  drafted,
  FILING_ITEM,
  filled,
  leaderReviewed,
  met,
  REPORT_ITEM,
  SECRETARY,
  submitted,
  throughAllTiers,
  upToTier,
} from './journey.ts'
import { entriesOf } from './log.ts'
import { foundedWorld, type Story, tellStory } from './story.ts'
import type { WorldEvent } from './world.ts'

/** The matters of the lawful history, by what happens to them. */
export interface Lawful {
  readonly story: Story
  readonly entries: readonly Entry[]
  /** A 报备, submitted together with 综合运输处: agreed, handled, closed. */
  readonly filing: string
  /** An 审定: through four tiers, implemented, closed. */
  readonly approval: string
  /** A 报告: noted, closed, and summed up for its quarter. */
  readonly report: string
  /** A 报备 that was handled before it was filed. */
  readonly urgent: string
  /** Agreed in principle at tier 3 on two conditions, which were cleared. */
  readonly conditional: string
  /** Returned by the leader, supplemented with another amount, begun anew, withdrawn. */
  readonly returned: string
  /** Reviewed at tier 2 by a delegate, and withdrawn before tier 3. */
  readonly delegated: string
  /** Not agreed at tier 2. */
  readonly refused: string
}

export async function lawful(): Promise<Lawful> {
  const story = tellStory(await foundedWorld())
  const filing = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['TRANSPORT'] } })
  throughAllTiers(story, filing)
  act(story, filing, 'handling', { startedOn: story.today() })
  story.afterDays(1)
  act(story, filing, 'handling-completion', { finishedOn: story.today(), result: '已经办结' })
  act(story, filing, 'closure')
  const approval = submitted(story, APPROVAL_ITEM)
  throughAllTiers(story, approval)
  act(story, approval, 'implementation', { startedOn: story.today() })
  story.afterDays(1)
  act(story, approval, 'implementation-completion', { finishedOn: story.today(), result: '已经实施' })
  act(story, approval, 'closure')
  const report = submitted(story, REPORT_ITEM)
  throughAllTiers(story, report)
  act(story, report, 'closure')
  const told = { filing, approval, report, urgent: urgentMatter(story), conditional: conditionalMatter(story) }
  const others = { returned: returnedMatter(story), delegated: delegatedMatter(story), refused: refusedMatter(story) }
  agencyGoesOn(story)
  return { story, entries: logged(story.world.events), ...told, ...others }
}

const act = (story: Story, id: string, noun: string, input: object = {}, person = story.matter(id).handler) =>
  story.does(person, streams.matter(id), noun, input)

function urgentMatter(story: Story): string {
  story.afterWorkdays(1)
  const id = drafted(story, FILING_ITEM)
  const { head, leader } = castOf(story, story.matter(id).department)
  filled(story, id)
  const handledAt = instantAt(story.today(), '02:00')
  act(story, id, 'post-filing', { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt })
  act(story, id, 'urgency-proposal', { opinion: '情况属实' }, head)
  act(story, id, 'urgency-confirmation', { opinion: '同意确认' }, leader)
  act(story, id, 'submission')
  throughAllTiers(story, id)
  act(story, id, 'closure')
  return id
}

function conditionalMatter(story: Story): string {
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const condition = { owner: 'SCI_TECH', dueOn: '2026-12-31' as Day }
  const conditions = ['补充经费来源', '补充同行评议'].map(words => ({ words, ...condition }))
  met(story, 'GROUP', [id], { conclusion: 'AGREED_IN_PRINCIPLE', more: { conditions } })
  for (const number of ['3-1', '3-2']) {
    act(story, id, 'condition-reports', { condition: number, report: '已经落实' }, 'deputy-sci-tech')
    act(story, id, 'condition-confirmations', { condition: number }, 'leader-2')
  }
  return id
}

function returnedMatter(story: Story): string {
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  story.afterWorkdays(1)
  filled(story, id, { details: { amount: 300 }, withoutLines: story.matter(id).materials.map(m => m.line) })
  act(story, id, 'supplements', { note: '金额已经调整', materialChange: false })
  withdrawn(story, id)
  return id
}

function withdrawn(story: Story, id: string): void {
  act(story, id, 'withdrawal-requests', { reason: '方案需要重新论证' })
  act(story, id, 'withdrawal', {}, castOf(story, story.matter(id).department).leader)
}

function delegatedMatter(story: Story): string {
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  const [firstDay, lastDay] = [story.today(), '2026-12-01']
  const delegation = { to: 'leader-3', departments: ['SCI_TECH'], firstDay, lastDay, reason: '参加学习' }
  story.does('leader-1', streams.organisation, 'delegations', delegation)
  act(story, id, 'leader-review', { conclusion: 'AGREED', opinion: '已审核，同意。' }, 'leader-3')
  story.does('leader-1', streams.organisation, 'delegation-revocations', { delegation: 'D1' })
  withdrawn(story, id)
  return id
}

function refusedMatter(story: Story): string {
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'NOT_AGREED')
  const more = { previous: id, difference: '压减经费三成，并补充同行评议意见' }
  drafted(story, FILING_ITEM, more)
  return id
}

/** Posts, rules, the catalogue and the rotation change; a quarter is summed up; a salt is destroyed. */
function agencyGoesOn(story: Story): void {
  story.on('2026-10-12')
  const { organisation, rulebook, catalogue, disclosure } = streams
  story.does('clerk-transport-1', `summary/${REPORT_ITEM}_2026Q3`, 'submission', { note: '三季度均按时限办结。' })
  const head = story.organisation().assignments.find(a => a.post === 'DIVISION_HEAD' && a.department === 'PARTY_OFFICE')
  story.does('SYSTEM', organisation, 'post-endings', { assignment: head?.id, to: '2026-10-11' })
  const post = {
    person: 'clerk-party-office-1',
    post: 'DIVISION_HEAD',
    department: 'PARTY_OFFICE',
    from: story.today(),
  }
  story.does('SYSTEM', organisation, 'post-assignments', post)
  const parameters = [{ key: 'case.tier3.dueDays', value: 12, source: '领导小组会议' }]
  story.does(AGENCY_HEAD, rulebook, 'rule-sets', { effectiveFrom: '2026-11-01', parameters, reason: '试行调整' })
  const decisions = [{ item: REPORT_ITEM, included: true, level: 'FILING', reason: '工作推进需要' }]
  const version = { effectiveFrom: '2026-11-01', session: '领导小组2026年第3次会议（演示）', decisions }
  story.does(AGENCY_HEAD, catalogue, 'versions', version)
  const rotation = { from: '2027-01-01', to: '2027-06-30', leader: 'leader-3' }
  const group = streams.reviewGroup('PLAN_FUND-2')
  const departments = ['CAPITAL_CONSTRUCTION', 'LOCAL_RAILWAY', 'PERSONNEL']
  const named = { board: 'PLAN_FUND', name: '规划资金复核小组', departments }
  story.does(SECRETARY, group, 'establishment', { ...named, ...rotation })
  story.does(AGENCY_HEAD, group, 'approval', { session: '领导小组2026年第4次会议（演示）' })
  const target = { stream: organisation, version: 2, field: 'by.person' }
  const reason = '演示：该字段误含与本件无关的个人信息'
  story.does(SECRETARY, disclosure, 'erasure-requests', { ...target, ground: 'ART15_PRIVACY', reason })
  story.does('discipline-leader', disclosure, 'erasure-confirmations', { erasure: 1 })
}

/** Events as the public reads them. */
export function logged(events: readonly WorldEvent[]): readonly Entry[] {
  return entriesOf(events).map(({ bytes }) => {
    const entry = parseEntry(bytes)
    return entry.ok ? entry.value : assert.fail(entry.error.sentence)
  })
}

export function replayOf(entries: readonly Entry[], today?: Day): ReplayReport {
  const replay = today ? createReplay({ today }) : createReplay()
  for (const [index, entry] of entries.entries()) replay.see(entry, index)
  return replay.finish()
}

export type Which = (entry: Entry) => boolean

/** Entries of a type, on a stream if one is named, whose data say so. */
export const of =
  (type: string, stream?: string, says: Readonly<Record<string, unknown>> = {}): Which =>
  entry =>
    entry.type === type &&
    (stream === undefined || entry.stream === stream) &&
    Object.entries(says).every(([field, value]) => entry.data[field] === value)

const indexOf = (entries: readonly Entry[], which: Which): number => {
  const index = entries.findIndex(which)
  return index < 0 ? assert.fail('no such entry to falsify') : index
}

/** The log with the first such entry written otherwise. */
export function changed(entries: readonly Entry[], which: Which, change: (entry: Entry) => Entry): readonly Entry[] {
  return entries.with(indexOf(entries, which), change(entries[indexOf(entries, which)] ?? assert.fail()))
}

/** The log with some data of the first such entry written otherwise; `undefined` takes a field away. */
export function saying(entries: readonly Entry[], which: Which, data: Readonly<Record<string, unknown>>) {
  return changed(entries, which, entry => {
    const said = Object.entries({ ...entry.data, ...data }).filter(([, value]) => value !== undefined)
    return { ...entry, data: Object.fromEntries(said) }
  })
}

/** The log without the first such entry, and the numbers of its stream closed up, here and where others name them. */
export function without(entries: readonly Entry[], which: Which): readonly Entry[] {
  const index = indexOf(entries, which)
  const { stream } = entries[index] ?? assert.fail()
  return [...entries.slice(0, index), ...entries.slice(index + 1).map(entry => renumbered(entry, stream, -1))]
}

/** The log without any such entry. */
export function withoutAll(entries: readonly Entry[], which: Which): readonly Entry[] {
  return entries.some(which) ? withoutAll(without(entries, which), which) : entries
}

/** The log with one more entry after the first such: like it, but otherwise. */
export function followed(
  entries: readonly Entry[],
  which: Which,
  by: (entry: Entry) => Partial<Entry>,
): readonly Entry[] {
  const index = indexOf(entries, which)
  const model = entries[index] ?? assert.fail()
  const added = { ...model, version: model.version + 1, ...by(model) }
  const after = entries.slice(index + 1).map(entry => renumbered(entry, added.stream, 1))
  return [...entries.slice(0, index + 1), added, ...after]
}

function renumbered(entry: Entry, stream: string, by: number): Entry {
  const seen = entry.seen[stream]
  return {
    ...entry,
    version: entry.stream === stream ? entry.version + by : entry.version,
    seen: seen === undefined ? entry.seen : { ...entry.seen, [stream]: seen + by },
  }
}

/** The replay finds it, under this clause, in words that say this. */
export function assertFound(entries: readonly Entry[], clause: string, says: RegExp): Finding {
  const { findings } = replayOf(entries)
  const found = findings.find(f => f.clause === clause && says.test(f.sentence))
  return (
    found ?? assert.fail(`not found: ${clause} ${says}\n${findings.map(f => `${f.clause} ${f.sentence}`).join('\n')}`)
  )
}

/** One thing falsified, the clause under which the replay finds it, and what its sentence says. */
export type Falsification = readonly [clause: string, what: string, log: () => readonly Entry[], says: RegExp]

/** The ways to falsify one log. */
export const falsifier = (entries: readonly Entry[]) => ({
  drop: (which: Which) => without(entries, which),
  dropAll: (which: Which) => withoutAll(entries, which),
  say: (which: Which, data: Readonly<Record<string, unknown>>) => saying(entries, which, data),
  write: (which: Which, change: (entry: Entry) => Partial<Entry>) =>
    changed(entries, which, entry => ({ ...entry, ...change(entry) })),
  add: (which: Which, by: (entry: Entry) => Partial<Entry>) => followed(entries, which, by),
  first: (which: Which) => entries.find(which) ?? assert.fail('no such entry'),
})

/** By somebody in another post. */
export const by =
  (post: string, department: string) =>
  ({ by: actor }: Entry): Partial<Entry> => ({ by: { ...actor, post, department } })

/** A finding is a whole sentence of Chinese that ends with its rule, whatever was falsified. */
export function assertReadable({ sentence }: Finding): void {
  assert.match(sentence, /^[^。]*\d{4}年\d{1,2}月\d{1,2}日：.*。（.*）$/s)
  assert.doesNotMatch(sentence, /undefined|\[object|NaN|null/)
}

/** A test for each: the replay finds it, and says so in words for a reader. */
export function testFalsifications(falsifications: readonly Falsification[]): void {
  for (const [clause, what, log, says] of falsifications) {
    test(`${clause} ${what}，能被发现`, () => assertReadable(assertFound(log(), clause, says)))
  }
}
