import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { visibilityOf } from '../schema.ts'
import { organisationEvents } from './events.ts'
import { SYSTEM } from './facts.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const told = (): Story => tellStory(founded.copy())
const agency = streams.organisation
const keyOf = (person: string, method: 'WEBAUTHN' | 'SERVER_HELD', no = 1) => ({
  key: `${person}-${method}-key-${no}`.replace(/[^A-Za-z0-9_-]/g, '-'),
  person,
  method,
  publicKey: 'A'.repeat(87),
})

test('S145 本人持有的密钥由本人登记，平台代管的由平台登记，谁也不能代别人登记', () => {
  const story = told()
  story.does('leader-1', agency, 'signing-keys', keyOf('leader-1', 'WEBAUTHN'))
  story.does(SYSTEM, agency, 'signing-keys', keyOf('leader-2', 'SERVER_HELD'))
  assert.deepEqual(
    story.organisation().signingKeys.map(k => [k.person, k.method, k.revoked]),
    [
      ['leader-1', 'WEBAUTHN', false],
      ['leader-2', 'SERVER_HELD', false],
    ],
  )
  const refused = (who: string, input: object, says: RegExp) =>
    story.refused(who, agency, 'signing-keys', input, { clause: 'S145', says })
  refused('leader-1', keyOf('leader-3', 'WEBAUTHN'), /不能代他人登记/)
  refused('leader-3', keyOf('leader-3', 'SERVER_HELD'), /由平台登记/)
  refused(SYSTEM, keyOf('leader-3', 'WEBAUTHN'), /由本人登记/)
  refused(SYSTEM, keyOf('nobody-1', 'SERVER_HELD'), /没有这个人员/)
  refused('leader-1', keyOf('leader-1', 'WEBAUTHN'), /已经登记过/)
  refused('operator-1', keyOf('operator-1', 'WEBAUTHN'), /由.*办理/)
  refused('leader-1', { ...keyOf('leader-1', 'WEBAUTHN', 2), key: '短' }, /密钥编号/)
})

test('S145 密钥由本人停用，遗失的由运维人员停用；停用的不能再停用，旁人不能停用', () => {
  const story = told()
  const own = keyOf('leader-1', 'WEBAUTHN')
  const lost = keyOf('leader-2', 'WEBAUTHN')
  story.does('leader-1', agency, 'signing-keys', own)
  story.does('leader-2', agency, 'signing-keys', lost)
  const noun = 'signing-key-revocations'
  const expected = { clause: 'S145', says: /仍然有效的签名密钥/, field: 'key' }
  story.refused('leader-2', agency, noun, { key: own.key, reason: '不是本人' }, expected)
  story.does('leader-1', agency, noun, { key: own.key, reason: '更换手机' })
  story.refused('leader-1', agency, noun, { key: own.key, reason: '更换手机' }, expected)
  story.does('operator-1', agency, noun, { key: lost.key, reason: '报失' })
  assert.deepEqual(
    story.organisation().signingKeys.map(k => k.revoked),
    [true, true],
  )
})

test('S145 谁用哪把公钥签名对所有人公开，停用的理由不公开', () => {
  const visibilities = (type: 'organisation.signing-key-registered' | 'organisation.signing-key-revoked') =>
    Object.entries(organisationEvents[type]).map(([field, schema]) => [field, visibilityOf(schema)])
  assert.deepEqual(visibilities('organisation.signing-key-registered'), [
    ['key', 'public'],
    ['person', 'public'],
    ['method', 'public'],
    ['publicKey', 'public'],
  ])
  assert.deepEqual(visibilities('organisation.signing-key-revoked'), [
    ['key', 'public'],
    ['reason', 'restricted'],
  ])
})
