import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { BrokenSeal } from './broken-seal.ts'
import { bytesOf, streamFrom, streamOf } from './bytes-stream.ts'
import { createMemberKey, type MemberKey } from './member-keys.ts'
import { padded } from './padding.ts'
import { openBytes, openStream, sealBytes, sealedSize, sealStream, wholeOf } from './seal.ts'

const [first, second, stranger] = (await Promise.all([1, 2, 3].map(createMemberKey))) as [
  MemberKey,
  MemberKey,
  MemberKey,
]
const both = [first.recipient, second.recipient]
const words = new TextEncoder().encode('演示：举报某处室的项目未经审议')

const sentenceOf = async (sealed: Uint8Array, key = first) => {
  const opened = await openBytes(sealed, [key.identity])
  return opened.ok ? 'opened' : opened.error.sentence
}

test('CMP-003 封给两名成员的举报，任何一名都能独自打开，别人打不开', async () => {
  const sealed = await sealBytes(words, both)
  for (const { identity } of [first, second])
    assert.deepEqual(await openBytes(sealed, [identity]), { ok: true, value: words })
  const refused = await openBytes(sealed, [stranger.identity])
  assert.equal(refused.ok, false)
  assert.match(refused.ok ? '' : refused.error.sentence, /不是封给您这把密钥的/)
  assert.deepEqual(await openBytes(sealed, [stranger.identity, second.identity]), { ok: true, value: words })
})

test('CMP-003 密文里没有一段明文，同一内容封两次也不相同', async () => {
  const marker = new TextEncoder().encode('MARKER-绝不外泄-0042')
  const [one, other] = [await sealBytes(marker, both), await sealBytes(marker, both)]
  assert.equal(Buffer.from(one).includes(Buffer.from(marker)), false)
  assert.notDeepEqual(one, other)
})

test('CMP-003 一句话和三千字的举报，密文一样长', async () => {
  const [short, long] = [await sealBytes(new Uint8Array(3), both), await sealBytes(new Uint8Array(4000), both)]
  assert.equal(short.length, long.length)
})

test('CMP-003 密封后的长度事先算得出，上传前就知道', async () => {
  for (const size of [0, 1, 4088, 4089, 65_528, 65_529, 262_137, 1_000_000]) {
    assert.equal((await sealBytes(new Uint8Array(size), both)).length, sealedSize(size, 2), `${size}`)
    assert.equal((await sealBytes(new Uint8Array(size), [first.recipient])).length, sealedSize(size, 1), `${size}`)
  }
})

test('CMP-003 任意内容封了再开，原样不差；整块封和流式封可以互相打开', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 150_000, size: 'max' }), async content => {
      const whole = await sealBytes(content, both)
      const streamed = await bytesOf(await sealStream(streamOf(content), content.length, both))
      assert.equal(streamed.length, whole.length)
      for (const sealed of [whole, streamed]) {
        assert.deepEqual(await openBytes(sealed, [second.identity]), { ok: true, value: content })
        const opened = await openStream(streamOf(sealed), [first.identity])
        assert.ok(opened.ok)
        assert.deepEqual(await bytesOf(opened.value), content)
      }
    }),
    { numRuns: 12 },
  )
})

test('CMP-003 密文在任何一处截断都打不开，并说可能没有传完', async () => {
  const sealed = await sealBytes(new Uint8Array(70_000).fill(1), both)
  // Every byte of the header and of the first piece's beginning, then the edges of the pieces, then here and there.
  const ends = sealedSize(65_000, 2)
  const edges = [ends, 65_536, 65_552, 131_088, 196_624].flatMap(at => [
    at + 298,
    at + 299,
    at + 297,
    at + 314,
    at + 283,
  ])
  const cuts = [
    ...Array.from({ length: 420 }, (_, n) => n),
    ...edges,
    sealed.length - 1,
    sealed.length - 16,
    sealed.length - 17,
  ]
  for (const cut of cuts.filter(at => at < sealed.length)) {
    const said = await sentenceOf(sealed.subarray(0, cut))
    // Cut where a shorter content could have ended, it is the last piece that does not open.
    const expected = cut < 22 ? /没有传完|不是密封的内容/ : cut === ends ? /已损坏/ : /没有传完/
    assert.match(said, expected, `cut at ${cut}: ${said}`)
  }
})

test('CMP-003 密文改动任何一处都打不开，也不吐出任何内容', async () => {
  const sealed = await sealBytes(words, [first.recipient])
  for (let at = 0; at < sealed.length; at += at < 320 ? 1 : 61) {
    const changed = sealed.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.notEqual(await sentenceOf(changed), 'opened', `byte ${at}`)
  }
  // In the MAC of the header, and in the content.
  for (const at of [Buffer.from(sealed).indexOf('--- ') + 10, sealed.length - 100]) {
    const changed = sealed.slice()
    const letter = changed[at] ?? 0
    changed[at] = at < 300 ? (letter === 0x41 ? 0x42 : 0x41) : letter ^ 0x80
    assert.match(await sentenceOf(changed), /已损坏或被改动/, `byte ${at}`)
  }
})

test('CMP-003 后面多出的内容也看得出来', async () => {
  const sealed = await sealBytes(words, both)
  assert.notEqual(await sentenceOf(Buffer.concat([sealed, Buffer.from('x')])), 'opened')
})

test('CMP-003 不是密文的文件、没有尽头的头部，都不读下去', async () => {
  assert.match(await sentenceOf(new TextEncoder().encode('这不是密文')), /不是密封的内容/)
  assert.match(await sentenceOf(new Uint8Array(0)), /不是密封的内容/)
  let given = 0
  const endless = streamFrom(
    (async function* () {
      yield new TextEncoder().encode('age-encryption.org/v1\n-> X25519 ')
      for (; given < 2 ** 28; given += 65_536) yield new Uint8Array(65_536).fill(0x61)
    })(),
  )
  const opened = await openStream(endless, [first.identity])
  assert.match(opened.ok ? '' : opened.error.sentence, /不是密封的内容/)
  assert.ok(given < 2 ** 21, `read ${given}`)
})

test('CMP-003 用 age 正确封给成员、长度却是谎报的内容（炸弹），打不开也不占内存', async () => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(first.recipient)
  const bomb = padded(words)
  new DataView(bomb.buffer).setBigUint64(0, 2n ** 45n)
  assert.match(await sentenceOf(await encrypter.encrypt(bomb)), /没有传完/)
  assert.match(await sentenceOf(await encrypter.encrypt('没有补齐的内容')), /没有传完|已损坏/)
})

test('CMP-003 读不出来的密钥说得清楚，后量子和口令的密钥不收', async () => {
  const sealed = await sealBytes(words, both)
  for (const identity of ['', 'age1abc', first.identity.slice(0, -1), 'AGE-SECRET-KEY-PQ-1QQQQ']) {
    const opened = await openBytes(sealed, [identity])
    assert.match(opened.ok ? '' : opened.error.sentence, /密钥读不出来/)
  }
  await assert.rejects(sealBytes(words, []))
  await assert.rejects(sealBytes(words, ['age1pq1qqqq']))
  await assert.rejects(sealBytes(words, [first.recipient.replace(/.$/, end => (end === 'q' ? 'p' : 'q'))]))
})

test('CMP-003 流式密封告诉进度；来源给少了或给多了都中断，不会封出半份', async () => {
  const told: number[] = []
  const content = new Uint8Array(300_000)
  const sealed = await sealStream(streamOf(content), content.length, both, done => told.push(done))
  await bytesOf(sealed)
  assert.equal(told.at(-1), 300_000)
  assert.ok(told.length >= 4 && told.every((done, n) => n === 0 || done > (told[n - 1] ?? 0)))
  for (const size of [299_999, 300_001]) {
    await assert.rejects(async () => bytesOf(await sealStream(streamOf(content), size, both)), /bytes/)
  }
})

test('CMP-003 打开一半时网络断了，说的是网络，不是密文', async () => {
  const sealed = await sealBytes(new Uint8Array(300_000), both)
  const broken = (after: number) =>
    streamFrom(
      (async function* () {
        yield sealed.subarray(0, after)
        throw new TypeError('network failed')
      })(),
    )
  await assert.rejects(openStream(broken(100), [first.identity]), /network failed/)
  const opened = await openStream(broken(200_000), [first.identity])
  assert.ok(opened.ok)
  await assert.rejects(wholeOf(opened.value), /network failed/)
})

test('CMP-003 流到后半才坏的，以坏收场，前面的不算数', async () => {
  const sealed = await sealBytes(new Uint8Array(300_000), both)
  const changed = sealed.slice()
  changed[250_000] = (changed[250_000] ?? 0) ^ 1
  const opened = await openStream(streamOf(changed), [first.identity])
  assert.ok(opened.ok)
  await assert.rejects(
    bytesOf(opened.value),
    (error: unknown) => error instanceof BrokenSeal && error.fault === 'DAMAGED',
  )
})
