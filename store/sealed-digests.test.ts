import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { sealedDigest } from '../domain/register/digest.ts'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { closeDays, publishPage, verifyDigests } from './sealed-digests.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
let dataDir: string
beforeEach(async () => {
  database = await testDatabase()
  store = openStore(database, 'TEST')
  dataDir = mkdtempSync(join(tmpdir(), 'yangguang-days-'))
})
afterEach(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const REPORTER = { person: 'REPORTER', post: 'REPORTER', department: '' }

/** A confidential event, as commands write them: of a reporter, at the beginning of its day in Beijing. */
async function happen(stream: string, version: number, at: string): Promise<void> {
  await database.pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     values ('TEST', $1, $2, 'complaint.withdrawal-requested', '{}', $3, $4, '{}')`,
    [stream, version, at, JSON.stringify(REPORTER)],
  )
}

interface Closing {
  readonly day: string
  readonly digests: readonly string[]
}

const closings = async (): Promise<readonly Closing[]> =>
  (
    await database.pool.query<{ data: Closing }>(
      "select data from event where stream = 'register' and type = 'register.day-closed' order by version",
    )
  ).rows.map(({ data }) => data)

const faults = () => verifyDigests(database.pool, 'TEST')

test('S122 没有举报的日子也有 64 个承诺，看不出有没有', async () => {
  assert.deepEqual(await closeDays(store, dataDir, '2026-11-20T01:00:00.000Z'), ['2026-11-19'])
  assert.deepEqual(await closeDays(store, dataDir, '2026-11-20T02:00:00.000Z'), [])
  const [closing] = await closings()
  assert.equal(closing?.digests.length, 64)
  assert.deepEqual(closing?.digests, closing?.digests.toSorted())
  assert.deepEqual(await faults(), [])
})

test('S122 停机几天，启动后一天不缺地补上；每个机密事件都在其日的承诺里，数目补足 64 的倍数', async () => {
  await happen('complaint/JB-00000001', 1, '2026-11-15T16:00:00.000Z')
  for (let n = 1; n <= 70; n++) await happen('complaint/JB-00000002', n, '2026-11-17T16:00:00.000Z')
  const closed = await closeDays(store, dataDir, '2026-11-20T01:00:00.000Z')
  assert.deepEqual(closed, ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'])
  assert.deepEqual(
    (await closings()).map(({ day, digests }) => [day, digests.length]),
    [
      ['2026-11-16', 64],
      ['2026-11-17', 64],
      ['2026-11-18', 128],
      ['2026-11-19', 64],
    ],
  )
  const { rows } = await database.pool.query<{ salt: string; digest: string }>(
    "select salt, digest from sealed_digest where stream = 'complaint/JB-00000001'",
  )
  const event = { stream: 'complaint/JB-00000001', version: 1, type: 'complaint.withdrawal-requested', data: {} }
  const digest = sealedDigest({ salt: rows[0]?.salt ?? '', ...event, at: '2026-11-15T16:00:00.000Z', by: REPORTER })
  assert.equal(digest, rows[0]?.digest)
  assert.ok((await closings())[0]?.digests.includes(digest))
  assert.deepEqual(await faults(), [])
})

test('S122 写好承诺而没有关日就断电：下一次用同样的承诺；午夜刚过不关，迟到的列入次日', async () => {
  await happen('complaint/JB-00000001', 1, '2026-11-18T16:00:00.000Z')
  // Three minutes after midnight in Beijing: somebody may still be writing yesterday's event.
  assert.deepEqual(await closeDays(store, dataDir, '2026-11-19T16:03:00.000Z'), ['2026-11-18'])
  await database.pool.query(
    `insert into sealed_digest (organ, stream, version, day, salt, digest)
     select organ, stream, version, '2026-11-19', 'c2FsdHNhbHRzYWx0c2FsdA', $1 from event where stream like 'complaint/%'`,
    [
      sealedDigest({
        salt: 'c2FsdHNhbHRzYWx0c2FsdA',
        stream: 'complaint/JB-00000001',
        version: 1,
        type: 'complaint.withdrawal-requested',
        data: {},
        at: '2026-11-18T16:00:00.000Z',
        by: REPORTER,
      }),
    ],
  )
  assert.deepEqual(await closeDays(store, dataDir, '2026-11-19T16:06:00.000Z'), ['2026-11-19'])
  const { rows } = await database.pool.query<{ digest: string }>('select digest from sealed_digest')
  assert.equal(rows.length, 1)
  assert.ok((await closings()).at(-1)?.digests.includes(rows[0]?.digest ?? ''))
  await happen('complaint/JB-00000001', 2, '2026-11-18T16:00:00.000Z')
  assert.equal((await faults()).length, 1)
  await closeDays(store, dataDir, '2026-11-21T01:00:00.000Z')
  assert.deepEqual(await faults(), [])
})

test('S122 改了、撤了一个机密事件或它的承诺，核对都说得出来', async () => {
  await happen('complaint/JB-00000001', 1, '2026-11-18T16:00:00.000Z')
  await happen('complaint/JB-00000002', 1, '2026-11-18T16:00:00.000Z')
  await closeDays(store, dataDir, '2026-11-20T01:00:00.000Z')
  assert.deepEqual(await faults(), [])
  const { pool } = database
  await pool.query('alter table event disable trigger all')
  await pool.query(`update event set actor = '{"person":"X"}' where stream = 'complaint/JB-00000001'`)
  assert.match((await faults()).join(), /JB-00000001 第 1 个事件 与 2026-11-19 的承诺不符/)
  await pool.query(`delete from event where stream = 'complaint/JB-00000001'`)
  assert.match((await faults()).join(), /JB-00000001 第 1 个事件已作承诺，记录中却没有/)
  await pool.query(`delete from sealed_digest where stream = 'complaint/JB-00000002'`)
  assert.match((await faults()).join(), /JB-00000002 第 1 个事件 没有列入已关闭的 2026-11-19/)
})

test('S122 举报页面的程序换了才公布指纹，没有就不公布', async () => {
  const script = join(dataDir, 'report.js')
  const now = '2026-11-20T01:00:00.000Z'
  assert.equal(await publishPage(store, script, now), false)
  writeFileSync(script, 'export const page = 1')
  assert.equal(await publishPage(store, script, now), true)
  assert.equal(await publishPage(store, script, '2026-11-21T01:00:00.000Z'), false)
  writeFileSync(script, 'export const page = 2')
  assert.equal(await publishPage(store, script, '2026-11-21T01:00:00.000Z'), true)
})
