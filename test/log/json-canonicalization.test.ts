import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { canonical } from '../../domain/canonical.ts'
import { must } from '../../domain/result.ts'
import cases from '../vectors/json-canonicalization/cases.json' with { type: 'json' }
import numbers from '../vectors/json-canonicalization/numbers.json' with { type: 'json' }

for (const [name, { input, output }] of Object.entries(cases)) {
  test(`cyberphone/json-canonicalization: testdata/${name}.json`, () => {
    assert.equal(canonical(JSON.parse(input)), output)
    assert.equal(canonical(JSON.parse(output)), output, 'what is canonical stays as it is')
  })
}

/** The doubles of the test file, endlessly: fixed ones, some subnormal neighbours, then chained SHA-256 digests read as doubles. */
function* doubles(): Generator<bigint> {
  for (const fixed of numbers.fixed) yield BigInt(`0x${fixed}`)
  for (let i = 0; i < numbers.serialCount; i++) yield BigInt(`0x${numbers.serialFrom}`) + BigInt(i)
  for (let block = Buffer.alloc(32); ; ) {
    block = createHash('sha256').update(block).digest()
    for (let at = 0; at < block.length; at += 8) {
      const value = block.readDoubleLE(at)
      if (value !== 0 && Number.isFinite(value)) yield block.readBigUInt64LE(at)
    }
  }
}

function doubleOf(bits: bigint): number {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(bits)
  return bytes.readDoubleBE()
}

for (const lines of ['1000', '10000', '100000'] as const) {
  test(`cyberphone/json-canonicalization: es6testfile100m.txt/${lines} lines`, () => {
    const text = createHash('sha256')
    let left = Number(lines)
    for (const bits of doubles()) {
      text.update(`${bits.toString(16)},${canonical(doubleOf(bits))}\n`)
      left -= 1
      if (left === 0) break
    }

    assert.equal(text.digest('hex'), must(numbers.sha256[lines], 'the hash'))
  })
}

test('RFC 8785 §3.2.2.3: numbers that JSON cannot hold, and text that is not well formed, are bugs of the caller', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, '\ud800']) {
    assert.throws(() => canonical(value), `${value}`)
  }
})
