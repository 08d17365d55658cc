/** Sealing keys registered by real commands, in a log in memory, and what `GET /report/keys` would answer of it. */
import { createHash } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'
import type { KeysAnswer } from '../../sealing/key-check.ts'
import { createMemberKey, type MemberKey } from '../../sealing/member-keys.ts'
import { logOf, TEST_ORIGIN, type TestLog } from './log.ts'
import { foundedWorld } from './story.ts'

export interface RegisteredKeys {
  readonly log: TestLog
  readonly answer: KeysAnswer
  /** By what they are registered as: `CONTENT discipline-leader`. */
  readonly secrets: ReadonlyMap<string, MemberKey>
}

export const LEADER = 'discipline-leader'
export const MEMBER = 'supervision-office-head'
const NOW: Instant = '2026-07-06T01:00:00.000Z'

/** @param revoke the member's first CONTENT key, after a second one was registered. */
export async function registeredKeys({ witnesses = 2, revoke = false } = {}): Promise<RegisteredKeys> {
  const world = (await foundedWorld()).copy()
  const secrets = new Map<string, MemberKey>()
  const done = (person: string, noun: string, input: unknown) => {
    const result = world.do(person, NOW, 'organisation', noun, input)
    if (!result.ok) throw new Error(JSON.stringify(result.error))
  }
  const register = async (person: string, purpose: string, more: object = {}) => {
    const made = await createMemberKey()
    const key = createHash('sha256').update(made.recipient).digest('hex')
    done(person, 'sealing-keys', { key, purpose, recipient: made.recipient, ...more })
    secrets.set(`${purpose} ${person}`, made)
    return key
  }
  for (const person of [MEMBER, 'head-personnel']) done(LEADER, 'custodians', { person })
  await register(LEADER, 'CONTENT')
  const firstOfMember = await register(MEMBER, 'CONTENT')
  await register(MEMBER, 'IDENTITY')
  await register('head-personnel', 'IDENTITY')
  await register(LEADER, 'SUPERIOR', { unit: '演示：上级纪检监察机关' })
  if (revoke) {
    await register(MEMBER, 'CONTENT')
    done(MEMBER, 'sealing-key-revocations', { key: firstOfMember, reason: '演示：换了电脑' })
  }
  const log = logOf(world.events, { witnesses, withoutRecords: true })
  return { log, answer: answerOf(log), secrets }
}

function answerOf(log: TestLog): KeysAnswer {
  const indexed = log.entries.map(({ event: { stream, version, type, data } }, index) => ({
    place: { stream, version, index },
    type,
    data: data as Readonly<Record<string, string>>,
  }))
  const revocations = indexed.filter(({ type }) => type === 'organisation.sealing-key-revoked')
  const keys = indexed
    .filter(({ type }) => type === 'organisation.sealing-key-registered')
    .map(({ place, data }) => {
      const revoked = revocations.find(revocation => revocation.data.key === data.key)?.place
      return { ...data, ...place, ...(revoked ? { revoked } : {}) }
    }) as unknown as KeysAnswer['keys']
  const seats: KeysAnswer['seats'] = [
    { person: LEADER, role: 'LEADER' },
    { person: MEMBER, role: 'DEPUTY', department: 'supervision-office' },
  ]
  return { origin: TEST_ORIGIN, vkey: log.key.verifier.text, seats, keys }
}
