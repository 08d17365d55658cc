import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex } from '@noble/hashes/utils.js'
import { toBase64, utf8 } from './bytes.ts'
import { OTHER, parseVerifierKey, verifierKey } from './key.ts'
import { formatNote, parseNote, signNote, verifiedBy } from './note.ts'
import { newSm2PrivateKey, sm2Signer, verifySm2 } from './sm2.ts'

const signer = sm2Signer('演示.example/log', newSm2PrivateKey(new Uint8Array(48).fill(7)))
const message = utf8('阳光政务')

/** Signatures differ each time; some have a leading zero or none, and all of them must verify. */
const signatures = Array.from({ length: 16 }, () => signer.sign(message))

test('GB/T 32918.2: what SM2 signs it verifies, and nothing else', () => {
  for (const signature of signatures) {
    assert.ok(verifySm2(message, signature, signer.verifier))
    assert.ok(!verifySm2(utf8('阳光政务。'), signature, signer.verifier))
  }
  const another = sm2Signer('演示.example/log', newSm2PrivateKey(new Uint8Array(48).fill(8)))
  assert.ok(!verifySm2(message, another.sign(message), signer.verifier))
})

test('X.690: a signature has one DER text; long forms, padding, tails and numbers out of range are refused', () => {
  for (const der of signatures) {
    const [, length = 0, , lengthOfR = 0] = der
    const r = der.subarray(4, 4 + lengthOfR)
    const s = der.subarray(6 + lengthOfR)
    const again = (first: readonly number[], second: readonly number[]) => {
      const body = [0x02, first.length, ...first, 0x02, second.length, ...second]
      return Uint8Array.of(0x30, body.length, ...body)
    }
    assert.deepEqual(again([...r], [...s]), der)
    const order = [...Buffer.from('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123', 'hex')]
    const bad: Readonly<Record<string, Uint8Array>> = {
      empty: new Uint8Array(),
      cut: der.subarray(0, -1),
      tail: Uint8Array.of(...der, 0),
      'long form of the length': Uint8Array.of(0x30, 0x81, length, ...der.subarray(2)),
      'needless zero': again([0, ...r], [...s]),
      'r of 40 bytes': again([...r, ...new Uint8Array(8)], [...s]),
      'r zero': again([0], [...s]),
      's zero': again([...r], [0]),
      's as the order': again([...r], [0, ...order]),
      'r as the order': again([0, ...order], [...s]),
      'no sequence': Uint8Array.of(0x31, ...der.subarray(1)),
      'no integer': Uint8Array.of(...der.subarray(0, 2), 0x04, ...der.subarray(3)),
    }
    for (const [what, signature] of Object.entries(bad)) {
      assert.equal(verifySm2(message, signature, signer.verifier), false, what)
    }
  }
})

test('S11: an SM2 key is text like any other, and a key that is no point verifies nothing', () => {
  const { verifier, text } = signer
  assert.deepEqual(parseVerifierKey(verifier.text), { ok: true, value: verifier })
  assert.match(text, /^PRIVATE\+KEY\+演示\.example\/log\+[0-9a-f]{8}\+/)
  const noPoint = verifier.publicKey.slice()
  noPoint[20] = (noPoint[20] ?? 0) ^ 1
  assert.equal(verifySm2(message, signer.sign(message), verifierKey('a', OTHER, noPoint)), false)
  const compressed = Uint8Array.of(OTHER, ...verifier.publicKey.subarray(0, 45))
  const shown = parseVerifierKey(`a+00000000+${toBase64(compressed)}`)
  assert.ok(!shown.ok && /sm2-with-sm3，65 字节公钥/.test(shown.error.sentence))
})

test('S11: a note with a signature line of SM2 opens for who knows SM2, and the line is unknown to who does not', () => {
  const text = '一句话\n'
  const note = parseNote(utf8(formatNote({ text, signatures: [signNote(text, signer)] })))
  assert.ok(note.ok)
  assert.deepEqual(verifiedBy(note.value, [signer.verifier]), { ok: true, value: [] })
  const verifiers = { [OTHER]: verifySm2 }
  assert.deepEqual(verifiedBy(note.value, [signer.verifier], verifiers), { ok: true, value: [signer.verifier] })
  const wrong = { ...note.value, text: '别的话\n' }
  assert.equal(verifiedBy(wrong, [signer.verifier], verifiers).ok, false)
})

test('GB/T 32918.1: private keys lie between 1 and the order − 2', () => {
  assert.equal(bytesToHex(newSm2PrivateKey(new Uint8Array(40))), `${'0'.repeat(63)}1`)
  const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
  const largest = (order - 3n).toString(16).padStart(80, '0')
  const key = newSm2PrivateKey(Uint8Array.from(Buffer.from(largest, 'hex')))
  assert.equal(bytesToHex(key), (order - 2n).toString(16))
  assert.throws(() => newSm2PrivateKey(new Uint8Array(32)), /40 random bytes/)
  assert.throws(() => sm2Signer('a', new Uint8Array(31)), /32 bytes/)
})
