import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { must } from '../../domain/result.ts'
import { filesOfTree, signedCheckpoint, TEST_ORIGIN, testKey } from '../support/log.ts'

const program = join(import.meta.dirname, '../../docs/verify.py')
const root = mkdtempSync(join(tmpdir(), 'yangguang-verify-py-'))
after(() => rmSync(root, { recursive: true }))

const key = testKey('verify-py')
/** Two full tiles of level 0, a partial one, and one of level 1. */
const SIZE = 700
const entries = Array.from({ length: SIZE }, (_, i) => utf8(`{"演示":${i},"x":"${'长'.repeat(i % 5)}"}`))

function filesOf(list: readonly Uint8Array[], keys = [key]): Map<string, Uint8Array> {
  const { files, root: treeRoot } = filesOfTree(list)
  files.set('checkpoint', signedCheckpoint({ origin: TEST_ORIGIN, size: list.length, root: treeRoot }, keys))
  files.set('vkey', utf8(`${must(keys[0], 'a key').verifier.text}\n`))
  return files
}

let folders = 0
function write(files: ReadonlyMap<string, Uint8Array>): string {
  const folder = join(root, String(++folders))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

const version = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''
const missing = !/^Python 3\.(?:[89]|\d\d)/.test(version('python3', '--version'))
  ? '没有 python3（3.8 以上），不能试独立核对程序'
  : !/^OpenSSL 3/.test(version('openssl', 'version'))
    ? '没有 openssl（3.0 以上），不能试独立核对程序'
    : ''

function skipped(t: TestContext): boolean {
  if (missing) t.skip(missing)
  return missing !== ''
}

/** Runs the verifier. The server that it may ask lives in this process, so that nothing here waits for it synchronously. */
async function verify(...args: readonly string[]): Promise<{ code: number | null; words: string }> {
  const child: ChildProcess = spawn('python3', ['-B', program, ...args], {
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', TMPDIR: root },
  })
  const words: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => void words.push(text))
  }
  return new Promise(resolve => child.on('close', code => resolve({ code, words: words.join('') })))
}

test('S11 独立核对程序不到150行，只用Python标准库', () => {
  const text = readFileSync(program, 'utf8')
  assert.ok(text.split('\n').length - 1 < 150)
  const modules = [...text.matchAll(/^(?:import|from) (.*)$/gm)].flatMap(([, names = '']) =>
    names.replace(/ import .*/, '').split(', '),
  )
  const standard = ['argparse', 'base64', 'binascii', 'concurrent.futures', 'hashlib', 'pathlib', 're']
  assert.deepEqual(modules.toSorted(), [...standard, 'subprocess', 'sys', 'tempfile', 'urllib.request'])
})

test('S11 独立核对程序读导出的文件夹：签名、全树、一个条目、与上次的检查点，逐项说成立', async t => {
  if (skipped(t)) return
  const kept = join(root, 'kept')
  writeFileSync(kept, must(filesOf(entries.slice(0, 300)).get('checkpoint'), 'a checkpoint'))
  const folder = write(filesOf(entries))

  const full = await verify(folder, '--vkey', key.verifier.text, '--index', '517', '--kept', kept)
  assert.equal(full.code, 0, full.words)
  assert.match(full.words, /公钥　由您给出/)
  assert.match(full.words, /签名　成立：.* 700 个条目/)
  assert.match(full.words, /全树　成立/)
  assert.match(full.words, /条目　成立：第 517 号在树中，内容是 {"演示":517/)
  assert.match(full.words, /前后　成立：上次的 300 个条目/)

  const bare = await verify(folder)
  assert.equal(bare.code, 0)
  assert.match(bare.words, /公钥　取自同一处/)
})

test('S11 独立核对程序在各种大小的树上都算得出同一个根', async t => {
  if (skipped(t)) return
  for (const size of [0, 1, 2, 3, 255, 256, 257, 512]) {
    const folder = write(filesOf(entries.slice(0, size)))
    const last = size > 0 ? ['--index', String(size - 1)] : []
    const { code, words } = await verify(folder, ...last)
    assert.equal(code, 0, `${size}: ${words}`)
  }
})

test('S11 独立核对程序经网址读取，说出少了哪个文件', async t => {
  if (skipped(t)) return
  const files = filesOf(entries)
  const server = createServer((request, response) => {
    const bytes = files.get((request.url ?? '').replace('/log/', ''))
    response.writeHead(bytes ? 200 : 404).end(bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`

  const { code, words } = await verify(base, '--vkey', key.verifier.text)
  assert.equal(code, 0, words)

  files.delete('tile/entries/001')
  const cut = await verify(`${base}/`)
  assert.equal(cut.code, 4)
  assert.match(cut.words, /没有核对完：.*404.*tile\/entries\/001/)
})

const tamperings: readonly [string, RegExp, number, (files: Map<string, Uint8Array>) => void][] = [
  ['条目改动一位', /哈希瓦片 tile\/0\/001 与条目不符/, 3, files => flip(files, 'tile/entries/001', 100)],
  ['条目包的长度说谎', /长度或条数对不上/, 3, files => flip(files, 'tile/entries/000', 1)],
  ['哈希瓦片改动一位', /tile\/0\/002\.p\/188 与条目不符/, 3, files => flip(files, 'tile/0/002.p/188', 5999)],
  ['上层哈希瓦片改动一位', /tile\/1\/000\.p\/2 与条目不符/, 3, files => flip(files, 'tile/1/000.p/2', 0)],
  ['检查点的大小改动', /签名不对/, 3, files => replace(files, '\n700\n', '\n699\n')],
  ['检查点的签名改动', /签名不对/, 3, files => flip(files, 'checkpoint', -8, 1)],
  ['检查点没有签名', /没有所给公钥的签名/, 3, files => replace(files, /— .*\n/, '')],
  ['没有检查点', /没有核对完/, 4, files => void files.delete('checkpoint')],
  ['尾部截掉', /没有核对完/, 4, files => void files.delete('tile/entries/002.p/188')],
]

test('S11 独立核对程序拒绝改过一位、截去尾部、没有签名的日志', async t => {
  if (skipped(t)) return
  for (const [what, sentence, status, tamper] of tamperings) {
    const files = filesOf(entries)
    tamper(files)
    const { code, words } = await verify(write(files), '--vkey', key.verifier.text)
    assert.equal(code, status, `${what}: ${words}`)
    assert.match(words, sentence, what)
  }
})

test('S11 独立核对程序拒绝另一把密钥签的、另一棵树的、比上次倒退的日志', async t => {
  if (skipped(t)) return
  const other = testKey('another')
  const forged = await verify(write(filesOf(entries, [other])), '--vkey', key.verifier.text)
  assert.equal(forged.code, 3)
  assert.match(forged.words, /没有所给公钥的签名/)
  assert.equal((await verify(write(filesOf(entries)), '--vkey', `${key.verifier.text.slice(0, -6)}AAAAA=`)).code, 3)

  const kept = join(root, 'kept-of-fork')
  writeFileSync(kept, must(filesOf(entries.slice(0, 300)).get('checkpoint'), 'a checkpoint'))
  const fork = write(filesOf(entries.map((entry, i) => (i === 123 ? utf8('"另一个故事"') : entry))))
  const forked = await verify(fork, '--vkey', key.verifier.text, '--kept', kept)
  assert.equal(forked.code, 3)
  assert.match(forked.words, /300 个条目）不是一脉相承/)
  const rewound = await verify(write(filesOf(entries.slice(0, 299))), '--vkey', key.verifier.text, '--kept', kept)
  assert.equal(rewound.code, 3)
  assert.match(rewound.words, /不是一脉相承/)
})

test('S11 独立核对程序：换过密钥的日志认得旧公钥也认得新公钥；参数不对退出码为2', async t => {
  if (skipped(t)) return
  const next = testKey('next')
  const folder = write(filesOf(entries, [next, key]))
  for (const keys of [[key], [next], [key, next]]) {
    const { code, words } = await verify(folder, ...keys.flatMap(one => ['--vkey', one.verifier.text]))
    assert.equal(code, 0, words)
  }
  assert.equal((await verify(folder, '--index', 'x')).code, 2)
  assert.equal((await verify()).code, 2)
  assert.equal((await verify(folder, '--index', '700')).code, 3)
})

function flip(files: Map<string, Uint8Array>, path: string, at: number, bit = 4): void {
  const bytes = must(files.get(path), path).slice()
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = must(bytes[place], 'a byte there') ^ bit
  files.set(path, bytes)
}

function replace(files: Map<string, Uint8Array>, what: string | RegExp, by: string): void {
  const text = Buffer.from(must(files.get('checkpoint'), 'a checkpoint')).toString()
  files.set('checkpoint', utf8(text.replace(what, by)))
}
