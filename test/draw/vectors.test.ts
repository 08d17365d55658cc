import assert from 'node:assert/strict'
import { createHash, hkdfSync } from 'node:crypto'
import { test } from 'node:test'
import { ceremonyBytes } from '../../domain/draw/ceremony.ts'
import { type DrandScheme, knownChains, parseBeacon, verifyBeacon } from '../../domain/draw/drand.ts'
import { codeAt, commitmentOf, verifyCode } from '../../domain/draw/one-time-codes.ts'
import { rfc3797Order } from '../../domain/draw/rfc3797.ts'
import { orderByPositions, orderByTickets, positionsOf, seedOf } from '../../domain/draw/tickets.ts'
import { must } from '../../domain/result.ts'
import sampler from '../vectors/consistent-sampler/examples.json' with { type: 'json' }
import beacons from '../vectors/drand/beacons.json' with { type: 'json' }
import rfc3797 from '../vectors/rfc3797/example.json' with { type: 'json' }
import vrs from '../vectors/vrs/example.json' with { type: 'json' }

const utf8 = (text: string) => new TextEncoder().encode(text)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const entry = (id: string) => ({ id, stratum: '层', weight: 1 })

test('RND-001 E-62 draft-thomson-elegy-vrs 的算例：承诺、两次揭示的一次性码、两次抽取的次序全部相同', () => {
  const secret = utf8(vrs.secret)
  assert.equal(commitmentOf(secret, vrs.hashings), vrs.commitment)
  let previous = vrs.commitment
  for (const [i, { code, first }] of vrs.iterations.entries()) {
    assert.equal(hex(codeAt(secret, vrs.hashings - 1 - i)), code)
    assert.ok(verifyCode(code, previous))
    previous = code
    const seed = seedOf(Buffer.from(code, 'hex'), utf8(vrs.randomness))
    const order = orderByTickets(vrs.labels.map(entry), seed)
    assert.equal(order.length, 144)
    for (const [place, [position = '', label]] of first.entries()) {
      assert.equal(order[place]?.id, label)
      assert.ok(order[place]?.position.startsWith(position))
    }
  }
})

test('RND-001 位置就是 RFC 5869 的 HKDF，与另一种实现算得相同', () => {
  const [code, randomness] = [Buffer.alloc(32, 7), utf8('1.2.3./')]
  const positionOf = positionsOf(seedOf(code, randomness))
  for (const label of ['a', '粤交规〔2026〕1号', 'x'.repeat(200), '😀']) {
    assert.equal(positionOf(label), hex(new Uint8Array(hkdfSync('sha256', randomness, code, utf8(label), 32))))
  }
})

test('RND-001 RFC 3797 第6节的算例：字串、十六行的哈希值和抽中的序号全部相同', () => {
  const sources = rfc3797.sources.map((numbers, i) => ({ name: `来源${i + 1}`, numbers }))
  const bytes = ceremonyBytes({ kind: 'LOTTERY', sources })
  assert.ok(bytes.ok)
  assert.equal(Buffer.from(bytes.value).toString('ascii'), rfc3797.key)
  const order = rfc3797Order(rfc3797.pool, bytes.value)
  assert.equal(rfc3797.rows.length, 16)
  for (const { index, md5, div, selected } of rfc3797.rows) {
    assert.equal(div, rfc3797.pool - index + 1)
    const around = Buffer.from([0, index - 1])
    assert.equal(createHash('md5').update(around).update(rfc3797.key).update(around).digest('hex'), md5)
    assert.equal(must(order.next().value, 'a row') + 1, selected, `row ${index}`)
  }
})

/** The tickets of consistent_sampler: decimal digits of a SHA-256, the last first. The rule of the order is ours. */
function samplerTicket(seed: string): (id: string) => string {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const seedHash = sha256(seed)
  return id => {
    const decimal = BigInt(`0x${sha256(seedHash + id)}`)
      .toString()
      .padStart(64, '0')
    return `0.${[...decimal].reverse().join('')}`
  }
}

test('RND-001 consistent_sampler 公布的算例：按票号取最小，次序和票号相同', () => {
  assert.equal(sampler.length, 7)
  for (const example of sampler) {
    const [prefix, count] = example.range ?? []
    const ids = example.ids ?? Array.from({ length: Number(count) }, (_, i) => `${prefix}${i}`)
    const order = orderByPositions(ids.map(entry), samplerTicket(example.seed))
    assert.deepEqual(
      order.slice(0, example.order.length).map(({ id }) => id),
      example.order,
      example.from,
    )
    for (const [i, ticket] of (example.tickets ?? []).entries()) {
      assert.equal(order[i]?.position.slice(0, ticket.length), ticket)
    }
  }
})

test('RND-001 drand 官方客户端的测试轮次：真的都认，假的都不认', () => {
  assert.equal(beacons.filter(({ good }) => good).length, 4)
  assert.equal(beacons.length, 12)
  for (const { name, scheme, publicKey, good, beacon, announced } of beacons) {
    const chain = { name, hash: '', publicKey, scheme: scheme as DrandScheme, genesis: 0, period: 1 }
    const read = parseBeacon(JSON.stringify(beacon))
    assert.ok(read.ok)
    const verified = verifyBeacon(chain, read.value, announced)
    assert.equal(verified.ok, good, name)
    if (verified.ok) assert.equal(verified.value, beacon.randomness)
    else assert.equal(verified.error.clause, 'RND-001')
  }
})

test('RND-001 内置的两条 drand 链：链哈希由公钥、起始时间和间隔算出，抄错一位就对不上', () => {
  const groups: Readonly<Record<string, string>> = {
    quicknet: 'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
    default: '176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a',
  }
  assert.equal(knownChains.length, 2)
  for (const { name, hash, publicKey, genesis, period } of knownChains) {
    const numbers = Buffer.alloc(12)
    numbers.writeUInt32BE(period)
    numbers.writeBigInt64BE(BigInt(genesis), 4)
    const text = `${numbers.toString('hex')}${publicKey}${must(groups[name], 'a group')}`
    const id = name === 'default' ? '' : name
    assert.equal(createHash('sha256').update(Buffer.from(text, 'hex')).update(id).digest('hex'), hash)
  }
})
