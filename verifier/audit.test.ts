import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { encodeBundle } from '../domain/log/bundle.ts'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { type LogSource, memorySource } from '../domain/log/source.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import {
  type BareLog,
  bareLogOf,
  logOf,
  policyOf,
  signedCheckpoint,
  TEST_ORIGIN,
  type TestLog,
  testKey,
  testWitness,
} from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import { type AuditReport, auditLog, type Expectations } from './audit.ts'

let demo: TestLog
before(async () => {
  demo = logOf((await demonstratedWorld()).events, { witnesses: 2, withoutRecords: true })
})

const numbered = (count: number) => Array.from({ length: count }, (_, n) => utf8(`条目 ${n}（演示）`))

/** A log of 600 entries: two full bundles and a partial one. */
const small = (): BareLog => bareLogOf(numbered(600))

const auditOf = (log: BareLog, more: Partial<Expectations> = {}) =>
  auditLog(log.source, { policy: log.policy, sha256: nativeSha256, ...more })

const stepOf = ({ steps }: AuditReport, name: string) => steps.find(step => step.name === name)

/** The one step that failed, and its sentence. */
function assertFails(report: AuditReport, name: string, says: RegExp): void {
  assert.equal(report.ok, false)
  const step = stepOf(report, name)
  assert.equal(step?.ok, false, JSON.stringify(report.steps))
  assert.match(step?.sentence ?? '', says)
}

test('S11 整个演示期的日志：签名、见证、与上次一致、条目、树全部核对无误', async () => {
  const seen: number[] = []
  const report = await auditOf(demo, {
    kept: demo.checkpointAt(1000),
    onEntry: (_, index) => void seen.push(index),
  })

  assert.deepEqual(
    report.steps.map(({ name, ok, skipped }) => [name, ok, skipped]),
    ['signature', 'witnesses', 'consistency', 'entries', 'tree'].map(name => [name, true, undefined]),
  )
  assert.deepEqual(report.cosigners, ['w1', 'w2'])
  assert.match(stepOf(report, 'consistency')?.sentence ?? '', /与上次检查点（1,000 个条目）一致.*新增 2,345 个/)
  assert.deepEqual(seen, [...demo.entries.keys()])
  assert.equal(report.entries, demo.entries.length)
  assert.equal(report.ok, true)
})

test('S11 浏览器用的哈希与服务器用的得出同一结论', async () => {
  const log = small()
  const [portable, native] = await Promise.all([auditLog(log.source, { policy: log.policy }), auditOf(log)])

  assert.deepEqual(portable, native)
  assert.equal(portable.ok, true)
})

test('tlog-tiles: a tree of any size is rebuilt, also where tiles become full', async () => {
  const sizes = [0, 1, 255, 256, 257, 512, 65_535, 65_536, 66_000]
  for (const size of sizes) {
    const report = await auditOf(bareLogOf(numbered(size)))
    assert.equal(report.ok, true, JSON.stringify(report.steps))
    assert.equal(report.entries, size)
  }
})

test('tlog-tiles: a partial tile that is gone is cut from the full one', async () => {
  const log = small()
  const earlier = bareLogOf(numbered(300))
  for (const path of ['checkpoint']) log.files.set(path, earlier.files.get(path) ?? new Uint8Array())

  assert.ok(earlier.files.has('tile/entries/001.p/44') && !log.files.has('tile/entries/001.p/44'))
  // The level 1 tile of the earlier size is still needed: it is partial in both.
  log.files.set('tile/1/000.p/1', earlier.files.get('tile/1/000.p/1') ?? new Uint8Array())
  const report = await auditOf(log)

  assert.equal(report.ok, true, JSON.stringify(report.steps))
  assert.equal(report.entries, 300)
})

test('S11 没有留过检查点时说明无从比较，而不算作通过', async () => {
  const step = stepOf(await auditOf(demo), 'consistency')

  assert.equal(step?.skipped, true)
  assert.match(step?.sentence ?? '', /没有上次留下的检查点.*无从比较/)
})

test('S11 与上次留下的检查点比较：各种大小都能证明，缩短、改写、另一份日志都不放过', async () => {
  const log = small()
  for (const size of [0, 1, 255, 256, 300, 599, 600]) {
    assert.equal((await auditOf(log, { kept: log.checkpointAt(size) })).ok, true, `kept ${size}`)
  }

  const rewritten = bareLogOf([...numbered(100), utf8('另一个条目（演示）'), ...numbered(600).slice(101)])
  const forked = await auditOf(rewritten, { kept: log.checkpointAt(400) })
  assertFails(forked, 'consistency', /不一致：当时已有的条目被改动、删除或插入过。两份检查点都有日志的签名/)
  const sameSize = await auditOf(rewritten, { kept: log.checkpointAt(600) })
  assertFails(sameSize, 'consistency', /不一致/)
  assertFails(await auditOf(bareLogOf(numbered(200)), { kept: log.checkpointAt(300) }), 'consistency', /日志变短了/)

  const elsewhere = bareLogOf(numbered(100), { origin: 'yangguang.invalid/other' })
  const other = await auditOf(log, { kept: elsewhere.checkpointAt(100) })
  assertFails(other, 'consistency', /属于另一份日志「yangguang\.invalid\/other」/)
  const stranger = { origin: TEST_ORIGIN, size: 1, root: new Uint8Array(32) }
  const unsigned = await auditOf(log, { kept: signedCheckpoint(stranger, [testKey('stranger')]) })
  assertFails(unsigned, 'consistency', /不可信：.*没有来源/)
  assertFails(await auditOf(log, { kept: utf8('乱写的\n') }), 'consistency', /读不懂/)
})

test('S11 见证不够、见证签名不对，都不算有见证；策略不要求时照实说', async () => {
  const witnessed = bareLogOf(numbered(10), { witnesses: 2 })
  const head = { origin: TEST_ORIGIN, size: 10, root: rootOf(witnessed) }
  const only = signedCheckpoint(head, [witnessed.key], witnessed.witnesses.slice(0, 1))
  witnessed.files.set('checkpoint', only)
  const report = await auditOf(witnessed)
  assertFails(report, 'witnesses', /见证人 w1（2026年11月20日 \d{2}:\d{2}） 为检查点作证，达不到策略/)
  assert.deepEqual(report.cosigners, ['w1'])

  const policy = policyOf(witnessed.key, [testWitness('log', 1)])
  assert.equal((await auditOf(witnessed, { policy })).ok, true)

  // The cosignature of another checkpoint, put under this one.
  const line = fromUtf8(bareLogOf(numbered(9), { witnesses: 1 }).checkpointAt(9))
    ?.split('\n')
    .at(-2)
  const own = fromUtf8(signedCheckpoint(head, [witnessed.key]))
  witnessed.files.set('checkpoint', utf8(`${own}${line}\n`))
  assertFails(await auditOf(witnessed, { policy }), 'witnesses', /witness-1\.invalid 的签名不正确/)

  const none = stepOf(await auditOf(small()), 'witnesses')
  assert.equal(none?.skipped, true)
  assert.match(none?.sentence ?? '', /不要求见证/)
})

test('S11 读不懂、来源不明、签名不对的检查点，各说各的原因', async () => {
  const said = async (checkpoint: Uint8Array) => {
    const log = small()
    log.files.set('checkpoint', checkpoint)
    const report = await auditOf(log)
    assert.equal(report.ok, false)
    return report.steps.map(({ name, sentence }) => `${name}：${sentence}`).join('')
  }
  const head = { origin: TEST_ORIGIN, size: 600, root: rootOf(small()) }
  const good = fromUtf8(signedCheckpoint(head, [testKey('log')])) ?? ''

  assert.match(await said(utf8('<!doctype html><p>页面</p>')), /^checkpoint：.*换行符/)
  assert.match(await said(new Uint8Array([0xff, 0xfe])), /^checkpoint：.*UTF-8/)
  assert.match(await said(new Uint8Array()), /^checkpoint：/)
  assert.match(await said(utf8(good.replace('\n600\n', '\n0600\n'))), /第二行（规模）/)
  assert.match(await said(utf8(good.replace('\n600\n', '\n601\n'))), /^signature：.*签名不正确/)
  const renamed = signedCheckpoint({ ...head, origin: 'yangguang.invalid/b' }, [testKey('log', 'yangguang.invalid/b')])
  assert.match(await said(renamed), /^signature：不认识检查点的来源「yangguang\.invalid\/b」/)
  assert.match(await said(signedCheckpoint(head, [testKey('other')])), /^signature：检查点没有来源/)
})

test('S11 瓦片宽度不对、条目包长度不实、缺瓦片、缺条目，各指出是哪一个', async () => {
  const report = async (change: (log: BareLog) => void) => {
    const log = small()
    change(log)
    return auditOf(log)
  }
  const resized = (path: string, by: number) => (log: BareLog) => {
    const bytes = log.files.get(path) ?? assert.fail(path)
    log.files.set(path, by < 0 ? bytes.slice(0, by) : Buffer.concat([bytes, new Uint8Array(by)]))
  }

  assertFails(await report(resized('tile/0/001', -32)), 'tree', /tile\/0\/001 应有 8192 字节，实有 8160 字节/)
  assertFails(
    await report(resized('tile/0/002.p/88', 32)),
    'tree',
    /tile\/0\/002\.p\/88 应有 2816 字节，实有 2848 字节/,
  )
  assertFails(await report(resized('tile/1/000.p/2', 1)), 'tree', /tile\/1\/000\.p\/2 应有 64 字节，实有 65 字节/)
  assertFails(await report(log => log.files.delete('tile/1/000.p/2')), 'tree', /没有提供 tile\/1\/000\.p\/2/)
  assertFails(await report(log => log.files.delete('tile/0/000')), 'tree', /没有提供 tile\/0\/000/)
  assertFails(await report(log => log.files.delete('tile/entries/001')), 'entries', /没有提供 tile\/entries\/001/)
  const cut = await report(resized('tile/entries/001', -1))
  assertFails(cut, 'entries', /tile\/entries\/001：条目包第 256 条自称 \d+ 字节，只剩 \d+ 字节/)
  assertFails(cut, 'tree', /只读到 256 个条目，重算不出 600 个条目的树/)
  assertFails(await report(resized('tile/entries/000', 3)), 'entries', /其后多出 3 字节/)
  const fewer = encodeBundle(numbered(600).slice(512, 599))
  assertFails(await report(log => log.files.set('tile/entries/002.p/88', fewer)), 'entries', /应有 88 条，只有 87 条/)
})

test('S11 检查点自称的规模远超实际，读到缺的地方就停下', async () => {
  const log = small()
  const lied = { origin: TEST_ORIGIN, size: Number.MAX_SAFE_INTEGER, root: rootOf(log) }
  log.files.set('checkpoint', signedCheckpoint(lied, [log.key]))
  const report = await auditOf(log, { kept: log.checkpointAt(300) })

  assertFails(report, 'entries', /没有提供 tile\/entries\/002/)
  assertFails(report, 'consistency', /不能证明日志只增不改：日志没有提供/)
})

test('S11 条目被改：指出第几号条目；根哈希不符：说由条目重算得不出', async () => {
  const changed = small()
  const entries = numbered(600)
  entries[300] = utf8('改过的条目（演示）')
  changed.files.set('tile/entries/001', encodeBundle(entries.slice(256, 512)))
  const report = await auditOf(changed)

  assertFails(report, 'entries', /^第 300 号条目重算的哈希与 tile\/0\/001 所载不符。$/)
  assertFails(report, 'tree', /tile\/1\/000\.p\/2 与下层重算的结果不符。另有 1 处不符。/)
})

test('S11 读不到不等于不可信：网络或磁盘出错时不下结论', async () => {
  const log = small()
  const broken = (path: string): LogSource => ({
    read: async asked => (asked === path ? Promise.reject(new Error('连接中断')) : log.files.get(asked)),
  })
  for (const path of ['checkpoint', 'tile/entries/001', 'tile/0/002.p/88', 'tile/1/000.p/2']) {
    const report = await auditLog(broken(path), { policy: log.policy, kept: log.checkpointAt(300) })
    assert.match(report.unreadable ?? '', new RegExp(`读不到 ${path.replaceAll('.', '\\.')}：连接中断`))
    assert.equal(
      report.steps.every(({ ok }) => ok),
      true,
    )
    assert.equal(report.ok, false)
  }
})

test('S11 同时在途的请求不超过九个，进度只增不减', async () => {
  const log = bareLogOf(numbered(256 * 40))
  const memory = memorySource(log.files)
  let [underWay, most] = [0, 0]
  const source: LogSource = {
    read: async path => {
      most = Math.max(most, ++underWay)
      await new Promise(resolve => setImmediate(resolve))
      underWay--
      return memory.read(path)
    },
  }
  const told: number[] = []
  const report = await auditLog(source, { policy: log.policy, onProgress: done => void told.push(done) })

  assert.equal(report.ok, true)
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  )
  assert.equal(told.at(-1), 256 * 40)
  assert.ok(most > 4 && most <= 9, `${most} at a time`)
})

/** The root that a log's own checkpoint states. */
function rootOf(log: BareLog): Uint8Array {
  const text = fromUtf8(log.files.get('checkpoint') ?? new Uint8Array()) ?? ''
  return new Uint8Array(Buffer.from(text.split('\n')[2] ?? '', 'base64'))
}
