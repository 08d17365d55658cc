import { randomBytes } from 'node:crypto'
import type { Actor } from '../../domain/decider.ts'
import { confidentialModules, isConfidential } from '../../domain/ids.ts'
import { buildEntry, type FieldVisibilities, type LoggedEvent } from '../../domain/log/entry.ts'
import { moduleFor } from '../../domain/registry.ts'
import { must } from '../../domain/result.ts'
import { visibilityOf } from '../../domain/schema.ts'
import { nativeSha256 } from './native-sha256.ts'

/** An event as the statements of the log select it ({@link EVENT_COLUMNS}). */
export interface EventRow {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: string
  readonly actor: Actor
  readonly seen: Readonly<Record<string, number>>
}

export const EVENT_COLUMNS = `e.stream, e.version, e.type, e.data, e.actor, e.seen,
       to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`

/** Events without an entry of their own, in SQL (`confidentialModules`). */
export const CONFIDENTIAL = `(${confidentialModules.map(module => `starts_with(e.stream, '${module}/')`).join(' or ')})`

/** Makes an event's entry. @throws on a type or a field that no module declares. */
export function entryOf(row: EventRow, saltFor: (field: string) => string): ReturnType<typeof buildEntry> {
  const { actor, ...rest } = row
  // What a public decision looked at may be named, but not that a confidential case was among it.
  const seen = Object.fromEntries(Object.entries(row.seen).filter(([stream]) => !isConfidential(stream)))
  const event: LoggedEvent = { ...rest, seen, by: actor }
  return buildEntry(event, visibilitiesOf(row.stream, row.type), saltFor, nativeSha256)
}

const cache = new WeakMap<object, FieldVisibilities>()

/** What the module declares of each field of the type, by field. */
export function visibilitiesOf(stream: string, type: string): FieldVisibilities {
  const shape = must(moduleFor(stream)?.schemas[type], `a declaration of ${type} on ${stream}`)
  let known = cache.get(shape)
  if (!known) {
    const declared = Object.entries(shape)
    known = Object.fromEntries(declared.map(([f, schema]) => [f, must(visibilityOf(schema), `visibility of ${f}`)]))
    cache.set(shape, known)
  }
  return known
}

const SALT_BYTES = 16
const SALTS_AT_ONCE = 256
let pool = Buffer.alloc(0)

/** 128 random bits in base64url. Drawn from the system for many salts at once, which is most of what one would cost. */
export function freshSalt(): string {
  if (pool.length === 0) pool = randomBytes(SALT_BYTES * SALTS_AT_ONCE)
  const salt = pool.toString('base64url', 0, SALT_BYTES)
  pool = pool.subarray(SALT_BYTES)
  return salt
}

/** A field whose salt a logged event destroys; by the name of the type, so that whatever module says it is heard. */
export interface DestroyedSalt {
  readonly stream: string
  readonly version: number
  readonly field: string
}

export const SALT_DESTROYED = 'disclosure.salt-destroyed'

export function destroyedSalt({ type, data }: Pick<EventRow, 'type' | 'data'>): DestroyedSalt | undefined {
  if (type !== SALT_DESTROYED) return undefined
  const { stream, version, field } = data
  return { stream: String(stream), version: Number(version), field: String(field) }
}
