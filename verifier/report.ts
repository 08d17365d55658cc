import type { Checkpoint } from '../domain/log/checkpoint.ts'
import { type Day, type Instant, isDay } from '../domain/time.ts'

/** One thing that was checked. `OPEN`: neither shown nor refuted, and the sentence says why. */
export interface Check {
  readonly name: CheckName
  readonly state: 'OK' | 'FAILED' | 'OPEN'
  /** A whole sentence for the reader. */
  readonly sentence: string
}

/** In the order in which they are told. */
export type CheckName = 'page' | 'record' | 'disclosures' | 'tree' | 'signature' | 'witnesses' | 'kept' | 'paper'

/** One field of the page beside what the log says of it; both in the words of the page. */
export interface FieldCheck {
  readonly field: string
  readonly label: string
  readonly verdict: 'PROVED' | 'CONTRADICTED' | 'UNKNOWN'
  readonly shown: string
  /** What the log says, where that is another thing. */
  readonly logged?: string
  /** Why it cannot be known, or what else is to be said. */
  readonly why?: string
  /** It cannot be known because a rule keeps it from the public: nothing is amiss. */
  readonly byRule?: boolean
}

/**
 * `PROVED`: everything that the public can check agrees. `PARTLY`: nothing is refuted, but something that should have been
 * shown was not. `NOT_YET`: the log does not hold all of it, so nothing follows either way. `CONTRADICTED`: something is wrong.
 */
export type Verdict = 'PROVED' | 'PARTLY' | 'NOT_YET' | 'CONTRADICTED'

export interface Cosigner {
  readonly name: string
  /** When it stated that it had seen this tree; absent where it makes no statement about the time. */
  readonly at?: Instant
}

export interface RecordReport {
  readonly verdict: Verdict
  /** The result in one line. */
  readonly headline: string
  readonly steps: readonly Check[]
  readonly fields: readonly FieldCheck[]
  /** What was not proved by any of this, one sentence each. */
  readonly limits: readonly string[]
  readonly entries: readonly { readonly version: number; readonly index: number; readonly at: Instant }[]
  readonly checkpoint?: Checkpoint
  /** The checkpoint as it was signed, to be kept for next time; absent when its signature is not good. */
  readonly note?: string
  /** Fingerprints of the keys that signed it, to be compared with what is published elsewhere. */
  readonly fingerprints: readonly string[]
  readonly cosigners: readonly Cosigner[]
}

/** What the page says it shows: embedded in it as JSON, so that what is compared is what the server claimed. */
export interface Shown {
  readonly stream: string
  /** The version of the stream that the page shows. */
  readonly version: number
  /** The day on which the page was made, by the platform's clock. */
  readonly today: Day
  readonly face: Readonly<Record<string, unknown>>
  /** Names of the codes in it, as the page words them. For reading only: codes are what is compared. */
  readonly names: Readonly<Record<string, string>>
}

/** Reads what the page embeds; `undefined` for anything else. */
export function readShown(text: string): Shown | undefined {
  const value = parsed(text)
  if (!isRecord(value) || !isRecord(value.face) || !isRecord(value.names)) return undefined
  const { stream, version, today, face, names } = value
  if (typeof stream !== 'string' || typeof version !== 'number' || !Number.isSafeInteger(version)) return undefined
  if (typeof today !== 'string' || !isDay(today)) return undefined
  const texts = Object.entries(names).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { stream, version, today, face, names: Object.fromEntries(texts) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
