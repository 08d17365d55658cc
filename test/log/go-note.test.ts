import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { checkpointText, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosign } from '../../domain/log/cosignature.ts'
import {
  COSIGNATURE_V1,
  ED25519,
  ML_DSA_44,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
} from '../../domain/log/key.ts'
import { formatNote, parseNote, signNote, verifiedBy } from '../../domain/log/note.ts'
import { must, type Result } from '../../domain/result.ts'
import { buildGo } from '../support/go.ts'

const folder = mkdtempSync(join(tmpdir(), 'yangguang-go-note-'))
after(() => rmSync(folder, { recursive: true }))

const program = buildGo('test/log/go/note.go', folder)
const skip = 'missing' in program && program.missing

/** What the Go program prints; `undefined` when it refuses. */
function go(input: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('path' in program ? program.path : '', args, { input, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

function accepted<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.error.sentence)
  return result.value
}

const origin = '演示.example/log'
const log = signerKey(origin, ED25519, new Uint8Array(32).fill(1))
const text = checkpointText({ origin, size: 7, root: new Uint8Array(32).fill(5), extensions: [] })
const witnesses = [
  signerKey('w1.example', COSIGNATURE_V1, new Uint8Array(32).fill(2)),
  signerKey('w2.example', ML_DSA_44, new Uint8Array(32).fill(3)),
]
const signatures = [signNote(text, log), ...witnesses.map(witness => cosign(text, witness, 1_700_000_000))]
const ours = formatNote({ text, signatures })

test('golang.org/x/mod/sumdb/note: opens our checkpoint, whatever witnesses signed besides', { skip }, () => {
  assert.equal(go(ours, 'open', log.verifier.text), `${text}signed by ${origin}\n`)
})

test('golang.org/x/mod/sumdb/note: reads our private key, and signs with it just as we do', { skip }, () => {
  assert.equal(go(text, 'sign', log.text), formatNote({ text, signatures: [signNote(text, log)] }))
})

test('golang.org/x/mod/sumdb/note: its keys and its notes are read by us', { skip }, () => {
  const [skey = '', vkey = ''] = must(go('', 'key', origin), 'a key').split('\n')
  const key = accepted(parseVerifierKey(vkey))
  const signed = must(go(text, 'sign', skey, log.text), 'a note of two signatures')

  assert.deepEqual(accepted(parseSignerKey(skey)).verifier, key)
  assert.deepEqual(verifiedBy(accepted(parseNote(utf8(signed))), [key, log.verifier]), {
    ok: true,
    value: [key, log.verifier],
  })
  assert.equal(accepted(openCheckpoint(utf8(signed), [key])).checkpoint.size, 7)
})

/** Notes that both must refuse with the log's key known. */
const refused: Readonly<Record<string, string>> = {
  'another text': ours.replace('\n7\n', '\n8\n'),
  'no signature': text,
  'no final newline': ours.slice(0, -1),
  CRLF: ours.replaceAll('\n', '\r\n'),
  NUL: ours.replace('\n7\n', '\n\0\n'),
  'a hyphen for the dash': ours.replace('—', '-'),
  'base64 without padding': ours.replace('=\n', '\n'),
  'a signature of nothing': ours.replace(/(— 演示\S+ )\S+/, '$1AAAAAA=='),
  'a plus in the name': ours.replace('— w1.', '— w1+'),
  'an ideographic space in the name': ours.replace('— w1.', '— w1\u3000'),
  'over a hundred signatures': ours + ours.slice(ours.indexOf('\n\n') + 2).repeat(40),
}

for (const [what, whole] of Object.entries(refused)) {
  test(`golang.org/x/mod/sumdb/note: refuses as we do: ${what}`, { skip }, () => {
    const note = parseNote(utf8(whole))
    const signers = note.ok ? verifiedBy(note.value, [log.verifier]) : note
    assert.notEqual(whole, ours)
    assert.equal(signers.ok && signers.value.length > 0, false)
    assert.equal(go(whole, 'open', log.verifier.text), undefined)
  })
}

test('golang.org/x/mod/sumdb/note: stray bits in base64 it accepts and we refuse: one signature, one text', {
  skip,
}, () => {
  const [, line = ''] = /(— 演示\S+ \S+)\n/.exec(ours) ?? []
  const last = line.at(-2) ?? ''
  const stray = ours.replace(line, `${line.slice(0, -2)}${String.fromCharCode(last.charCodeAt(0) + 1)}=`)
  assert.equal(go(stray, 'open', log.verifier.text), `${text}signed by ${origin}\n`)
  const note = parseNote(utf8(stray))
  assert.ok(!note.ok && /规范的 base64/.test(note.error.sentence))
})
