import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { utf8 } from './bytes.ts'
import { checkpointText } from './checkpoint.ts'
import { cosign, cosignatureSeconds, cosignaturesOn } from './cosignature.ts'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, type SignerKey, signerKey, verifyEd25519 } from './key.ts'
import { formatNote, type Note, parseNote, type SignatureLine, signatureLine, signNote } from './note.ts'

const at = 1_679_315_147
const root = new Uint8Array(32).fill(5)
const plain = { origin: 'log.example/演示厅', size: 42, root, extensions: [] }
const text = checkpointText(plain)
const log = signerKey(plain.origin, ED25519, new Uint8Array(32).fill(1))
const ed25519 = signerKey('witness.example/w1', COSIGNATURE_V1, new Uint8Array(32).fill(2))
const mlDsa = signerKey('witness.example/w1', ML_DSA_44, new Uint8Array(32).fill(3))
const keys = [ed25519.verifier, mlDsa.verifier]

function noteOf(noteText: string, ...signatures: SignatureLine[]): Note {
  const note = parseNote(utf8(formatNote({ text: noteText, signatures: [signNote(noteText, log), ...signatures] })))
  assert.ok(note.ok)
  return note.value
}

/** Names and times of the witnesses found, or the sentence of the refusal. */
function found(note: Note, witnesses = keys): string | readonly (readonly [string, number])[] {
  const result = cosignaturesOn(note, witnesses)
  return result.ok ? result.value.map(({ key, seconds }) => [key.text.slice(0, 27), seconds]) : result.error.sentence
}

const shown = ({ verifier }: SignerKey) => verifier.text.slice(0, 27)

test('tlog-cosignature: witnesses of both kinds cosign one checkpoint, and their times are read back', () => {
  const note = noteOf(text, cosign(text, ed25519, at), cosign(text, mlDsa, at + 60))
  assert.deepEqual(found(note), [
    [shown(ed25519), at],
    [shown(mlDsa), at + 60],
  ])
})

test('tlog-cosignature: the Ed25519 message is two header lines and the whole text of the checkpoint', () => {
  const extended = checkpointText({ ...plain, extensions: ['扩展'] })
  const { signature } = cosign(extended, ed25519, at)
  const message = utf8(`cosignature/v1\ntime ${at}\n${extended}`)
  assert.equal(signature.length, 8 + 64)
  assert.ok(verifyEd25519(message, signature.subarray(8), ed25519.verifier.publicKey))
})

test('tlog-cosignature: the ML-DSA-44 message is a cosigned_message, laid out here by hand', () => {
  const name = utf8(mlDsa.verifier.name)
  const origin = utf8(plain.origin)
  const uint64 = (value: number) => Uint8Array.from({ length: 8 }, (_, i) => Math.floor(value / 256 ** (7 - i)) % 256)
  const message = Uint8Array.of(
    ...utf8('subtree/v1\n\0'),
    name.length,
    ...name,
    ...uint64(at),
    origin.length,
    ...origin,
    ...uint64(0),
    ...uint64(42),
    ...root,
  )
  const { signature } = cosign(text, mlDsa, at)
  assert.equal(signature.length, 8 + 2420)
  assert.ok(ml_dsa44.verify(signature.subarray(8), message, mlDsa.verifier.publicKey))
})

test('tlog-cosignature: extension lines are part of what Ed25519 signs, and not of what ML-DSA-44 signs', () => {
  const extended = checkpointText({ ...plain, extensions: ['扩展'] })
  assert.match(String(found(noteOf(extended, cosign(text, ed25519, at)))), /签名不正确/)
  assert.deepEqual(found(noteOf(extended, cosign(text, mlDsa, at))), [[shown(mlDsa), at]])
})

test('tlog-cosignature: changed time, origin, size, root, name or bytes: the whole note is refused', () => {
  for (const signer of [ed25519, mlDsa]) {
    const line = cosign(text, signer, at)
    const later = line.signature.slice()
    later[7] = (later[7] ?? 0) + 1
    const flipped = line.signature.slice()
    flipped[20] = (flipped[20] ?? 0) ^ 1
    const changed: readonly (readonly [string, Note])[] = [
      ['time', noteOf(text, signatureLine(signer.verifier, later))],
      ['bytes', noteOf(text, signatureLine(signer.verifier, flipped))],
      ['cut', noteOf(text, signatureLine(signer.verifier, line.signature.subarray(0, -1)))],
      ['time alone', noteOf(text, signatureLine(signer.verifier, new Uint8Array(8)))],
      ['less than a time', noteOf(text, signatureLine(signer.verifier, new Uint8Array(7)))],
      ['origin', noteOf(checkpointText({ ...plain, origin: 'x' }), line)],
      ['size', noteOf(checkpointText({ ...plain, size: 43 }), line)],
      ['root', noteOf(checkpointText({ ...plain, root: new Uint8Array(32) }), line)],
      ['no checkpoint', noteOf('一句话\n', line)],
    ]
    for (const [what, note] of changed) assert.match(String(found(note)), /w1 的签名不正确/, what)
  }
  const renamed = signerKey('witness.example/w2', ML_DSA_44, new Uint8Array(32).fill(3))
  const stolen = signatureLine(renamed.verifier, cosign(text, mlDsa, at).signature)
  assert.match(String(found(noteOf(text, stolen), [renamed.verifier])), /w2 的签名不正确/)
})

test('tlog-cosignature: unknown witnesses and keys that are no cosigner’s are ignored', () => {
  const note = noteOf(text, cosign(text, ed25519, at))
  assert.deepEqual(found(note, [mlDsa.verifier]), [])
  assert.deepEqual(found(note, [log.verifier]), [])
})

test('tlog-cosignature: a witness that cosigned twice counts once, with its later time', () => {
  const note = noteOf(text, cosign(text, ed25519, at), cosign(text, ed25519, at + 5), cosign(text, ed25519, at + 1))
  assert.deepEqual(found(note), [[shown(ed25519), at + 5]])
})

test('tlog-cosignature: a time beyond 2^53 − 1 cannot be told exactly, and is not read', () => {
  const beyond = new Uint8Array(72)
  beyond[1] = 0x20
  assert.equal(cosignatureSeconds(beyond), undefined)
  beyond[1] = 0x1f
  assert.equal(cosignatureSeconds(beyond), 0x1f * 2 ** 48)
})

test('tlog-cosignature: names and origins of ML-DSA-44 have at most 255 bytes; what cannot be cosigned is a bug', () => {
  const longest = signerKey('w'.repeat(255), ML_DSA_44, new Uint8Array(32))
  const full = checkpointText({ ...plain, origin: '厅'.repeat(85) })
  assert.ok(cosign(full, longest, at))
  assert.throws(() => cosign(checkpointText({ ...plain, origin: '厅'.repeat(86) }), longest, at))
  assert.throws(() => cosign(full, signerKey('w'.repeat(256), ML_DSA_44, new Uint8Array(32)), at))
  assert.throws(() => cosign('一句话\n', ed25519, at))
  assert.throws(() => cosign(text, log, at))
  for (const seconds of [0, -1, 1.5, 2 ** 53]) assert.throws(() => cosign(text, ed25519, seconds), /no time/)
})
