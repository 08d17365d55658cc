import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, fromBase64Url, fromUtf8, toBase64, toBase64Url, utf8 } from './bytes.ts'

test('RFC 4648 §10: the test vectors, both ways', () => {
  const vectors = {
    '': '',
    f: 'Zg==',
    fo: 'Zm8=',
    foo: 'Zm9v',
    foob: 'Zm9vYg==',
    fooba: 'Zm9vYmE=',
    foobar: 'Zm9vYmFy',
  }
  for (const [text, encoded] of Object.entries(vectors)) {
    assert.equal(toBase64(utf8(text)), encoded)
    assert.equal(fromUtf8(fromBase64(encoded) ?? new Uint8Array([0xff])), text)
    assert.equal(toBase64Url(utf8(text)), encoded.replaceAll('=', ''))
    assert.equal(fromUtf8(fromBase64Url(encoded.replaceAll('=', '')) ?? new Uint8Array([0xff])), text)
  }
})

test('RFC 4648 §3.5: what decodes but is not what would be written is no base64', () => {
  const refused = {
    'stray bits in the last character': 'Zh==',
    'no padding': 'Zg',
    'half of the padding': 'Zg=',
    'too much padding': 'Zm8==',
    'padding in the middle': 'Zg==Zg==',
    'the URL alphabet': '-_-_',
    'a space': 'Zm9v Zm9v',
    'a newline at the end': 'Zm9v\n',
    'a tab before': '\tZm9v',
    'a character of neither alphabet': 'Zm9v!AAA',
  }
  for (const [what, text] of Object.entries(refused)) assert.equal(fromBase64(text), undefined, what)
})

test('RFC 4648 §5: base64url is without padding here, and as strict', () => {
  assert.deepEqual(fromBase64Url('-_-_'), Uint8Array.of(0xfb, 0xff, 0xbf))
  for (const text of ['Zg==', 'Zh', '+/+/', 'Zm9v ', 'Zm9vZ']) assert.equal(fromBase64Url(text), undefined, text)
})

test('RFC 3629: UTF-8 that is not well formed is no text, and a byte order mark is not dropped', () => {
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe9, 0x98]]) {
    assert.equal(fromUtf8(Uint8Array.from(bytes)), undefined)
  }
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa')
  assert.deepEqual(utf8('厅'), Uint8Array.of(0xe5, 0x8e, 0x85))
})
