import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64 } from './bytes.ts'
import { hasControlCharacter, malformed, parseDecimal, parseHash, parseHashes } from './lines.ts'

test('tlog-checkpoint: a size has one text: decimal, without sign or leading zero, and no more than can be held exactly', () => {
  for (const size of [0, 1, 10, 20_852_163, Number.MAX_SAFE_INTEGER]) assert.equal(parseDecimal(String(size)), size)
  const refused = [
    '',
    '00',
    '01',
    '-0',
    '+1',
    '1.0',
    '1e3',
    '0x1',
    ' 1',
    '1\n',
    '１',
    '9007199254740992',
    '9'.repeat(400),
  ]
  for (const text of refused) assert.equal(parseDecimal(text), undefined, text)
})

test('tlog-proof: a hash is 32 bytes, and a proof has at most 63 of them', () => {
  const line = toBase64(new Uint8Array(32).fill(3))
  assert.deepEqual(parseHash(line), new Uint8Array(32).fill(3))
  for (const bytes of [0, 31, 33]) assert.equal(parseHash(toBase64(new Uint8Array(bytes))), undefined)
  assert.equal(parseHashes(Array(63).fill(line), 'proof').ok, true)
  assert.deepEqual(parseHashes(Array(64).fill(line), 'proof'), malformed('proof', '证明有 64 行哈希，最多 63 行。'))
  assert.deepEqual(
    parseHashes([line, `${line} `], 'proof'),
    malformed('proof', '证明的第 2 行不是 32 字节哈希的规范 base64 编码。'),
  )
})

test('signed-note: control characters are those below U+0020, but for the ones allowed', () => {
  for (let code = 0; code < 0x20; code++) assert.ok(hasControlCharacter(`厅${String.fromCharCode(code)}`))
  assert.ok(!hasControlCharacter('厅\n', '\n'))
  assert.ok(hasControlCharacter('厅\r\n', '\n'))
  assert.ok(!hasControlCharacter('厅\x7f\x85\u2028'))
})
