import type { Role } from './access.ts'
import type { Act, Actor, Read } from './decider.ts'
import type { StreamModule } from './ids.ts'
import type { MatterFacts } from './matter/facts.ts'
import { actorFor, type BaseFacts } from './organisation/facts.ts'
import type { CountedComplaint } from './register/statistics.ts'
import type { EventSchemas } from './schema.ts'
import type { Candidate } from './spot-check/candidate.ts'
import type { Instant } from './time.ts'

/** An event as it was read back: its type and data are what its module declared. */
export interface StoredEvent {
  readonly type: string
  readonly data: unknown
  readonly version: number
  readonly at: Instant
  readonly by: Actor
}

/** What cannot be read from the streams a decision names: found by whoever keeps the record, and handed in. */
export interface Lookups {
  readonly files?: MatterFacts['files']
  readonly calledThisYear?: number
  /** Review groups that a rotation's planning looks at or makes: the latest of each board, and the next numbers. */
  readonly groupsOfRotation?: readonly string[]
  /** What the papers of a rotation's planning would be solved from: the log as it stands. */
  readonly seed?: { readonly size: number; readonly root: string }
  /** Ids of all matters of the summary's item. */
  readonly mattersOfItem?: readonly string[]
  /** Fields that the log keeps as digests, of the event that an erasure is about; absent when there is no such event. */
  readonly hiddenFields?: readonly string[]
  /** Sealed parts that were sent in and belong to nothing yet: their sizes by fingerprint. */
  readonly sealedParts?: Readonly<Record<string, number>>
  /** What a batch of inspections may be drawn from, by its rule. */
  readonly candidates?: readonly Candidate[]
  /** The secret from which a batch's one-time codes are made, hexadecimal. */
  readonly drawSecret?: string
  /** Numbers that come next, by kind of stream. */
  readonly nextIds?: Readonly<Partial<Record<StreamModule, string>>>
  /** Meetings that the records of a finding's matter name. */
  readonly meetingsOfMatter?: readonly string[]
  /** Complaints of a quarter as they are counted (CMP-008). */
  readonly counted?: readonly CountedComplaint[]
}

/**
 * One kind of stream: its events, its state, its acts, and which other streams its decisions look at. The database and the
 * in-memory record of the tests both work from this table, so that a decision sees the same facts in both.
 */
export interface Module {
  readonly schemas: EventSchemas
  readonly initial: (id: string) => unknown
  readonly evolve: (state: unknown, event: StoredEvent) => unknown
  readonly acts: readonly Act<unknown, unknown>[]
  /** Streams to read besides the own one and the three that every decision reads. */
  readonly needs: (state: unknown, input: unknown, lookups: Lookups) => readonly string[]
  readonly facts: (base: BaseFacts, state: unknown, input: unknown, read: Read, lookups: Lookups) => unknown
  readonly roles: (state: unknown, facts: unknown) => ReadonlySet<Role>
  readonly maySee: (state: unknown, facts: unknown) => boolean
  readonly actor: (state: unknown, facts: BaseFacts) => Actor
}

export interface TypedModule<State, Facts extends BaseFacts> {
  readonly schemas: EventSchemas
  readonly initial: (id: string) => State
  readonly evolve: (state: State, event: never) => State
  readonly acts: readonly Act<State, Facts>[]
  readonly needs?: (state: State, input: Record<string, unknown>, lookups: Lookups) => readonly string[]
  readonly facts: (base: BaseFacts, state: State, input: Record<string, unknown>, read: Read, lookups: Lookups) => Facts
  readonly roles: (state: State, facts: Facts) => ReadonlySet<Role>
  readonly maySee?: (state: State, facts: Facts) => boolean
  readonly departments?: (state: State) => readonly string[]
}

/** Forgets a module's own types at the one place where streams are handled by name. */
export function define<State, Facts extends BaseFacts>(module: TypedModule<State, Facts>): Module {
  const { needs = () => [], maySee: visible = () => true, departments = () => [], ...rest } = module
  return {
    ...(rest as unknown as Module),
    needs: (state, input, lookups) => needs(state as State, record(input), lookups),
    facts: (base, state, input, read, lookups) => module.facts(base, state as State, record(input), read, lookups),
    maySee: (state, facts) => visible(state as State, facts as Facts),
    actor: (state, facts) => actorFor(facts, departments(state as State)),
  }
}

const record = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as Record<string, unknown>) : {}
