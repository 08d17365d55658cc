/**
 * Merkle tree proofs of RFC 6962 §2.1 and RFC 9162 §2.1. A node of the tree is named by its level and its index there: the
 * perfect subtree of 2^level leaves from leaf `index × 2^level` on. Sizes may pass 2^31, so there is no bit arithmetic here.
 */
import { emptyRoot, HASH_BYTES, nodeHash, portableSha256, type Sha256, sameBytes } from './hashing.ts'

/** The hash of the perfect subtree of 2^level leaves, number `index` at that level; 32 bytes, not to be changed. */
export type ReadHash = (level: number, index: number) => Uint8Array

/**
 * Whether `proof` shows that `leaf` (a leaf hash) is number `index` of the tree of `size` leaves with that `root`
 * (RFC 9162 §2.1.3.2). Whatever the proof, index, size and hashes are, the answer is a boolean.
 */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  sha256: Sha256 = portableSha256,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leaf, root, ...proof].every(isHash)) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash, sha256)
      // A node that is the last of its level and on the left has no sibling there: it stands for itself on the next.
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && sameBytes(hash, root)
}

/**
 * Whether `proof` shows that the tree of `oldSize` leaves with `oldRoot` is a prefix of the tree of `newSize` leaves with
 * `newRoot` (RFC 9162 §2.1.4.2). Of the empty tree nothing can be shown, so an old size of 0 is always refused.
 */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  sha256: Sha256 = portableSha256,
): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) return false
  // The same tree is a prefix of itself whatever its root is: nothing is hashed, so the reference asks no length of it either.
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot)
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false

  let node = oldSize - 1
  let last = newSize - 1
  while (isOdd(node)) {
    node = half(node)
    last = half(last)
  }
  // An old tree that is perfect is itself the first node of the path, and the proof leaves it out.
  const [first, ...path] = node === 0 ? [oldRoot, ...proof] : proof
  if (first === undefined) return false
  let oldHash = first
  let newHash = first
  for (const sibling of path) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash, sha256)
      newHash = nodeHash(sibling, newHash, sha256)
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      newHash = nodeHash(newHash, sibling, sha256)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && sameBytes(oldHash, oldRoot) && sameBytes(newHash, newRoot)
}

/**
 * The audit path of leaf `index` in the tree of `size` leaves, from the leaf upwards (RFC 6962 §2.1.1).
 * @throws when there is no such leaf, and whatever `readHash` throws.
 */
export function inclusionProof(
  index: number,
  size: number,
  readHash: ReadHash,
  sha256: Sha256 = portableSha256,
): Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new Error(`no leaf ${index} in a tree of size ${size}`)
  return pathFrom(0, index, size, readHash, sha256)
}

/**
 * The proof that the tree of `oldSize` leaves is a prefix of that of `newSize` (RFC 6962 §2.1.2). Between equal trees and from
 * the empty tree it is empty; the latter proves nothing, and {@link verifyConsistency} refuses it.
 * @throws when `oldSize` is above `newSize`, and whatever `readHash` throws.
 */
export function consistencyProof(
  oldSize: number,
  newSize: number,
  readHash: ReadHash,
  sha256: Sha256 = portableSha256,
): Uint8Array[] {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) {
    throw new Error(`a tree of size ${oldSize} is no prefix of one of size ${newSize}`)
  }
  if (oldSize === 0 || oldSize === newSize) return []
  // The last node of the old tree that is whole in both trees: all above it can be told from it and its siblings.
  let level = 0
  let node = oldSize - 1
  while (isOdd(node)) {
    node = half(node)
    level++
  }
  const path = pathFrom(level, node, newSize, readHash, sha256)
  return node === 0 ? path : [readHash(level, node), ...path]
}

/** The root of the tree of `size` leaves (RFC 6962 §2.1). @throws when `size` is no count, and whatever `readHash` throws. */
export function rootOf(size: number, readHash: ReadHash, sha256: Sha256 = portableSha256): Uint8Array {
  if (!isCount(size)) throw new Error(`no tree has the size ${size}`)
  return size === 0 ? emptyRoot(sha256) : hashOfRest(0, size, readHash, sha256)
}

/** The siblings, from below, on the way from the whole node `node` of `level` to the root of the tree of `size` leaves. */
function pathFrom(level: number, node: number, size: number, readHash: ReadHash, sha256: Sha256): Uint8Array[] {
  const path: Uint8Array[] = []
  let span = 2 ** level
  for (let at = node, height = level; span < size; at = half(at), height++, span *= 2) {
    if (isOdd(at)) {
      path.push(readHash(height, at - 1))
      continue
    }
    const start = (at + 1) * span
    if (start + span <= size) path.push(readHash(height, at + 1))
    else if (start < size) path.push(hashOfRest(start, size, readHash, sha256))
  }
  return path
}

/**
 * The hash of the leaves from `start` to the end of the tree of `size`. `start` is 0 or begins a perfect subtree that would reach
 * beyond the end, so that the rest falls into one perfect subtree for each bit of its length. They are joined from the right.
 */
function hashOfRest(start: number, size: number, readHash: ReadHash, sha256: Sha256): Uint8Array {
  let hash: Uint8Array | undefined
  let end = size
  for (let level = 0, span = 1; end > start; level++, span *= 2) {
    if (!isOdd(end / span)) continue
    const whole = readHash(level, end / span - 1)
    hash = hash === undefined ? whole : nodeHash(whole, hash, sha256)
    end -= span
  }
  if (hash === undefined) throw new Error(`nothing between ${start} and ${size}`)
  return hash
}

/** Whether it can be the size of a tree or the place of a leaf: exact, and none of JavaScript's rounded numbers. */
export const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES
const isOdd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)
