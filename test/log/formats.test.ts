import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, toBase64, utf8 } from '../../domain/log/bytes.ts'
import { checkpointText, openCheckpoint, parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { portableSha256 } from '../../domain/log/hashing.ts'
import { parseSignerKey, parseVerifierKey } from '../../domain/log/key.ts'
import { formatNote, type Note, parseNote, signNote, verifiedBy } from '../../domain/log/note.ts'
import { formatTlogProof, parseTlogProof, type TlogProof } from '../../domain/log/tlog-proof.ts'
import { must, type Result } from '../../domain/result.ts'
import checkpoints from '../vectors/formats/checkpoint.json' with { type: 'json' }
import notes from '../vectors/formats/note.json' with { type: 'json' }
import proofs from '../vectors/formats/tlog-proof.json' with { type: 'json' }

/*
 * The cases of transparency-dev/formats for checkpoints (log/) and proofs (proof/). That library takes a root of any length,
 * and its examples have words for roots; tlog-checkpoint means a hash of RFC 6962, so ours takes 32 bytes. Such a case is
 * therefore put twice: as it is, which ours must refuse, and with the SHA-256 of its root in the root's place.
 */

const sha256 = (text: string): Uint8Array => portableSha256(utf8(text))

function accepted<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.error.sentence)
  return result.value
}

const rootLine = (text: string) => fromBase64(text.split('\n')[2] ?? '')

function withRealRoot(text: string): string {
  const root = rootLine(text)
  const lines = text.split('\n')
  return root === undefined ? text : lines.with(2, toBase64(portableSha256(root))).join('\n')
}

for (const { origin, size, hash, want } of checkpoints.TestMarshal) {
  test(`transparency-dev/formats: TestMarshal/${hash}`, () => {
    assert.equal(checkpointText({ origin, size, root: utf8(hash), extensions: [] }), want)
  })
}

for (const { desc, m, want, rest } of checkpoints.TestUnmarshalLogState) {
  // tlog-checkpoint forbids empty extension lines; the library leaves what follows the third line to its callers.
  const stricter = desc === 'valid with trailing newlines'
  test(`transparency-dev/formats: TestUnmarshalLogState/${desc}`, () => {
    const parsed = parseCheckpoint(withRealRoot(m))

    assert.equal(parseCheckpoint(m).ok, false, 'a root that is no hash')
    assert.equal(parsed.ok, want !== undefined && !stricter)
    if (parsed.ok) {
      const { extensions, ...head } = parsed.value
      assert.deepEqual(head, { origin: want?.origin, size: want?.size, root: sha256(want?.hash ?? '') })
      assert.equal(extensions.map(line => `${line}\n`).join(''), rest)
    } else if (want !== undefined) {
      assert.match(parsed.error.sentence, /扩展行不能为空行/)
    }
  })
}

test('transparency-dev/formats: TestExtendCheckpoint', () => {
  const { raw, origin, size, hash, rest } = checkpoints.TestExtendCheckpoint
  const extensions = rest.slice(0, -1).split('\n')
  assert.deepEqual(accepted(parseCheckpoint(withRealRoot(raw))), { origin, size, root: sha256(hash), extensions })
})

test('transparency-dev/formats: TestExtendRoundTrip', () => {
  const { origin, size, hash, rest } = checkpoints.TestExtendCheckpoint
  const want = { origin, size, root: sha256(hash), extensions: rest.slice(0, -1).split('\n') }
  assert.deepEqual(accepted(parseCheckpoint(checkpointText(want))), want)
})

const verifiers = Object.fromEntries(
  Object.entries(notes.keys).map(([name, { verifier }]) => [name, accepted(parseVerifierKey(verifier))]),
)
const signers = Object.fromEntries(
  Object.entries(notes.keys).map(([name, { signer }]) => [name, accepted(parseSignerKey(signer))]),
)
const key = (name: string) => must(verifiers[name], name)

/** How the library opens a checkpoint: the log's key must have signed, and the origin is a third, separate thing to know. */
function opened(note: Result<Note>, logKey: string, others: readonly string[], origin: string) {
  const log = accepted(parseVerifierKey(logKey))
  const known = [log, ...others.map(text => accepted(parseVerifierKey(text)))]
  const signed = note.ok ? verifiedBy(note.value, known) : note
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
  const by = signed.ok ? signed.value : []
  const believed = by.includes(log) && checkpoint.ok && checkpoint.value.origin === origin
  return { signatures: by.length, checkpoint: believed ? checkpoint.value : undefined }
}

for (const { desc, logId, noteBody, signers: names, wantErr, wantSignatures } of notes.TestParseCheckpoint.cases) {
  test(`transparency-dev/formats: TestParseCheckpoint/${desc}`, () => {
    const { origin, size, hash } = notes.TestParseCheckpoint.checkpoint
    const text = noteBody ?? checkpointText({ origin, size, root: sha256(hash), extensions: [] })
    const signatures = names.map(name => signNote(text, must(signers[name], name)))
    const note = parseNote(utf8(formatNote({ text, signatures })))

    const others = [notes.keys.known1.verifier, notes.keys.known2.verifier]
    const result = opened(note, notes.keys.log.verifier, others, logId)
    assert.equal(result.checkpoint === undefined, wantErr)
    assert.equal(result.signatures, wantSignatures)
  })
}

test('transparency-dev/formats: TestParseCheckpoint, where ours is stricter: the log’s key must bear the origin’s name', () => {
  const { origin, size, hash } = notes.TestParseCheckpoint.checkpoint
  const text = checkpointText({ origin, size, root: sha256(hash), extensions: [] })
  const bytes = utf8(formatNote({ text, signatures: [signNote(text, must(signers.log, 'log'))] }))
  const result = openCheckpoint(bytes, [key('log'), key('known1')])
  assert.ok(!result.ok && /不认识检查点的来源「TestParseCheckpoint」/.test(result.error.sentence))
})

const sumDatabase = notes.sumDatabase
for (const { desc, logId, wantErr } of notes.TestSumDBNoteParsing) {
  test(`transparency-dev/formats: TestSumDBNoteParsing/${desc}`, () => {
    const { checkpoint } = opened(parseNote(utf8(sumDatabase.note)), sumDatabase.verifier, [], logId)
    assert.equal(checkpoint === undefined, wantErr)
    if (!wantErr) assert.deepEqual([checkpoint?.origin, checkpoint?.size], [sumDatabase.origin, sumDatabase.size])
  })
}

for (const { desc, verifiers: others, signatures } of notes.BenchmarkParse) {
  test(`transparency-dev/formats: BenchmarkParse/${desc}`, () => {
    const note = parseNote(utf8(sumDatabase.note + signatures.map(line => `${line}\n`).join('')))
    const result = opened(note, sumDatabase.verifier, others, sumDatabase.origin)
    assert.equal(result.checkpoint?.size, sumDatabase.size)
    assert.equal(result.signatures, 1 + others.length)
  })
}

interface ProofCase {
  readonly index: number
  readonly hashesOf: readonly string[]
  readonly checkpoint: string
  readonly extra?: string
}

const proofOf = ({ index, hashesOf, checkpoint, extra }: ProofCase): TlogProof => ({
  index,
  hashes: hashesOf.map(sha256),
  checkpoint,
  ...(extra === undefined ? {} : { extra: utf8(extra) }),
})

for (const { name, want, ...proof } of proofs.TestMarshal) {
  test(`transparency-dev/formats: TestMarshal/${name}`, () => {
    assert.equal(formatTlogProof(proofOf(proof)), want)
  })
}

for (const { name, proof, repeated, end } of proofs.TestUnmarshalErrors) {
  test(`transparency-dev/formats: TestUnmarshalErrors/${name}`, () => {
    const tail = repeated === undefined ? '' : repeated.character.repeat(repeated.times) + end
    assert.equal(parseTlogProof(proof + tail).ok, false)
  })
}

for (const { name, ...proof } of proofs.TestRoundTrip) {
  test(`transparency-dev/formats: TestRoundTrip/${name}`, () => {
    const want = proofOf(proof)
    assert.deepEqual(accepted(parseTlogProof(formatTlogProof(want))), want)
  })
}
