import assert from 'node:assert/strict'
import { test } from 'node:test'
import { falsifier, logged, of, replayOf, testFalsifications } from '../../test/support/falsified.ts'
import { LEADER, MEMBER, matters, prepared } from '../../test/support/spot-check-story.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

/** Frozen and announced on one day, dice thrown before witnesses on the next, drawn at once. */
const BATCH = streams.spotCheck('2026-01')
const plan = {
  kind: 'DICE',
  sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
}
const thrown = { kind: 'DICE', sources: plan.sources.map(({ name }, i) => ({ name, numbers: [((i * 5) % 6) + 1] })) }
const ceremony = { place: '演示：三楼会议室', witnesses: ['演示见证人甲', '演示见证人乙'] }

const story = tellStory(await foundedWorld())
story.world.lookUp({ candidates: matters(12), drawSecret: '5e'.repeat(32), nextIds: { accountability: '2026-001' } })
const rule = { ...prepared.rule, from: '2026-01-01', to: '2026-06-30' }
story.does(MEMBER, BATCH, 'preparation', { ...prepared, rule })
story.does(MEMBER, BATCH, 'freezing', {})
const source = { kind: 'CEREMONY', at: '2026-07-07T02:00:00.000Z', plan, ...ceremony }
story.does(LEADER, BATCH, 'announcement', { source })
story.on('2026-07-07', '10:30')
story.does(MEMBER, BATCH, 'draw', { ceremony: thrown })

const entries = logged(story.world.events)
const { drop, say, add, first } = falsifier(entries)
const frozen = of('spot-check.frozen', BATCH)
const drawn = of('spot-check.drawn', BATCH)
const opened = of('inspection.opened')
const pool = first(frozen).data.pool as readonly { id: string }[]
const strata = first(drawn).data.drawn as readonly { stratum: string; ids: readonly string[] }[]
const [one] = strata
const swapped = one ? [{ ...one, ids: one.ids.toReversed() }, ...strata.slice(1)] : assert.fail('nothing drawn')

testFalsifications([
  [
    'RND-001',
    '冻结的名单多了一个',
    () => say(frozen, { pool: [...pool, { ...pool[0], id: 'MATTER:2026-999999' }] }),
    /指纹与公布的名单不符/,
  ],
  ['RND-001', '冻结的名单重了一个', () => say(frozen, { pool: [...pool, pool[0]] }), /重复/],
  ['RND-001', '抽中的次序被改', () => say(drawn, { drawn: swapped }), /重算不符/],
  ['RND-001', '一次性密码被换', () => say(drawn, { code: 'ab'.repeat(32) }), /./],
  ['RND-002', '同一批次抽了两次', () => add(drawn, () => ({})), /抽取了两次/],
  [
    'RND-003',
    '检查的对象不是抽中的',
    () => say(opened, { object: 'MATTER:2026-999999' }),
    /不是批次 2026-01 抽中的对象/,
  ],
  [
    'RND-002',
    '重抽的批次所替代的没有作废',
    () => say(of('spot-check.prepared', BATCH), { replaces: '2026-09' }),
    /没有作废/,
  ],
])

test('RND-001 RND-002 照规则公告、抽取的批次，没有问题', () => {
  assert.deepEqual(replayOf(entries).findings, [])
})

test('RND-002 公告了而到期没有抽取也没有取消，日志末尾说得出来', () => {
  const undrawn = drop(drawn).filter(entry => !entry.stream.startsWith('inspection/'))
  const { findings } = replayOf(undrawn, '2026-08-01')
  assert.ok(findings.some(({ clause, sentence }) => clause === 'RND-002' && /至今既未抽取/.test(sentence)))
})
