import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical, fingerprint } from './canonical.ts'

test('RFC 8785 §3.2.3: keys are sorted by UTF-16 code units, whatever order they were written in', () => {
  assert.equal(canonical({ b: 1, a: '厅', A: [3, 1] }), '{"A":[3,1],"a":"厅","b":1}')
  assert.equal(fingerprint({ b: 1, a: 2 }), fingerprint({ a: 2, b: 1 }))
})

test('a fingerprint is the SHA-256 of the canonical text', () => {
  assert.equal(fingerprint({}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
})
