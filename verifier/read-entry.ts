import { fromUtf8 } from '../domain/log/bytes.ts'
import { type Entry, parseEntry } from '../domain/log/entry.ts'
import { err, ok, type Result, refuse } from '../domain/result.ts'

/** Ours are nested six deep at most; a hostile one could be nested until the stack ends. */
const MOST_DEPTH = 32

/**
 * Reads an entry exactly as strictly as `parseEntry` does, and several times as fast: what is seen at a glance to be in
 * order is accepted, everything else is left to `parseEntry` to accept or to refuse in its own words.
 */
export function readEntry(bytes: Uint8Array): Result<Entry> {
  const text = fromUtf8(bytes)
  const value = text === undefined ? undefined : parsed(text)
  if (text !== undefined && isPlainlyCanonical(value, text) && isEntry(value)) return ok(value)
  if (isNestedDeeper(value, MOST_DEPTH)) {
    return err(refuse('INVALID', 'S11', `日志条目的内容嵌套超过 ${MOST_DEPTH} 层。`, 'entry'))
  }
  return parseEntry(bytes)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Whether the text is that of RFC 8785, told by its length. Without a backslash, strings stand in it as they are, so that
 * white space, a member given twice or a number written otherwise can only make it longer than the canonical text.
 */
const isPlainlyCanonical = (value: unknown, text: string): boolean =>
  !text.includes('\\') && plainLength(value, MOST_DEPTH) === text.length

/** Characters of the canonical text; NaN for what has to be looked at more closely. */
function plainLength(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      return value.length + 2
    case 'number':
      return isPlainNumber(value) ? String(value).length : Number.NaN
    case 'boolean':
      return value ? 4 : 5
    default:
      if (value === null) return 4
      if (typeof value !== 'object' || depth === 0) return Number.NaN
      return Array.isArray(value) ? lengthOfList(value, depth - 1) : lengthOfMembers(value, depth - 1)
  }
}

/** A whole number that ends in two zeros could be written as short with an exponent. */
const isPlainNumber = (value: number): boolean => Number.isSafeInteger(value) && (value % 100 !== 0 || value === 0)

function lengthOfList(list: readonly unknown[], depth: number): number {
  let length = Math.max(2, list.length + 1)
  for (const member of list) length += plainLength(member, depth)
  return length
}

/** The names must come in order. One that begins with a digit may be a number, which JavaScript moves to the front. */
function lengthOfMembers(value: object, depth: number): number {
  let length = 1
  let before = ''
  for (const name in value) {
    if (name <= before || isDigit(name.charCodeAt(0))) return Number.NaN
    before = name
    length += name.length + 4 + plainLength((value as Record<string, unknown>)[name], depth)
  }
  return Math.max(2, length)
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

function isNestedDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some(member => isNestedDeeper(member, depth - 1))
}

/** The same shape as the schema of `parseEntry`, or a little narrower. */
function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !hasCount(value, 8)) return false
  const { at, by, data, seen, stream, type, v, version } = value
  return (
    v === 1 &&
    isShort(type, 80) &&
    isShort(stream, 160) &&
    isCount(version, 1) &&
    isInstant(at) &&
    isRecord(by) &&
    hasCount(by, 3) &&
    isShort(by.post, 40) &&
    isShort(by.department, 64) &&
    areDigests(by._sd, 2) &&
    isRecord(data) &&
    (data._sd === undefined || areDigests(data._sd)) &&
    isRecord(seen) &&
    areCounts(seen)
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As many members as that; which they are shows when each is looked at. */
function hasCount(value: object, count: number): boolean {
  let members = 0
  for (const _name in value) members++
  return members === count
}

const isShort = (value: unknown, most: number): boolean => typeof value === 'string' && value.length <= most
const isCount = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least

/** Every day there is but the 29th of February, which is left to be looked at more closely. */
const dayShape =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T/
const timeShape = /^.{10}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && dayShape.test(value) && timeShape.test(value)

function areCounts(seen: Readonly<Record<string, unknown>>): boolean {
  for (const stream in seen) if (!isCount(seen[stream], 0)) return false
  return true
}

function areDigests(value: unknown, count?: number): boolean {
  if (!Array.isArray(value) || (count !== undefined && value.length !== count)) return false
  return value.every(digest => typeof digest === 'string' && digest.length === 43)
}
