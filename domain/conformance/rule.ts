import type { CatalogueEvent } from '../catalogue/events.ts'
import type { DisclosureEvent } from '../disclosure/events.ts'
import type { FollowUpEvent } from '../follow-up/events.ts'
import type { InspectionEvent } from '../inspection/events.ts'
import type { MatterEvent } from '../matter/events.ts'
import type { MeetingEvent } from '../meeting/events.ts'
import type { OrganisationEvent } from '../organisation/events.ts'
import type { RegisterEvent } from '../register/events.ts'
import type { Refusal } from '../result.ts'
import type { ReviewGroupEvent } from '../review-group/events.ts'
import type { RulebookEvent } from '../rulebook/events.ts'
import type { SpotCheckEvent } from '../spot-check/events.ts'
import type { SupervisionEvent } from '../supervision/events.ts'
import type { Told } from './told.ts'

type AnyEvent =
  | CatalogueEvent
  | DisclosureEvent
  | FollowUpEvent
  | MatterEvent
  | MeetingEvent
  | OrganisationEvent
  | ReviewGroupEvent
  | RulebookEvent
  | InspectionEvent
  | RegisterEvent
  | SpotCheckEvent
  | SupervisionEvent
type TypeName = AnyEvent['type']
export type DataOf<T extends TypeName> = Extract<AnyEvent, { type: T }>['data']

/** What is wrong, in Chinese and without saying where; with a clause of its own where the rule has several. */
export interface Fault {
  readonly sentence: string
  readonly clause?: string
}

/** `undefined`: the rule had nothing to say here. An empty list: it was applied, and kept. */
export type Verdict = readonly Fault[] | undefined

export interface Rule {
  readonly clause: string
  /** What it asks, in a few words of Chinese. */
  readonly rule: string
  readonly types: readonly string[]
  readonly check: (told: Told) => Verdict
}

/** A rule on events of certain types; it reads their data as these types declare it. */
export function rule<const T extends TypeName>(
  types: readonly T[],
  clause: string,
  words: string,
  check: (told: Told, data: DataOf<T>) => Verdict,
): Rule {
  // The dispatcher calls a rule for its own types alone, whose fields were checked against their declaration.
  return { clause, rule: words, types, check: told => check(told, told.data as DataOf<T>) }
}

export const kept: Verdict = []
export const broken = (sentence: string, clause?: string): Verdict => [clause ? { sentence, clause } : { sentence }]
export const keptIf = (holds: boolean, sentence: () => string, clause?: string): Verdict =>
  holds ? kept : broken(sentence(), clause)

/** What a rule of the domain answered: its own clause and its own sentence. */
export const asAnswered = (refusal: Refusal | undefined): Verdict =>
  refusal ? broken(refusal.sentence, refusal.clause) : kept
