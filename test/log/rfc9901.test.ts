import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64Url, fromUtf8 } from '../../domain/log/bytes.ts'
import { digestOf, disclosureText, readDisclosure } from '../../domain/log/disclosure-digest.ts'
import examples from '../vectors/rfc9901/examples.json' with { type: 'json' }

const { property, variations, arrayElement } = examples
const { salt, name, value } = property

test('RFC 9901 4.2.1: the disclosure of an object property is read', () => {
  assert.deepEqual(readDisclosure(property.disclosure), { salt, name, value })
})

for (const [what, text] of Object.entries(variations)) {
  test(`RFC 9901 4.2.1: ${what}`, () => {
    assert.deepEqual(readDisclosure(text), { salt, name, value })
  })
}

test('RFC 9901 4.2.1: ours is the variation without white space, and the digest is over what was handed out', () => {
  assert.equal(disclosureText({ salt, name, value }), variations['no white space'])
  assert.notEqual(digestOf(variations['no white space']), digestOf(property.disclosure))
})

test('RFC 9901 4.2.3: the digest of a disclosure', () => {
  assert.equal(digestOf(property.disclosure), property.digest)
  assert.equal(digestOf(arrayElement.disclosure), arrayElement.digest)
})

test('RFC 9901 4.2.2: the disclosure of an array element names no property, and is none to us', () => {
  assert.deepEqual(JSON.parse(fromUtf8(fromBase64Url(arrayElement.disclosure) ?? new Uint8Array()) ?? ''), [
    'lklxF5jMYlGTPUovMNIvCA',
    'FR',
  ])
  assert.equal(readDisclosure(arrayElement.disclosure), undefined)
})

for (const [why, text] of [
  ['not base64url', 'a+b/'],
  ['padded', `${property.disclosure}==`],
  ['not JSON', 'bm90IGpzb24'],
  ['an object', 'e30'],
  ['four elements', 'WyJzIiwibiIsMSwyXQ'],
  ['a salt that is no text', 'WzEsIm4iLDFd'],
  ['the reserved name _sd', 'WyJzIiwiX3NkIiwxXQ'],
  ['the reserved name ...', 'WyJzIiwiLi4uIiwxXQ'],
  ['empty', ''],
] as const) {
  test(`RFC 9901 7.1: refused as a disclosure: ${why}`, () => {
    assert.equal(readDisclosure(text), undefined)
  })
}
