import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeBundle, encodeBundle, MOST_ENTRY_BYTES } from './bundle.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)

/** The entries, or the sentence with which they are refused. */
function decoded(bundle: Uint8Array, width: number): readonly Uint8Array[] | string {
  const result = decodeBundle(bundle, width)
  if (result.ok) return result.value
  assert.deepEqual([result.error.code, result.error.clause], ['INVALID', 'S11'])
  return result.error.sentence
}

test('tlog-tiles: a bundle is entries, each after its length in two bytes, big-endian', () => {
  const bundle = encodeBundle([bytes(7), bytes(), new Uint8Array(258).fill(9)])

  assert.deepEqual(bundle.subarray(0, 8), bytes(0, 1, 7, 0, 0, 1, 2, 9))
  assert.equal(bundle.length, 3 * 2 + 1 + 258)
})

test('tlog-tiles: a bundle read is the bundle written, wherever in memory it lies', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 })
  fc.assert(
    fc.property(entries, fc.nat(9), (entries, offset) => {
      const bundle = encodeBundle(entries)
      const elsewhere = new Uint8Array(offset + bundle.length + 3)
      elsewhere.set(bundle, offset)

      assert.deepEqual(decoded(elsewhere.subarray(offset, offset + bundle.length), entries.length), entries)
    }),
    { seed: 6962 },
  )
})

test('tlog-tiles: the longest entry has 65,535 bytes', () => {
  const longest = new Uint8Array(MOST_ENTRY_BYTES).fill(1)
  assert.deepEqual(decoded(encodeBundle([longest]), 1), [longest])
  assert.throws(() => encodeBundle([new Uint8Array(MOST_ENTRY_BYTES + 1)]), /65536/)
})

test('tlog-tiles: a bundle has 1 to 256 entries', () => {
  const many = Array.from({ length: 257 }, () => bytes())
  assert.equal(decoded(encodeBundle(many.slice(1)), 256).length, 256)
  assert.throws(() => encodeBundle(many), /257/)
  assert.throws(() => encodeBundle([]), /0 entries/)
  for (const width of [0, 257, -1, 1.5, Number.NaN]) {
    assert.equal(decoded(bytes(0, 0), width), `条目包的宽度应为 1 至 256，不能是 ${width}。`)
  }
})

test('S11 a bundle whose lengths lie is refused, and the sentence says which entry and how', () => {
  assert.equal(decoded(bytes(0, 2, 7), 1), '条目包第 1 条自称 2 字节，只剩 1 字节。')
  assert.equal(decoded(bytes(0, 1, 7, 255, 255), 2), '条目包第 2 条自称 65535 字节，只剩 0 字节。')
  assert.equal(decoded(bytes(0, 1, 7, 0), 2), '条目包第 2 条的长度应占 2 字节，只剩 1 字节。')
})

test('S11 a bundle with too few or too many entries is refused', () => {
  assert.equal(decoded(bytes(), 1), '条目包应有 1 条，只有 0 条。')
  assert.equal(decoded(bytes(0, 1, 7), 2), '条目包应有 2 条，只有 1 条。')
  assert.equal(decoded(bytes(0, 1, 7, 0, 1, 8), 1), '条目包应有 1 条，其后多出 3 字节。')
})

test('S11 a bundle cut short anywhere is refused', () => {
  const bundle = encodeBundle([bytes(1, 2, 3), bytes(), bytes(4)])
  for (let length = 0; length < bundle.length; length++) {
    assert.equal(typeof decoded(bundle.subarray(0, length), 3), 'string')
  }
})
