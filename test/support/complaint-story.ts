import { createHash } from 'node:crypto'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import { streams } from '../../domain/ids.ts'
import { REPORTER } from '../../domain/organisation/facts.ts'
import type { SealedPart } from '../../domain/sealed-part.ts'
import { type Story, tellStory } from './story.ts'
import type { World } from './world.ts'

export const LEADER = 'discipline-leader'
export const FINANCE = 'head-finance-audit'
export const LAW = 'head-policy-law'
export const PERSONNEL = 'head-personnel'
export const OFFICE_HEAD = 'head-general-office'
export const MEMBERS = [LEADER, FINANCE, LAW, PERSONNEL, OFFICE_HEAD] as const
export const CUSTODIANS = [LAW, PERSONNEL] as const
export const NUMBER = 'JB-12345678'

/** `age1…` of the right form, different for each seed; nothing is ever sealed to it here. */
export const someRecipient = (seed: string): string => {
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
  const digest = createHash('sha512').update(seed).digest()
  return `age1${[...digest.subarray(0, 58)].map(byte => letters[byte % 32]).join('')}`
}

export interface ComplaintStory extends Story {
  /** A sealed part that has been sent in. */
  readonly part: (name: string) => SealedPart
  readonly complaint: (number?: string) => Complaint
  readonly stream: string
  /** By the reporter, through the page. */
  readonly reported: (more?: object, number?: string) => void
}

/** The supervision group with keys, two custodians, and a superior's key; everybody 演示. */
export function complaintStory(founded: World): ComplaintStory {
  const story = tellStory(founded.copy())
  const parts: Record<string, number> = {}
  const part = (name: string): SealedPart => {
    const blob = createHash('sha256').update(name).digest('hex')
    parts[blob] = 4_000 + name.length
    story.world.lookUp({ sealedParts: { ...parts }, nextIds: { accountability: '2026-001' } })
    return { blob, size: parts[blob] ?? 0 }
  }
  const key = (person: string, purpose: string, more = {}) =>
    story.does(person, streams.organisation, 'sealing-keys', {
      ...{ key: keyOf(person, purpose), purpose, recipient: someRecipient(`${person} ${purpose}`) },
      ...more,
    })
  for (const person of MEMBERS) key(person, 'CONTENT')
  for (const person of CUSTODIANS) {
    story.does(LEADER, streams.organisation, 'custodians', { person })
    key(person, 'IDENTITY')
  }
  key(LEADER, 'SUPERIOR', { unit: '上级纪检监察机关（演示）' })
  const reported = (more: object = {}, number = NUMBER) => {
    story.does(REPORTER, streams.complaint(number), 'intake', report(part, more, number))
  }
  return {
    ...story,
    part,
    complaint: (number = NUMBER) => story.world.state<Complaint>(streams.complaint(number)),
    stream: streams.complaint(NUMBER),
    reported,
  }
}

export const keyOf = (person: string, purpose: string): string => `key-${person}-${purpose}`.toLowerCase()

/** What the page sends: anonymous, about the construction board, sealed to everybody who may read it. */
export const report = (part: (name: string) => SealedPart, more: object = {}, number = NUMBER) => ({
  channel: 'NETWORK',
  boards: ['CONSTRUCTION'],
  industryConduct: false,
  mode: 'ANONYMOUS',
  content: part(`content of ${number}`),
  attachments: [],
  recused: { departments: ['CAPITAL_CONSTRUCTION'], persons: [] },
  keys: MEMBERS.map(person => keyOf(person, 'CONTENT')),
  mailbox: { tokenHash: 'a'.repeat(64), replyTo: someRecipient(number), keyBox: 'box' },
  ...more,
})

export const identityFor = (part: (name: string) => SealedPart) => [
  { first: LAW, second: PERSONNEL, part: part('identity') },
]
