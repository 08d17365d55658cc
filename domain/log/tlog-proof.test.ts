import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../result.ts'
import { toBase64, utf8 } from './bytes.ts'
import { checkpointText } from './checkpoint.ts'
import { cosign } from './cosignature.ts'
import { leafHash, nodeHash } from './hashing.ts'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, type SignerKey, signerKey } from './key.ts'
import { formatNote, signNote } from './note.ts'
import { type Policy, parsePolicy } from './policy.ts'
import { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from './tlog-proof.ts'

const seed = (byte: number) => new Uint8Array(32).fill(byte)
const log = signerKey('log.example/演示厅', ED25519, seed(1))
const w1 = signerKey('w1.example', COSIGNATURE_V1, seed(2))
const w2 = signerKey('w2.example', ML_DSA_44, seed(3))
const policy = policyOf('quorum 两位')

/** A tree of three leaves; the proof is of the middle one. */
const leaves = ['甲', '乙', '丙'].map(entry => leafHash(utf8(entry)))
const [a, b, c] = leaves as [Uint8Array, Uint8Array, Uint8Array]
const text = checkpointText({
  origin: log.verifier.name,
  size: 3,
  root: nodeHash(nodeHash(a, b), c),
  extensions: [],
})
const proof: TlogProof = { index: 1, hashes: [a, c], checkpoint: signedBy(w1, w2), extra: utf8('乙') }
const written = formatTlogProof(proof)

function policyOf(quorum: string): Policy {
  const witnesses = `witness 甲 ${w1.verifier.text}\nwitness 乙 ${w2.verifier.text}\n`
  const read = parsePolicy(`log ${log.verifier.text}\n${witnesses}group 两位 all 甲 乙\n${quorum}\n`)
  assert.ok(read.ok)
  return read.value
}

function signedBy(...witnesses: SignerKey[]): string {
  const cosignatures = witnesses.map(witness => cosign(text, witness, 1_700_000_000))
  return formatNote({ text, signatures: [signNote(text, log), ...cosignatures] })
}

function refused(result: Result<unknown>, field: string, sentence: RegExp, what?: string) {
  assert.ok(!result.ok, what)
  assert.deepEqual([result.error.code, result.error.clause, result.error.field], ['INVALID', 'S11', field], what)
  assert.match(result.error.sentence, sentence, what)
}

test('tlog-proof: header, extra, index, hashes, blank line and the checkpoint verbatim; it reads back as written', () => {
  const lines = ['c2sp.org/tlog-proof@v1', `extra ${toBase64(utf8('乙'))}`, 'index 1', toBase64(a), toBase64(c), '', '']
  assert.equal(written, lines.join('\n') + proof.checkpoint)
  const { extra: _, ...bare } = proof
  const empty = { ...bare, index: 0, hashes: [], extra: new Uint8Array() }
  const most = { ...bare, index: Number.MAX_SAFE_INTEGER, hashes: Array(63).fill(a) }
  for (const value of [proof, bare, empty, most]) {
    assert.deepEqual(parseTlogProof(formatTlogProof(value)), { ok: true, value })
  }
})

test('tlog-proof: a malformed proof is refused, with the rule that it broke', () => {
  const first = toBase64(a)
  const bad: readonly (readonly [string, string, string, RegExp])[] = [
    ['empty', '', 'proof', /第一行应是 c2sp\.org\/tlog-proof@v1/],
    ['another version', written.replace('@v1', '@v2'), 'proof', /第一行应是/],
    ['CRLF', written.replaceAll('\n', '\r\n'), 'proof', /第一行应是/],
    ['no blank line', written.replaceAll('\n\n', '\n'), 'checkpoint', /缺少空行之后的检查点/],
    ['no checkpoint', written.slice(0, written.indexOf('\n\n') + 2), 'checkpoint', /缺少空行之后的检查点/],
    ['no final newline', written.slice(0, -1), 'checkpoint', /末尾缺少换行符/],
    ['extra with stray bits', written.replace(/extra .*/, 'extra Zh=='), 'extra', /规范的 base64/],
    ['extra twice', written.replace(/extra .*/, 'extra Zg==\nextra Zg=='), 'index', /缺少 index 行/],
    ['no index', written.replace('index 1\n', ''), 'index', /缺少 index 行/],
    ['leading zero', written.replace('index 1', 'index 01'), 'index', /不带前导零/],
    ['negative', written.replace('index 1', 'index -1'), 'index', /不带前导零/],
    ['NUL', written.replace('index 1', 'index 1\0'), 'index', /不带前导零/],
    ['beyond 2^53 − 1', written.replace('index 1', 'index 9007199254740992'), 'index', /不超过 2\^53-1/],
    ['hash of 33 bytes', written.replace(first, toBase64(new Uint8Array(33))), 'hashes', /第 1 行不是 32 字节/],
    ['URL alphabet', written.replace(first, `${'_'.repeat(42)}8=`), 'hashes', /规范 base64/],
    ['over-long line', written.replace(first, 'A'.repeat(70_000)), 'hashes', /第 1 行不是 32 字节/],
    ['64 hashes', written.replace(first, Array(63).fill(first).join('\n')), 'hashes', /有 64 行哈希，最多 63 行/],
    ['too long', written.replace(/extra .*/, `extra ${'A'.repeat(1_000_000)}`), 'proof', /超过 1000000 个字符/],
  ]
  for (const [what, malformed, field, sentence] of bad) refused(parseTlogProof(malformed), field, sentence, what)
})

test('tlog-proof: entry, log and witnesses agree: the proof holds, and names who cosigned', () => {
  const result = verifyTlogProof(proof, b, policy)
  assert.ok(result.ok)
  assert.equal(result.value.checkpoint.size, 3)
  assert.deepEqual(result.value.cosigners, ['甲', '乙'])
})

test('tlog-proof: each missing part refuses it', () => {
  refused(verifyTlogProof(proof, a, policy), 'hashes', /第 1 号条目不在检查点的 3 个条目之中/)
  refused(verifyTlogProof({ ...proof, index: 0 }, b, policy), 'hashes', /第 0 号条目/)
  refused(verifyTlogProof({ ...proof, index: 3 }, b, policy), 'hashes', /第 3 号条目/)
  refused(verifyTlogProof({ ...proof, hashes: [a] }, b, policy), 'hashes', /证明不成立/)
  refused(verifyTlogProof({ ...proof, checkpoint: signedBy(w1) }, b, policy), 'cosignature', /见证人 1 位，达不到/)
  refused(verifyTlogProof({ ...proof, checkpoint: signedBy() }, b, policy), 'cosignature', /见证人 0 位，达不到/)
  refused(verifyTlogProof(proof, b, { ...policy, logs: [] }), 'origin', /不认识检查点的来源/)
  const forged = { ...proof, checkpoint: proof.checkpoint.replace('\n3\n', '\n4\n') }
  refused(verifyTlogProof(forged, b, policy), 'signature', /签名不正确/)
  refused(verifyTlogProof({ ...proof, checkpoint: 'x\n' }, b, policy), 'note', /缺少空行/)
})

test('tlog-proof: a witness that signed wrongly refuses the proof, even where the quorum does not ask for it', () => {
  const wrong = cosign(text.replace('\n3\n', '\n4\n'), w1, 1_700_000_000)
  const checkpoint = `${signedBy(w2)}${wrong.line}\n`
  refused(verifyTlogProof({ ...proof, checkpoint }, b, policyOf('quorum 乙')), 'signature', /w1\.example 的签名不正确/)
  assert.ok(verifyTlogProof({ ...proof, checkpoint: signedBy() }, b, policyOf('quorum none')).ok)
})
