import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Result } from '../result.ts'
import { freezePool, type Pool, type PoolEntry, poolCommitment, strataOf } from './pool.ts'
import { quotasOf, type StratumRule } from './quota.ts'

const entry = (id: string, stratum = '初审', weight = 1): PoolEntry => ({ id, stratum, weight })

function frozen(...entries: readonly PoolEntry[]): Pool {
  const pool = freezePool(entries)
  assert.ok(pool.ok)
  return pool.value
}

function refused<T>(result: Result<T>, clause: string, sentence: RegExp): void {
  assert.ok(!result.ok)
  assert.equal(result.error.clause, clause)
  assert.match(result.error.sentence, sentence)
}

test('RND-001 S128 对象池按编号的码元次序排好，交来的先后不起作用', () => {
  const ids = ['b', 'a', '😀', 'ＡＢ', 'B', '2', '10']
  const pool = frozen(...ids.map(id => entry(id)))
  // By code units: a high surrogate (D83D) stands before full-width letters (FF21), though its code point is greater.
  assert.deepEqual(
    pool.entries.map(({ id }) => id),
    ['10', '2', 'B', 'a', 'b', '😀', 'ＡＢ'],
  )
  assert.deepEqual(frozen(...ids.toReversed().map(id => entry(id))), pool)
})

test('RND-001 对象池不收：空池、重复的编号、空编号、首尾空格、控制字符和看不见的字符', () => {
  refused(freezePool([]), 'RND-001', /对象池是空的/)
  refused(freezePool([entry('a'), entry('b'), entry('a')]), 'RND-001', /编号「a」重复/)
  refused(freezePool([entry('')]), 'RND-001', /不能为空/)
  refused(freezePool([entry('a ')]), 'RND-001', /首尾不能有空格/)
  for (const unseen of ['a\tb', 'a\nb', 'a\u0000', 'a\u200bb', 'a\u202eb', 'a\u2028', 'a\ud800']) {
    refused(freezePool([entry(unseen)]), 'RND-001', /不可见字符/)
  }
  refused(freezePool([entry('a', '初审\t')]), 'RND-004', /分层名称/)
})

test('RND-004 权重是1至100的整数，别的不收', () => {
  for (const weight of [1, 2, 100]) assert.ok(freezePool([entry('a', '初审', weight)]).ok)
  for (const weight of [0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    refused(freezePool([entry('a', '初审', weight)]), 'RND-004', /应是1至100的整数/)
  }
})

test('RND-001 对象池哈希：一行标题，每个对象一行，制表符分开；改动任何一处都不同', () => {
  const pool = frozen(entry('b', '审议', 3), entry('a'))
  const text = 'yangguang draw pool v1\na\t初审\t1\nb\t审议\t3\n'
  assert.equal(poolCommitment(pool), createHash('sha256').update(text).digest('hex'))
  const others = [
    frozen(entry('b', '审议', 3)),
    frozen(entry('b', '审议', 2), entry('a')),
    frozen(entry('b', '初审', 3), entry('a')),
    frozen(entry('c', '审议', 3), entry('a')),
  ]
  assert.equal(new Set([pool, ...others].map(poolCommitment)).size, 5)
})

test('RND-001 对象池哈希分段计算，与一次算完的相同', () => {
  const pool = frozen(...Array.from({ length: 10_000 }, (_, i) => entry(`演示-${i}`)))
  const text = `yangguang draw pool v1\n${pool.entries.map(({ id }) => `${id}\t初审\t1\n`).join('')}`
  assert.equal(poolCommitment(pool), createHash('sha256').update(text).digest('hex'))
})

const pool = frozen(
  ...Array.from({ length: 100 }, (_, i) => entry(`初${i}`)),
  ...Array.from({ length: 7 }, (_, i) => entry(`审${i}`, '审议')),
)
const quotas = (...rules: readonly StratumRule[]) => quotasOf(pool, rules)
const second: StratumRule = { stratum: '审议', count: 7 }

test('RND-004 比例向上取整，至少一件；件数照写', () => {
  assert.deepEqual(
    [...strataOf(pool)],
    [
      ['初审', 100],
      ['审议', 7],
    ],
  )
  const cases: readonly [number, number][] = [
    [0.05, 5],
    [0.07, 7],
    [0.051, 6],
    [0.0001, 1],
    [0.29, 29],
    [0.57, 57],
    [1, 100],
  ]
  for (const [rate, quota] of cases) {
    assert.deepEqual(quotas(second, { stratum: '初审', rate }), {
      ok: true,
      value: [
        { stratum: '初审', quota },
        { stratum: '审议', quota: 7 },
      ],
    })
  }
})

test('RND-004 抽取规则不收：没有对象的分层、没有规则的分层、重复的规则、超过100%的比例、超过总数的件数', () => {
  const first: StratumRule = { stratum: '初审', rate: 0.05 }
  refused(quotas(first, second, { stratum: '审定', rate: 0.1 }), 'RND-004', /「审定」没有任何对象/)
  refused(quotas(first), 'RND-004', /「审议」没有抽取规则/)
  refused(quotas(first, second, second), 'RND-004', /「审议」有两条/)
  refused(quotas(second, { stratum: '初审', rate: 1.01 }), 'RND-004', /超过了100%/)
  refused(quotas(first, { stratum: '审议', count: 8 }), 'RND-004', /只有7个对象，抽不出8个/)
  for (const rate of [0, -0.1, Number.NaN]) refused(quotas(second, { stratum: '初审', rate }), 'RND-004', /应大于0/)
  for (const rate of [0.00001, 0.12345]) refused(quotas(second, { stratum: '初审', rate }), 'RND-004', /万分之一/)
  for (const count of [0, -1, 1.5]) refused(quotas(first, { stratum: '审议', count }), 'RND-004', /1以上的整数/)
  refused(quotas(second, { stratum: '初审' }), 'RND-004', /只写一个/)
  refused(quotas(second, { stratum: '初审', rate: 0.1, count: 1 }), 'RND-004', /只写一个/)
})
