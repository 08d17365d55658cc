import type { Command } from '../domain/command.ts'
import type { Result } from '../domain/result.ts'

/** Where a story is told into: the database's `handle`, or a record in memory. Both decide by the same rules. */
export interface Recorder {
  readonly handle: (command: Command) => Promise<Result<unknown>>
  /** The state of a stream now. */
  readonly state: (stream: string) => Promise<unknown>
  readonly nextMatterId: (now: string) => Promise<string>
  /** Stores a text as a file. @returns its SHA-256. */
  readonly putFile: (name: string, content: string, person: string) => Promise<string>
}
