import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosignatureSeconds } from '../../domain/log/cosignature.ts'
import { COSIGNATURE_V1, ED25519, ML_DSA_44, parseVerifierKey, signerKey } from '../../domain/log/key.ts'
import { formatNote, type Note, parseNote, parseSignatures, verifiedBy } from '../../domain/log/note.ts'
import { formatPolicy, type Policy, parsePolicy, quorumMet } from '../../domain/log/policy.ts'
import { formatTlogProof, parseTlogProof } from '../../domain/log/tlog-proof.ts'
import { formatWitnessRequest, parseWitnessRequest } from '../../domain/log/witness-request.ts'
import type { Result } from '../../domain/result.ts'
import examples from '../vectors/c2sp/examples.json' with { type: 'json' }

function accepted<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.error.sentence)
  return result.value
}

const noteOf = (whole: string): Note => accepted(parseNote(utf8(whole)))

test('C2SP signed-note: the verifier key of the example verifies the signed note of the example, and no other text', () => {
  const key = accepted(parseVerifierKey(examples.signedNote.vkey))
  const note = noteOf(examples.signedNote.note)

  assert.equal(note.text, 'This is an example message.\n')
  assert.deepEqual(verifiedBy(note, [key]), { ok: true, value: [key] })
  assert.equal(verifiedBy({ ...note, text: 'This is another message.\n' }, [key]).ok, false)
  assert.equal(formatNote(note), examples.signedNote.note)
})

test('C2SP tlog-checkpoint: the example is a checkpoint', () => {
  const note = noteOf(examples.checkpoint)
  const { origin, size, root, extensions } = accepted(parseCheckpoint(note.text))
  assert.deepEqual([origin, size, root.length, extensions], ['example.com/behind-the-sofa', 20_852_163, 32, []])
  assert.deepEqual(
    note.signatures.map(({ name, id, signature }) => [name, id, signature.length]),
    [[origin, 0x033de0ae, 64]],
  )
})

test('C2SP tlog-checkpoint: the example is the Go checksum database’s, renamed: under its own name its signature is good', () => {
  const key = accepted(parseVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'))
  const renamed = examples.checkpoint
    .replace('example.com/behind-the-sofa\n', 'go.sum database tree\n')
    .replace('— example.com/behind-the-sofa ', '— sum.golang.org ')
  assert.deepEqual(verifiedBy(noteOf(renamed), [key]), { ok: true, value: [key] })
})

test('C2SP tlog-cosignature: the example bears a cosignature, of the time in the example of the message', () => {
  const { text, signatures } = noteOf(examples.cosignature)
  const [, witness] = signatures
  assert.equal(witness?.name, 'witness.example.com/w1')
  const seconds = cosignatureSeconds(witness?.signature ?? new Uint8Array())
  assert.equal(`cosignature/v1\ntime ${seconds}\n${text}`, examples.cosignedMessage)
})

test('C2SP tlog-witness: the example of a request is read, and written again as it was', () => {
  const request = accepted(parseWitnessRequest(utf8(examples.witnessRequest)))
  assert.deepEqual([request.oldSize, request.proof.length], [20_852_014, 4])
  assert.equal(noteOf(request.checkpoint).signatures.length, 2)
  assert.equal(formatWitnessRequest(request), examples.witnessRequest)
})

test('C2SP tlog-witness: the example of an answer is signature lines, and joins the checkpoint', () => {
  const lines = accepted(parseSignatures(examples.witnessResponse))
  assert.deepEqual(
    lines.map(({ name, signature }) => [name, signature.length]),
    [
      ['witness.example/w1', 72],
      ['witness.example/w1', 72],
      ['witness.example/w2', 72],
    ],
  )
  assert.equal(noteOf(examples.checkpoint + examples.witnessResponse).signatures.length, 4)
})

test('C2SP tlog-proof: the example is read, and written again as it was; its signatures are elided there', () => {
  const proof = accepted(parseTlogProof(examples.tlogProof))
  assert.deepEqual([proof.index, proof.hashes.length, proof.extra?.length], [73_894, 5, 39])
  assert.match(proof.checkpoint, /^example\.com\/fancylog\n109482\n/)
  assert.equal(formatTlogProof(proof), examples.tlogProof)
  assert.equal(parseNote(utf8(proof.checkpoint)).ok, false)
})

/** The example with keys made for it, in the order of the lines: the log's, X1 to X3, Y1 to Y3. */
const filled = (() => {
  let made = 0
  return examples.policy.replaceAll('<vkey>', () => {
    made += 1
    const type = made === 1 ? ED25519 : made % 2 === 0 ? ML_DSA_44 : COSIGNATURE_V1
    return signerKey(`key${made}.example`, type, new Uint8Array(32).fill(made)).verifier.text
  })
})()

test('C2SP tlog-policy: the example with keys filled in asks for two of X and one of Y', () => {
  const policy: Policy = accepted(parsePolicy(filled))
  const enough = (...names: string[]) => quorumMet(policy, new Set(names))

  assert.deepEqual([policy.logs.length, policy.witnesses.length, policy.quorum], [1, 6, 'X-and-Y'])
  assert.ok(enough('X1', 'X3', 'Y2'))
  assert.ok(enough('X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'))
  assert.ok(!enough('X1', 'X2', 'X3'), 'none of Y')
  assert.ok(!enough('X1', 'Y1', 'Y2', 'Y3'), 'one of X')
  assert.ok(!enough('X-witnesses', 'Y-witnesses'), 'groups do not sign')
  assert.deepEqual(accepted(parsePolicy(formatPolicy(policy))), policy)
})

const vkey = (byte: number) => signerKey(`k${byte}`, COSIGNATURE_V1, new Uint8Array(32).fill(byte)).verifier.text
const two = `witness A ${vkey(1)}\nwitness B ${vkey(2)}\n`

/** Rules of tlog-policy, each broken once. */
const broken: Readonly<Record<string, readonly [string, RegExp]>> = {
  'duplicate logs are not allowed': [`log ${vkey(1)}\nlog ${vkey(1)}\nquorum none\n`, /log 行里已经出现过/],
  'duplicate witnesses are not allowed': [`${two}witness C ${vkey(1)}\nquorum A\n`, /witness 行里已经出现过/],
  'the quorum must be defined on a line before': [`quorum A\n${two}`, /「A」在前面没有定义/],
  'a member must be defined on a line before': [`${two}group G any C\nquorum G\n`, /成员「C」在前面没有定义/],
  'a group is no member of itself': [`${two}group G any G\nquorum G\n`, /成员「G」在前面没有定义/],
  'a name is a member at most once': [`${two}group G any A B\ngroup H all A G\nquorum H\n`, /成员「A」已经是/],
  'witnesses and groups share one namespace': [`${two}group A any B\nquorum A\n`, /名称「A」在前面已经定义过/],
  'none cannot be defined': [`witness none ${vkey(1)}\nquorum none\n`, /「none」是保留字/],
  'none is no member': [`${two}group G any none\nquorum G\n`, /成员「none」/],
  'k is at least 1': [`${two}group G 0 A B\nquorum G\n`, /1 至 2/],
  'k is at most n': [`${two}group G 3 A B\nquorum G\n`, /1 至 2/],
  'k is decimal': [`${two}group G 0x1 A B\nquorum G\n`, /1 至 2/],
  'a group has a member': [`${two}group G any\nquorum G\n`, /至少一个成员/],
  'there is a quorum line': [two, /缺少 quorum 行/],
  'there is one quorum line': [`${two}quorum A\nquorum A\n`, /第二个 quorum 行/],
  'a carriage return is not allowed': [`${two}quorum A\r\n`, /控制字符/],
  'DEL is not allowed': [`${two}# \x7f\nquorum A\n`, /控制字符/],
  'each line ends in a newline': [`${two}quorum A`, /末尾缺少换行符/],
}

for (const [rule, [text, sentence]] of Object.entries(broken)) {
  test(`C2SP tlog-policy: ${rule}`, () => {
    const result = parsePolicy(text)
    assert.ok(!result.ok)
    assert.match(result.error.sentence, sentence)
  })
}

test('C2SP tlog-policy: names and comments may be in any script, and are not normalised', () => {
  const policy = accepted(
    parsePolicy(`# 见证人\n${two.replaceAll('witness A', 'witness 驻厅纪检组')}quorum 驻厅纪检组\n`),
  )
  assert.ok(quorumMet(policy, new Set(['驻厅纪检组'])))
  assert.equal(parsePolicy(`witness K ${vkey(1)}\nquorum \u212a\n`).ok, false, 'a Kelvin sign is no K')
})
