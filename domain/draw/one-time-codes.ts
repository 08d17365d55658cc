import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesOfHex } from './hex.ts'

/**
 * One-time codes (draft-thomson-elegy-vrs, «One-Time Codes»; the idea is RFC 1760's). The organiser keeps a secret and
 * publishes SHA-256 applied to it n times. The draw reveals the value before it in the chain, each substitution the one
 * before that. Nobody can compute a code from those revealed, and the organiser can reveal no other.
 */

/** SHA-256 applied n times to the secret. Where n is 0 it is the secret itself. */
export function codeAt(secret: Uint8Array, n: number): Uint8Array {
  if (!Number.isInteger(n) || n < 0 || n > MOST_CODES) throw new RangeError(`not a number of hashings: ${n}`)
  let code = secret
  for (let i = 0; i < n; i += 1) code = sha256(code)
  return code
}

/** What is published beforehand, lower-case hexadecimal: it allows n − 1 codes, because the secret itself is none. */
export function commitmentOf(secret: Uint8Array, n: number): string {
  return bytesToHex(codeAt(secret, n))
}

/** Whether a code is the one before the published value: the commitment, or the code revealed last. Both hexadecimal. */
export function verifyCode(code: string, previousCode: string): boolean {
  const bytes = bytesOfHex(code, 32)
  return bytes !== undefined && bytesToHex(sha256(bytes)) === previousCode.toLowerCase()
}

/** The longest chain: as many substitutions as no batch has, and hashed in a moment. */
export const MOST_CODES = 10_000
