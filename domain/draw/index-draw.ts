import { must } from '../result.ts'
import { pseudorandom } from './prf.ts'

/**
 * Draws places of a list without touching the list, for pools too large to give everybody a ticket: the work is in
 * proportion to what is drawn, not to what it is drawn from. Every entry weighs the same.
 */

/** Candidates are 48 bits wide: exact in a number, and a pool is far below. */
const SPAN = 2 ** 48

/**
 * The places 0 … n − 1 in drawn order, one at a time. Candidate c = 0, 1, 2 … is the first 6 bytes, big-endian, of
 * HKDF-Expand(seed, tab ‖ label ‖ tab ‖ c in decimal, 32). For the i-th place (from 0) a candidate at or above the greatest
 * multiple of n − i below 2^48 is passed over, else its remainder by n − i is added to i and the two places are exchanged
 * (Fisher–Yates), so that every order is equally likely.
 *
 * @param label which list of the draw it is, so that each has an order of its own.
 */
export function* indexOrder(n: number, seed: Uint8Array, label: string): Generator<number, undefined> {
  if (!Number.isInteger(n) || n < 0 || n > SPAN) throw new RangeError(`not the length of a list: ${n}`)
  const candidates = candidatesOf(seed, label)
  // Of the list only what is no longer in its own place: at most one entry for each place drawn.
  const moved = new Map<number, number>()
  for (let i = 0; i < n; i += 1) {
    const at = i + below(n - i, candidates)
    yield moved.get(at) ?? at
    moved.set(at, moved.get(i) ?? i)
    moved.delete(i)
  }
  return undefined
}

/** The first k of {@link indexOrder}. Throws when there are not so many. */
export function drawIndices(n: number, k: number, seed: Uint8Array, label = ''): readonly number[] {
  if (!Number.isInteger(k) || k < 0 || k > n) throw new RangeError(`cannot draw ${k} of ${n}`)
  const places = indexOrder(n, seed, label)
  return Array.from({ length: k }, () => must(places.next().value, 'a place of the list'))
}

function below(bound: number, candidates: Generator<number>): number {
  const limit = SPAN - (SPAN % bound)
  for (;;) {
    const { value } = candidates.next()
    if (value < limit) return value % bound
  }
}

function* candidatesOf(seed: Uint8Array, label: string): Generator<number, never> {
  const blockOf = pseudorandom(seed)
  for (let counter = 0; ; counter += 1) {
    const bytes = blockOf(`\t${label}\t${counter}`)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    yield view.getUint16(0) * 2 ** 32 + view.getUint32(2)
  }
}
