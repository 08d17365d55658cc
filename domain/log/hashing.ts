import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'

/**
 * SHA-256 of `data`, 32 fresh bytes. It must be synchronous and may not keep or change `data`, which is reused for the next hash.
 * The server hands in Node's own, which is some four times as fast (`store/log/native-sha256.ts`).
 */
export type Sha256 = (data: Uint8Array) => Uint8Array

/** Runs wherever JavaScript does; the default everywhere. */
export const portableSha256: Sha256 = data => nobleSha256(data)

export const HASH_BYTES = 32

// Hashing is synchronous, so one buffer for each kind of input serves everybody, and a long log leaves no garbage behind.
const MOST_USUAL_BYTES = 4_096
const prefixedLeaf = new Uint8Array(1 + MOST_USUAL_BYTES)
const prefixedPair = new Uint8Array(1 + 2 * HASH_BYTES)
prefixedPair[0] = 0x01

/** By length, the front of `prefixedLeaf`: making such a view anew would cost a third of the time of an append. */
const fronts: (Uint8Array | undefined)[] = new Array(prefixedLeaf.length + 1)

/** The hash of a leaf, `SHA-256(0x00 ‖ entry)`; the prefix keeps an entry from being taken for a node (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  const data = roomForLeaf(1 + entry.length)
  data.set(entry, 1)
  return sha256(data)
}

/** So many bytes of which the first is 0. Long entries are rare, and get bytes of their own. */
function roomForLeaf(length: number): Uint8Array {
  if (length > prefixedLeaf.length) return new Uint8Array(length)
  const front = fronts[length] ?? prefixedLeaf.subarray(0, length)
  fronts[length] = front
  return front
}

/** The hash of an inner node, `SHA-256(0x01 ‖ left ‖ right)`, of two hashes of 32 bytes (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  prefixedPair.set(left, 1)
  prefixedPair.set(right, 1 + HASH_BYTES)
  return sha256(prefixedPair)
}

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export function emptyRoot(sha256: Sha256 = portableSha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** Whether both hold the same bytes. What a log publishes is no secret, so how long this takes may show where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
