import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonical, fingerprint } from './canonical.ts'

test('RFC 8785 §3.2.3: keys are sorted by UTF-16 code units, whatever order they were written in', () => {
  assert.equal(canonical({ b: 1, a: '厅', A: [3, 1] }), '{"A":[3,1],"a":"厅","b":1}')
  assert.equal(fingerprint({ b: 1, a: 2 }), fingerprint({ a: 2, b: 1 }))
})

test('a fingerprint is the SHA-256 of the canonical text', () => {
  assert.equal(fingerprint({}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
})

test('RFC 8785: the fast way and the library write the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
      assert.equal(canonical(value), canonicalize(value))
    }),
    { numRuns: 3_000, seed: 20261123 },
  )
})

for (const value of [
  { 10: 'ten', 9: 'nine', a: 1 },
  JSON.parse('{"__proto__":1,"b":{"2":1,"10":2}}'),
  { z: undefined, a: [undefined, null, -0, 1e21, 1e-7] },
  { date: new Date(0), list: [new Date(0)] },
  'é\u0000\u2028"\\',
]) {
  test(`RFC 8785: what is unusual is left to the library: ${JSON.stringify(value)}`, () => {
    assert.equal(canonical(value), canonicalize(value))
  })
}
