import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEACON, QUICKNET } from '../../test/support/draw.ts'
import { must } from '../result.ts'
import {
  type Beacon,
  chainOf,
  knownChains,
  parseBeacon,
  roundAt,
  roundRefusal,
  timeOfRound,
  verifyBeacon,
} from './drand.ts'

const quicknet = must(chainOf(QUICKNET), 'quicknet')
const mainnet = must(
  knownChains.find(({ name }) => name === 'default'),
  'the default chain',
)

function refusedFor(sentence: RegExp, changes: Partial<Beacon>, announced?: number): void {
  const verified = verifyBeacon(quicknet, { ...BEACON, ...changes }, announced)
  assert.ok(!verified.ok)
  assert.equal(verified.error.clause, 'RND-001')
  assert.match(verified.error.sentence, sentence)
}

test('RND-001 轮次和时间互相换算，创世之前没有轮次', () => {
  assert.equal(timeOfRound(quicknet, 1), '2023-08-23T15:09:27.000Z')
  assert.equal(timeOfRound(quicknet, 1_000), '2023-08-23T15:59:24.000Z')
  assert.equal(roundAt(quicknet, '2023-08-23T15:09:26.999Z'), 0)
  assert.equal(roundAt(quicknet, '1970-01-01T00:00:00.000Z'), 0)
  for (const chain of knownChains) {
    for (const round of [1, 2, 999, 12_345_678]) {
      const at = timeOfRound(chain, round)
      assert.equal(roundAt(chain, at), round)
      assert.equal(roundAt(chain, new Date(Date.parse(at) - 1).toISOString()), round - 1)
    }
  }
  for (const round of [0, -1, 1.5, Number.NaN, 1e11]) assert.throws(() => timeOfRound(quicknet, round), RangeError)
  assert.throws(() => roundAt(quicknet, '昨天'), RangeError)
})

test('RND-001 已经产生的轮次不能公告', () => {
  const at = timeOfRound(quicknet, 1_000)
  assert.match(roundRefusal(quicknet, 1_000, at)?.sentence ?? '', /第1000轮的随机数已经产生/)
  assert.match(roundRefusal(quicknet, 1, at)?.sentence ?? '', /已经产生/)
  assert.equal(roundRefusal(quicknet, 1_001, at), undefined)
  assert.match(roundRefusal(quicknet, 1.5, at)?.sentence ?? '', /1以上的整数/)
})

test('RND-001 主网两条链上真的轮次核对得出随机数', () => {
  assert.deepEqual(verifyBeacon(quicknet, BEACON, 1_000), { ok: true, value: BEACON.randomness })
  const { randomness: _, ...bare } = BEACON
  assert.deepEqual(verifyBeacon(quicknet, bare), { ok: true, value: BEACON.randomness })
  const capitals = { ...BEACON, signature: BEACON.signature.toUpperCase() }
  assert.ok(verifyBeacon(quicknet, capitals).ok)
})

test('RND-001 不是公告的轮次、改动过的随机数和签名、不是十六进制的内容，各说各的原因', () => {
  refusedFor(/是 drand 第1000轮的随机数，公告约定的是第1001轮/, {}, 1_001)
  refusedFor(/不是「quicknet」链的公钥所签/, { round: 1_001 })
  refusedFor(/不是其签名的哈希值/, { randomness: '0'.repeat(64) })
  refusedFor(/随机数应是64位十六进制/, { randomness: 'fe29' })
  refusedFor(/签名应是十六进制/, { signature: BEACON.signature.slice(2) })
  refusedFor(/签名应是十六进制/, { signature: `zz${BEACON.signature.slice(2)}` })
  refusedFor(/签名应是十六进制/, { signature: '' })
  refusedFor(/不带上一轮的签名/, { previousSignature: BEACON.signature })
  refusedFor(/1以上的整数/, { round: 0 })
})

test('RND-001 签名改动任何一个字节都不认，曲线上的零点也不认', () => {
  const { randomness: _, ...bare } = BEACON
  for (const at of [0, 1, 47]) {
    const bytes = Buffer.from(bare.signature, 'hex')
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x01, at)
    assert.ok(!verifyBeacon(quicknet, { ...bare, signature: bytes.toString('hex') }).ok)
  }
  assert.ok(!verifyBeacon(quicknet, { ...bare, signature: `c0${'00'.repeat(47)}` }).ok)
})

test('RND-001 前后相连的链缺上一轮的签名不能核对', () => {
  const verified = verifyBeacon(mainnet, { round: 2, signature: 'ab'.repeat(96) })
  assert.ok(!verified.ok)
  assert.match(verified.error.sentence, /还应带上一轮的签名/)
})

test('RND-001 封闭网络里手工粘贴的轮次：认 drand 的写法，别的说明缺什么', () => {
  const pasted = ` {"round":1000,"randomness":"${BEACON.randomness}","signature":"${BEACON.signature}"}\n`
  assert.deepEqual(parseBeacon(pasted), { ok: true, value: BEACON })
  const chained = parseBeacon('{"round":1,"signature":"aa","previous_signature":"bb"}')
  assert.deepEqual(chained, { ok: true, value: { round: 1, signature: 'aa', previousSignature: 'bb' } })
  for (const text of ['', '没有', 'null', '[]', '{"round":"1","signature":"aa"}', '{"round":1}']) {
    const read = parseBeacon(text)
    assert.ok(!read.ok, text)
    assert.match(read.error.sentence, /不是 drand 的一轮随机数/)
  }
})
