import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createReplay } from '../domain/conformance/replay.ts'
import { streams } from '../domain/ids.ts'
import { utf8 } from '../domain/log/bytes.ts'
import { recordPath } from '../domain/log/record-file.ts'
import { memorySource } from '../domain/log/source.ts'
import { logOf } from '../test/support/log.ts'
import { demonstratedWorld } from '../test/support/story.ts'
import { readEntry } from './read-entry.ts'
import { readRecord } from './record-entries.ts'
import { replayMatter } from './replay-matter.ts'

const TODAY = '2026-11-23'
const world = await demonstratedWorld()
const log = logOf(world.events, { witnesses: 1 })
const matters = [...new Set(world.events.map(event => event.stream))].filter(stream => stream.startsWith('matter/'))

/** What a replay of the whole log finds on a matter and on its meetings. */
async function foundInWhole() {
  const whole = createReplay({ today: TODAY })
  for (const [index, { bytes }] of log.entries.entries()) {
    const entry = readEntry(bytes)
    if (!entry.ok) throw new Error(entry.error.sentence)
    const record = await recordOf(entry.value.stream)
    whole.see(entry.value, index, record?.entries[entry.value.version - 1]?.opened)
  }
  const { findings } = whole.finish()
  return (stream: string) => {
    const data = world.events.filter(event => event.stream === stream).map(event => event.data as { meeting?: string })
    const concerned = new Set([stream, ...data.flatMap(({ meeting }) => (meeting ? streams.meeting(meeting) : []))])
    return findings.filter(finding => concerned.has(finding.stream))
  }
}

const records = new Map<string, ReturnType<typeof readRecord>>()
function recordOf(stream: string) {
  const known = records.get(stream) ?? readRecord(log.source, stream)
  records.set(stream, known)
  return known
}

test('S11 只取一件及有关的记录重演，所发现的与重演整本日志时完全一样', async () => {
  const found = await foundInWhole()
  const sample = matters.filter((_, at) => at % 4 === 0 || at === matters.indexOf('matter/2026-000029'))

  for (const stream of sample) {
    const replay = await replayMatter(log.source, stream, TODAY)
    if (typeof replay === 'string') assert.fail(`${stream}: ${replay}`)
    assert.deepEqual(replay.report.findings, found(stream), stream)
    assert.ok(replay.report.entries < log.entries.length)
  }

  const late = await replayMatter(log.source, 'matter/2026-000029', TODAY)
  assert.deepEqual(typeof late === 'string' ? late : late.report.findings.map(({ clause }) => clause), ['A4', 'A4'])
})

test('S11 没有核对的规则逐条写明原因，不当作通过', async () => {
  const replay = await replayMatter(log.source, 'matter/2026-000045', TODAY)
  if (typeof replay === 'string') assert.fail(replay)
  assert.ok(replay.report.unchecked.length > 0)
  assert.ok(replay.report.unchecked.every(({ why }) => why !== ''))
})

test('S11 有关的记录缺了、换了、不在日志里：说明原因，不重演', async () => {
  const listed = world.events.find(e => e.stream === 'matter/2026-000045' && e.type === 'matter.listed')
  const { meeting } = (listed?.data ?? {}) as { meeting?: string }
  const path = recordPath(streams.meeting(meeting ?? assert.fail('no meeting')))
  const replayWith = (change: (files: Map<string, Uint8Array>) => void) => {
    const files = new Map(log.files)
    change(files)
    return replayMatter(memorySource(files), 'matter/2026-000045', TODAY)
  }

  assert.match(String(await replayWith(files => files.delete(path))), /没有提供「meeting\//)
  assert.match(String(await replayWith(files => files.delete('checkpoint'))), /还没有公布检查点/)
  const organisation = Buffer.from(log.files.get(recordPath('organisation')) ?? []).toString()
  const forged = organisation.replace('2026-', '2025-')
  assert.notEqual(forged, organisation)
  assert.match(String(await replayWith(files => files.set(recordPath('organisation'), utf8(forged)))), /登记不在日志里/)
})
