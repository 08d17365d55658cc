import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { type Config, readConfig } from '../config.ts'
import { openCheckpoint } from '../domain/log/checkpoint.ts'
import { parsePolicy } from '../domain/log/policy.ts'
import { tilePath, tilesOfTree } from '../domain/log/tile.ts'
import { must } from '../domain/result.ts'
import { bundlesOfTree } from '../store/log/export.ts'
import { openLogKeys, openTileStore, readLogPolicy } from '../store/log/log-parts.ts'
import { startLog } from '../store/log/sequencer.ts'
import { openStore, type Store } from '../store/store.ts'
import { type LogStatus, readLogStatus } from '../store/views/log.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { eventually } from '../test/support/eventually.ts'
import { run } from './log.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-cli-log-'))
const folder = join(dataDir, 'log/public')
let database: TestDatabase
let store: Store
let config: Config
before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
  const settings = readConfig({ DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_ORIGIN: 'yangguang.invalid/cli' })
  assert.ok(settings.ok)
  config = settings.config
})
after(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true })
})

/** Runs the subcommand and hears what it prints. A complaint to the operator ends it as `dispatch` would. */
async function told(t: TestContext, ...args: readonly string[]): Promise<{ code: number; words: string }> {
  const words: string[] = []
  const hear = (line: unknown) => void words.push(String(line))
  const mocks = [t.mock.method(console, 'log', hear), t.mock.method(console, 'error', hear)]
  const code = await run(args, config).catch((error: Error) => {
    assert.equal(error.name, 'OperatorError')
    hear(error.message)
    return 1
  })
  for (const mock of mocks) mock.mock.restore()
  return { code, words: words.join('\n') }
}

const inTrouble = ({ trouble }: LogStatus) => trouble !== undefined
const allPublished = ({ pending, published, trouble }: LogStatus) =>
  published !== undefined && pending === 0 && !trouble

/** Lets the log run until it stands so. */
async function serve(until = allPublished, whileRunning: () => Promise<void> = async () => {}): Promise<void> {
  const keys = await openLogKeys(config, DEMO_ORGAN)
  const policy = await readLogPolicy(config, keys)
  const log = startLog({ store, tiles: openTileStore(config), keys, policy, witnessTimeoutMs: 500, dataDir })
  for (let patience = 400; patience > 0 && !until(await readLogStatus(store)); patience--) {
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  try {
    await whileRunning()
  } finally {
    await log.stop()
  }
}

async function pathsIn(place: string): Promise<readonly string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  return files.map(entry => relative(place, join(entry.parentPath, entry.name))).toSorted()
}

/** Digests of the published files by path; without partial tiles of earlier sizes, which may or may not be there still. */
async function published(): Promise<Readonly<Record<string, string>>> {
  const size = (await readLogStatus(store)).published?.size ?? 0
  const needed = new Set(['checkpoint', ...[...tilesOfTree(size), ...bundlesOfTree(size)].map(tilePath)])
  const read = (await pathsIn(folder))
    .filter(path => needed.has(path) || !path.includes('.p/'))
    .map(async path => [
      path,
      createHash('sha256')
        .update(await readFile(join(folder, path)))
        .digest('hex'),
    ])
  return Object.fromEntries(await Promise.all(read))
}

test('S11 日志开始之前，状态说尚未开始，其余各说缺什么', async t => {
  const status = await told(t, 'status')
  assert.equal(status.code, 0)
  assert.match(status.words, /日志　　　尚未开始/)
  assert.match(status.words, /还没有公布/)
  for (const verb of [['export', join(dataDir, 'x')], ['rotate-key'], ['retire-keys'], ['rewrite-files']]) {
    const { code, words } = await told(t, ...verb)
    assert.equal(code, 1)
    assert.match(words, /没有日志「yangguang\.invalid\/cli」的密钥/)
  }
})

test('S11 状态说公布到哪里、用哪把密钥；参数不对给出用法', async t => {
  await serve()
  const { code, words } = await told(t, 'status')
  assert.equal(code, 0, words)
  assert.match(words, /日志　　　yangguang\.invalid\/cli/)
  assert.match(words, /公布到 \d{3,} 个条目/)
  assert.match(words, /0 个事件尚未公布/)
  assert.match(words, /当前公钥　yangguang\.invalid\/cli\+/)
  for (const args of [[], ['export'], ['status', 'x'], ['forget'], ['export', 'a', 'b'], ['constructor']]) {
    assert.equal((await told(t, ...args)).code, 2)
  }
})

test('S11 导出的文件夹自成一体：检查点、策略、公钥、瓦片、记录，没有别的', async t => {
  const target = join(dataDir, 'exported')
  const { code, words } = await told(t, 'export', target)
  assert.equal(code, 0, words)
  assert.match(words, /已导出 \d+ 个条目、\d+ 份记录/)

  const paths = await pathsIn(target)
  assert.deepEqual(
    paths.filter(path => !/^(?:checkpoint|vkey|policy|tile\/.*|record\/.*\.json)$/.test(path)),
    [],
  )
  const policy = parsePolicy(await readFile(join(target, 'policy'), 'utf8'))
  assert.ok(policy.ok)
  const bytes = await readFile(join(target, 'checkpoint'))
  assert.ok(
    openCheckpoint(
      bytes,
      policy.value.logs.map(({ key }) => key),
    ).ok,
  )

  await writeFile(join(target, 'tile/0/000'), 'x')
  assert.match((await told(t, 'export', target)).words, /tile\/0\/000.*已有不同的内容/)
})

test('S11 更换密钥：新旧并列签名，只认旧公钥的人照常核验；停用之后旧公钥仍在策略里', async t => {
  const before = (await openLogKeys(config, DEMO_ORGAN)).current.verifier
  assert.match((await told(t, 'rotate-key')).words, /并列签名　.*\n新的密钥已造好/)
  const { current, alsoSigning } = await openLogKeys(config, DEMO_ORGAN)
  assert.notEqual(current.verifier.text, before.text)
  assert.deepEqual(
    alsoSigning.map(({ verifier }) => verifier.text),
    [before.text],
  )

  const retired = await told(t, 'retire-keys')
  assert.match(retired.words, new RegExp(`已停用　　${before.text.replaceAll('+', '\\+')}`))
  const keys = await openLogKeys(config, DEMO_ORGAN)
  const { logs } = await readLogPolicy(config, keys)
  assert.deepEqual(
    logs.map(({ key }) => key.text),
    [current.verifier.text, before.text],
  )
  // What the retired key signed is still this log's.
  assert.ok(
    openCheckpoint(
      await readFile(join(folder, 'checkpoint')),
      logs.map(({ key }) => key),
    ).ok,
  )
})

test('S11 公开的文件全部丢失：服务说明原因，重写之后与原来逐字节相同', async t => {
  const original = await published()
  await rm(folder, { recursive: true })
  await serve(inTrouble)
  assert.match(must((await readLogStatus(store)).trouble, 'trouble').sentence, /rewrite-files/)
  assert.equal((await told(t, 'status')).code, 1)

  const { code, words } = await told(t, 'rewrite-files')
  assert.equal(code, 0, words)
  assert.deepEqual(await published(), original)

  await serve()
  assert.equal((await told(t, 'status')).code, 0)
})

test('S11 公开的文件损坏、截短、多出：重写只动这些', async t => {
  const original = await published()
  const tile = await readFile(join(folder, 'tile/0/000'))
  tile[100] = must(tile[100], 'a byte') ^ 1
  await writeFile(join(folder, 'tile/0/000'), tile)
  await writeFile(join(folder, 'checkpoint'), '不是检查点')
  await rm(join(folder, 'tile/entries/000'))
  for (const path of ['tile/0/x999/999', 'tile/0/009.p/3']) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), '没有人签过的树的一片')
  }

  const { code, words } = await told(t, 'rewrite-files')
  assert.equal(code, 0, words)
  assert.match(words, /重写了 2 个，移除了 2 个多余的/)
  assert.deepEqual(await published(), original)
})

test('S11 服务正在运行、数据库被改过、密钥不配套时，不重写', async t => {
  // All is published already when it starts: until it has the log, there is nothing running to be stopped first.
  const isRefused = async () => /先停止服务/.test((await told(t, 'rewrite-files')).words)
  await serve(allPublished, async () => void (await eventually(isRefused)))

  const original = await published()
  await database.pool.query('alter table log_entry disable trigger all')
  await database.pool.query(`update log_entry set entry = replace(entry, '"v":1', '"v":2') where index = 5`)
  await rm(join(folder, 'tile/0/000'))
  const { code, words } = await told(t, 'rewrite-files')
  assert.equal(code, 1)
  assert.match(words, /算不出签过的树根.*不重写/)
  assert.equal(Object.keys(await published()).length, Object.keys(original).length - 1)
  await database.pool.query(`update log_entry set entry = replace(entry, '"v":2', '"v":1') where index = 5`)

  const keys = join(dataDir, 'log/keys')
  await rename(keys, `${keys}.kept`)
  await openLogKeys(config, DEMO_ORGAN)
  assert.match((await told(t, 'rewrite-files')).words, /不是现有的密钥签的.*从备份恢复/)
  await rm(keys, { recursive: true })
  await rename(`${keys}.kept`, keys)
  assert.equal((await told(t, 'rewrite-files')).code, 0)
  assert.deepEqual(await published(), original)
})
