import type { OpenDatabase } from './database.ts'
import { LRUCache } from './lru-cache.ts'
import { newTurns, type Turns } from './turns.ts'

/** The state of a stream as of a version that was read back from the record. */
export interface KnownState {
  readonly version: number
  readonly state: unknown
}

/** An agency's record on an open database. */
export interface Store {
  readonly organ: string
  readonly database: OpenDatabase
  /**
   * Committed states, so that only newer events have to be read. Never trusted for writing: the primary key of `event` and
   * the locked heads decide whether a version is still the last.
   */
  readonly known: LRUCache<string, KnownState>
  /** Decisions of this program on one stream wait for each other here, instead of overtaking each other in the database. */
  readonly turns: Turns
}

const KNOWN_STREAMS = 4_000

export function openStore(database: OpenDatabase, organ: string): Store {
  return { organ, database, known: new LRUCache(KNOWN_STREAMS), turns: newTurns() }
}
