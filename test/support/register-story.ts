/** A register as the platform and the group keep it: days closed, reports submitted and signed for. */
import { createHash } from 'node:crypto'
import { streams } from '../../domain/ids.ts'
import { DIGESTS_AT_ONCE } from '../../domain/register/events.ts'
import type { Register } from '../../domain/register/register.ts'
import { addDays, type Day } from '../../domain/time.ts'
import { type Story, tellStory } from './story.ts'
import type { World } from './world.ts'

export const REGISTER = streams.register
export const LEADER = 'discipline-leader'
export const AUDITOR = 'auditor-1'

const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')

/** As many digests as a day has, sorted. */
export const digestsOf = (day: Day, many = DIGESTS_AT_ONCE): readonly string[] =>
  Array.from({ length: many }, (_, index) => sha256(`${day} ${index}`)).toSorted()

export interface RegisterStory extends Story {
  readonly register: () => Register
  /** The platform closes these days, from one to another. */
  readonly closed: (from: Day, to?: Day) => void
  /** A leader registers a key to which reports are sealed; its number. */
  readonly leadershipKey: (person: string) => string
  /** What the form of a report says, its ciphertext having been sent in. */
  readonly report: (period: string, keys: readonly string[], to?: readonly string[]) => Record<string, unknown>
  readonly auditor: () => void
}

/** Letters of an age recipient, one for each key that is registered. */
const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

export function registerStory(founded: World, start: Day = '2026-10-08'): RegisterStory {
  const story = tellStory(founded.copy(), start)
  const { organisation } = streams
  let keys = 0
  return {
    ...story,
    register: () => story.world.state<Register>(REGISTER),
    closed: (from, to = from) => {
      for (let day = from; day <= to; day = addDays(day, 1)) {
        story.does('SYSTEM', REGISTER, 'day-closing', { day, digests: digestsOf(day) })
      }
    },
    leadershipKey: person => {
      const key = `leadership-${person}`
      const recipient = `age1${(LETTERS[keys++] ?? 'q').repeat(58)}`
      story.does(person, organisation, 'sealing-keys', { key, purpose: 'LEADERSHIP', recipient })
      return key
    },
    report: (period, sealedTo, to = ['PARTY_GROUP', 'LEADING_GROUP']) => {
      const blob = sha256(`${period} ${sealedTo}`)
      story.world.lookUp({ sealedParts: { [blob]: 4096 } })
      return { period, to, report: blob, part: { blob, size: 4096 }, keys: sealedTo }
    },
    auditor: () => {
      story.does('operator-1', organisation, 'persons', { person: AUDITOR, name: '审计员（演示）', demo: true })
      const post = { person: AUDITOR, post: 'AUDITOR', department: 'FINANCE_AUDIT', from: story.today() }
      story.does('operator-1', organisation, 'post-assignments', post)
    },
  }
}
