import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { authenticator } from '../test/support/authenticator.ts'
import { madeHere, registeredKey, registrationChallenge, relyingParty } from './webauthn.ts'

const asked = (host: string) => ({ host, hostname: host.replace(/:\d+$/, '') }) as FastifyRequest

test('S145 签名密钥归属于设置的网址；没有设置时归属于访问时的主机名', () => {
  assert.deepEqual(relyingParty('https://gov.example.cn', asked('10.0.0.1:8080')), {
    id: 'gov.example.cn',
    origins: ['https://gov.example.cn'],
  })
  assert.deepEqual(relyingParty('', asked('intranet.example.cn:8080')), {
    id: 'intranet.example.cn',
    origins: ['http://intranet.example.cn:8080', 'https://intranet.example.cn:8080'],
  })
})

test('S145 登记的挑战因人、因会话而不同，别人的登记不能冒用', async () => {
  const party = relyingParty('https://gov.example.cn', asked('gov.example.cn'))
  const own = authenticator('https://gov.example.cn', 'gov.example.cn')
  const challenge = registrationChallenge('leader-1', 'csrf-1')
  const answer = own.register({ challenge: challenge.toString('base64url') })
  assert.deepEqual(await registeredKey(party, answer, challenge), { key: own.id, publicKey: own.publicKey })
  for (const other of [registrationChallenge('leader-2', 'csrf-1'), registrationChallenge('leader-1', 'csrf-2')]) {
    assert.equal(await registeredKey(party, answer, other), undefined)
  }
  const elsewhere = relyingParty('https://other.example.cn', asked('gov.example.cn'))
  assert.equal(await registeredKey(elsewhere, answer, challenge), undefined)
})

test('S145 在本平台页面上作出的签名才认', async () => {
  const party = relyingParty('https://gov.example.cn', asked('gov.example.cn'))
  const own = authenticator('https://gov.example.cn', 'gov.example.cn')
  const key = { key: own.id, person: 'leader-1', method: 'WEBAUTHN', publicKey: own.publicKey, revoked: false } as const
  assert.equal(await madeHere(party, own.assert('AAAA'), key), true)
  assert.equal(await madeHere(party, own.assert('AAAA', { origin: 'https://evil.example' }), key), false)
  assert.equal(await madeHere(party, own.assert('AAAA', { rpId: 'evil.example' }), key), false)
  assert.equal(await madeHere(party, { ...own.assert('AAAA'), value: 'AAAA' }, key), false)
})
