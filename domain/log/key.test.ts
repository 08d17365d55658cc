import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import type { Result } from '../result.ts'
import { toBase64, utf8 } from './bytes.ts'
import {
  COSIGNATURE_V1,
  ED25519,
  ML_DSA_44,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  type VerifierKey,
  verifierKey,
  verifyEd25519,
  verifyMlDsa44,
} from './key.ts'

const seed = new Uint8Array(32).fill(7)
const foo = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'

function refused(result: Result<unknown>, sentence: RegExp, what?: string) {
  assert.ok(!result.ok, what)
  assert.equal(result.error.code, 'INVALID')
  assert.equal(result.error.clause, 'S11')
  assert.match(result.error.sentence, sentence, what)
}

test('signed-note: a verifier key is name, id and key, and reads back as it was written', () => {
  const parsed = parseVerifierKey(foo)

  assert.ok(parsed.ok)
  const { name, id, type, publicKey, text } = parsed.value
  assert.deepEqual([name, id, type, publicKey.length, text], ['example.com/foo', 0x530d903a, ED25519, 32, foo])
  assert.deepEqual(verifierKey(name, type, publicKey), parsed.value)
})

test('signed-note: the same public key has another id for every type and every name', () => {
  const types = [ED25519, COSIGNATURE_V1] as const
  const ids = ['甲.example', '乙.example'].flatMap(name => types.map(type => signerKey(name, type, seed).verifier.id))
  assert.equal(new Set(ids).size, 4)
})

test('S11: a key that was mistyped, cut or renamed is not taken', () => {
  const bad: readonly (readonly [string, RegExp])[] = [
    ['', /三部分/],
    ['example.com/foo+530d903a', /三部分/],
    [foo.replace('example.com', ''), /编号与名称、密钥不符/],
    [foo.replace('example.com/foo', ''), /名称不能为空/],
    [foo.replace('/foo', ' foo'), /空白/],
    [foo.replace('/foo', '\u3000foo'), /空白/],
    [foo.replace('/foo', '\0foo'), /控制字符/],
    [foo.replace('530d903a', '530D903A'), /8 位小写十六进制/],
    [foo.replace('530d903a', '530d903'), /8 位小写十六进制/],
    [foo.replace('530d903a', '530d903b'), /编号与名称、密钥不符/],
    [foo.replace('3U2k', '3U2k '), /规范的 base64/],
    [foo.replace('3U2k', '3U'), /规范的 base64/],
    [foo.replace('/', '+'), /8 位小写十六进制/],
    [`a+00000000+${toBase64(Uint8Array.of(1, 2, 3))}`, /应为 32 字节，这里是 2 字节/],
    [`a+00000000+${toBase64(new Uint8Array(33).fill(6))}`, /应为 1312 字节，这里是 32 字节/],
    [`a+00000000+${toBase64(new Uint8Array(92).fill(2))}`, /不支持公钥的签名类型/],
    [`a+00000000+${toBase64(new Uint8Array(78).fill(255))}`, /不支持公钥的签名类型：0xff/],
    ['a+00000000+', /不支持公钥的签名类型/],
  ]
  for (const [text, sentence] of bad) refused(parseVerifierKey(text), sentence, text)
})

test('tlog-cosignature: the name of an ML-DSA-44 cosigner has at most 255 bytes', () => {
  const long = verifierKey('证'.repeat(86), ML_DSA_44, new Uint8Array(1312))
  refused(parseVerifierKey(long.text), /最长 255 字节/)
  refused(parseSignerKey(signerKey('证'.repeat(86), ML_DSA_44, seed).text), /最长 255 字节/)
  assert.ok(parseVerifierKey(verifierKey('证'.repeat(85), ML_DSA_44, new Uint8Array(1312)).text).ok)
})

test('signed-note: signer keys of every type read back, sign, and their signatures verify', () => {
  const verifiers = {
    [ED25519]: verifyEd25519,
    [COSIGNATURE_V1]: verifyEd25519,
    [ML_DSA_44]: verifyMlDsa44,
  }
  for (const type of [ED25519, COSIGNATURE_V1, ML_DSA_44] as const) {
    const signer = signerKey('演示.example/log', type, seed)
    const read = parseSignerKey(signer.text)
    assert.ok(read.ok)
    assert.deepEqual(read.value.verifier, signer.verifier)

    const message = utf8('阳光政务')
    const signature = read.value.sign(message)
    const { publicKey } = signer.verifier
    assert.deepEqual(signature, signer.sign(message), 'signing throws no dice')
    assert.ok(verifiers[type](message, signature, publicKey))
    assert.ok(!verifiers[type](utf8('阳光政务。'), signature, publicKey))
    assert.ok(!verifiers[type](message, signature.subarray(1), publicKey))
    assert.ok(!verifiers[type](message, signature, signerKey('b', type, new Uint8Array(32)).verifier.publicKey))
  }
})

test('S11: the caller may wipe the seed, and the signer still signs', () => {
  const mine = new Uint8Array(32).fill(9)
  const signer = signerKey('a', ED25519, mine)
  mine.fill(0)
  assert.ok(verifyEd25519(utf8('x'), signer.sign(utf8('x')), signer.verifier.publicKey))
})

test('S11: a private key that is not one is refused without repeating it', () => {
  const { text } = signerKey('a', ED25519, seed)
  const bad: readonly (readonly [string, RegExp])[] = [
    [text.replace('PRIVATE', 'PUBLIC'), /应形如 PRIVATE\+KEY/],
    [foo, /应形如 PRIVATE\+KEY/],
    [text.slice(0, -1), /规范的 base64/],
    [text.replace('+a+', '++'), /名称不能为空/],
    [text.replace('+a+', '+b+'), /编号与名称、密钥不符/],
    [`PRIVATE+KEY+a+00000000+${toBase64(new Uint8Array(33).fill(2))}`, /不支持私钥的签名类型/],
    [`PRIVATE+KEY+a+00000000+${toBase64(Uint8Array.of(1, 2))}`, /种子应为 32 字节/],
  ]
  for (const [key, sentence] of bad) {
    const result = parseSignerKey(key)
    refused(result, sentence)
    assert.ok(!result.ok && !result.error.sentence.includes(key.slice(-20)))
  }
})

test('S11: a seed of another length is a bug', () => {
  assert.throws(() => signerKey('a', ED25519, new Uint8Array(31)), /32 bytes/)
})

test('FIPS 204: our ML-DSA-44 and that of OpenSSL in Node agree', () => {
  const { verifier, sign } = signerKey('a', ML_DSA_44, seed)
  const head = Buffer.from('30820532300b06096086480165030403110382052100', 'hex')
  const key = createPublicKey({ key: Buffer.concat([head, verifier.publicKey]), format: 'der', type: 'spki' })

  const message = utf8('阳光政务')
  assert.equal(key.asymmetricKeyType, 'ml-dsa-44')
  assert.ok(verify(null, message, key, sign(message)))
  assert.ok(!verify(null, utf8('阳光政务。'), key, sign(message)))
})

test('S11: what parses is what the constructor makes, of every type', () => {
  const keys: readonly VerifierKey[] = [
    signerKey('a', ED25519, seed).verifier,
    signerKey('a', COSIGNATURE_V1, seed).verifier,
    signerKey('a', ML_DSA_44, seed).verifier,
  ]
  for (const key of keys) assert.deepEqual(parseVerifierKey(key.text), { ok: true, value: key })
})
