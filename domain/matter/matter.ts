import type * as z from 'zod'
import type { Duty } from '../access.ts'
import type { DeliberationLevel } from '../catalogue/power-item.ts'
import type { Board } from '../organisation/events.ts'
import type { Day, Instant } from '../time.ts'
import type { DisclosureChoice } from './disclosure-attribute.ts'
import type { Conclusion, condition, controlCheck, counterparty, handlingLine, Mark, ReviewTier } from './events.ts'

/** The states of clauses.md 1.3, and one more: 原则同意，条件未核销 (docs/decisions/0007). */
export const matterStatuses = [
  'NONE',
  'DRAFT',
  'POST_FILING_REGISTERED',
  'SUBMITTED_INITIAL',
  'INITIAL_PASSED',
  'LEADER_PASSED',
  'MEETING_PENDING',
  'RETURNED',
  'DEFERRED',
  'AGREED_IN_PRINCIPLE',
  'NOT_AGREED',
  'NOT_APPROVED',
  'WITHDRAWN',
  'TERMINATED',
  'NOTED',
  'FILED_AGREED',
  'HANDLING',
  'HANDLED',
  'APPROVED',
  'IMPLEMENTING',
  'IMPLEMENTED',
  'CLOSED',
] as const
export type MatterStatus = (typeof matterStatuses)[number]

export interface Material {
  readonly line: string
  readonly name: string
  readonly hash: string
  readonly size: number
  readonly mime: string
  readonly attachedAt: Instant
}

export interface TierRecord {
  readonly tier: ReviewTier
  readonly round: number
  readonly conclusion: Conclusion
  readonly opinion: string
  readonly changes?: string | undefined
  readonly needed: readonly string[]
  readonly at: Instant
  readonly by: string
  readonly onBehalfOf?: string | undefined
  readonly presider: string
  readonly meeting?: string | undefined
  readonly minutes?: string | undefined
  readonly excerpt?: string | undefined
  /** Kept, but no longer counting: the matter was returned below it or changed in substance (1.3 no. 4). */
  readonly superseded: boolean
}

export interface Condition extends z.output<typeof condition> {
  readonly report?: string
  readonly reportedAt?: Instant
  readonly confirmedAt?: Instant
}

export interface Pause {
  readonly from: Day
  readonly to?: Day
  readonly reason: string
}

/** The stay of a matter at one tier: when it came, when it was paused, when it left. */
export interface TierStay {
  readonly tier: ReviewTier
  readonly openedOn: Day
  readonly closedOn?: Day
  readonly pauses: readonly Pause[]
}

export interface PostFiling {
  readonly reason: string
  readonly whyNotBefore: string
  readonly handledAt: Instant
  readonly registeredAt: Instant
  readonly proposedBy?: string
  readonly confirmedBy?: string
  readonly confirmedAt?: Instant
  readonly byPhoneAt?: Instant | undefined
}

/** The fields whose change after submission makes it another matter (E-16), as they were when last submitted. */
export interface KeyFields {
  readonly amount?: number | undefined
  readonly counterparty?: string | undefined
  readonly location?: string | undefined
  readonly projectCode?: string | undefined
  readonly materials: Readonly<Record<string, string>>
}

export interface Matter {
  readonly id: string
  readonly status: MatterStatus
  readonly item: string
  readonly title: string
  readonly department: string
  readonly coDepartments: readonly string[]
  /** Divisions that once submitted it together with the others: taking them off does not let them review it (A9). */
  readonly formerCoDepartments: readonly string[]
  readonly handler: string
  readonly level?: DeliberationLevel
  readonly board?: Board
  readonly catalogueVersion?: number
  readonly ruleSet?: number
  readonly handlingNote?: string | undefined
  readonly handlingList: readonly z.output<typeof handlingLine>[]
  readonly submissionBasis: readonly string[]
  readonly counterparty?: z.output<typeof counterparty> | undefined
  readonly amount?: number | undefined
  readonly location?: string | undefined
  readonly projectCode?: string | undefined
  readonly disclosure: DisclosureChoice
  readonly materials: readonly Material[]
  readonly checks: readonly z.output<typeof controlCheck>[]
  readonly postFiling?: PostFiling
  readonly round: number
  readonly records: readonly TierRecord[]
  readonly stays: readonly TierStay[]
  readonly conditions: readonly Condition[]
  readonly submittedKey?: KeyFields
  readonly supplement?: { readonly tier: ReviewTier; readonly needed: readonly string[]; readonly dueOn: Day }
  readonly supplementsAsked: number
  readonly withdrawal?: { readonly reason: string; readonly at: Instant }
  readonly listing?: { readonly meeting: string; readonly tier: ReviewTier; readonly noticed: boolean }
  readonly previous?: string | undefined
  readonly difference?: string | undefined
  readonly handlingStartedOn?: Day
  readonly handlingFinishedOn?: Day
  readonly implementationStartedOn?: Day
  readonly implementationFinishedOn?: Day
  readonly result?: string
  readonly agreedOn?: Day
  readonly concludedAt?: Instant
  /** The group that the leading group named for this matter alone (特别组成, E-11). */
  readonly specialGroup?: string
  /** Meetings that put it off without a conclusion since it last moved on. */
  readonly postponements: number
  readonly rectification?: { readonly owner: string; readonly task: string; readonly report?: string }
  readonly marks: readonly Mark[]
  readonly duties: readonly { readonly person: string; readonly duty: Duty }[]
  readonly draftedAt: Instant
  readonly submittedAt?: Instant
  readonly closedAt?: Instant
}

export const noMatter: Matter = {
  id: '',
  status: 'NONE',
  item: '',
  title: '',
  department: '',
  coDepartments: [],
  formerCoDepartments: [],
  handler: '',
  handlingList: [],
  submissionBasis: [],
  disclosure: { attribute: 'ACTIVE' },
  materials: [],
  checks: [],
  round: 0,
  records: [],
  stays: [],
  conditions: [],
  supplementsAsked: 0,
  postponements: 0,
  marks: [],
  duties: [],
  draftedAt: '',
}

/** All divisions that submit the matter: nobody of them may review it (A9). */
export function submittersOf(matter: Matter): readonly string[] {
  return [...new Set([matter.department, ...matter.coDepartments, ...matter.formerCoDepartments])]
}

export function dutiesOf(matter: Matter, person: string): readonly Duty[] {
  return matter.duties.filter(d => d.person === person).map(d => d.duty)
}

/** The record of a tier that counts, if there is one. */
export function recordOf(matter: Matter, tier: ReviewTier): TierRecord | undefined {
  return matter.records.findLast(r => r.tier === tier && !r.superseded)
}

export function keyFieldsOf(matter: Matter): KeyFields {
  return {
    amount: matter.amount,
    counterparty: matter.counterparty && `${matter.counterparty.name}|${matter.counterparty.uscc ?? ''}`,
    location: matter.location,
    projectCode: matter.projectCode,
    materials: Object.fromEntries(
      [...matter.materials].sort((a, b) => (a.hash < b.hash ? -1 : 1)).map(m => [`${m.line}:${m.hash}`, m.hash]),
    ),
  }
}
