import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { COSIGNATURE_V1, ED25519, signerKey, verifierKey } from '../../domain/log/key.ts'
import { must } from '../../domain/result.ts'
import { openWitnessState } from '../../witness/state.ts'
import { startWitness, type WitnessProcess } from '../support/witness-process.ts'
import { hurlLines } from './hurl.ts'

const vectors = join(import.meta.dirname, '../vectors/litewitness')

/** Where the script and the specification disagree, ours follows the specification. */
const exceptions: readonly { line: number; says: string; status: number; reason: string }[] = [
  {
    line: 98,
    says: 'HTTP 403',
    status: 404,
    reason:
      'tlog-witness, add-checkpoint: «If the checkpoint origin is unknown, the witness MUST respond with a "404 Not Found" HTTP status code.»',
  },
]

/** The script ran against our witness: a process of its own, started by `yangguang witness`. */
interface Stage {
  /** The test of the line that is being run: what the line leads to is tested below it. */
  line: TestContext
  readonly folder: string
  readonly files: ReadonlyMap<string, { readonly text: string; readonly line: number }>
  /** Verifier keys of the logs, as witnessctl was given them. */
  readonly logs: string[]
  /** What the agent holds: seeds by the SHA-256 of their public keys. */
  readonly agent: Map<string, Uint8Array>
  agentSocket?: string
  witness?: WitnessProcess
  stdout: string
  stderr: string
}

type Act = (stage: Stage, ...words: readonly string[]) => unknown

/** Every kind of line of the script, and what it is here. */
const acts: readonly (readonly [RegExp, Act])[] = [
  [/^exec witnessctl add-sigsum-log -key=([0-9a-f]{64})$/, addSigsumLog],
  [/^env SSH_AUTH_SOCK=(\$WORK\/s)$/, (stage, socket) => Object.assign(stage, { agentSocket: socket })],
  // Our witness keeps its key itself, so that the agent is the set of keys it could be given.
  [/^! exec ssh-agent -a \$SSH_AUTH_SOCK -D &$/, stage => assert.equal(stage.agentSocket, '$WORK/s')],
  [/^waitfor \$SSH_AUTH_SOCK$/, stage => assert.equal(stage.agentSocket, '$WORK/s')],
  [/^chmod 600 (\S+\.pem)$/, (stage, file = '') => chmodSync(join(stage.folder, file), 0o600)],
  [/^exec ssh-add (\S+\.pem)$/, addToAgent],
  [
    /^exec litewitness -ssh-agent=\$SSH_AUTH_SOCK -name=(\S+) -key=([0-9a-f]{64}) &litewitness&$/,
    (stage, name, hash) => startLitewitness(stage, name, hash),
  ],
  [/^waitfor localhost:7380$/, async stage => assert.equal((await fetch(witnessOf(stage).base)).status, 200)],
  [/^exec hurl --test --error-format long (\S+\.hurl)$/, runHurl],
  [/^killall$/, stage => void witnessOf(stage).child.kill('SIGTERM')],
  [/^wait litewitness$/, waitForWitness],
  [/^stderr '(.*)'$/, (stage, pattern = '') => assert.match(stage.stderr, new RegExp(pattern))],
  [/^exec witnessctl list-logs$/, listLogs],
  [/^stdout (\S+)$/, (stage, pattern = '') => assert.match(stage.stdout, new RegExp(pattern))],
]

test('torchwood/litewitness: litewitness.txt runs against our witness, every line of it', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-litewitness-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const { script, files } = archive(readFileSync(join(vectors, 'litewitness.txt'), 'utf8'))
  for (const [name, { text }] of files) writeFileSync(join(folder, name), text)
  const stage: Stage = { line: t, folder, files, logs: [], agent: new Map(), stdout: '', stderr: '' }
  t.after(() => stage.witness?.stop('SIGKILL'))

  for (const [index, whole] of script.entries()) {
    const line = whole.replace(/(^|\s)#.*$/, '').trim()
    if (line === '') continue
    await step(t, index + 1, line, async ofLine => {
      stage.line = ofLine
      const [pattern, act] = must(
        acts.find(([known]) => known.test(line)),
        `what is meant by: ${line}`,
      )
      await act(stage, ...(pattern.exec(line)?.slice(1) ?? []))
    })
  }
})

/** A line of the script as a test of its own; after one that failed the next make no sense. */
async function step(
  t: TestContext,
  number: number,
  line: string,
  work: (t: TestContext) => Promise<unknown>,
): Promise<void> {
  let done = false
  await t.test(`torchwood/litewitness: line ${number}: ${line.slice(0, 100)}`, async ofLine => {
    await work(ofLine)
    done = true
  })
  assert.ok(done, `line ${number} failed`)
}

/** A txtar archive: a script, then files, each after a line `-- name --`; lines count from 1. */
function archive(text: string) {
  const files = new Map<string, { text: string; line: number }>()
  const script: string[] = []
  let name: string | undefined
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const opening = /^-- (\S+) --$/.exec(line)?.[1]
    if (opening) {
      name = opening
      files.set(name, { text: '', line: index + 2 })
    } else if (name === undefined) script.push(line)
    else {
      const file = must(files.get(name), name)
      files.set(name, { ...file, text: `${file.text}${line}\n` })
    }
  }
  return { script, files }
}

const witnessOf = (stage: Stage) => must(stage.witness, 'a witness that was started')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function addSigsumLog({ logs }: Stage, key = ''): void {
  const publicKey = new Uint8Array(Buffer.from(key, 'hex'))
  logs.push(verifierKey(`sigsum.org/v1/tree/${sha256(publicKey)}`, ED25519, publicKey).text)
}

function addToAgent({ folder, agent }: Stage, file = ''): void {
  const path = join(folder, file)
  assert.equal(statSync(path).mode & 0o077, 0, 'ssh-add takes no key that others can read')
  const { seed, publicKey } = openSshKey(readFileSync(path, 'utf8'))
  agent.set(sha256(publicKey), seed)
}

/** PROTOCOL.key of OpenSSH, unencrypted and Ed25519, which node:crypto does not read. */
function openSshKey(pem: string): { readonly seed: Uint8Array; readonly publicKey: Uint8Array } {
  const bytes = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ''), 'base64')
  let offset = 'openssh-key-v1\0'.length
  assert.equal(bytes.toString('latin1', 0, offset), 'openssh-key-v1\0')
  const next = (from: Buffer = bytes): Buffer => {
    const start = offset + 4
    offset = start + from.readUInt32BE(offset)
    return from.subarray(start, offset)
  }
  assert.deepEqual([next().toString(), next().toString(), next().length], ['none', 'none', 0])
  offset += 4
  next()
  const secret = next()
  assert.equal(secret.readUInt32BE(0), secret.readUInt32BE(4))
  offset = 8
  assert.equal(next(secret).toString(), 'ssh-ed25519')
  const publicKey = new Uint8Array(next(secret))
  const seed = new Uint8Array(next(secret).subarray(0, 32))
  assert.deepEqual(signerKey('x', ED25519, seed).verifier.publicKey, publicKey)
  return { seed, publicKey }
}

async function startLitewitness(stage: Stage, name = '', keyHash = ''): Promise<void> {
  const folder = join(stage.folder, 'witness-data')
  const seed = must(stage.agent.get(keyHash), 'the key in the agent')
  mkdirSync(folder)
  closeNew(join(folder, 'witness.db'))
  writeFileSync(join(folder, 'ed25519.key'), signerKey(name, COSIGNATURE_V1, seed).text, { mode: 0o600 })
  const logs = stage.logs.flatMap(vkey => ['--log', vkey])
  stage.witness = await startWitness(['--name', name, ...logs, '--data-dir', folder])
}

/** A key comes with its record, even an empty one. */
function closeNew(file: string): void {
  const state = openWitnessState(file)
  assert.ok(state.ok)
  state.value.close()
}

async function runHurl(stage: Stage, name = ''): Promise<void> {
  const { text, line: first } = must(stage.files.get(name), name)
  const met = new Set<number>()
  const statusFor = (index: number, status: number) => {
    const exception = exceptions.find(({ line }) => line === first + index)
    if (exception === undefined) return status
    assert.equal(`HTTP ${status}`, exception.says)
    met.add(exception.line)
    return exception.status
  }
  const at = (url: string) => url.replace('http://localhost:7380', witnessOf(stage).base)
  for (const [index, line] of hurlLines(text, at, statusFor).entries()) {
    if (/^(HTTP|body) /.test(line.text)) await step(stage.line, first + index, line.text, line.run)
    else await line.run()
  }
  assert.equal(met.size, exceptions.length, 'an exception that is not needed')
}

async function waitForWitness(stage: Stage): Promise<void> {
  assert.equal(await witnessOf(stage).ended, 0)
  stage.stderr = witnessOf(stage).stderr()
}

/** What `witnessctl list-logs` prints is read from the record that the witness left. */
function listLogs(stage: Stage): void {
  const state = openWitnessState(join(stage.folder, 'witness-data', 'witness.db'))
  assert.ok(state.ok)
  const { origins, latest, close } = state.value
  stage.stdout = origins()
    .map(origin => JSON.stringify({ origin, size: latest(origin)?.size }))
    .join('\n')
  close()
}
