import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { utf8 } from '../../domain/log/bytes.ts'
import { checkpointText } from '../../domain/log/checkpoint.ts'
import { ED25519, OTHER, signerKey, sm2Identifier, verifierKey } from '../../domain/log/key.ts'
import { formatNote, parseNote, signatureLine, signNote, verifiedBy } from '../../domain/log/note.ts'
import { newSm2PrivateKey, sm2Signer, verifySm2 } from '../../domain/log/sm2.ts'

const folder = mkdtempSync(join(tmpdir(), 'yangguang-openssl-'))
after(() => rmSync(folder, { recursive: true }))

/** Whether the command said yes. */
const openssl = (...args: readonly string[]) => spawnSync('openssl', args, { cwd: folder }).status === 0

const absent = openssl('version') ? false : 'there is no openssl command here'
/** Some builds leave the Chinese algorithms out. */
const noSm2 = openssl('genpkey', '-algorithm', 'SM2', '-out', 'sm2.pem') ? false : 'there is no openssl with SM2 here'

/** `SubjectPublicKeyInfo` up to the key itself: RFC 8410 for Ed25519; an EC key on the curve 1.2.156.10197.1.301 for SM2. */
const ED25519_HEAD = hexToBytes('302a300506032b6570032100')
const SM2_HEAD = hexToBytes('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** GM/T 0009: SM3 over the user's id, the curve, the public key, and then the message. */
const SM2 = ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']

const text = checkpointText({ origin: 'log.example', size: 3, root: new Uint8Array(32).fill(1), extensions: [] })
const ed25519 = signerKey('log.example', ED25519, new Uint8Array(32).fill(1))
const sm2 = sm2Signer('log.example', newSm2PrivateKey(new Uint8Array(48).fill(7)))

/** Has openssl verify a signature of a message under a public key in DER. */
function verifies(der: Uint8Array, message: Uint8Array, signature: Uint8Array, options: readonly string[]): boolean {
  for (const [file, bytes] of Object.entries({ der, message, signature })) writeFileSync(join(folder, file), bytes)
  const files = ['-pubin', '-keyform', 'DER', '-inkey', 'der', '-in', 'message', '-sigfile', 'signature']
  return openssl('pkeyutl', '-verify', '-rawin', ...files, ...options)
}

/** Has openssl sign a message with a private key in PEM. */
function signedByOpenssl(key: string, message: Uint8Array, options: readonly string[]): Uint8Array {
  writeFileSync(join(folder, 'message'), message)
  const done = openssl('pkeyutl', '-sign', '-rawin', '-inkey', key, '-in', 'message', '-out', 'made', ...options)
  assert.ok(done, 'openssl signs')
  return new Uint8Array(readFileSync(join(folder, 'made')))
}

/** The public key of a private key in PEM: the last bytes of its DER. */
function publicKeyOf(key: string, length: number): Uint8Array {
  assert.ok(openssl('pkey', '-in', key, '-pubout', '-outform', 'DER', '-out', 'public'))
  return new Uint8Array(readFileSync(join(folder, 'public'))).slice(-length)
}

test('openssl: verifies the Ed25519 signature line of our checkpoint, and refuses it for another text', {
  skip: absent,
}, () => {
  const der = concatBytes(ED25519_HEAD, ed25519.verifier.publicKey)
  const { signature } = signNote(text, ed25519)
  assert.ok(verifies(der, utf8(text), signature, []))
  assert.ok(!verifies(der, utf8(text.replace('3', '4')), signature, []))
})

test('openssl: an Ed25519 signature that it made opens as a note of ours', { skip: absent }, () => {
  assert.ok(openssl('genpkey', '-algorithm', 'ED25519', '-out', 'ed25519.pem'))
  const key = verifierKey('log.example', ED25519, publicKeyOf('ed25519.pem', 32))
  const line = signatureLine(key, signedByOpenssl('ed25519.pem', utf8(text), []))
  const note = parseNote(utf8(formatNote({ text, signatures: [line] })))
  assert.ok(note.ok)
  assert.deepEqual(verifiedBy(note.value, [key]), { ok: true, value: [key] })
})

test('openssl: verifies the SM2 signature line of our checkpoint, with SM3 and the user id', { skip: noSm2 }, () => {
  const der = concatBytes(SM2_HEAD, sm2.verifier.publicKey.subarray(sm2Identifier.length))
  // Several, because the DER of a signature has its forms: leading zeroes that stay and that go.
  for (let round = 0; round < 8; round++) {
    const { signature } = signNote(text, sm2)
    assert.ok(verifies(der, utf8(text), signature, SM2))
    assert.ok(!verifies(der, utf8(text.replace('3', '4')), signature, SM2))
    assert.ok(!verifies(der, utf8(text), signature, SM2.with(-1, 'distid:8765432187654321')), 'the id counts')
  }
})

test('openssl: an SM2 signature that it made opens as a note of ours', { skip: noSm2 }, () => {
  const key = verifierKey('log.example', OTHER, concatBytes(sm2Identifier, publicKeyOf('sm2.pem', 65)))
  for (let round = 0; round < 8; round++) {
    const line = signatureLine(key, signedByOpenssl('sm2.pem', utf8(text), SM2))
    const note = parseNote(utf8(formatNote({ text, signatures: [line] })))
    assert.ok(note.ok)
    assert.deepEqual(verifiedBy(note.value, [key], { [OTHER]: verifySm2 }), { ok: true, value: [key] })
  }
  const otherId = signedByOpenssl('sm2.pem', utf8(text), SM2.with(-1, 'distid:8765432187654321'))
  assert.equal(verifySm2(utf8(text), otherId, key), false)
})

const abc = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'

test('CRY-003 SM3("abc") is the known value in the library that signs', () => {
  assert.equal(sm3(utf8('abc')), abc)
})

test('CRY-003 SM3("abc") is the same value in openssl', { skip: noSm2 }, () => {
  writeFileSync(join(folder, 'abc'), 'abc')
  const { stdout } = spawnSync('openssl', ['dgst', '-sm3', '-r', 'abc'], { cwd: folder, encoding: 'utf8' })
  assert.match(stdout, new RegExp(`^${abc}\\b`))
})
