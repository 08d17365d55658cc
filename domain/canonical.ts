import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { must } from './result.ts'

/** One text for one value, whatever the order of its keys (RFC 8785). */
export function canonical(value: unknown): string {
  const ordered = inOrder(value)
  return ordered === UNUSUAL ? must(canonicalize(value), 'a value that JSON can hold') : JSON.stringify(ordered)
}

/** SHA-256 of the canonical text, lower-case hexadecimal. */
export function fingerprint(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(value))))
}

const UNUSUAL = Symbol('unusual')

/**
 * The value with its keys in order, for `JSON.stringify`, which writes strings and numbers as RFC 8785 wants them (it
 * is defined by ECMAScript's own) and several times as fast as anything else: the log makes an entry of every event.
 * UNUSUAL where an engine keeps an order of its own (keys that look like indices) or JSON has rules of its own; then the
 * library does it.
 */
function inOrder(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? value : UNUSUAL
    case 'number':
      return Number.isFinite(value) ? value : UNUSUAL
    case 'boolean':
      return value
    case 'object':
      return value === null ? value : Array.isArray(value) ? listInOrder(value) : recordInOrder(value)
    default:
      return UNUSUAL
  }
}

function listInOrder(list: readonly unknown[]): unknown {
  const made: unknown[] = []
  for (const item of list) {
    const ordered = inOrder(item)
    if (ordered === UNUSUAL) return UNUSUAL
    made.push(ordered)
  }
  return made
}

function recordInOrder(value: object): unknown {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return UNUSUAL
  const record = value as Readonly<Record<string, unknown>>
  const made: Record<string, unknown> = {}
  for (const key of Object.keys(record).sort()) {
    if (/^\d/.test(key) || key === '__proto__' || !key.isWellFormed()) return UNUSUAL
    if (record[key] === undefined) continue
    const ordered = inOrder(record[key])
    if (ordered === UNUSUAL) return UNUSUAL
    made[key] = ordered
  }
  return made
}
