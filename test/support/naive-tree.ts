import { createHash } from 'node:crypto'

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/**
 * The tree of RFC 6962 §2.1 over `entries`, word for word as the definition has it and as slow: what everything else is compared
 * with. D[from:to] of the RFC is (from, to) here.
 */
export interface NaiveTree {
  readonly leaf: (index: number) => Uint8Array
  /** MTH(D[from:to]) */
  readonly hash: (from: number, to: number) => Uint8Array
  /** PATH(m, D[0:n]) */
  readonly path: (m: number, n: number) => Uint8Array[]
  /** PROOF(m, D[0:n]) */
  readonly proof: (m: number, n: number) => Uint8Array[]
}

export function naiveTree(entries: readonly Uint8Array[]): NaiveTree {
  const known = new Map<string, Uint8Array>()

  function hash(from: number, to: number): Uint8Array {
    const range = `${from}:${to}`
    const found = known.get(range) ?? compute(from, to)
    known.set(range, found)
    return found
  }

  function compute(from: number, to: number): Uint8Array {
    if (from === to) return sha256()
    if (from + 1 === to) return sha256(Uint8Array.of(0), entries[from] ?? new Uint8Array(0))
    const k = largestPowerBelow(to - from)
    return sha256(Uint8Array.of(1), hash(from, from + k), hash(from + k, to))
  }

  function path(m: number, from: number, to: number): Uint8Array[] {
    if (from + 1 === to) return []
    const k = largestPowerBelow(to - from)
    return m < k
      ? [...path(m, from, from + k), hash(from + k, to)]
      : [...path(m - k, from + k, to), hash(from, from + k)]
  }

  function subProof(m: number, from: number, to: number, isWholeOldTree: boolean): Uint8Array[] {
    if (m === to - from) return isWholeOldTree ? [] : [hash(from, to)]
    const k = largestPowerBelow(to - from)
    return m <= k
      ? [...subProof(m, from, from + k, isWholeOldTree), hash(from + k, to)]
      : [...subProof(m - k, from + k, to, false), hash(from, from + k)]
  }

  return {
    leaf: index => hash(index, index + 1),
    hash,
    path: (m, n) => path(m, 0, n),
    proof: (m, n) => subProof(m, 0, n, true),
  }
}

/** “k, the largest power of two smaller than n” */
function largestPowerBelow(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Entries whose bytes differ from place to place, and in length. */
export function numberedEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, n) => new TextEncoder().encode(`entry ${n}${'.'.repeat(n % 5)}`))
}
