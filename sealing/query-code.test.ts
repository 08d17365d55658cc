import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Letter, openLetter, sealLetter } from './letter.ts'
import { newMailbox, openMailbox } from './mailbox.ts'
import { derivedFromCode, newQueryCode, readQueryCode } from './query-code.ts'

test('CMP-001 查询码是 16 位、四组，十万个里没有两个一样，没有容易看错的字母', () => {
  const codes = new Set(Array.from({ length: 100_000 }, newQueryCode))
  assert.equal(codes.size, 100_000)
  for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
})

test('CMP-001 查询码每一位都用满 32 种字符，分布均匀', () => {
  const counts = new Map<string, number>()
  for (let n = 0; n < 20_000; n++) {
    for (const [at, character] of [...newQueryCode().replaceAll('-', '')].entries()) {
      counts.set(`${at}${character}`, (counts.get(`${at}${character}`) ?? 0) + 1)
    }
  }
  assert.equal(counts.size, 16 * 32)
  // 625 expected of each; a fair coin strays further than 180 less than once in 10^10.
  for (const [place, count] of counts) assert.ok(Math.abs(count - 625) < 180, `${place}: ${count}`)
})

test('CMP-001 怎么抄都认：小写、空格、全角、把 0 写成 O、把 1 写成 I 或 L', () => {
  const spoilt = [
    (text: string) => text.toLowerCase(),
    (text: string) => text.replaceAll('-', ' '),
    (text: string) => text.replaceAll('-', ''),
    (text: string) => ` ${text} \n`,
    (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'l'),
    (text: string) => text.replaceAll('0', 'o').replaceAll('1', 'I'),
    (text: string) => text.replaceAll('-', '—'),
    (text: string) =>
      [...text].map(c => (/[0-9A-Z]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join(''),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...spoilt), spoil => {
      const code = newQueryCode()
      assert.deepEqual(readQueryCode(spoil(code)), { ok: true, value: code })
    }),
  )
})

test('E-60 抄错的查询码说得出错在哪里，并提醒不能找回、可以补交', () => {
  const short = readQueryCode('K7QX-2M9D-0RTV')
  assert.match(short.ok ? '' : short.error.sentence, /16 位，现在是 12 位.*不能找回.*补交/)
  const odd = readQueryCode('K7QX-2M9D-0RTV-8HNU')
  assert.match(odd.ok ? '' : odd.error.sentence, /「U」/)
  assert.equal(readQueryCode('').ok, false)
  assert.equal(readQueryCode('K7QX-2M9D-0RTV-8HN码').ok, false)
})

test('CMP-001 凭据和口令各不相干：不同的码、不同的登记号都得出不同的，服务器由凭据得不出口令', async () => {
  const derived = await derivedFromCode('K7QX-2M9D-0RTV-8HNB', '2026-TS-000001')
  assert.match(derived.token, /^[0-9a-f]{64}$/)
  assert.match(derived.passphrase, /^[0-9a-f]{64}$/)
  assert.deepEqual(await derivedFromCode('K7QX2M9D0RTV8HNB', '2026-TS-000001'), derived)
  const others = [
    await derivedFromCode('K7QX-2M9D-0RTV-8HNC', '2026-TS-000001'),
    await derivedFromCode('K7QX-2M9D-0RTV-8HNB', '2026-TS-000002'),
  ]
  const all = [derived, ...others].flatMap(({ token, passphrase }) => [token, passphrase])
  assert.equal(new Set(all).size, 6)
})

test('CMP-001 固定的码和登记号永远得出固定的凭据，多年以后仍能查询', async () => {
  // Worked out independently: Python's hashlib.scrypt, and HKDF (RFC 5869) written out with its hmac module.
  assert.deepEqual(await derivedFromCode('K7QX-2M9D-0RTV-8HNB', '2026-TS-000001'), {
    token: '853cd9a462e25f339596ba89d52d1b739231eaa1d05d2844f07103e7a27c1834',
    passphrase: '03f14c4f83d87833be4e312f72db2cc5117850b249e929903d30e0b2d8dd51c6',
  })
})

test('CMP-001 凭登记号和查询码打开信箱读到答复；别人的码打不开', async () => {
  const [code, number] = [newQueryCode(), '2026-TS-000001']
  const mailbox = await newMailbox(code, number)
  const reply: Letter = { version: 1, kind: 'REPLY', words: '演示：已受理', attachments: [] }
  const sealed = await sealLetter(reply, [mailbox.replyTo])

  const identity = await openMailbox(mailbox.keyBox, code, number)
  assert.ok(identity.ok)
  assert.deepEqual(await openLetter(sealed, [identity.value]), { ok: true, value: reply })
  assert.equal(mailbox.token, (await derivedFromCode(code, number)).token)

  for (const [wrongCode, wrongNumber] of [
    [newQueryCode(), number],
    [code, '2026-TS-000002'],
  ] as const) {
    const refused = await openMailbox(mailbox.keyBox, wrongCode, wrongNumber)
    assert.match(refused.ok ? '' : refused.error.sentence, /对不上.*不能找回/)
  }
  assert.equal((await openMailbox('不是', code, number)).ok, false)
  assert.equal((await openMailbox(mailbox.keyBox.slice(4), code, number)).ok, false)
})

test('CMP-001 信箱都一样长，看不出是谁的', async () => {
  const [one, other] = await Promise.all(['1', '2'].map(number => newMailbox(newQueryCode(), number)))
  assert.equal(one?.keyBox.length, other?.keyBox.length)
})
