import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { naiveTree, numberedEntries } from '../../test/support/naive-tree.ts'
import { emptyRoot, leafHash, nodeHash, portableSha256 } from './hashing.ts'
import {
  consistencyProof,
  inclusionProof,
  type ReadHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const MOST = 300
const naive = naiveTree(numberedEntries(MOST))
const readHash: ReadHash = (level, index) => naive.hash(index * 2 ** level, (index + 1) * 2 ** level)
const root = (size: number) => naive.hash(0, size)

/** 1 up to 300. */
const sizes = Array.from({ length: MOST }, (_, n) => n + 1)

test('RFC 6962: the root of every tree of up to 300 leaves is that of the definition', () => {
  for (const size of sizes) assert.deepEqual(rootOf(size, readHash), root(size))
  assert.deepEqual(rootOf(0, readHash), emptyRoot())
})

test('RFC 6962: the audit path of every leaf of every tree of up to 300 leaves is that of the definition, and verifies', () => {
  for (const size of sizes) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(index, size, readHash)
      assert.deepEqual(proof, naive.path(index, size))
      assert.ok(verifyInclusion(index, size, naive.leaf(index), proof, root(size)))
    }
  }
})

test('RFC 6962: the consistency proof between any two trees of up to 300 leaves is that of the definition, and verifies', () => {
  for (const size of sizes) {
    for (let old = 1; old <= size; old++) {
      const proof = consistencyProof(old, size, readHash)
      assert.deepEqual(proof, naive.proof(old, size))
      assert.ok(verifyConsistency(old, size, proof, root(old), root(size)))
    }
  }
})

/**
 * A tree whose leaves are all alike: a perfect subtree is known by its level alone, so that trees too large for any machine can
 * be computed with.
 */
const alike = [leafHash(new Uint8Array(0))]
for (let level = 0; level < 53; level++) alike.push(nodeHash(alike[level] ?? fail(), alike[level] ?? fail()))
const readAlike: ReadHash = level => alike[level] ?? fail()
const leaf = readAlike(0, 0)

function fail(): never {
  throw new Error('no such level')
}

const size = fc.oneof(
  fc.integer({ min: 1, max: MOST }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  fc
    .tuple(fc.integer({ min: 1, max: 52 }), fc.integer({ min: -1, max: 1 }))
    .map(([power, beside]) => 2 ** power + beside),
)
/** A tree and a leaf of it. */
const place = fc.tuple(size, size).map(([a, b]) => ({ index: Math.min(a, b) - 1, size: Math.max(a, b) }))
const run = { seed: 6962, numRuns: 2_000 }

test('RFC 9162: inclusion is proved and verified in trees of up to 2^53 − 1 leaves', () => {
  fc.assert(
    fc.property(place, ({ index, size }) => {
      const proof = inclusionProof(index, size, readAlike)

      assert.ok(proof.length <= 53)
      assert.ok(verifyInclusion(index, size, leaf, proof, rootOf(size, readAlike)))
    }),
    run,
  )
})

test('RFC 9162: consistency is proved and verified in trees of up to 2^53 − 1 leaves', () => {
  fc.assert(
    fc.property(place, ({ index, size }) => {
      const old = index + 1
      const proof = consistencyProof(old, size, readAlike)

      assert.ok(verifyConsistency(old, size, proof, rootOf(old, readAlike), rootOf(size, readAlike)))
    }),
    run,
  )
})

const small = fc.tuple(fc.integer({ min: 1, max: MOST }), fc.nat()).map(([size, n]) => ({ index: n % size, size }))
const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, at) => (at === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte))

test('RFC 9162: an inclusion proof with one bit, one place or one hash changed is refused', () => {
  fc.assert(
    fc.property(small, fc.nat(255), fc.nat(), ({ index, size }, bit, which) => {
      const proof = inclusionProof(index, size, readHash)
      const at = which % (proof.length + 1)
      const changed = proof.map((hash, n) => (n === at ? flipped(hash, bit) : hash))
      const said = (place: number, of: number, leaf: Uint8Array, path: readonly Uint8Array[], top: Uint8Array) =>
        verifyInclusion(place, of, leaf, path, top)

      const leaf = naive.leaf(index)
      assert.equal(said(index, size, flipped(leaf, bit), proof, root(size)), false)
      assert.equal(said(index, size, leaf, proof, flipped(root(size), bit)), false)
      assert.equal(said(index, size, leaf, changed, root(size)), at === proof.length)
      assert.equal(said((index + 1 + which) % MOST, size, leaf, proof, root(size)), (which + 1) % MOST === 0)
      assert.equal(said(index, size, leaf, [...proof, leaf], root(size)), false)
      assert.equal(said(index, size, leaf, proof.slice(1), root(size)), proof.length === 0)
    }),
    run,
  )
})

test('RFC 9162: a consistency proof with one bit, one size or one hash changed is refused', () => {
  fc.assert(
    fc.property(small, fc.nat(255), fc.nat(), ({ index, size }, bit, which) => {
      const old = index + 1
      const proof = consistencyProof(old, size, readHash)
      const at = which % (proof.length + 1)
      const changed = proof.map((hash, n) => (n === at ? flipped(hash, bit) : hash))

      const [oldRoot, newRoot] = [root(old), root(size)]
      assert.equal(verifyConsistency(old, size, proof, flipped(oldRoot, bit), newRoot), false)
      assert.equal(verifyConsistency(old, size, proof, oldRoot, flipped(newRoot, bit)), false)
      assert.equal(verifyConsistency(old, size, changed, oldRoot, newRoot), at === proof.length)
      assert.equal(verifyConsistency(old, size, [...proof, oldRoot], oldRoot, newRoot), false)
      assert.equal(verifyConsistency(old, size, proof.slice(1), oldRoot, newRoot), proof.length === 0)
      assert.equal(verifyConsistency(0, size, proof, oldRoot, newRoot), false)
    }),
    run,
  )
})

const noCounts = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]

test('S11 an index or a size that is no exact count is refused, not computed with', () => {
  const proof = inclusionProof(0, 2, readHash)
  for (const odd of noCounts) {
    assert.equal(verifyInclusion(odd, 2, naive.leaf(0), proof, root(2)), false)
    assert.equal(verifyInclusion(0, odd, naive.leaf(0), proof, root(2)), false)
    assert.equal(verifyConsistency(odd, 2, [naive.leaf(1)], root(1), root(2)), false)
    assert.equal(verifyConsistency(1, odd, [naive.leaf(1)], root(1), root(2)), false)
    assert.throws(() => rootOf(odd, readHash))
    assert.throws(() => inclusionProof(odd, 2, readHash))
    assert.throws(() => inclusionProof(0, odd, readHash))
    assert.throws(() => consistencyProof(odd, 2, readHash))
    assert.throws(() => consistencyProof(1, odd, readHash))
  }
})

test('S11 a leaf, a hash of a proof or a root that has not 32 bytes is refused', () => {
  const [first, second] = [naive.leaf(0), naive.leaf(1)]
  for (const odd of [new Uint8Array(0), first.slice(1), Uint8Array.of(...second, 0)]) {
    assert.equal(verifyInclusion(0, 1, odd, [], odd), false)
    assert.equal(verifyInclusion(0, 2, first, [odd], root(2)), false)
    assert.equal(verifyConsistency(1, 2, [second], odd, root(2)), false)
    assert.equal(verifyConsistency(1, 2, [second], root(1), odd), false)
    assert.equal(verifyConsistency(1, 2, [odd], root(1), root(2)), false)
  }
})

test('S11 nothing is proved of the empty tree, and nothing about a leaf beyond the end', () => {
  assert.equal(verifyConsistency(0, 0, [], emptyRoot(), emptyRoot()), false)
  assert.equal(verifyConsistency(0, 1, [], emptyRoot(), root(1)), false)
  assert.equal(verifyInclusion(0, 0, naive.leaf(0), [], emptyRoot()), false)
  assert.equal(verifyInclusion(1, 1, naive.leaf(1), [], root(1)), false)
  assert.deepEqual(consistencyProof(0, 5, readHash), [])
  assert.throws(() => inclusionProof(5, 5, readHash))
  assert.throws(() => consistencyProof(6, 5, readHash))
})

test('S11 a proof is hashed with the SHA-256 that was handed in', () => {
  let calls = 0
  const counted = (data: Uint8Array) => {
    calls++
    return portableSha256(data)
  }

  const proof = inclusionProof(1, 7, readHash, counted)
  const oldProof = consistencyProof(3, 7, readHash, counted)
  assert.ok(verifyInclusion(1, 7, naive.leaf(1), proof, rootOf(7, readHash, counted), counted))
  assert.ok(verifyConsistency(3, 7, oldProof, root(3), root(7), counted))

  // Joining leaves 4 to 6 into one sibling, twice; the root; three hashes upwards; three in the new tree and one in the old.
  assert.equal(calls, 1 + 1 + 2 + 3 + 4)
})
