import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cosignaturesOn } from '../domain/log/cosignature.ts'
import { OTHER, parseVerifierKey, verifierKey } from '../domain/log/key.ts'
import { type Note, parseSignatures } from '../domain/log/note.ts'
import { parsePolicy } from '../domain/log/policy.ts'
import { must } from '../domain/result.ts'
import { startWitness, type WitnessProcess } from '../test/support/witness-process.ts'
import { witnessedLog } from '../test/support/witnessed-log.ts'
import { run } from './witness.ts'

const log = witnessedLog()
const forked = witnessedLog({ forkAt: 4 })
const vkey = log.signer.verifier.text
const name = 'demo.invalid/witness'

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-witness-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

/** A witness of the log on this folder; it is stopped when the test ends, if it has not been before. */
async function started(t: TestContext, folder: string, preload?: string): Promise<WitnessProcess> {
  const witness = await startWitness(['--name', name, '--log', vkey, '--data-dir', folder], preload)
  t.after(() => witness.stop('SIGKILL'))
  return witness
}

const ask = (base: string, body: string) => fetch(`${base}/add-checkpoint`, { method: 'POST', body })

/** Runs the subcommand here and hears what it says. */
async function refused(t: TestContext, ...args: readonly string[]): Promise<{ code: number; words: string }> {
  const words: string[] = []
  const hear = t.mock.method(console, 'error', (line: unknown) => void words.push(String(line)))
  const code = await run(args)
  hear.mock.restore()
  return { code, words: words.join('\n') }
}

test('S11 the first start prints the public key, the address and the line for the log’s policy', async t => {
  const witness = await started(t, temporaryFolder(t))
  const printed = witness.stdout()

  const line = must(/^witness .*$/m.exec(printed)?.[0], 'the line for the policy')
  const policy = parsePolicy(`log ${vkey}\n${line}\nquorum ${name}\n`)
  assert.ok(policy.ok)
  assert.equal(policy.value.witnesses[0]?.url, witness.base)
  const key = must(policy.value.witnesses[0]?.key, 'the key in the line')
  assert.ok(printed.includes(`公钥　${key.text}\n`))
  assert.match(printed, /日志　demo\.invalid\/log　尚未见证/)

  const answer = await ask(witness.base, log.request(0, 5))
  assert.deepEqual(namesOf(log.note(5), await answer.text(), key.text), [name])
  assert.equal(await witness.stop(), 0)
  assert.match(witness.stderr(), /正在停止见证/)
})

function namesOf(note: Note, answer: string, ...texts: readonly string[]): readonly string[] {
  const lines = parseSignatures(answer)
  assert.ok(lines.ok)
  const keys = texts.map(text => {
    const key = parseVerifierKey(text)
    assert.ok(key.ok)
    return key.value
  })
  const cosigned = cosignaturesOn({ text: note.text, signatures: lines.value }, keys)
  assert.ok(cosigned.ok)
  return cosigned.value.map(({ key }) => key.name)
}

test('tlog-cosignature: with --ml-dsa two keys sign, and the policy counts them as one witness', async t => {
  const folder = temporaryFolder(t)
  const witness = await startWitness(['--name', name, '--log', vkey, '--data-dir', folder, '--ml-dsa'])
  t.after(() => witness.stop('SIGKILL'))

  const lines = witness.stdout().match(/^(?:witness|group) .*$/gm) ?? []
  const policy = parsePolicy(`log ${vkey}\n${lines.join('\n')}\nquorum ${name}\n`)
  assert.ok(policy.ok)
  const keys = policy.value.witnesses.map(({ key }) => key.text)
  const answer = await ask(witness.base, log.request(0, 5))
  assert.deepEqual(namesOf(log.note(5), await answer.text(), ...keys), [name, name])
})

test('S11 a restart goes on where it was, and says which keys of logs came or went', async t => {
  const folder = temporaryFolder(t)
  const other = witnessedLog({ origin: 'demo.invalid/another' })
  const first = await started(t, folder)
  await ask(first.base, log.request(0, 5))
  await first.stop()

  const second = await startWitness(['--name', name, '--log', other.signer.verifier.text, '--data-dir', folder])
  t.after(() => second.stop('SIGKILL'))
  assert.ok(second.stdout().includes(`新增了日志公钥　${other.signer.verifier.text}`))
  assert.ok(second.stdout().includes(`不再信任日志公钥　${vkey}`))
  assert.equal((await ask(second.base, log.request(5, 6))).status, 404)
  assert.match(await (await fetch(`${second.base}/`)).text(), /现已不再见证这个日志/)
  await second.stop()

  const third = await started(t, folder)
  assert.match(third.stdout(), /日志　demo\.invalid\/log　已见证到大小 5/)
  assert.equal((await ask(third.base, log.request(5, 6))).status, 200)
})

test('tlog-witness: killed between persisting and answering, it never signs a fork of what nobody saw it sign', async t => {
  const folder = temporaryFolder(t)
  const first = await started(t, folder)
  assert.equal((await ask(first.base, log.request(0, 3))).status, 200)
  await first.stop()

  // The first answer it would give kills it instead: what was to be answered is persisted by then.
  const preload = `import http from 'node:http'; http.ServerResponse.prototype.writeHead = () => process.kill(process.pid, 'SIGKILL')`
  const doomed = await started(t, folder, preload)
  await assert.rejects(ask(doomed.base, log.request(3, 5)))
  assert.equal(await doomed.ended, 'SIGKILL')

  const witness = await started(t, folder)
  const fork = await ask(witness.base, forked.request(3, 5))
  assert.equal(fork.status, 409)
  assert.equal(await fork.text(), '5\n')
  assert.equal((await ask(witness.base, forked.request(5, 5))).status, 422)
  assert.equal((await ask(witness.base, forked.request(5, 6))).status, 422)
  const repeated = await ask(witness.base, log.request(5, 5))
  assert.equal(repeated.status, 200, 'the log that lost the answer asks again')
})

test('tlog-witness: killed at any moment, it knows at least what it answered, and no fork gets in between', async t => {
  const folder = temporaryFolder(t)
  let answered = 0
  let size = 0
  for (let kill = 0; kill < 6; kill++) {
    const witness = await started(t, folder)
    const killed = sleep(5 + kill * 7).then(() => witness.stop('SIGKILL'))
    try {
      for (;;) {
        const answer = await ask(witness.base, log.request(size, size + 1))
        if (answer.status === 409) size = Number(await answer.text())
        else {
          assert.equal(answer.status, 200)
          await answer.text()
          size += 1
          answered = size
        }
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
    await killed
    size = Math.max(0, answered - 1)
  }
  const last = await started(t, folder)
  const known = Number(await (await ask(last.base, log.request(answered + 9, answered + 9))).text())
  assert.ok(known === answered || known === answered + 1, `answered ${answered}, known ${known}`)
  assert.equal((await ask(last.base, log.request(known, known + 1))).status, 200)
})

test('S11 a second witness on the same folder, a taken port, a key that others can read: refused, each with a sentence', async t => {
  const folder = temporaryFolder(t)
  const usual = ['--name', name, '--log', vkey, '--data-dir', folder]
  const witness = await started(t, folder)
  const second = await refused(t, ...usual, '--port', '0')
  assert.equal(second.code, 1)
  assert.match(second.words, /另一个见证人进程正在使用/)
  await witness.stop()

  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo
  await assert.rejects(startWitness([...usual, '--port', String(port)]), /ended with 1: 端口 \d+ 已被占用：请用 --port/)
  squatter.close()

  chmodSync(join(folder, 'ed25519.key'), 0o644)
  const readable = await refused(t, ...usual)
  assert.equal(readable.code, 1)
  assert.match(readable.words, /能被其他用户读写/)
})

test('S11 wrong arguments are refused with 2 and a sentence that names them, before anything is made', async t => {
  const folder = temporaryFolder(t)
  const sm2 = verifierKey('demo.invalid/log', OTHER, sm2Key())
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/须用 --name/],
    [/须用 --name/, '--name', 'with space', '--log', vkey],
    [/须用 --name/, '--name', 'with+plus', '--log', vkey],
    [/名称最长/, '--name', 'n'.repeat(256), '--log', vkey],
    [/须用 --log/, '--name', name],
    [/日志公钥「nonsense」不对/, '--name', name, '--log', 'nonsense'],
    [/编号与名称、密钥不符/, '--name', name, '--log', `x${vkey}`],
    [/国密签名的公钥/, '--name', name, '--log', sm2.text],
    [/给了两次/, '--name', name, '--log', vkey, '--log', vkey],
    [/端口「80a」不对/, '--name', name, '--log', vkey, '--port', '80a'],
    [/端口「65536」不对/, '--name', name, '--log', vkey, '--port', '65536'],
    [/监听地址「http:\/\/x」不对/, '--name', name, '--log', vkey, '--host', 'http://x'],
    [/没有参数「--nane」/, '--nane', name],
    [/不认识「extra」/, 'extra'],
    [/缺少值/, '--name'],
    [/缺少值/, '--name', '--log', vkey],
    [/不该有值/, '--name', name, '--log', vkey, '--ml-dsa=yes'],
  ]
  for (const [sentence, ...args] of cases) {
    const { code, words } = await refused(t, ...args, '--data-dir', folder)
    assert.equal(code, 2, args.join(' '))
    assert.match(words, sentence)
    assert.match(words, /用法：yangguang witness/)
  }
  assert.equal(existsSync(folder), false)
})

/** As long as one, which is all that is looked at here. */
function sm2Key(): Uint8Array {
  return Uint8Array.from([...new TextEncoder().encode('sm2-with-sm3'), 4, ...new Uint8Array(64)])
}
