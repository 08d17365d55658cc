import { md5 } from '@noble/hashes/legacy.js'
import { concatBytes } from '@noble/hashes/utils.js'

/**
 * The selection of RFC 3797 §4, for agencies that are bound to it: numbers drawn in public, MD5, no one-time codes. MD5 is
 * broken for signatures; here nobody chooses what it hashes. The RFC's counter has 16 bits, so it takes lists up to 65,535.
 */
export const LONGEST_LIST = 65_535

/**
 * The places 0 … n − 1 in the order in which they are selected. The i-th (from 0) is, of those left, the one at MD5(i ‖
 * seed ‖ i) modulo how many are left, i in two bytes big-endian.
 *
 * @param seed the numbers in the form of §4, which `ceremonyBytes` gives.
 */
export function* rfc3797Order(n: number, seed: Uint8Array): Generator<number> {
  if (!Number.isInteger(n) || n < 0 || n > LONGEST_LIST) throw new RangeError(`not the length of a list: ${n}`)
  const left = Array.from({ length: n }, (_, place) => place)
  for (let i = 0; i < n; i += 1) {
    const around = new Uint8Array([i >> 8, i & 0xff])
    yield* left.splice(remainder(md5(concatBytes(around, seed, around)), left.length), 1)
  }
}

function remainder(digest: Uint8Array, divisor: number): number {
  return digest.reduce((rest, byte) => (rest * 256 + byte) % divisor, 0)
}
