import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logged, replayOf } from '../../test/support/falsified.ts'
import { demonstratedWorld } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { postFilingClocks, readStay } from '../matter/clocks.ts'
import type { Matter } from '../matter/matter.ts'
import { type Rulebook, rulesOn } from '../rulebook/rulebook.ts'

const LAST_DAY = '2026-11-20'
const world = await demonstratedWorld()
const report = replayOf(logged(world.events))

const matters = [...new Set(world.events.map(e => e.stream).filter(s => s.startsWith('matter/')))].map(stream =>
  world.state<Matter>(stream),
)
const rules = rulesOn(world.state<Rulebook>(streams.rulebook), LAST_DAY)

test('S4、A4 演示故事的日志重演，只有十二处环节超期和一件事后报备两处超期，没有别的', () => {
  const counts = Object.entries(Object.groupBy(report.findings, f => f.clause)).map(([c, list]) => [c, list?.length])

  assert.equal(report.entries, world.events.length)
  assert.deepEqual(Object.fromEntries(counts), { S4: 12, A4: 2 })
})

test('S4 日志中找到的超期环节，就是内部状态中超期的环节，一处不多，一处不少', () => {
  const late = matters.flatMap(matter =>
    matter.stays.filter(s => readStay(s, rules, LAST_DAY).late).map(s => `${streams.matter(matter.id)} 第${s.tier}级`),
  )

  const found = report.findings.filter(f => f.clause === 'S4')

  assert.deepEqual(found.map(f => `${f.stream} ${/第\d级/.exec(f.sentence)}`).toSorted(), late.toSorted())
})

test('A4 逾期补报的事后报备，就是内部状态中逾期的那一件', () => {
  const late = matters.filter(m => postFilingClocks(m, rules, LAST_DAY).some(clock => clock.late))

  const found = report.findings.filter(f => f.clause === 'A4')

  assert.deepEqual(new Set(found.map(f => f.stream)), new Set(late.map(m => streams.matter(m.id))))
})

test('S15 每一条记录都经过核对，没有核对的条款逐条列明', () => {
  const timesOf = (words: RegExp) => report.checked.find(({ rule }) => words.test(rule))?.times

  assert.equal(timesOf(/序号从1起连续/), world.events.length)
  assert.equal(timesOf(/四级程序依次进行/), world.events.filter(e => e.type === 'matter.tier-concluded').length)
  assert.equal(timesOf(/撤销委托/), 0)
  for (const clause of ['S10', 'MTG-003', 'MTG-010', 'E-33', 'S79', 'S59']) {
    assert.ok(
      report.unchecked.some(u => u.clause === clause && u.why !== ''),
      clause,
    )
  }
})
