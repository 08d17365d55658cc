import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPaddedSize, LENGTH_BYTES, padded, paddedSize, unpadded, unpadding } from './padding.ts'

test('CMP-003 长短不同的举报密封后只有几种长度：4、16、64、256 KiB 之内看不出写了多少字', () => {
  const sizes = new Set(Array.from({ length: 262_136 / 8 }, (_, n) => paddedSize(n * 8)))
  assert.deepEqual([...sizes], [4096, 16_384, 65_536, 262_144])
  assert.equal(paddedSize(4096 - LENGTH_BYTES), 4096)
  assert.equal(paddedSize(4097 - LENGTH_BYTES), 16_384)
})

test('CMP-003 更大的附件最多长 12%，而且同样大小的很多', () => {
  fc.assert(
    fc.property(fc.integer({ min: 262_137, max: 2 ** 41 }), size => {
      const whole = paddedSize(size)
      assert.ok(whole >= size + LENGTH_BYTES && whole <= (size + LENGTH_BYTES) * 1.12, `${size} → ${whole}`)
      assert.ok(isPaddedSize(whole))
    }),
  )
  // Between 1 and 2 GB there are only 32 sizes.
  const sizes = new Set(Array.from({ length: 100_000 }, (_, n) => paddedSize(2 ** 30 + n * 10_737)))
  assert.ok(sizes.size <= 34, `${sizes.size}`)
})

test('CMP-003 补齐之后再去掉，原样不差；一块一块地去掉也一样', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), fc.integer({ min: 1, max: 5000 }), (content, step) => {
      const whole = padded(content)
      assert.deepEqual(unpadded(whole), { ok: true, value: content })
      const off = unpadding()
      const pieces: number[] = []
      for (let at = 0; at < whole.length; at += step) {
        const piece = off.take(whole.subarray(at, at + step))
        assert.ok(piece.ok)
        for (const byte of piece.value) pieces.push(byte)
      }
      assert.equal(off.end(), undefined)
      assert.deepEqual(Uint8Array.from(pieces), content)
    }),
    { numRuns: 40 },
  )
})

test('CMP-003 谎报长度的内容：报多了是没有传完，报少了是被改动，报得离谱也不占内存', () => {
  const whole = padded(new Uint8Array(100).fill(7))
  const declaring = (length: bigint) => {
    const changed = whole.slice()
    new DataView(changed.buffer).setBigUint64(0, length)
    return unpadded(changed)
  }
  assert.deepEqual(declaring(100n), { ok: true, value: new Uint8Array(100).fill(7) })
  assert.deepEqual(declaring(99n), { ok: false, error: 'DAMAGED' })
  assert.deepEqual(declaring(0n), { ok: false, error: 'DAMAGED' })
  assert.deepEqual(declaring(5000n), { ok: false, error: 'CUT_SHORT' })
  assert.deepEqual(declaring(2n ** 40n), { ok: false, error: 'CUT_SHORT' })
  assert.deepEqual(declaring(2n ** 64n - 1n), { ok: false, error: 'DAMAGED' })
})

test('CMP-003 补齐的部分不是零，或者补得不够，都不认', () => {
  const whole = padded(new Uint8Array(100))
  const changed = whole.slice()
  changed[4095] = 1
  assert.deepEqual(unpadded(changed), { ok: false, error: 'DAMAGED' })
  assert.deepEqual(unpadded(whole.subarray(0, 2000)), { ok: false, error: 'DAMAGED' })
  assert.deepEqual(unpadded(whole.subarray(0, 4)), { ok: false, error: 'CUT_SHORT' })
  assert.deepEqual(unpadded(new Uint8Array(0)), { ok: false, error: 'CUT_SHORT' })
})
