import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Ceremony, type CeremonyPlan, ceremonyBytes, ceremonyRefusal, checkPlan, entropyBits } from './ceremony.ts'

const throws = (count: number): CeremonyPlan => ({
  kind: 'DICE',
  sources: Array.from({ length: count }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
})
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}`)

test('RND-001 骰子和彩票的随机性按最容易猜中的结果计算', () => {
  near(entropyBits(throws(25)), 25 * Math.log2(6))
  // Two dice at once, sorted: the likeliest outcomes are two different faces, 2 of 36.
  near(entropyBits({ kind: 'DICE', sources: [{ name: '两颗', count: 2, from: 1, to: 6 }] }), Math.log2(18))
  // Seven dice: one face twice, 7!/2 of 6^7.
  near(
    entropyBits({ kind: 'DICE', sources: [{ name: '七颗', count: 7, from: 1, to: 6 }] }),
    Math.log2(6 ** 7 / (5_040 / 2)),
  )
  // 6 of 33: 1,107,568 outcomes.
  near(entropyBits({ kind: 'LOTTERY', sources: [{ name: '彩票', count: 6, from: 1, to: 33 }] }), Math.log2(1_107_568))
})

test('RND-001 随机性不足64比特的仪式不能公告，范围、个数、名称不对的也不能', () => {
  const refusedFor = (plan: CeremonyPlan, sentence: RegExp) => {
    const checked = checkPlan(plan)
    assert.ok(!checked.ok)
    assert.equal(checked.error.clause, 'RND-001')
    assert.match(checked.error.sentence, sentence)
  }
  assert.ok(checkPlan(throws(25)).ok)
  refusedFor(throws(24), /只有约62比特的随机性，不足64比特/)
  refusedFor({ kind: 'DICE', sources: [] }, /只有约0比特/)
  const source = { name: '彩票', count: 6, from: 1, to: 33 }
  const lottery = (change: object): CeremonyPlan => ({ kind: 'LOTTERY', sources: [{ ...source, ...change }] })
  refusedFor(lottery({ to: 1 }), /范围不对/)
  refusedFor(lottery({ from: -1 }), /范围不对/)
  refusedFor(lottery({ count: 0 }), /个数/)
  refusedFor(lottery({ count: 34 }), /比范围内的还多/)
  refusedFor(lottery({ name: ' 彩票' }), /首尾不能有空格/)
  refusedFor({ kind: 'LOTTERY', sources: [source, source] }, /名称重复/)
})

test('RND-001 掷出的数字按 RFC 3797 第4节写成字串，录入的先后不起作用', () => {
  const write = (...numbers: readonly (readonly number[])[]) => {
    const sources = numbers.map((list, i) => ({ name: `来源${i + 1}`, numbers: list }))
    const bytes = ceremonyBytes({ kind: 'DICE', sources })
    return bytes.ok ? Buffer.from(bytes.value).toString('ascii') : bytes.error.sentence
  }
  assert.equal(write([9_319], [2, 5, 12, 8, 10], [0, 6, 6]), '9319./2.5.8.10.12./0.6.6./')
  assert.match(write(), /还没有录入/)
  assert.match(write([1], []), /来源「来源2」没有数字/)
  assert.match(write([1.5]), /0或正整数/)
  assert.match(write([-1]), /0或正整数/)
  const repeated = ceremonyBytes({ kind: 'LOTTERY', sources: [{ name: '彩票', numbers: [3, 3] }] })
  assert.ok(!repeated.ok)
  assert.match(repeated.error.sentence, /号码有重复/)
})

test('RND-001 与公告不符的仪式不认：方式、来源、个数、范围', () => {
  const plan: CeremonyPlan = { kind: 'DICE', sources: [{ name: '两颗', count: 2, from: 1, to: 6 }] }
  const good: Ceremony = { kind: 'DICE', sources: [{ name: '两颗', numbers: [6, 1] }] }
  assert.equal(ceremonyRefusal(good, plan), undefined)
  const others: readonly [Ceremony, RegExp][] = [
    [{ ...good, kind: 'LOTTERY' }, /方式不同/],
    [{ ...good, sources: [...good.sources, ...good.sources] }, /有1个来源/],
    [{ ...good, sources: [{ name: '三颗', numbers: [6, 1] }] }, /应是「两颗」/],
    [{ ...good, sources: [{ name: '两颗', numbers: [6] }] }, /应有2个数字/],
    [{ ...good, sources: [{ name: '两颗', numbers: [6, 7] }] }, /应在1至6之间/],
  ]
  for (const [ceremony, sentence] of others) assert.match(ceremonyRefusal(ceremony, plan)?.sentence ?? '', sentence)
})
