/** What the audit remembers while it reads a history: posts, groups, matters and meetings, from the bare events alone. */
import type { Actor } from '../../domain/decider.ts'

/** All that events carry, under the names that they use; of one event only what its type has is read. */
export interface Data {
  readonly [field: string]: unknown
  readonly assignment: string
  readonly delegation: string
  readonly day: string
  readonly to: string
  readonly leader: string
  readonly effectiveFrom: string
  readonly decisions: readonly { item: string; included: boolean; level: string }[]
  readonly item: string
  readonly department: string
  readonly handler: string
  readonly coDepartments: readonly string[]
  readonly level: string
  readonly tier: number
  readonly meeting: string
  readonly conclusion: string
  readonly minutes: string
  readonly hash: string
  readonly presider: string
  readonly participants: readonly string[]
  readonly conditions: readonly { id: string }[]
  readonly condition: string
  readonly voided: boolean
  readonly allCleared: boolean
  readonly startedOn: string
  readonly kind: string
  readonly body: string
  readonly chair: string
  readonly members: readonly { person: string; voting: boolean }[]
  readonly matter: string
  readonly person: string
  readonly status: string
  readonly position: string
  readonly recordedBy: string
  readonly recusals: readonly { person: string }[]
  readonly recusal: { readonly person: string }
}

/** One event, ready to be judged. `claim` writes down what is not so. */
export interface Entry {
  readonly id: string
  readonly type: string
  readonly data: Data
  readonly day: string
  readonly by: Actor
  readonly claim: (holdsTrue: boolean, what: string) => void
}

export interface Post {
  readonly id: string
  readonly person: string
  readonly post: string
  readonly department?: string
  readonly from: string
  to?: string
}

export interface Delegation {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly departments: readonly string[]
  readonly firstDay: string
  readonly lastDay: string
  revokedOn?: string
}

export interface MatterTrack {
  status: string
  item: string
  level: string
  department: string
  co: readonly string[]
  handler: string
  postFiled: boolean
  confirmed: boolean
  withdrawalAsked: boolean
  noticed: boolean
  listedIn?: string
  /** The tier it waits for, was returned at, deferred at, or conditionally agreed at. */
  tier: number
  passed: number[]
  agreedOn: string
  open: Set<string>
  key: string
  submittedKey: string
  rectification: 'NONE' | 'ORDERED' | 'DONE'
  conclusions: number
  reviewedBy: Set<string>
  groupReviewed: Set<string>
  /** Divisions of those who were counted when tier 3 was passed. */
  reviewingDivisions: readonly string[]
  deliberated: Set<string>
}

export interface Item {
  presider: string
  recused: Set<string>
  opinions: { person: string; position: string }[]
  conclusion?: Data
}

export interface MeetingTrack {
  kind: string
  body: string
  chair: string
  voting: string[]
  present: Map<string, string>
  presiders: Map<string, string>
  items: Map<string, Item>
  hash?: string
}

export interface Ledger {
  readonly posts: Post[]
  readonly delegations: Delegation[]
  readonly versions: { readonly from: string; readonly levels: Readonly<Record<string, string>> }[]
  /** Of each review group, its leader. */
  readonly leaders: Map<string, string>
  readonly matters: Map<string, MatterTrack>
  readonly meetings: Map<string, MeetingTrack>
}

export const newLedger = (): Ledger => ({
  posts: [],
  delegations: [],
  versions: [],
  leaders: new Map(),
  matters: new Map(),
  meetings: new Map(),
})

const held = ({ posts }: Ledger, person: string, day: string) =>
  posts.filter(p => p.person === person && p.from <= day && (!p.to || day <= p.to))

/** Divisions in which somebody has a post; being in charge of one is not a post in it. */
export const departmentsOf = (ledger: Ledger, person: string, day: string) =>
  held(ledger, person, day).flatMap(p => (p.department && p.post !== 'LEADER_IN_CHARGE' ? [p.department] : []))

export const inCharge = (ledger: Ledger, person: string, departments: readonly string[], day: string) =>
  held(ledger, person, day).some(p => p.post === 'LEADER_IN_CHARGE' && departments.includes(p.department ?? ''))

export const holds = (ledger: Ledger, person: string, post: string, day: string) =>
  held(ledger, person, day).some(p => p.post === post)

export const levelOn = ({ versions }: Ledger, item: string, day: string) =>
  versions.filter(v => v.from <= day).at(-1)?.levels[item]

export const TIER: Readonly<Record<string, number>> = { INITIAL: 1, GROUP: 3, DIRECTOR: 4 }
export const PASSING: readonly string[] = ['AGREED', 'AGREED_WITH_CHANGES', 'AGREED_IN_PRINCIPLE']
