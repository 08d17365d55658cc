import * as z from 'zod'
import { canonical } from '../canonical.ts'
import type { Actor } from '../decider.ts'
import { err, impossible, must, ok, type Result, refuse } from '../result.ts'
import type { Visibility } from '../schema.ts'
import type { Instant } from '../time.ts'
import { MOST_ENTRY_BYTES } from './bundle.ts'
import { fromUtf8, utf8 } from './bytes.ts'
import { decoyDigest, digestOf, disclosureText, readDisclosure } from './disclosure-digest.ts'
import { portableSha256, type Sha256 } from './hashing.ts'

/** An event as the record keeps it, with all that it says. */
export interface LoggedEvent {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Instant
  readonly by: Actor
  /** Versions of the other streams that the decision looked at. */
  readonly seen: Readonly<Record<string, number>>
}

/**
 * The same event as the public log keeps it: public fields in clear, a digest for every other field that its type declares,
 * whether it was filled in or not, so that their number tells nothing. Who acted is a post and a division; the person is
 * two digests (acting, and on whose behalf).
 */
const entrySchema = z.strictObject({
  v: z.literal(1),
  type: z.string().max(80),
  stream: z.string().max(160),
  version: z.int().min(1),
  at: z.iso.datetime(),
  by: z.strictObject({
    post: z.string().max(40),
    department: z.string().max(64),
    _sd: z.array(z.string().length(43)).length(2),
  }),
  data: z.looseObject({ _sd: z.array(z.string().length(43)).optional() }),
  seen: z.record(z.string(), z.int().min(0)),
})
export interface Entry {
  readonly v: 1
  readonly type: string
  readonly stream: string
  readonly version: number
  readonly at: Instant
  readonly by: { readonly post: string; readonly department: string; readonly _sd: readonly string[] }
  readonly data: Readonly<Record<string, unknown>> & { readonly _sd?: readonly string[] }
  readonly seen: Readonly<Record<string, number>>
}

/** Declared visibilities of one event type, by field. */
export type FieldVisibilities = Readonly<Record<string, Visibility>>

/** Salts by field name; the two of the actor are `by.person` and `by.onBehalfOf`. */
export type Salts = Readonly<Record<string, string>>

const actorFields = ['by.person', 'by.onBehalfOf'] as const

/**
 * Makes an event's entry. `saltFor` gives a salt of 128 random bits, base64url, for a field: a fresh one when the event is
 * logged, the kept one when the entry is made again to be compared.
 *
 * An entry is no longer than a bundle can hold: while it is, its longest public field becomes a digest too, whose
 * disclosure is always handed out (`detached`).
 * @throws on a field that the type does not declare.
 */
export function buildEntry(
  event: LoggedEvent,
  visibilities: FieldVisibilities,
  saltFor: (field: string) => string,
  sha256: Sha256 = portableSha256,
): { readonly text: string; readonly salts: Salts; readonly detached: readonly string[] } {
  const undeclared = Object.keys(event.data).find(field => !Object.hasOwn(visibilities, field))
  if (undeclared) impossible(`field ${undeclared} of ${event.type} is not declared`)
  const hidden = Object.keys(visibilities).filter(field => visibilities[field] !== 'public')
  const detached: string[] = []
  for (;;) {
    const salts: Record<string, string> = {}
    const digest = (field: string, value: unknown) => {
      const salt = saltFor(field)
      salts[field] = salt
      return value === undefined
        ? decoyDigest(salt, sha256)
        : digestOf(disclosureText({ salt, name: field, value }), sha256)
    }
    const text = canonical({
      v: 1,
      type: event.type,
      stream: event.stream,
      version: event.version,
      at: event.at,
      by: {
        post: event.by.post,
        department: event.by.department,
        _sd: actorFields.map((field, i) => digest(field, [event.by.person, event.by.onBehalfOf][i])).toSorted(),
      },
      data: publicData(event.data, visibilities, detached, digest, hidden),
      seen: event.seen,
    })
    if (utf8(text).length <= MOST_ENTRY_BYTES) return { text, salts, detached }
    detached.push(longestPublic(event, visibilities, detached))
  }
}

function publicData(
  data: LoggedEvent['data'],
  visibilities: FieldVisibilities,
  detached: readonly string[],
  digest: (field: string, value: unknown) => string,
  hidden: readonly string[],
): Record<string, unknown> {
  const clear = Object.entries(data).filter(([field]) => visibilities[field] === 'public' && !detached.includes(field))
  const digests = [...hidden, ...detached].map(field => digest(field, data[field])).toSorted()
  return { ...Object.fromEntries(clear), ...(digests.length > 0 ? { _sd: digests } : {}) }
}

function longestPublic(event: LoggedEvent, visibilities: FieldVisibilities, detached: readonly string[]): string {
  const left = Object.keys(event.data).filter(f => visibilities[f] === 'public' && !detached.includes(f))
  const length = (field: string) => canonical(event.data[field]).length
  return must(left.toSorted((a, b) => length(b) - length(a) || (a < b ? -1 : 1))[0], 'an entry that can be shortened')
}

/** Reads an entry as strictly as it was written: known members only, and one text for one value. */
export function parseEntry(bytes: Uint8Array): Result<Entry> {
  const wrong = (why: string) => err(refuse('INVALID', 'S11', `日志条目${why}。`, 'entry'))
  const text = fromUtf8(bytes)
  if (text === undefined) return wrong('不是UTF-8文字')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return wrong('不是JSON')
  }
  const entry = entrySchema.safeParse(value)
  if (!entry.success) return wrong(`缺少或多出内容：${entry.error.issues[0]?.path.join('.') ?? ''}`)
  if (canonicalOf(value) !== text) return wrong('不是规范的JSON（RFC 8785）')
  return ok(value as Entry)
}

/** `undefined` for what has no canonical text: half a character, or lists in lists without end. */
function canonicalOf(value: unknown): string | undefined {
  try {
    return canonical(value)
  } catch {
    return undefined
  }
}

/**
 * Opens hidden fields of an entry: by name. Refuses a disclosure whose digest the entry does not hold, which is how a value
 * changed afterwards, a salt swapped, or a disclosure of another record is noticed.
 */
export function openDisclosures(
  entry: Entry,
  disclosures: readonly string[],
  sha256: Sha256 = portableSha256,
): Result<Readonly<Record<string, unknown>>> {
  const held = new Set([...(entry.data._sd ?? []), ...entry.by._sd])
  const opened: Record<string, unknown> = {}
  for (const text of disclosures) {
    const disclosure = readDisclosure(text)
    if (!disclosure) return err(refuse('INVALID', 'S11', '披露内容不符合 RFC 9901 的格式。', 'disclosures'))
    const { name, value } = disclosure
    if (!held.has(digestOf(text, sha256))) {
      return err(refuse('INVALID', 'S11', `披露的「${name}」与日志中的承诺不符。`, name))
    }
    if (Object.hasOwn(opened, name) || Object.hasOwn(entry.data, name)) {
      return err(refuse('INVALID', 'S11', `「${name}」重复披露。`, name))
    }
    opened[name] = value
  }
  return ok(opened)
}
