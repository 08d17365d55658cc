/** What the line formats of C2SP have in common: decimal numbers, hashes in base64, and how a malformed one is refused. */
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { fromBase64 } from './bytes.ts'
import { HASH_BYTES } from './hashing.ts'

/** Beyond 2^53 − 1 a size is no longer exact in JavaScript. A log of one entry a second needs 285 million years for that. */
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/

/** A proof in a tree of fewer than 2^64 leaves has at most 63 hashes (tlog-witness, add-checkpoint). */
const MOST_HASHES = 63

/** Refuses log data that break the rule of their format; the sentence names the field, the rule, and the line where there is one. */
export function malformed(field: string, sentence: string): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error: refuse('INVALID', 'S11', sentence, field) }
}

/** ASCII decimal without sign or leading zeroes, at most 2^53 − 1; `undefined` for anything else. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** A SHA-256 hash, 32 bytes, in canonical base64; `undefined` for anything else. */
export function parseHash(text: string): Uint8Array | undefined {
  // The length first: a line of a megabyte is not worth decoding.
  const bytes = text.length === 44 ? fromBase64(text) : undefined
  return bytes?.length === HASH_BYTES ? bytes : undefined
}

/** The hashes of a proof, one a line, at most 63. */
export function parseHashes(lines: readonly string[], field: string): Result<readonly Uint8Array[]> {
  if (lines.length > MOST_HASHES) {
    return malformed(field, `证明有 ${lines.length} 行哈希，最多 ${MOST_HASHES} 行。`)
  }
  const hashes: Uint8Array[] = []
  for (const [index, line] of lines.entries()) {
    const hash = parseHash(line)
    if (hash === undefined) {
      return malformed(field, `证明的第 ${index + 1} 行不是 32 字节哈希的规范 base64 编码。`)
    }
    hashes.push(hash)
  }
  return ok(hashes)
}

/** Whether there is an ASCII control character (below U+0020) other than those allowed. */
export function hasControlCharacter(text: string, allowed = ''): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 0x20 && !allowed.includes(text.charAt(index))) return true
  }
  return false
}
