import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../result.ts'
import { toBase64, utf8 } from './bytes.ts'
import { ED25519, ML_DSA_44, signerKey, type VerifierKey, verifierKey } from './key.ts'
import { formatNote, parseNote, parseSignatures, signatureLine, signNote, verifiedBy } from './note.ts'

const first = signerKey('阳光.example/log', ED25519, new Uint8Array(32).fill(1))
const second = signerKey('阳光.example/log', ED25519, new Uint8Array(32).fill(2))
const text = '第一行\n\n第三行\n'
const good = formatNote({ text, signatures: [signNote(text, first)] })
const { line } = signNote(text, first)

function refused(result: Result<unknown>, sentence: RegExp, what?: string) {
  assert.ok(!result.ok, what)
  assert.equal(result.error.code, 'INVALID')
  assert.equal(result.error.clause, 'S11')
  assert.match(result.error.sentence, sentence, what)
}

function noteOf(whole: string) {
  const note = parseNote(utf8(whole))
  assert.ok(note.ok)
  return note.value
}

test('signed-note: text and signatures are parted by the last empty line, and come back as they were', () => {
  const note = noteOf(good)

  assert.equal(note.text, text)
  assert.deepEqual(
    note.signatures.map(({ name, id, line }) => ({ name, id, line })),
    [{ name: first.verifier.name, id: first.verifier.id, line }],
  )
  assert.equal(formatNote(note), good)
})

test('signed-note: a malformed note is refused, with the rule that it broke', () => {
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['empty', '', /缺少换行符/],
    ['no signatures', '第一行\n第二行\n', /缺少空行之后的签名行/],
    ['no signatures after a text with an empty line', text, /第 1 行签名应由破折号/],
    ['only the blank line', `${text}\n`, /缺少空行之后的签名行/],
    ['no final newline', good.slice(0, -1), /末尾缺少换行符/],
    ['CRLF', good.replaceAll('\n', '\r\n'), /控制字符/],
    ['one CR', good.replace('第一行', '第一行\r'), /控制字符/],
    ['NUL', good.replace('第一行', '\0'), /控制字符/],
    ['tab', good.replace('第一行', '\t'), /控制字符/],
    ['hyphen for a dash', good.replace('—', '-'), /破折号/],
    ['no space after the dash', good.replace('— ', '—'), /破折号/],
    ['two spaces', good.replace('— ', '—  '), /破折号|名称/],
    ['text after the signature', good.replace(/\n$/, ' x\n'), /破折号/],
    ['something else among the signatures', `${good}x\n`, /第 2 行签名/],
    ['plus in the name', good.replace('/log ', '+log '), /加号/],
    ['no name', good.replace('阳光.example/log ', ' '), /名称/],
    ['Unicode space in the name', good.replace('/log ', '\u00a0log '), /空白/],
    ['no signature', good.replace(/ [^ ]*\n$/, '\n'), /太短/],
    ['id alone', good.replace(/[^ ]*\n$/, `${toBase64(new Uint8Array(4))}\n`), /太短/],
    ['base64 with stray bits', good.replace(/.=\n$/, 'B=\n'), /规范的 base64/],
    ['base64 without padding', good.replace(/=\n$/, '\n'), /规范的 base64/],
    ['URL alphabet', good.replace(/[^ ]*\n$/, '-_-_-_-_-_-_\n'), /规范的 base64/],
    ['over-long line', `${text}\n— a ${'A'.repeat(16_384)}\n`, /超过 16384 个字符/],
    ['too many signatures', `${text}\n${`${line}\n`.repeat(101)}`, /101 行签名，最多 100 行/],
    ['too long', `${'x'.repeat(1_000_000)}\n\n${line}\n`, /超过 1000000 字节/],
  ]
  for (const [what, whole, sentence] of bad) refused(parseNote(utf8(whole)), sentence, what)
  refused(parseNote(Uint8Array.of(...utf8('x'), 0xff, ...utf8(good))), /UTF-8/)
})

test('signed-note: a hundred signatures are read, and a byte order mark is part of the text', () => {
  assert.equal(noteOf(`${text}\n${`${line}\n`.repeat(100)}`).signatures.length, 100)
  assert.equal(noteOf(`\ufeff${good}`).text, `\ufeff${text}`)
})

test('signed-note: signatures of unknown keys are ignored, even when they share the name or the id with a known one', () => {
  const sameId: VerifierKey = { ...second.verifier, name: 'another.example', id: first.verifier.id }
  const note = noteOf(good)

  assert.deepEqual(verifiedBy(note, []), { ok: true, value: [] })
  assert.deepEqual(verifiedBy(note, [second.verifier, sameId]), { ok: true, value: [] })
  assert.deepEqual(verifiedBy(note, [second.verifier, first.verifier]), { ok: true, value: [first.verifier] })
})

test('signed-note: a wrong signature of a known key refuses the whole note, however many good ones stand beside it', () => {
  const wrong = signNote('别的话\n', first)
  const note = noteOf(formatNote({ text, signatures: [signNote(text, second), signNote(text, first), wrong] }))

  assert.deepEqual(verifiedBy(note, [second.verifier]), { ok: true, value: [second.verifier] })
  refused(verifiedBy(note, [second.verifier, first.verifier]), /阳光\.example\/log 的签名不正确/)
})

test('signed-note: a key that signed twice counts once', () => {
  const note = noteOf(`${text}\n${line}\n${line}\n`)
  assert.deepEqual(verifiedBy(note, [first.verifier, first.verifier]), { ok: true, value: [first.verifier] })
})

test('signed-note: two known keys of one name and one id cannot be told apart', () => {
  const forged = { ...second.verifier, id: first.verifier.id }
  refused(verifiedBy(noteOf(good), [first.verifier, forged]), /同名同编号/)
})

test('signed-note: a key whose type has no verifier is unknown, and becomes known with one', () => {
  const key = verifierKey('other.example', 0xff, Uint8Array.of(1, 2, 3))
  const note = noteOf(formatNote({ text, signatures: [signatureLine(key, Uint8Array.of(9))] }))

  assert.deepEqual(verifiedBy(note, [key]), { ok: true, value: [] })
  assert.deepEqual(verifiedBy(note, [key], { 255: (_, [byte]) => byte === 9 }), { ok: true, value: [key] })
  refused(verifiedBy(note, [key], { 255: () => false }), /签名不正确/)
})

test('tlog-witness: the signature lines of an answer are read alone', () => {
  const lines = parseSignatures(`${line}\n${line}\n`)
  assert.ok(lines.ok && lines.value.length === 2)
  refused(parseSignatures(line), /末尾缺少换行符/)
  refused(parseSignatures('\n'), /破折号/)
})

test('S11: signing what is no note, or with a cosigner’s key, is a bug', () => {
  assert.throws(() => signNote('no newline', first))
  assert.throws(() => signNote('a\tb\n', first))
  assert.throws(() => signNote(text, signerKey('a', ML_DSA_44, new Uint8Array(32))), /cosigner/)
})
