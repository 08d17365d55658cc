import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { COSIGNATURE_V1, ML_DSA_44, signerKey } from '../domain/log/key.ts'
import { openWitnessFolder, type WitnessFolder } from './folder.ts'

const name = 'demo.invalid/witness'

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-witness-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'witness-data')
}

function opened(folder: string, mlDsa = false): WitnessFolder {
  const result = openWitnessFolder(folder, name, mlDsa)
  assert.ok(result.ok, result.ok ? '' : result.error)
  return result.value
}

function refused(folder: string, itsName = name): string {
  const result = openWitnessFolder(folder, itsName, false)
  assert.ok(!result.ok)
  return result.error
}

test('S11 the first start makes a key that only its user can read, and later starts find the same', t => {
  const folder = temporaryFolder(t)
  const first = opened(folder)
  first.state.close()

  const again = opened(folder)
  again.state.close()

  assert.equal(again.signers[0]?.text, first.signers[0]?.text)
  assert.equal(first.signers[0]?.verifier.type, COSIGNATURE_V1)
  assert.equal(statSync(join(folder, 'ed25519.key')).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o077, 0)
})

test('tlog-cosignature: an ML-DSA-44 key is made beside the Ed25519 one when it is asked for', t => {
  const folder = temporaryFolder(t)
  const plain = opened(folder)
  plain.state.close()

  const both = opened(folder, true)
  both.state.close()

  assert.deepEqual(
    both.signers.map(({ verifier }) => verifier.type),
    [COSIGNATURE_V1, ML_DSA_44],
  )
  assert.equal(both.signers[0]?.text, plain.signers[0]?.text)
})

test('S11 a key that others can read is refused, with what to do', t => {
  const folder = temporaryFolder(t)
  opened(folder).state.close()
  chmodSync(join(folder, 'ed25519.key'), 0o640)

  assert.match(refused(folder), /能被其他用户读写.*chmod 600/)
})

test('S11 a key without its record is refused: it could cosign a fork of what it cosigned before', t => {
  const folder = temporaryFolder(t)
  opened(folder).state.close()
  rmSync(join(folder, 'witness.db'))

  assert.match(refused(folder), /有密钥.*却没有它的见证记录.*分叉/)
})

test('S11 a record without its key, or with another, is refused', t => {
  const folder = temporaryFolder(t)
  opened(folder).state.close()
  const file = join(folder, 'ed25519.key')
  const other = signerKey(name, COSIGNATURE_V1, new Uint8Array(32).fill(5))

  writeFileSync(file, other.text)
  assert.match(refused(folder), /不是一套/)
  rmSync(file)
  assert.match(refused(folder), /却没有它的密钥/)
})

test('S11 the key of another name, of another kind, or no key at all is refused without repeating it', t => {
  const folder = temporaryFolder(t)
  opened(folder).state.close()
  const file = join(folder, 'ed25519.key')

  assert.match(refused(folder, 'demo.invalid/other'), /属于见证人 demo\.invalid\/witness，不是 demo\.invalid\/other/)
  const quantum = signerKey(name, ML_DSA_44, new Uint8Array(32).fill(5))
  for (const text of [quantum.text, readFileSync(file, 'utf8').slice(0, -9), '']) {
    writeFileSync(file, text)
    const sentence = refused(folder)
    assert.match(sentence, /不是见证人的密钥，或者已经损坏/)
    assert.doesNotMatch(sentence, /PRIVATE/)
  }
})

test('S11 a folder in use, one that cannot be made, and a key that cannot be read are refused', t => {
  const folder = temporaryFolder(t)
  const { state } = opened(folder)

  assert.match(refused(folder), /另一个见证人进程正在使用/)
  assert.match(refused(join(folder, 'witness.db', 'below-a-file')), /读写不成/)
  state.close()
  rmSync(join(folder, 'ed25519.key'))
  mkdirSync(join(folder, 'ed25519.key'), { mode: 0o700 })
  assert.match(refused(folder), /读写不成/)
})
