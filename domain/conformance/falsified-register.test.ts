import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  assertFound,
  assertReadable,
  by,
  falsifier,
  logged,
  of,
  replayOf,
  testFalsifications,
} from '../../test/support/falsified.ts'
import { AUDITOR, digestsOf, LEADER, REGISTER, registerStory } from '../../test/support/register-story.ts'
import { foundedWorld } from '../../test/support/story.ts'

const HEAD = 'agency-head'

/** Begun in the third quarter; the report of it submitted and signed for, its counts published, a package taken out. */
const founded = await foundedWorld()
const story = registerStory(founded, '2026-09-28')
story.closed('2026-09-25', '2026-09-27')
story.does('SYSTEM', REGISTER, 'pages', { name: 'report.js', sha256: 'a'.repeat(64) })
story.does('SYSTEM', REGISTER, 'pages', { name: 'report.js', sha256: 'b'.repeat(64) })
story.on('2026-10-12')
story.closed('2026-09-28', '2026-10-11')
story.world.lookUp({ counted: [] })
story.does(LEADER, REGISTER, 'quarters', { quarter: '2026-Q3' })
story.does(LEADER, REGISTER, 'reports', story.report('2026-Q3', [story.leadershipKey(HEAD)]))
story.does(HEAD, REGISTER, 'report-receipts', { no: 1 })
story.auditor()
story.does(AUDITOR, REGISTER, 'exports', {
  ...{ from: '2026-07-01', to: '2026-10-11', receiver: '审计厅（演示）', reason: '年度审计' },
  ...{ entries: 12, sha256: 'c'.repeat(64) },
})

const entries = logged(story.world.events)
const { drop, say, write, add, first } = falsifier(entries)
const closing = of('register.day-closed', REGISTER, { day: '2026-10-01' })
const quarter = of('register.quarter-published', REGISTER)
const report = of('register.report-submitted', REGISTER)
const exported = of('register.exported', REGISTER)

const [least = '', ...rest] = digestsOf('2026-10-01')
const rows = first(quarter).data.rows as readonly object[]

testFalsifications([
  ['CMP-004', '一天的承诺被抽掉', () => drop(closing), /应先公布2026年10月1日的/],
  ['CMP-004', '一天的承诺公布两次', () => add(closing, () => ({})), /已经公布/],
  ['CMP-004', '承诺少了一个', () => say(closing, { digests: rest }), /64的倍数/],
  ['CMP-004', '承诺的次序被改', () => say(closing, { digests: [...rest, least] }), /由小到大/],
  ['CMP-004', '当天没有过完就公布', () => write(closing, () => ({ at: '2026-10-01T09:00:00.000Z' })), /没有过完/],
  ['CMP-004', '脚本没有变化又公布', () => add(of('register.page-published', REGISTER), () => ({})), /没有变化/],
  ['CMP-008', '没有满季就公布', () => say(quarter, { quarter: '2026-Q4' }), /没有满季/],
  ['CMP-008', '统计公布两次', () => add(quarter, () => ({})), /公布了两次/],
  ['CMP-008', '统计缺一项', () => say(quarter, { rows: rows.slice(1) }), /不齐全/],
  [
    ...(['CMP-008', '公布了不足五件的数目'] as const),
    () => say(quarter, { rows: rows.map((row, index) => (index === 0 ? { ...row, count: 2 } : row)) }),
    /不足5件/,
  ],
  ['S123', '报告被抽掉', () => drop(report), /签收的第1号报告没有提交/],
  ['S123', '报告的编号被改', () => say(report, { no: 2 }), /应为第1号/],
  ['S123', '报告期没有满', () => say(report, { period: '2026-Q4' }), /没有满/],
  ['E-67', '导出的编号跳过一个', () => say(exported, { export: 2 }), /应为第1个/],
  ['E-67', '导出的止日在导出之后', () => say(exported, { to: '2026-12-31' }), /在导出之后/],
  ['S145', '日承诺由处室负责人公布', () => write(closing, by('DIVISION_HEAD', 'PORTS')), /「公布日承诺」不由该职务/],
  ['S145', '统计由别的处室公布', () => write(quarter, by('DIVISION_HEAD', 'PORTS')), /「公布季度统计」不由该职务/],
])

test('CMP-004、CMP-008、S123、E-67 照规则公布的登记册，没有问题', () => {
  assert.deepEqual(replayOf(entries).findings, [])
  const { checked } = replayOf(entries)
  const times = (rule: RegExp) => checked.find(c => rule.test(c.rule))?.times
  assert.equal(times(/日承诺一天接一天公布/), 17)
  assert.equal(times(/日承诺公布到日志末尾/), 1)
  assert.equal(times(/按期向厅党组/), 1)
})

test('CMP-004 日志末尾的几天没有承诺，能被发现；昨天的还没有公布，不算', () => {
  assert.deepEqual(replayOf(entries, '2026-10-13').findings, [])
  const found = replayOf(entries, '2026-10-14').findings[0] ?? assert.fail('nothing found')
  assertReadable(found)
  assert.deepEqual([found.clause, found.stream], ['CMP-004', REGISTER])
  assert.match(found.sentence, /只公布到2026年10月11日/)
})

test('S123 报告没有提交，过了期限能从日志看出来；没有过期限，不算', () => {
  const silent = entries.filter(entry => !report(entry) && !of('register.report-received', REGISTER)(entry))
  const missed = (today: string) => replayOf(silent, today).findings.filter(f => f.clause === 'S123')
  assert.deepEqual(missed('2026-10-20'), [])
  const [found] = missed('2026-10-21')
  assert.match(found?.sentence ?? '', /2026年第3季度的监督报告应在2026年10月20日前向厅党组、领导小组提交，至今没有提交/)
})

test('S123 没有登记册的日志，不说报告没有提交', () => {
  assert.deepEqual(replayOf(logged(founded.events), '2027-06-01').findings, [])
})

test('CMP-004 冒称多年以后的一天，只说一句，不逐日列出', () => {
  const found = assertFound(say(closing, { day: '9999-12-30' }), 'CMP-004', /不能跳到9999年12月30日/)
  assertReadable(found)
})

test('S123 日志里没有可用的报告期限，核对程序说明不能核对，不会中断', () => {
  const withoutRules = entries.filter(({ stream }) => stream !== 'rulebook')
  assert.match(replayOf(withoutRules, '2027-06-01').findings.at(-1)?.sentence ?? '', /不能核对/)
})
