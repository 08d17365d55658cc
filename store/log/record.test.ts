import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { utf8 } from '../../domain/log/bytes.ts'
import { openDisclosures, parseEntry } from '../../domain/log/entry.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { parseRecordFile, type RecordFile } from '../../domain/log/record-file.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { must } from '../../domain/result.ts'
import { DEMO_ORGAN } from '../../test/support/database.ts'
import { type KeptLog, keptLog, LOG_ORGAN, round, writeEvents } from '../../test/support/kept-log.ts'
import { readRecord } from './record.ts'

let demo: KeptLog
before(async () => {
  demo = await keptLog('demo', DEMO_ORGAN)
  await round(await demo.open())
})
after(() => demo.close())

async function matters(where: string): Promise<readonly Matter[]> {
  const { rows } = await demo.database.pool.query<{ state: Matter }>(
    `select state from matter_view where ${where} order by id`,
  )
  assert.ok(rows.length > 0, `the demonstration has a matter with ${where}`)
  return rows.map(({ state }) => state)
}

const recordOf = async (id: string): Promise<RecordFile> => must(await readRecord(demo.store, `matter/${id}`), id)

/** Every disclosure of a record, opened against the entry it belongs to. */
function opened(record: RecordFile): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>()
  for (const { entry, disclosures } of record.entries) {
    const parsed = parseEntry(utf8(entry))
    assert.ok(parsed.ok, JSON.stringify(parsed))
    const open = openDisclosures(parsed.value, disclosures)
    assert.ok(open.ok, JSON.stringify(open))
    for (const [name, value] of Object.entries(open.value)) {
      fields.set(`${parsed.value.version} ${parsed.value.type} ${name}`, value)
    }
  }
  return fields
}

test('S11 公开：演示的全部事件都在日志里，核对没有话说', async () => {
  const { rows } = await demo.database.pool.query<{ n: number }>('select count(*) as n from event')
  assert.equal((await demo.published()).size, rows[0]?.n)
  assert.deepEqual(await demo.faults(), [])
})

test('S11 公开：主动公开的件，记录文件交出标题、金额，每一个都与日志里的承诺相符', async () => {
  const open = await matters("status = 'IMPLEMENTED' and state -> 'disclosure' ->> 'attribute' = 'ACTIVE'")
  for (const matter of open) {
    const record = await recordOf(matter.id)
    const reread = parseRecordFile(utf8(JSON.stringify(record)))
    assert.ok(reread.ok)
    const values = [...opened(reread.value)]
    const released = (field: string) => values.find(([name]) => name.endsWith(` ${field}`))?.[1]
    assert.equal(released('title'), matter.title)
    assert.equal(released('amount'), matter.amount)
  }
})

test('S11 留痕：记录文件里的条目就是树里的叶子，一版不缺，序号相符', async () => {
  const [matter] = await matters("status = 'IMPLEMENTED'")
  const record = await recordOf(matter?.id ?? '')
  const { rows } = await demo.database.pool.query<{ index: number; leaf: Buffer }>(
    'select index, leaf from log_entry where organ = $1 and stream = $2 order by version',
    [DEMO_ORGAN, record.stream],
  )
  assert.deepEqual(
    record.entries.map(({ index, entry }) => [index, Buffer.from(leafHash(utf8(entry))).toString('hex')]),
    rows.map(({ index, leaf }) => [index, leaf.toString('hex')]),
  )
})

test('PUB-004 没有提交的、不主动公开的件，记录文件不交出任何内容；任何件都不交出意见、材料名和经办人', async () => {
  for (const matter of await matters(
    "submitted_at is null or state -> 'disclosure' ->> 'attribute' is distinct from 'ACTIVE'",
  )) {
    assert.deepEqual([...opened(await recordOf(matter.id)).keys()], [], matter.id)
  }
  for (const matter of await matters('true')) {
    const names = [...opened(await recordOf(matter.id)).keys()].map(key => key.split(' ')[2])
    const secret = names.filter(name => /^(?:by\.|opinion|name|hash|participants|handlingNote)/.test(name ?? ''))
    assert.deepEqual(secret, [], matter.id)
  }
})

test('S11 公开：长得放不下的公开字段在记录文件里总是交出；盐值销毁了的字段不再交出', async () => {
  const kept = await keptLog()
  const reason = '演示理由'
  const decisions = Array.from({ length: 2_000 }, (_, n) => ({
    item: `DEMO-${n}`,
    included: true,
    level: 'REPORT',
    reason,
  }))
  const data = { version: 1, effectiveFrom: '2026-09-01', session: '第一次会议', decisions }
  await kept.database.pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     values ($1, 'catalogue', 1, 'catalogue.version-adopted', $2, now(), '{"person":"a","post":"CLERK","department":"PLANNING"}', '{}')`,
    [LOG_ORGAN, JSON.stringify(data)],
  )
  await writeEvents(kept.database.pool, 'matter/2026-500001', 1, 1)
  await round(await kept.open())

  const record = must(await readRecord(kept.store, 'catalogue'), 'the catalogue')
  assert.ok(Buffer.byteLength(record.entries[0]?.entry ?? '') < 65_536)
  assert.deepEqual([...opened(record).values()], [decisions])
  assert.equal(await readRecord(kept.store, 'matter/2026-500002'), undefined)
  await kept.database.pool.query(`update log_salt set salts = '{}' where stream = 'catalogue'`)
  assert.deepEqual((await readRecord(kept.store, 'catalogue'))?.entries[0]?.disclosures, [])
  await kept.close()
})
