import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ReplayReport } from '../domain/conformance/report.ts'
import { fromUtf8, utf8 } from '../domain/log/bytes.ts'
import { recordPath } from '../domain/log/record-file.ts'
import { type LogSource, memorySource } from '../domain/log/source.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { logOf, type TestLog } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import type { WorldEvent } from '../test/support/world.ts'
import { readEntry } from './read-entry.ts'
import { replayLog } from './replay-log.ts'

/** The foundation with one item whose risk points are longer than an entry may be. */
let log: TestLog
let long: number
before(async () => {
  const events = (await demonstratedWorld()).events.slice(0, 300)
  long = events.findIndex(({ type }) => type === 'catalogue.item-compiled')
  log = logOf(events.map((event, index) => (index === long ? withManyRisks(event) : event)))
})

function withManyRisks(event: WorldEvent): WorldEvent {
  const data = event.data as Readonly<Record<string, readonly Record<string, unknown>[]>>
  const more = Array.from({ length: 20 }, (_, n) => `LONG${n + 1}`)
  const measures = (id: string) =>
    Array.from({ length: 10 }, (_, n) => ({ id: `${id}-${n + 1}`, words: '逐项核对，双人复核，全程留痕。'.repeat(12) }))
  const risks = more.map(id => ({ id, name: `风险点 ${id}（演示）`, measures: measures(id) }))
  const analyses = more.map(id => ({ id, manifestation: '演示', owner: '演示', likelihood: 1, severity: 1 }))
  return {
    ...event,
    data: {
      ...data,
      risks: [...(data.risks ?? []), ...risks],
      riskAnalyses: [...(data.riskAnalyses ?? []), ...analyses],
    },
  }
}

async function replay(source: LogSource, entries = log.entries.map(({ bytes }) => bytes)): Promise<ReplayReport> {
  const replaying = replayLog(source, { sha256: nativeSha256 })
  for (const [index, bytes] of entries.entries()) await replaying.see(readEntry(bytes), index)
  return replaying.finish()
}

const ofLongContent = ({ unchecked }: ReplayReport) => unchecked.filter(({ rule }) => rule.includes('另行公开的长内容'))

test('S11 放不进条目的长内容从记录文件取来，规则照常核对', async () => {
  assert.deepEqual(log.entries[long]?.detached, ['risks'])
  const report = await replay(log.source)

  assert.deepEqual(report.findings, [])
  assert.deepEqual(ofLongContent(report), [])
  assert.equal(report.entries, 300)
  assert.ok(report.checked.every(({ times }) => times <= 300))
})

test('S11 长内容没有提供、一时读不到，都列为没有核对，不当作通过', async () => {
  const files = new Map(log.files)
  files.delete(recordPath('catalogue'))
  const [missing] = ofLongContent(await replay(memorySource(files)))
  assert.match(missing?.rule ?? '', new RegExp(`^第 ${long} 号条目（catalogue\\.item-compiled）`))
  assert.match(missing?.why ?? '', /日志没有提供 record\/catalogue\.json/)

  const broken: LogSource = { read: () => Promise.reject(new Error('断线')) }
  assert.match(ofLongContent(await replay(broken))[0]?.why ?? '', /读不到 record\/catalogue\.json：断线/)

  files.set(recordPath('catalogue'), utf8('{"stream":"catalogue","entries":[]}'))
  assert.match(ofLongContent(await replay(memorySource(files)))[0]?.why ?? '', /记录文件里没有这个条目/)
})

test('S11 长内容被改过，是一处问题，指出条目', async () => {
  const files = new Map(log.files)
  const record = JSON.parse(fromUtf8(files.get(recordPath('catalogue')) ?? new Uint8Array()) ?? '')
  const own = record.entries.find(({ index }: { index: number }) => index === long)
  const parts = JSON.parse(Buffer.from(own.disclosures[0], 'base64url').toString())
  parts[2][0].name = '改过的风险点'
  own.disclosures[0] = Buffer.from(JSON.stringify(parts)).toString('base64url')
  files.set(recordPath('catalogue'), utf8(JSON.stringify(record)))
  const { findings } = await replay(memorySource(files))

  assert.equal(findings[0]?.index, long)
  assert.match(findings[0]?.sentence ?? '', /披露的「risks」与日志中的承诺不符/)
})

test('S11 读不懂的条目是一处问题，其余照常重演', async () => {
  const entries = log.entries.map(({ bytes }) => bytes)
  const { findings, entries: count } = await replay(log.source, entries.with(250, utf8('{"v":1}')))

  assert.equal(findings[0]?.index, 250)
  assert.match(findings[0]?.sentence ?? '', /日志条目缺少或多出内容/)
  // What the rules make of the gap comes after it.
  assert.equal(count, 299)
})
