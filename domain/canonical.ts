import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import { must } from './result.ts'

/** One text for one value, whatever the order of its keys (RFC 8785). */
export function canonical(value: unknown): string {
  return must(canonicalize(value), 'a value that JSON can hold')
}

/** SHA-256 of the canonical text, lower-case hexadecimal. */
export function fingerprint(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(value))))
}
