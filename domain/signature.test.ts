import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { authenticator } from '../test/support/authenticator.ts'
import { challengeOf, type Signature, type Statement, signatureFault, statementText } from './signature.ts'

const statement: Statement = {
  meeting: 'GROUP-PLAN_FUND-1-2026-1',
  matter: '2026-000001',
  role: 'OPINION',
  round: 1,
  item: 'a'.repeat(64),
  content: { person: 'leader-1', position: 'AGREE', words: '材料齐全，同意。' },
}

/** Everything that a statement says, changed one by one. */
const others: readonly Statement[] = [
  { ...statement, meeting: 'GROUP-PLAN_FUND-1-2026-2' },
  { ...statement, matter: '2026-000002' },
  { ...statement, role: 'WRITTEN_OPINION' },
  { ...statement, round: 2 },
  { ...statement, item: 'b'.repeat(64) },
  { ...statement, content: { ...statement.content, position: 'DISAGREE' } },
  { ...statement, content: { ...statement.content, words: '材料齐全，同意!' } },
]

const held = (() => {
  const { secretKey, publicKey } = ed25519.keygen()
  const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const over = (said: Statement): Signature => ({
    method: 'SERVER_HELD',
    key: 'k-1',
    value: base64url(ed25519.sign(new TextEncoder().encode(statementText(said)), secretKey)),
  })
  return { key: { key: 'k-1', method: 'SERVER_HELD', publicKey: base64url(publicKey) } as const, over }
})()

test('S145 平台代管的密钥：签了什么，任何人凭公钥都能核对；换一个字、一轮、一件都不成立', () => {
  const signature = held.over(statement)
  assert.equal(signatureFault(statement, signature, [held.key]), undefined)
  for (const other of others) assert.match(signatureFault(other, signature, [held.key]) ?? '', /不符/)
})

test('S145 本人持有的密钥（WebAuthn）：凭登记的公钥核对，签的就是这份陈述，本人在场', () => {
  const own = authenticator()
  const key = { key: own.id, method: 'WEBAUTHN', publicKey: own.publicKey } as const
  const challenge = challengeOf(statement)
  assert.equal(signatureFault(statement, own.assert(challenge), [key]), undefined)
  for (const other of others) assert.match(signatureFault(other, own.assert(challenge), [key]) ?? '', /不符/)
  assert.match(signatureFault(statement, own.assert(challenge, { flags: 0 }), [key]) ?? '', /没有确认本人在场/)
  assert.match(signatureFault(statement, own.assert(challenge, { type: 'webauthn.create' }), [key]) ?? '', /不符/)
})

test('S145 别人的密钥、没有登记的密钥、另一种方式的密钥签的，都不作数', () => {
  const own = authenticator()
  const stranger = authenticator()
  const key = { key: own.id, method: 'WEBAUTHN', publicKey: own.publicKey } as const
  const signature = own.assert(challengeOf(statement))
  assert.match(signatureFault(statement, signature, []) ?? '', /登记在册/)
  assert.match(signatureFault(statement, signature, [held.key]) ?? '', /登记在册/)
  assert.match(signatureFault(statement, { ...held.over(statement), key: own.id }, [key]) ?? '', /登记在册/)
  const forged = { ...stranger.assert(challengeOf(statement)), key: own.id }
  assert.match(signatureFault(statement, forged, [key]) ?? '', /不符/)
})

test('S145 残缺的签名说得出缺了什么，不会让核对的人出错', () => {
  const own = authenticator()
  const key = { key: own.id, method: 'WEBAUTHN', publicKey: own.publicKey } as const
  const good = own.assert(challengeOf(statement))
  const damaged: readonly (readonly [Partial<Signature>, RegExp])[] = [
    [{ value: '' }, /编码/],
    [{ value: '++++' }, /编码/],
    [{ value: 'AAAA' }, /不符/],
    [{ authenticatorData: undefined }, /缺少认证器数据/],
    [{ authenticatorData: 'AAAA' }, /不完整/],
    [{ clientData: undefined }, /缺少认证器数据/],
    [{ clientData: 'AAAA' }, /格式/],
  ]
  for (const [change, says] of damaged) {
    assert.match(signatureFault(statement, { ...good, ...change }, [key]) ?? '', says, JSON.stringify(change))
  }
  assert.match(signatureFault(statement, good, [{ ...key, publicKey: 'AAAA' }]) ?? '', /不符/)
  assert.match(signatureFault(statement, { ...held.over(statement), value: 'AAAA' }, [held.key]) ?? '', /不符/)
})
