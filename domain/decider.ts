import type * as z from 'zod'
import type { Duty, Role } from './access.ts'
import type { Refusal, Result } from './result.ts'
import type { Instant } from './time.ts'

/** Who acted: the person, and the post and division in which they did. `SYSTEM` is the platform's own timer. */
export interface Actor {
  readonly person: string
  readonly post: string
  readonly department: string
  /** Set when the post is another's, held by delegation (E-01). */
  readonly onBehalfOf?: string
}

/** An event as it stands in the record. */
export type Recorded<E extends { type: string; data: unknown }> = E & {
  readonly version: number
  readonly at: Instant
  readonly by: Actor
}

/** The state of a stream as of the version that was read. */
export type Read = (stream: string) => unknown

/**
 * An event that a decision makes. Without `on` it lands on the stream of the command; with `on`, on another stream whose
 * state was handed in as a fact (docs/decisions/0006).
 */
export interface Emitted {
  readonly on?: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What a person may do with one kind of thing: one button, one resource `POST /…/{id}/{noun}`, one rule. */
export interface Act<State, Facts, Input = unknown> {
  readonly noun: string
  /** What the button says. */
  readonly label: string
  readonly clause: string
  /** Who: at least one of these roles towards this thing. */
  readonly roles: readonly Role[]
  /** What doing this makes of the person towards the matter; checked against the table of duties (S10). */
  readonly duty?: Duty
  readonly input: z.ZodType<Input>
  /** Not now, not you, not yet: everything that can be said before the form is filled in. */
  readonly may: (state: State, facts: Facts) => Refusal | undefined
  readonly decide: (state: State, input: Input, facts: Facts) => Result<readonly Emitted[]>
}

/**
 * Declares an act with its input type inferred from its schema, then forgets that type, so that acts of one module can
 * stand in one table. `perform` below parses before it decides, which is what makes the forgetting safe.
 */
export function act<State, Facts>() {
  return <Schema extends z.ZodType>(
    definition: Omit<Act<State, Facts, z.output<Schema>>, 'input'> & { readonly input: Schema },
  ): Act<State, Facts> => definition as unknown as Act<State, Facts>
}
