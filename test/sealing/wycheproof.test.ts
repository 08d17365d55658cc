/**
 * Project Wycheproof against the very copies of the primitives that age-encryption uses: its own @noble/curves and
 * @noble/hashes, @noble/ciphers, and the X25519 of WebCrypto, which it prefers.
 */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { chacha20poly1305 as ChaCha20Poly1305 } from '@noble/ciphers/chacha.js'
import type { x25519 as X25519 } from '@noble/curves/ed25519.js'
import type { hkdf as Hkdf } from '@noble/hashes/hkdf.js'
import { hkdf as ourHkdf } from '@noble/hashes/hkdf.js'
import type { hmac as Hmac } from '@noble/hashes/hmac.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { sha256 as ourSha256 } from '@noble/hashes/sha2.js'
import chachaCases from '../vectors/wycheproof/chacha20-poly1305.json' with { type: 'json' }
import hkdfCases from '../vectors/wycheproof/hkdf-sha-256.json' with { type: 'json' }
import hmacCases from '../vectors/wycheproof/hmac-sha-256.json' with { type: 'json' }
import x25519Cases from '../vectors/wycheproof/x25519.json' with { type: 'json' }

/** Loads a package as age-encryption does. */
const ofAge = createRequire(createRequire(import.meta.url).resolve('age-encryption'))
const { x25519 } = ofAge('@noble/curves/ed25519.js') as { x25519: typeof X25519 }
const { chacha20poly1305 } = ofAge('@noble/ciphers/chacha.js') as { chacha20poly1305: typeof ChaCha20Poly1305 }
const { hkdf } = ofAge('@noble/hashes/hkdf.js') as { hkdf: typeof Hkdf }
const { hmac } = ofAge('@noble/hashes/hmac.js') as { hmac: typeof Hmac }
const { sha256 } = ofAge('@noble/hashes/sha2.js') as { sha256: typeof ourSha256 }

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')

/** What a computation gives, or `undefined` when it refuses. */
async function attempt(make: () => Uint8Array | Promise<Uint8Array>): Promise<string | undefined> {
  try {
    return hex(await make())
  } catch {
    return undefined
  }
}

type X25519Case = readonly [number, string, string, string, string, boolean]

async function webX25519(secret: Uint8Array<ArrayBuffer>, share: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const pkcs8 = new Uint8Array([...bytes('302e020100300506032b656e04220420'), ...secret])
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits'])
  const peer = await crypto.subtle.importKey('raw', share, { name: 'X25519' }, false, [])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: peer }, key, 256))
}

test('CMP-003 Wycheproof X25519: 518 cases by the library and by WebCrypto; a shared secret of zeros is refused', async () => {
  const cases = x25519Cases as unknown as readonly X25519Case[]
  assert.equal(cases.length, 518)
  for (const [number, share, secret, shared, , isZero] of cases) {
    const expected = isZero ? undefined : shared
    assert.equal(await attempt(() => x25519.scalarMult(bytes(secret), bytes(share))), expected, `noble ${number}`)
    assert.equal(await attempt(() => webX25519(bytes(secret), bytes(share))), expected, `WebCrypto ${number}`)
  }
})

type AeadCase = readonly [number, string, string, string, string, string, string]

test('CMP-003 Wycheproof ChaCha20-Poly1305: 325 cases, none that is wrong opens', async () => {
  const cases = chachaCases as unknown as readonly AeadCase[]
  assert.equal(cases.length, 325)
  for (const [number, key, nonce, associated, message, sealed, result] of cases) {
    const cipher = () => chacha20poly1305(bytes(key), bytes(nonce), bytes(associated))
    const valid = result === 'valid'
    assert.equal(await attempt(() => cipher().decrypt(bytes(sealed))), valid ? message : undefined, `open ${number}`)
    if (valid) assert.equal(await attempt(() => cipher().encrypt(bytes(message))), sealed, `seal ${number}`)
  }
})

type HkdfCase = readonly [number, string, string, string, number, string, string]

test('CMP-003 Wycheproof HKDF-SHA-256: 86 cases, by the copy of age and by ours', async () => {
  const cases = hkdfCases as unknown as readonly HkdfCase[]
  assert.equal(cases.length, 86)
  for (const [number, material, salt, info, size, output, result] of cases) {
    const expected = result === 'valid' ? output : undefined
    const ofAges = () => hkdf(sha256, bytes(material), bytes(salt), bytes(info), size)
    const ours = () => ourHkdf(ourSha256, bytes(material), bytes(salt), bytes(info), size)
    assert.equal(await attempt(ofAges), expected, `age ${number}`)
    assert.equal(await attempt(ours), expected, `ours ${number}`)
  }
})

type HmacCase = readonly [number, string, string, string, number, string]

test('CMP-003 Wycheproof HMAC-SHA-256: 174 cases, a changed tag is never the right one', () => {
  const cases = hmacCases as unknown as readonly HmacCase[]
  assert.equal(cases.length, 174)
  for (const [number, key, message, tag, bits, result] of cases) {
    const made = hex(hmac(sha256, bytes(key), bytes(message))).slice(0, bits / 4)
    assert.equal(made === tag, result === 'valid', `${number}`)
  }
})

test('CMP-001 RFC 7914 section 12: scrypt of its four examples', async () => {
  const examples = [
    [
      '',
      '',
      16,
      1,
      1,
      '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
    ],
    [
      'password',
      'NaCl',
      1024,
      8,
      16,
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      16384,
      8,
      1,
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      1048576,
      8,
      1,
      '2101cb9b6a511aaeaddbbe09cf70f881ec568d574a2ffd4dabe5ee9820adaa478e56fd8f4ba5d09ffa1c6d927c40f4c337304049e8a952fbcbf45c6fa77a41a4',
    ],
  ] as const
  for (const [password, salt, N, r, p, expected] of examples) {
    assert.equal(hex(await scryptAsync(password, salt, { N, r, p, dkLen: 64, maxmem: 2 ** 31 })), expected, `N = ${N}`)
  }
})
