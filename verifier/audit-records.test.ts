import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { parseRecordFile, type RecordFile, recordPath } from '../domain/log/record-file.ts'
import type { LogSource } from '../domain/log/source.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { logOf, type TestLog } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import { recordAudit } from './audit-records.ts'

let log: TestLog
before(async () => {
  const { events } = await demonstratedWorld()
  log = logOf(events.slice(0, 1200))
})

/** Audits the records of the log, after `change` was made to some of them. */
async function auditRecords(change: Record<string, (record: RecordFile) => unknown> = {}) {
  const files = new Map(log.files)
  for (const [stream, changed] of Object.entries(change)) {
    const record = changed(recordOf(stream))
    if (record === undefined) files.delete(recordPath(stream))
    else files.set(recordPath(stream), utf8(typeof record === 'string' ? record : JSON.stringify(record)))
  }
  const source: LogSource = { read: async path => files.get(path) }
  const audit = recordAudit(source, nativeSha256)
  for (const [index, { event, bytes }] of log.entries.entries()) audit.see(event.stream, bytes, index)
  return audit.finish()
}

function recordOf(stream: string): RecordFile {
  const record = parseRecordFile(log.files.get(recordPath(stream)) ?? assert.fail(stream))
  return record.ok ? record.value : assert.fail(record.error.sentence)
}

/** A matter whose details are out, and another one. */
const [ONE, OTHER] = ['matter/2026-000001', 'matter/2026-000002']

async function assertRefused(change: Parameters<typeof auditRecords>[0], says: RegExp): Promise<void> {
  const { step } = await auditRecords(change)
  assert.equal(step?.ok, false)
  assert.match(step?.sentence ?? '', says)
}

test('S11 网站公布的记录文件与日志相同，公开的内容都能在条目中找到承诺', async () => {
  const { step } = await auditRecords()

  assert.equal(step?.ok, true)
  assert.match(step?.sentence ?? '', /^\d+ 个记录文件的条目与日志相同，公开的 [1-9]\d* 项内容与条目的承诺相符。$/)
})

test('S11 少交、多交、换序、改写一条登记，记录文件就与日志不符', async () => {
  const says = /record\/matter\/2026-000001\.json 的条目与日志中该流的条目不符/
  await assertRefused({ [ONE]: r => ({ ...r, entries: r.entries.slice(1) }) }, says)
  await assertRefused({ [ONE]: r => ({ ...r, entries: r.entries.slice(0, -1) }) }, says)
  await assertRefused({ [ONE]: r => ({ ...r, entries: [...r.entries, ...r.entries.slice(-1)] }) }, says)
  await assertRefused({ [ONE]: r => ({ ...r, entries: r.entries.toReversed() }) }, says)
  await assertRefused({ [ONE]: r => ({ ...r, entries: r.entries.map(e => ({ ...e, index: e.index + 1 })) }) }, says)
  const reworded = (text: string) => text.replace('"version":1', '"version":9')
  await assertRefused(
    { [ONE]: r => ({ ...r, entries: r.entries.map(e => ({ ...e, entry: reworded(e.entry) })) }) },
    says,
  )
})

test('S11 换了盐、改了值、拿别的记录的披露来充数，都对不上承诺', async () => {
  const disclosed = (r: RecordFile, change: (text: string) => string): RecordFile => ({
    ...r,
    entries: r.entries.map(e => ({ ...e, disclosures: e.disclosures.map(change) })),
  })
  const remade = (change: (parts: unknown[]) => void) => (text: string) => {
    const parts = JSON.parse(Buffer.from(text, 'base64url').toString())
    change(parts)
    return Buffer.from(JSON.stringify(parts)).toString('base64url')
  }
  const swapped = remade(parts => {
    parts[0] = Buffer.alloc(16).toString('base64url')
  })
  const edited = remade(parts => {
    parts[2] = '改过的内容'
  })

  await assertRefused({ [ONE]: r => disclosed(r, swapped) }, /与日志中的承诺不符/)
  await assertRefused({ [ONE]: r => disclosed(r, edited) }, /与日志中的承诺不符/)
  await assertRefused({ [ONE]: r => disclosed(r, text => `${text}A`) }, /RFC 9901/)
  const foreign = recordOf(OTHER).entries.flatMap(e => e.disclosures)
  assert.ok(foreign.length > 0)
  await assertRefused(
    { [ONE]: r => ({ ...r, entries: r.entries.map(e => ({ ...e, disclosures: foreign })) }) },
    /与日志中的承诺不符/,
  )
})

test('S11 别的记录、读不懂的文件、没有提供的文件，各说各的', async () => {
  await assertRefused({ [ONE]: () => recordOf(OTHER) }, /里是「matter\/2026-000002」的记录/)
  await assertRefused({ [ONE]: () => '{"stream":' }, /记录文件格式不对/)
  await assertRefused({ [ONE]: () => '不是 JSON', [OTHER]: () => '也不是' }, /另有 1 个记录文件不符/)

  const { step } = await auditRecords({ [ONE]: () => undefined })
  assert.equal(step?.ok, true)
  assert.match(step?.sentence ?? '', /另有 1 个流没有提供记录文件，未核对/)
})

test('S11 一个记录文件也没有时，说明公开的内容没有核对', async () => {
  const audit = recordAudit({ read: async () => undefined })
  audit.see('organisation', log.entries[0]?.bytes ?? new Uint8Array(), 0)
  const { step } = await audit.finish()

  assert.equal(step?.skipped, true)
})

test('S11 检查点之后新登记的条目不在核对之列；读不到时不下结论', async () => {
  const grown = (r: RecordFile) => ({
    ...r,
    entries: [...r.entries, { index: log.entries.length, entry: '{}', disclosures: [] }],
  })
  assert.equal((await auditRecords({ [ONE]: grown })).step?.ok, true)

  const audit = recordAudit({ read: () => Promise.reject(new Error('断线')) })
  audit.see(ONE, log.entries[0]?.bytes ?? new Uint8Array(), 0)
  assert.match((await audit.finish()).unreadable ?? '', /断线/)
})

test('S11 条目里的流名不能把读取引向别处', async () => {
  const asked: string[] = []
  const source: LogSource = { read: async path => void asked.push(path) as undefined }
  for (const stream of ['../../secret', 'matter/../../x', 'matter/', 'a?b', 'http://x.invalid/']) {
    const audit = recordAudit(source)
    audit.see(stream, log.entries[0]?.bytes ?? new Uint8Array(), 0)
    assert.match((await audit.finish()).step?.sentence ?? '', /不是流的名称/, stream)
  }
  assert.deepEqual(asked, [])
  assert.ok(fromUtf8(log.files.get(recordPath(ONE)) ?? new Uint8Array())?.includes(ONE))
})
