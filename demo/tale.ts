import type { DisclosureChoice } from '../domain/matter/disclosure-attribute.ts'
import type { Conclusion } from '../domain/matter/events.ts'
import type { MatterStatus } from '../domain/matter/matter.ts'
import type { Position } from '../domain/meeting/meeting.ts'
import type { Day, Instant } from '../domain/time.ts'
import type { CompanyKey } from './companies.ts'

/** What a tier says when a matter comes to it; whatever is left out is said in the usual words. */
export interface Ruling {
  readonly conclusion: Conclusion
  readonly opinion?: string
  readonly changes?: string
  readonly conditions?: readonly { readonly words: string; readonly owner: string; readonly dueOn: Day }[]
  readonly needed?: readonly string[]
  /** Who says something of their own. */
  readonly voices?: Readonly<Record<string, { readonly position: Position; readonly words: string }>>
  /** The head decides against most (MTG-011). */
  readonly differsReason?: string
  /** Somebody speaks, then remembers an interest and leaves (E-09). */
  readonly declares?: { readonly person: string; readonly reason: string }
  /** The presider speaks first, and explains it (E-33). */
  readonly presiderFirst?: string
  /** The item is put off to the next meeting (E-12). */
  readonly postponed?: string
}

export type Tier = 1 | 2 | 3 | 4

/** The fields of which E-16 asks whether they changed. */
export interface KeyDetails {
  readonly amount?: number
  readonly location?: string
  readonly projectCode?: string
}

/**
 * What happens to one matter. Everything usual is left out: the division submits on the next workday, every tier agrees at
 * its next meeting, and the work is begun, finished and closed in the usual time.
 */
export interface Tale extends KeyDetails {
  readonly key: string
  readonly item: string
  readonly title: string
  /** 办理说明. */
  readonly note: string
  /** The day of drafting. */
  readonly on: Day
  readonly submitOn?: Day
  /** Which clerk of the division handles it; the first unless said. */
  readonly handler?: 1 | 2
  readonly with?: readonly string[]
  readonly party?: CompanyKey | { readonly person: string }
  readonly disclosure?: DisclosureChoice
  readonly list?: readonly { readonly name: string; readonly quantity?: string }[]
  readonly previous?: { readonly key: string; readonly difference: string }
  readonly postFiling?: {
    readonly handledAt: Instant
    readonly reason: string
    readonly whyNotBefore: string
    /** When the leader in charge confirmed by telephone; absent while still unconfirmed. */
    readonly phonedAt?: Instant
  }
  /** What each tier says, the first time, the second time… */
  readonly rulings?: Readonly<Partial<Record<Tier, readonly Ruling[]>>>
  /** The day before which a tier does not take it up. */
  readonly notBefore?: Readonly<Partial<Record<Tier, Day>>>
  readonly supplements?: readonly { readonly on: Day; readonly note: string; readonly change?: KeyDetails }[]
  readonly recall?: { readonly on: Day; readonly circumstances: string }
  /** The day on which each condition, by its number, is reported and then cleared. */
  readonly conditions?: Readonly<
    Record<string, { readonly reportOn: Day; readonly report: string; readonly clearOn?: Day }>
  >
  readonly withdrawal?: { readonly on: Day; readonly reason: string }
  readonly termination?: { readonly on: Day; readonly reason: string }
  readonly rectification?: { readonly on: Day; readonly report: string }
  /** Workdays that handling or implementing takes. */
  readonly workdays?: number
  readonly result?: string
  /** The state in which the story leaves it. */
  readonly until?: MatterStatus
}
