import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import { utf8 } from '../domain/log/bytes.ts'
import { formatPolicy } from '../domain/log/policy.ts'
import { sm2Signer } from '../domain/log/sm2.ts'
import { logOf, policyOf, signedCheckpoint, TEST_ORIGIN, type TestLog, testKey } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import type { WorldEvent } from '../test/support/world.ts'
import { run } from './verify.ts'

let events: readonly WorldEvent[]
let folder: string
const home = process.env.HOME
before(async () => {
  events = (await demonstratedWorld()).events
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yangguang-verify-'))
  process.env.HOME = join(folder, 'home')
})
after(() => {
  if (home === undefined) delete process.env.HOME
  else process.env.HOME = home
})
const tidy = (t: TestContext) => t.after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the subcommand and hears what it prints. */
async function told(t: TestContext, ...args: readonly string[]): Promise<{ code: number; words: string }> {
  const words: string[] = []
  const hear = (line: unknown) => void words.push(String(line))
  const mocks = [t.mock.method(console, 'log', hear), t.mock.method(console, 'error', hear)]
  const code = await run(args)
  for (const mock of mocks) mock.mock.restore()
  return { code, words: words.join('\n') }
}

/** Writes a log into a folder, over whatever was there. @returns its path. */
function exported({ files }: Pick<TestLog, 'files'>, name = 'log'): string {
  const place = join(folder, name)
  rmSync(place, { recursive: true, force: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), bytes)
  }
  return place
}

/** The foundation and the first submissions: nobody was late yet. */
const early = (size = 420) => logOf(events.slice(0, size))

const keptOf = (...args: readonly string[]) => ['--kept', join(folder, 'kept'), ...args]
const keptSize = () => Number(readFileSync(join(folder, 'kept'), 'utf8').split('\n')[1])

test('S11 没有问题的日志：逐项说明证明了什么、没有核对什么，退出码 0，并记住检查点', async t => {
  tidy(t)
  const { code, words } = await told(t, exported(early()), ...keptOf('--records'))

  assert.match(words, /✔ 签名：.*✔ 条目：420 个条目.*✔ 树：.*✔ 公开的记录：/s)
  assert.match(words, /密钥取自被验证的网站，未与其他渠道核对/)
  assert.match(words, /○ 只增不改：没有上次留下的检查点/)
  assert.match(words, /二、重演规则：420 个条目，\d+ 条规则/)
  assert.match(words, /三、发现的问题：没有/)
  assert.match(words, /四、公开的内容不足以核对的规则：\d+ 条/)
  assert.match(words, /结论：日志可信/)
  assert.equal(code, 0, words)
  assert.equal(keptSize(), 420)
})

test('S4 演示期的日志可信，但有件超期：指出条目、条款和情形，退出码 1', async t => {
  tidy(t)
  const { code, words } = await told(t, exported(logOf(events, { withoutRecords: true })), ...keptOf())

  assert.match(words, /S4 +第 1549 号条目（matter\/2026-000020）：.*超期3个工作日/)
  assert.equal(code, 1)
  // The log itself was verified, so it is remembered all the same.
  assert.equal(keptSize(), events.length)
})

test('S11 条目被改过的日志不可信，退出码 3，不记住它的检查点', async t => {
  tidy(t)
  const log = early()
  const bundle = new Uint8Array(log.files.get('tile/entries/000') ?? assert.fail())
  bundle[100] = (bundle[100] ?? 0) ^ 1
  log.files.set('tile/entries/000', bundle)
  const { code, words } = await told(t, exported(log), ...keptOf())

  assert.match(words, /✘ 条目：第 \d+ 号条目重算的哈希与 tile\/0\/000 所载不符/)
  assert.match(words, /结论：日志不可信/)
  assert.doesNotMatch(words, /重演规则：/)
  assert.equal(code, 3)
  assert.equal(existsSync(join(folder, 'kept')), false)
})

test('S11 公开的记录被换成别的内容，退出码 3', async t => {
  tidy(t)
  const log = early()
  const other = log.files.get('record/matter/2026-000002.json') ?? assert.fail()
  log.files.set('record/matter/2026-000001.json', other)

  assert.equal((await told(t, exported(log))).code, 0)
  const { code, words } = await told(t, exported(log), '--records')
  assert.match(words, /✘ 公开的记录：record\/matter\/2026-000001\.json 里是「matter\/2026-000002」的记录/)
  assert.equal(code, 3)
})

test('S11 没有日志的地方、读不到的地址，退出码 4，不下结论', async t => {
  tidy(t)
  mkdirSync(join(folder, 'empty'))
  const words = async (...args: readonly string[]) => {
    const heard = await told(t, ...args)
    assert.equal(heard.code, 4)
    return heard.words
  }

  assert.match(await words(join(folder, 'nowhere')), /没有文件夹/)
  assert.match(await words(join(folder, 'empty')), /都没有检查点（checkpoint），这里不是日志/)
  assert.match(await words('http://127.0.0.1:9'), /读不到 checkpoint：连接失败或中断/)
  assert.match(await words('http://['), /不是网址/)
  const place = exported(early())
  assert.match(await words(place, '--policy', join(folder, 'none')), /策略文件 .*不能读写/)
  writeFileSync(join(folder, 'policy'), 'log 乱写\n')
  assert.match(await words(place, '--policy', join(folder, 'policy')), /读不懂：策略第 1 行/)
  rmSync(join(place, 'policy'))
  rmSync(join(place, 'vkey'))
  assert.match(await words(place), /网站没有公布密钥.*--policy/)
})

test('S11 参数不对时打印用法，退出码 2', async t => {
  tidy(t)
  for (const args of [[], ['a', 'b'], ['a', '--nope'], ['a', '--kept']]) {
    const { code, words } = await told(t, ...args)
    assert.equal(code, 2)
    assert.match(words, /用法：yangguang verify/)
  }
})

test('S11 上次留下的检查点：日志增长后更新，退回旧备份则不可信且不更新，改写过的也一样', async t => {
  tidy(t)
  assert.equal((await told(t, exported(early(400)), ...keptOf())).code, 0)
  const grown = await told(t, exported(early(420)), ...keptOf())
  assert.match(grown.words, /✔ 只增不改：与上次检查点（400 个条目）一致.*新增 20 个/)
  assert.equal(grown.code, 0)
  assert.equal(keptSize(), 420)

  const rewound = await told(t, exported(early(400)), ...keptOf())
  assert.match(rewound.words, /✘ 只增不改：日志变短了：上次检查时有 420 个条目，现在只有 400 个/)
  assert.equal(rewound.code, 3)
  assert.equal(keptSize(), 420)

  const forked = logOf([...events.slice(0, 300), ...events.slice(301, 460)])
  const { code, words } = await told(t, exported(forked), ...keptOf())
  assert.match(words, /✘ 只增不改：.*不一致：.*两份检查点都有日志的签名，请保存下来作为证据/)
  assert.equal(code, 3)
  assert.equal(keptSize(), 420)
})

test('S11 不给文件名时，检查点按来源记在用户目录下，整写整换，不留半个文件', async t => {
  tidy(t)
  const place = exported(early())
  assert.equal((await told(t, place)).code, 0)

  const kept = join(folder, 'home', '.yangguang', 'checkpoints')
  const name = createHash('sha256').update(TEST_ORIGIN).digest('hex')
  assert.deepEqual(readdirSync(kept).sort(), [`${name}.checkpoint`, `${name}.policy`])
  const again = await told(t, place)
  assert.match(again.words, /密钥是首次核验时从网站取得并记下的/)
  assert.match(again.words, /✔ 只增不改/)
})

test('S11 给出策略：密钥来自读者，不再说取自网站；网站自称的密钥不起作用', async t => {
  tidy(t)
  const log = early()
  const own = join(folder, 'policy')
  writeFileSync(own, formatPolicy(log.policy))
  const trusted = await told(t, exported(log), '--policy', own)
  assert.equal(trusted.code, 0)
  assert.doesNotMatch(trusted.words, /注意/)

  const impostor = logOf(events.slice(0, 420), { seed: 'impostor' })
  const { code, words } = await told(t, exported(impostor), '--policy', own)
  assert.match(words, /✘ 签名：检查点没有来源/)
  assert.equal(code, 3)
})

test('S11 首次所见的密钥被悄悄换掉：指明新检查点上没有旧密钥的签名', async t => {
  tidy(t)
  assert.equal((await told(t, exported(early()), ...keptOf())).code, 0)
  const { code, words } = await told(t, exported(logOf(events.slice(0, 430), { seed: 'other' })), ...keptOf())

  assert.match(words, /日志换了密钥，而新的检查点上没有旧密钥的签名/)
  assert.equal(code, 3)
})

test('S11 依程序换密钥：新旧密钥同时签名时记下新的，旧的停用后照样能核验', async t => {
  tidy(t)
  const next = testKey('next')
  const log = early()
  const signedBy = (size: number, ...keys: Parameters<typeof signedCheckpoint>[1]) => {
    const files = new Map(early(size).files)
    const root = Buffer.from(Buffer.from(early(size).checkpointAt(size)).toString().split('\n')[2] ?? '', 'base64')
    files.set('checkpoint', signedCheckpoint({ origin: TEST_ORIGIN, size, root }, keys))
    files.set(
      'policy',
      utf8(formatPolicy({ ...policyOf(log.key, []), logs: [log.key, next].map(k => ({ key: k.verifier })) })),
    )
    return { files }
  }
  assert.equal((await told(t, exported(signedBy(400, log.key)), ...keptOf())).code, 0)
  writeFileSync(join(folder, 'kept.policy'), formatPolicy(log.policy))

  const both = await told(t, exported(signedBy(410, log.key, next)), ...keptOf())
  assert.match(both.words, /网站现在公布的密钥、见证人或见证要求与记下的不同/)
  assert.equal(both.code, 0)
  const alone = await told(t, exported(signedBy(420, next)), ...keptOf())
  assert.equal(alone.code, 0, alone.words)
  assert.equal(keptSize(), 420)
})

test('S11 另有国密签名的检查点，两个签名都核对', async t => {
  tidy(t)
  const log = early()
  const sm2 = sm2Signer(TEST_ORIGIN, new Uint8Array(32).fill(7))
  const root = Buffer.from(Buffer.from(log.checkpointAt(420)).toString().split('\n')[2] ?? '', 'base64')
  const note = signedCheckpoint({ origin: TEST_ORIGIN, size: 420, root }, [log.key, sm2])
  const policy = { ...log.policy, logs: [log.key, sm2].map(key => ({ key: key.verifier })) }
  log.files.set('checkpoint', note)
  log.files.set('policy', utf8(formatPolicy(policy)))
  assert.equal((await told(t, exported(log))).code, 0)

  const lines = Buffer.from(note).toString().split('\n')
  const falsified = lines.map(line =>
    line === lines.at(-2) ? `${line.slice(0, -12)}${line.slice(-12).toLowerCase()}` : line,
  )
  log.files.set('checkpoint', utf8(falsified.join('\n')))
  assert.equal((await told(t, exported(log))).code, 3)
})

test('S11 --json：一个对象说全部', async t => {
  tidy(t)
  const { code, words } = await told(t, exported(early()), '--json', '--records')
  const report = JSON.parse(words)

  assert.equal(code, 0)
  assert.equal(report.verdict, 'sound')
  assert.deepEqual(
    report.steps.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok]),
    ['signature', 'witnesses', 'consistency', 'entries', 'tree', 'records'].map(name => [name, true]),
  )
  assert.equal(report.checkpoint.size, 420)
  assert.deepEqual(report.findings, [])
  assert.ok(report.rules.length > 50 && report.unchecked.length > 10)
})

test('S11 网站的地址和日志的地址都行；同一地址改换来源，要说明并且不可信', async t => {
  tidy(t)
  let log = early()
  const server = createServer((request, response) => {
    const bytes = log.files.get((request.url ?? '').replace('/log/', ''))
    if (request.url?.startsWith('/log/')) response.writeHead(bytes ? 200 : 404).end(bytes ?? '')
    else response.writeHead(200).end('<!doctype html>首页')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  assert.equal((await told(t, base)).code, 0)
  const own = await told(t, `${base}/log/`)
  assert.match(own.words, /^核验 http:\/\/127\.0\.0\.1:\d+\/log\n/)
  assert.match(own.words, /✔ 只增不改/)

  log = logOf(events.slice(0, 430), { origin: 'yangguang.invalid/new' })
  const renamed = await told(t, base)
  assert.match(renamed.words, /这个地址上次的日志是「yangguang\.invalid\/yanshi」，现在是「yangguang\.invalid\/new」/)
  assert.equal(renamed.code, 3)
})
