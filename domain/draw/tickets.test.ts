import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawIndices, indexOrder } from './index-draw.ts'
import { codeAt, commitmentOf, MOST_CODES, verifyCode } from './one-time-codes.ts'
import { freezePool, type PoolEntry } from './pool.ts'
import { rfc3797Order } from './rfc3797.ts'
import { orderByTickets, positionsOf, seedOf, selectByTickets } from './tickets.ts'

const seedNumbered = (n: number) => seedOf(new Uint8Array(32), new TextEncoder().encode(`演示种子${n}`))
const SEED = seedNumbered(0)
const entries = (weights: readonly number[]): readonly PoolEntry[] =>
  weights.map((weight, i) => ({ id: `件${i}`, stratum: '层', weight }))

/** Pearson's statistic; compared with the value that chance exceeds once in a thousand times. The seeds are fixed. */
function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  return observed.reduce((sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0), 0)
}
const ONCE_IN_A_THOUSAND: Readonly<Record<number, number>> = { 4: 18.47, 5: 20.52, 23: 49.73 }

test('RND-004 首个被抽中的机会与权重成正比', () => {
  const weights = [1, 2, 3, 4, 10]
  const pool = entries(weights)
  const draws = 6_000
  const first = weights.map(() => 0)
  for (let n = 0; n < draws; n += 1) {
    const at = pool.findIndex(({ id }) => id === orderByTickets(pool, seedNumbered(n))[0]?.id)
    first[at] = (first[at] ?? 0) + 1
  }
  const sum = 20
  const statistic = chiSquare(
    first,
    weights.map(weight => (draws * weight) / sum),
  )
  assert.ok(statistic < (ONCE_IN_A_THOUSAND[4] ?? 0), `${statistic}: ${first}`)
})

test('RND-001 权重相同时每种次序的机会相同', () => {
  const pool = entries([1, 1, 1, 1])
  const orders = new Map<string, number>()
  const draws = 4_800
  for (let n = 0; n < draws; n += 1) {
    const order = orderByTickets(pool, seedNumbered(n))
      .map(({ id }) => id)
      .join()
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  assert.equal(orders.size, 24)
  const statistic = chiSquare([...orders.values()], Array(24).fill(draws / 24))
  assert.ok(statistic < (ONCE_IN_A_THOUSAND[23] ?? 0), `${statistic}`)
})

test('RND-004 权重为三的对象有三张票，位置取最小的一张', () => {
  const positionOf = positionsOf(SEED)
  const [ticket] = orderByTickets([{ id: '甲', stratum: '层', weight: 3 }], SEED)
  const positions = ['甲', '甲\t2', '甲\t3'].map(positionOf).sort()
  assert.equal(ticket?.position, positions[0])
})

test('E-61 RND-004 每层按配额取前几个，其余按同一次序候补', () => {
  const pool = freezePool([
    ...entries([1, 5, 1, 2]),
    ...['x', 'y', 'z'].map(id => ({ id, stratum: '另一层', weight: 1 })),
  ])
  assert.ok(pool.ok)
  const draws = selectByTickets(
    pool.value,
    [
      { stratum: '另一层', quota: 1 },
      { stratum: '层', quota: 3 },
    ],
    SEED,
  )
  assert.ok(draws.ok)
  for (const { stratum, drawn, reserve } of draws.value) {
    const own: readonly PoolEntry[] = pool.value.entries.filter(entry => entry.stratum === stratum)
    assert.deepEqual([...drawn, ...reserve], orderByTickets(own, SEED))
  }
  assert.deepEqual(
    draws.value.map(({ drawn }) => drawn.length),
    [1, 3],
  )
  const tooMany = selectByTickets(pool.value, [{ stratum: '层', quota: 5 }], SEED)
  assert.ok(!tooMany.ok)
  assert.match(tooMany.error.sentence, /只有4个对象，抽不出5个/)
})

test('RND-001 按序号抽取：不重不漏，前面的抽取不因多抽而变，名称不同则次序不同', () => {
  const all = drawIndices(500, 500, SEED, '层')
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    Array.from({ length: 500 }, (_, i) => i),
  )
  assert.deepEqual(drawIndices(500, 20, SEED, '层'), all.slice(0, 20))
  assert.notDeepEqual(drawIndices(500, 20, SEED, '另一层'), all.slice(0, 20))
  assert.deepEqual(drawIndices(0, 0, SEED), [])
  assert.throws(() => drawIndices(3, 4, SEED), RangeError)
  assert.throws(() => [...indexOrder(2 ** 49, SEED, '')], RangeError)
})

test('RND-001 按序号抽取时每个位置的机会相同', () => {
  const counts = Array<number>(6).fill(0)
  const draws = 3_000
  for (let n = 0; n < draws; n += 1) {
    for (const at of drawIndices(6, 2, seedNumbered(n))) counts[at] = (counts[at] ?? 0) + 1
  }
  const statistic = chiSquare(counts, Array(6).fill((draws * 2) / 6))
  assert.ok(statistic < (ONCE_IN_A_THOUSAND[5] ?? 0), `${statistic}: ${counts}`)
})

test('RND-001 RFC 3797 抽取不重不漏，名单过长不收', () => {
  const order = [...rfc3797Order(300, new TextEncoder().encode('1.2.3./'))]
  assert.equal(new Set(order).size, 300)
  assert.throws(() => [...rfc3797Order(65_536, SEED)], RangeError)
})

test('RND-001 一次性码：每个码是上一个的前一个，别的码都不认', () => {
  const secret = new TextEncoder().encode('演示秘密')
  const code = (n: number) => Buffer.from(codeAt(secret, n)).toString('hex')
  assert.equal(commitmentOf(secret, 5), code(5))
  assert.ok(verifyCode(code(4), commitmentOf(secret, 5)))
  assert.ok(verifyCode(code(3), code(4)))
  assert.ok(verifyCode(code(3), code(4).toUpperCase()))
  for (const wrong of [code(2), code(5), '', 'xy', code(3).slice(2)]) assert.ok(!verifyCode(wrong, code(4)), wrong)
  assert.deepEqual(codeAt(secret, 0), secret)
  for (const n of [-1, 1.5, MOST_CODES + 1]) assert.throws(() => codeAt(secret, n), RangeError)
})
