/**
 * What is sealed is padded first, so that the length of a ciphertext tells next to nothing: 8 bytes of length (big endian),
 * the content, zeros up to a size that many contents share. Small ones fill 4, 16, 64 or 256 KiB; beyond that the size has so few
 * significant bits that at most 12 % is added (Padmé: Nikitin et al., «Reducing Metadata Leakage from Encrypted Files», PETS 2019).
 */
import { err, ok, type Result } from '../domain/result.ts'

/** Bytes of the length that stands before the content. */
export const LENGTH_BYTES = 8

const BUCKETS = [4096, 16_384, 65_536, 262_144] as const

/** How many bytes a content of this many bytes becomes before it is sealed. */
export function paddedSize(contentSize: number): number {
  const whole = contentSize + LENGTH_BYTES
  return BUCKETS.find(bucket => whole <= bucket) ?? padme(whole)
}

/** Whether a padded content can have this size at all: if not, something was cut off or added. */
export function isPaddedSize(size: number): boolean {
  return (BUCKETS as readonly number[]).includes(size) || (size > BUCKETS[3] && padme(size) === size)
}

/** The next size whose binary form has no more significant digits than the length of its exponent. */
function padme(size: number): number {
  const exponent = Math.floor(Math.log2(size))
  const digits = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - digits)
  return Math.ceil(size / step) * step
}

/** The content with its length before it and zeros behind it. */
export function padded(content: Uint8Array): Uint8Array {
  const whole = new Uint8Array(paddedSize(content.length))
  whole.set(lengthPrefix(content.length))
  whole.set(content, LENGTH_BYTES)
  return whole
}

export function lengthPrefix(contentSize: number): Uint8Array {
  const prefix = new Uint8Array(LENGTH_BYTES)
  new DataView(prefix.buffer).setBigUint64(0, BigInt(contentSize))
  return prefix
}

/** What is wrong with something that should be padded: it ends too early, or is not as it was made. */
export type PaddingFault = 'CUT_SHORT' | 'DAMAGED'

/**
 * Takes the padding off piece by piece. Nothing is set aside for the length that a content declares, so that a content which
 * declares more than it holds costs nothing. `end` must be asked when all was given: only then is the content whole.
 */
export interface Unpadding {
  /** The bytes of content in this piece. */
  readonly take: (piece: Uint8Array) => Result<Uint8Array, PaddingFault>
  readonly end: () => PaddingFault | undefined
}

export function unpadding(): Unpadding {
  const prefix = new Uint8Array(LENGTH_BYTES)
  let seen = 0
  let declared = 0
  const take = (piece: Uint8Array): Result<Uint8Array, PaddingFault> => {
    const ofPrefix = piece.subarray(0, Math.max(0, LENGTH_BYTES - seen))
    prefix.set(ofPrefix, Math.min(seen, LENGTH_BYTES))
    const before = Math.max(0, seen - LENGTH_BYTES)
    seen += piece.length
    if (ofPrefix.length > 0 && seen >= LENGTH_BYTES) {
      const length = new DataView(prefix.buffer).getBigUint64(0)
      if (length > BigInt(Number.MAX_SAFE_INTEGER)) return err('DAMAGED')
      declared = Number(length)
    }
    const rest = piece.subarray(ofPrefix.length)
    const content = rest.subarray(0, Math.max(0, declared - before))
    const isZero = rest.subarray(content.length).every(byte => byte === 0)
    return isZero ? ok(content) : err('DAMAGED')
  }
  const end = (): PaddingFault | undefined => {
    if (seen < LENGTH_BYTES || seen < declared + LENGTH_BYTES) return 'CUT_SHORT'
    return seen === paddedSize(declared) ? undefined : 'DAMAGED'
  }
  return { take, end }
}

/** The content of something padded and whole. */
export function unpadded(whole: Uint8Array): Result<Uint8Array, PaddingFault> {
  const off = unpadding()
  const content = off.take(whole)
  if (!content.ok) return content
  const fault = off.end()
  return fault ? err(fault) : content
}
