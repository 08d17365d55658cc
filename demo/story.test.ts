import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fingerprint } from '../domain/canonical.ts'
import { streams } from '../domain/ids.ts'
import { runningClock } from '../domain/matter/clocks.ts'
import { type Matter, matterStatuses } from '../domain/matter/matter.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Rulebook, rulesOn } from '../domain/rulebook/rulebook.ts'
import type { Summary } from '../domain/summary/summary.ts'
import { dayOf, isWorkday } from '../domain/time.ts'
import catalogue from '../spec/demo-catalogue.json' with { type: 'json' }
import { createWorld, type World } from '../test/support/world.ts'
import { layFoundation } from './foundation.ts'
import { tellStory } from './story.ts'

const ON_THE_DAY = '2026-11-23'

let world: World
let matters: readonly Matter[]
let meetings: readonly Meeting[]
let tellingTook: number

async function tell(): Promise<World> {
  const told = createWorld()
  await layFoundation(told.recorder)
  await tellStory(told.recorder)
  return told
}

function statesOf<T>(module: string): readonly T[] {
  const names = new Set(world.events.map(({ stream }) => stream).filter(stream => stream.startsWith(`${module}/`)))
  return [...names].map(stream => world.state<T>(stream))
}

const matterTitled = (words: string): Matter => {
  const found = matters.filter(({ title }) => title.includes(words))
  assert.equal(found.length, 1, words)
  return found[0] as Matter
}

const agendaItems = () => meetings.flatMap(meeting => meeting.items.map(item => ({ meeting, item })))

before(async () => {
  const started = performance.now()
  world = await tell()
  tellingTook = performance.now() - started
  matters = statesOf<Matter>('matter')
  meetings = statesOf<Meeting>('meeting')
})

test('the story is told to its end in less than five seconds', () => {
  assert.ok(matters.length >= 55 && matters.length <= 75, `${matters.length} matters`)
  assert.ok(tellingTook < 5000, `${tellingTook} ms`)
})

test('every telling gives the same events', async () => {
  assert.equal(fingerprint((await tell()).events), fingerprint(world.events))
})

test('every state in which a matter can be is there to be seen', () => {
  assert.deepEqual(
    matterStatuses.filter(status => status !== 'NONE' && !matters.some(m => m.status === status)),
    [],
  )
})

test('all items, and with them all boards and levels, have matters', () => {
  assert.deepEqual(
    catalogue.map(({ code }) => code).filter(code => !matters.some(({ item }) => item === code)),
    [],
  )
})

test('everything happens in order, on workdays, in office hours of Asia/Shanghai', () => {
  const story = world.events.filter(({ at }) => dayOf(at) >= '2026-08-24')
  const odd = story.filter(({ at }, index) => {
    const clock = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)
    const previous = story[index - 1]
    return !isWorkday(dayOf(at)).workday || clock < '08:30' || clock > '18:00' || (previous && at < previous.at)
  })
  assert.deepEqual(odd, [])
})

test('everybody and every company in it is marked 演示', () => {
  const { persons } = world.state<Organisation>(streams.organisation)
  const names = [...Object.values(persons).map(({ name }) => name), ...matters.flatMap(m => m.counterparty?.name ?? [])]
  assert.deepEqual(
    names.filter(name => !name.includes('（演示）')),
    [],
  )
})

test('S4 on the day of the demonstration some clocks run, some warn, some are late, some stand still', () => {
  const rules = rulesOn(world.state<Rulebook>(streams.rulebook), ON_THE_DAY)
  const clocks = matters.flatMap(m => runningClock(m, rules, ON_THE_DAY) ?? [])
  const colours = new Set(clocks.map(({ colour }) => colour))
  assert.deepEqual([...colours].sort(), ['GREEN', 'WARN', 'YELLOW'])
  assert.ok(clocks.some(({ state }) => state === 'PAUSED'))
})

test('E-01 a leader signs for another who is away', () => {
  const signed = matters.flatMap(m => m.records).filter(r => r.onBehalfOf !== undefined)
  assert.ok(signed.length > 0 && signed.every(r => r.by === 'leader-3' && r.onBehalfOf === 'leader-2'))
})

test('E-04 a member from a co-submitting division is recused, E-06 and the next in order convenes', () => {
  const slope = agendaItems().find(
    ({ meeting, item }) => meeting.kind === 'GROUP' && item.matter === matterTitled('高边坡加固').id,
  )
  assert.ok(slope?.item.recusals.some(({ person }) => person === 'head-planning'))
  assert.equal(slope?.item.convener, 'head-finance-audit')
})

test('E-05 a leader in charge of a co-submitting division gives the chair to another for that item', () => {
  const joint = agendaItems().find(
    ({ meeting, item }) => meeting.kind === 'GROUP' && item.matter === matterTitled('改扩建工程初步设计').id,
  )
  assert.equal(joint?.meeting.chair, 'leader-3')
  assert.notEqual(joint?.item.presider, 'leader-3')
})

test('E-09, E-12, E-33 and MTG-011 are each told once', () => {
  const items = agendaItems().map(({ item }) => item)
  assert.equal(items.filter(item => item.recusals.some(({ clause }) => clause === 'E-09')).length, 1)
  assert.equal(items.filter(item => item.stage === 'POSTPONED').length, 1)
  assert.equal(items.filter(item => item.conclusion?.orderViolation).length, 1)
  assert.equal(items.filter(item => item.conclusion?.differsFromMajority).length, 1)
})

test('E-15 a matter is returned and supplemented, E-16 and starts again when its amount changes with it', () => {
  const supplemented = matterTitled('竣工决算审计中介服务')
  assert.equal(supplemented.round, 1)
  assert.ok(supplemented.stays.some(({ pauses }) => pauses.length > 0))
  const voided = matterTitled('青云岭隧道')
  assert.equal(voided.round, 2)
  assert.ok(voided.records.some(({ superseded }) => superseded))
})

test('E-22 a matter that was not agreed is sent again', () => {
  const again = matters.find(({ previous }) => previous !== undefined)
  assert.equal(matters.find(({ id }) => id === again?.previous)?.status, 'NOT_AGREED')
})

test('E-23 conditions are cleared in one matter and stand in another', () => {
  const cleared = matterTitled('农村公路提档升级')
  assert.ok(cleared.conditions.length > 0 && cleared.conditions.every(({ confirmedAt }) => confirmedAt !== undefined))
  const standing = matterTitled('机场高速公路东联络线')
  assert.ok(standing.conditions.some(({ confirmedAt, dueOn }) => confirmedAt === undefined && dueOn < ON_THE_DAY))
})

test('E-24 one matter is post-filed in time and one late for ever, E-25 one not agreed and put right', () => {
  assert.deepEqual(matterTitled('海岛居民应急客运').marks, ['POST_FILED'])
  assert.deepEqual(matterTitled('临时延长作业时段').marks, ['POST_FILED', 'POST_FILED_LATE'])
  assert.ok(matterTitled('后方临时堆场').rectification?.report)
})

test('S104 the quarterly summaries of two items are there and that of a third is not', () => {
  const summaries = statesOf<Summary>('summary').map(({ id, matters: within }) => ({ id, matters: within.length }))
  assert.deepEqual(summaries, [
    { id: 'DEMO-PM-01_2026Q3', matters: 2 },
    { id: 'DEMO-EN-02_2026Q3', matters: 2 },
  ])
})

test('MTG-006 meetings of the coming week are noticed, and one chair has minutes to sign', () => {
  const noticed = meetings
    .filter(({ stage }) => stage === 'NOTICED')
    .map(({ kind, scheduledAt }) => [kind, dayOf(scheduledAt)])
  assert.deepEqual(noticed, [
    ['DIRECTOR', '2026-11-27'],
    ['GROUP', '2026-11-26'],
    ['GROUP', '2026-11-26'],
    ['INITIAL', '2026-11-27'],
  ])
  assert.equal(meetings.filter(({ stage }) => stage === 'ADJOURNED').length, 1)
  assert.equal(meetings.filter(({ stage }) => stage === 'PLANNED').length, 2)
})
