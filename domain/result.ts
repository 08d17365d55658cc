/**
 * Expected outcomes are values. A rule that says no returns a {@link Refusal}; a bug throws.
 */
export type Result<T, E = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** Why something may not be done: the same words reach the API, the greyed-out button, the minutes and the log. */
export interface Refusal {
  /** Stable machine name, e.g. `NOT_THE_LEADER_IN_CHARGE`. */
  readonly code: RefusalCode
  /** The clause, edge case or practice rule it stands on: `S95`, `E-12`, `MTG-003`. */
  readonly clause: string
  /** One sentence in Chinese for the person concerned. */
  readonly sentence: string
  /** The field of the form it is about, if it is about one. */
  readonly field?: string
}

/** What kind of no it is; `http/errors.ts` turns the kind into a status. */
export type RefusalCode =
  | 'FORBIDDEN' // this person may never do this here
  | 'NOT_FOUND' // no such thing, or none that this person may know of
  | 'WRONG_STATE' // not now
  | 'INCOMPLETE' // something required is missing
  | 'INVALID' // something given is not acceptable
  | 'CONFLICT_OF_INTEREST' // not this person for this matter
  | 'NO_QUORUM'
  | 'CHANGED_MEANWHILE' // somebody else was first
  | 'NOT_SUPPORTED'

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error })

export function refuse(code: RefusalCode, clause: string, sentence: string, field?: string): Refusal {
  return field === undefined ? { code, clause, sentence } : { code, clause, sentence, field }
}

/** The first refusal of a list of checks, in the order in which a person would meet them. */
export function firstRefusal(...checks: readonly (Refusal | undefined)[]): Refusal | undefined {
  return checks.find(check => check !== undefined)
}

/** For histories that cannot be: throws, because something other than a person's choice went wrong. */
export function impossible(what: string): never {
  throw new Error(`impossible history: ${what}`)
}

/** Closes a switch over a union: a new case fails to compile. */
export function closed(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}

/** A value that the program itself guarantees; its absence is a bug. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`missing: ${what}`)
  return value
}
