import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../result.ts'
import { toBase64, utf8 } from './bytes.ts'
import { type Checkpoint, checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { cosign, cosignatureVerifiers } from './cosignature.ts'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, signerKey } from './key.ts'
import { formatNote, type SignatureLine, signNote } from './note.ts'

const origin = 'log.example/演示厅'
const log = signerKey(origin, ED25519, new Uint8Array(32).fill(1))
const nextKey = signerKey(origin, ED25519, new Uint8Array(32).fill(2))
const stranger = signerKey('other.example', ED25519, new Uint8Array(32).fill(3))
const checkpoint: Checkpoint = { origin, size: 42, root: new Uint8Array(32).fill(5), extensions: [] }
const text = checkpointText(checkpoint)
const root = toBase64(checkpoint.root)

function refused(result: Result<unknown>, field: string, sentence: RegExp, what?: string) {
  assert.ok(!result.ok, what)
  assert.deepEqual([result.error.code, result.error.clause, result.error.field], ['INVALID', 'S11', field], what)
  assert.match(result.error.sentence, sentence, what)
}

const signed = (...signatures: SignatureLine[]) => utf8(formatNote({ text, signatures }))

test('tlog-checkpoint: origin, size and root, one a line, and extensions after them', () => {
  assert.equal(text, `${origin}\n42\n${root}\n`)
  for (const extensions of [[], ['一行'], ['a', 'b']]) {
    const extended = { ...checkpoint, extensions }
    assert.deepEqual(parseCheckpoint(checkpointText(extended)), { ok: true, value: extended })
  }
})

test('tlog-checkpoint: a malformed text is refused, with the line and the rule', () => {
  const bad: readonly (readonly [string, string, string, RegExp])[] = [
    ['no final newline', text.slice(0, -1), 'checkpoint', /缺少换行符/],
    ['two lines', `${origin}\n42\n`, 'checkpoint', /至少应有三行/],
    ['no origin', text.replace(origin, ''), 'origin', /第一行（来源）不能为空/],
    ['leading zero', text.replace('42', '042'), 'size', /不带前导零/],
    ['two zeroes', text.replace('42', '00'), 'size', /不带前导零/],
    ['sign', text.replace('42', '+42'), 'size', /不带前导零/],
    ['hexadecimal', text.replace('42', '0x2a'), 'size', /不带前导零/],
    ['exponent', text.replace('42', '4e1'), 'size', /不带前导零/],
    ['space', text.replace('42', '42 '), 'size', /不带前导零/],
    ['full-width digits', text.replace('42', '４２'), 'size', /不带前导零/],
    ['no size', text.replace('42', ''), 'size', /不带前导零/],
    ['2^53', text.replace('42', '9007199254740992'), 'size', /不超过 2\^53-1/],
    ['2^64', text.replace('42', '18446744073709551616'), 'size', /不超过 2\^53-1/],
    ['root of 31 bytes', text.replace(root, toBase64(new Uint8Array(31))), 'root', /32 字节/],
    ['root of 33 bytes', text.replace(root, toBase64(new Uint8Array(33))), 'root', /32 字节/],
    ['root in the URL alphabet', text.replace(root, `${'_'.repeat(42)}8=`), 'root', /32 字节的规范 base64/],
    ['root with stray bits', text.replace(/U=\n$/, 'V=\n'), 'root', /32 字节的规范 base64/],
    ['root with a space', text.replace(root, ` ${root}`), 'root', /32 字节的规范 base64/],
    ['empty extension', `${text}\n`, 'extensions', /扩展行不能为空/],
  ]
  for (const [what, malformed, field, sentence] of bad) refused(parseCheckpoint(malformed), field, sentence, what)
})

test('tlog-checkpoint: sizes are exact up to 2^53 − 1, and the empty tree has size 0', () => {
  for (const size of [0, 1, Number.MAX_SAFE_INTEGER]) {
    const parsed = parseCheckpoint(checkpointText({ ...checkpoint, size }))
    assert.ok(parsed.ok && parsed.value.size === size)
  }
})

test('tlog-checkpoint: a checkpoint is believed when a key of its origin signed it', () => {
  const opened = openCheckpoint(signed(signNote(text, stranger), signNote(text, log)), [log.verifier])
  assert.ok(opened.ok)
  assert.deepEqual(opened.value.checkpoint, checkpoint)
  assert.equal(opened.value.note.signatures.length, 2)
})

test('tlog-checkpoint: while keys rotate one of the two is enough, and old checkpoints stay good', () => {
  const both = [log.verifier, nextKey.verifier]
  for (const signer of [log, nextKey]) assert.ok(openCheckpoint(signed(signNote(text, signer)), both).ok)
  assert.ok(openCheckpoint(signed(signNote(text, log), signNote(text, nextKey)), [log.verifier]).ok)
})

test('tlog-checkpoint: an unknown origin, no signature of the log, or a wrong one is refused', () => {
  refused(
    openCheckpoint(signed(signNote(text, log)), [stranger.verifier]),
    'origin',
    /不认识检查点的来源「log\.example/,
  )
  const long = checkpointText({ ...checkpoint, origin: '长'.repeat(10_000) })
  const unknown = utf8(formatNote({ text: long, signatures: [signNote(long, log)] }))
  refused(openCheckpoint(unknown, [log.verifier]), 'origin', /^不认识检查点的来源「长{100}…」：没有这个来源的公钥。$/)
  refused(openCheckpoint(signed(signNote(text, stranger)), [log.verifier]), 'signature', /没有来源「log\.example/)
  refused(openCheckpoint(signed(signNote(text, nextKey)), [log.verifier]), 'signature', /没有来源/)
  const wrong = signNote(text.replace('42', '43'), log)
  refused(openCheckpoint(signed(wrong), [log.verifier]), 'signature', /签名不正确/)
  refused(openCheckpoint(utf8(text), [log.verifier]), 'note', /缺少空行/)
  const noCheckpoint = formatNote({ text: '一句话\n', signatures: [signNote('一句话\n', log)] })
  refused(openCheckpoint(utf8(noCheckpoint), [log.verifier]), 'checkpoint', /至少应有三行/)
})

test('tlog-checkpoint: a log may sign with a cosigner’s key, if the reader knows how to verify those', () => {
  for (const type of [COSIGNATURE_V1, ML_DSA_44] as const) {
    const signer = signerKey(origin, type, new Uint8Array(32).fill(4))
    const bytes = signed(cosign(text, signer, 1_700_000_000))
    assert.ok(openCheckpoint(bytes, [signer.verifier], cosignatureVerifiers).ok)
    refused(openCheckpoint(bytes, [signer.verifier]), 'signature', /没有来源/)
  }
})
