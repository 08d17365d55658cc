import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { nativeSha256 } from '../../store/log/native-sha256.ts'
import { emptyRoot, leafHash, nodeHash, portableSha256, sameBytes } from './hashing.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')

test('RFC 6962: the root of the empty tree is the SHA-256 of nothing', () => {
  assert.equal(hex(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('RFC 6962: the empty entry and the entry L123456 hash as certificate logs hash them', () => {
  assert.equal(hex(leafHash(new Uint8Array(0))), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  assert.equal(
    hex(leafHash(Buffer.from('L123456'))),
    '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
  )
})

test('RFC 6962: an inner node hashes the prefix 01, its left and its right child', () => {
  const [left, right] = [portableSha256(Uint8Array.of(1)), portableSha256(Uint8Array.of(2))]

  assert.equal(hex(nodeHash(left, right)), sha256(Uint8Array.of(1), left, right))
})

test('RFC 6962: entries of any length hash as defined, one after another, whichever SHA-256 is handed in', () => {
  const lengths = [0, 1, 31, 32, 300, 4_095, 4_096, 4_097, 65_534, 65_535, 65_536, 100_000, 7]

  for (const length of lengths) {
    const entry = new Uint8Array(length).fill(length % 251)
    for (const native of [portableSha256, nativeSha256]) {
      assert.equal(hex(leafHash(entry, native)), sha256(Uint8Array.of(0), entry))
    }
  }
})

test('S11 Node’s SHA-256 and the portable one agree on every input, and give 32 bytes of their own', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), data => {
      const native = nativeSha256(data)

      assert.deepEqual(native, portableSha256(data))
      assert.deepEqual([native.constructor, native.buffer.byteLength], [Uint8Array, 32])
    }),
    { seed: 6962 },
  )
})

test('S11 bytes are the same only when all of them are', () => {
  assert.equal(sameBytes(Uint8Array.of(1, 2), Buffer.from([1, 2])), true)
  assert.equal(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false)
  assert.equal(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0)), false)
})
