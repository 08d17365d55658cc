import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { streams } from '../domain/ids.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../test/support/database.ts'
import { handle } from './handle.ts'
import { noticesOf, readNotice } from './notices.ts'
import { drainOutbox } from './outbox.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
})
after(() => database.close())

const NOW = '2026-11-23T01:00:00.000Z'
const count = async (table: 'outbox' | 'notice') =>
  (await database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n ?? 0
const queueAgain = (stream: string) =>
  database.pool.query(
    'insert into outbox (organ, stream, version) select organ, stream, version from event where stream like $1',
    [stream],
  )

test('演示讲完时队列已空：会议通知、结论、补正、条件、紧急、撤回，都告诉了有关的人', async () => {
  assert.equal(await count('outbox'), 0)
  const { rows } = await database.pool.query<{ words: string; person: string }>('select person, words from notice')
  for (const told of [
    /召开，请参加/,
    /结论：/,
    /退回补正/,
    /落实条件/,
    /时限非常紧急，请确认/,
    /待您审核/,
    /纪要待您签发/,
    /委托您/,
  ]) {
    assert.ok(
      rows.some(row => told.test(row.words)),
      String(told),
    )
  }
})

test('同一事件再排一次队，不告诉第二遍；办完的队列是空的', async () => {
  const before = await count('notice')
  await queueAgain('matter/%')
  await queueAgain('meeting/%')
  assert.ok((await drainOutbox(store)) > 1_000)
  assert.equal(await count('notice'), before)
  assert.equal(await count('outbox'), 0)
})

test('两个程序同时取队列，各取各的，每件都办到', async () => {
  await database.pool.query('delete from notice')
  await queueAgain('matter/%')
  const other = openStore(database, DEMO_ORGAN)
  const queued = await count('outbox')
  const [one, two] = await Promise.all([drainOutbox(store), drainOutbox(other)])
  assert.equal(one + two, queued)
  assert.equal(await count('outbox'), 0)
  assert.ok((await count('notice')) > 100)
})

test('办的人自己不收通知；已读只记第一次', async () => {
  const delegation = { to: 'leader-3', firstDay: '2026-12-01', lastDay: '2026-12-02', reason: '外出开会' }
  const command = { stream: streams.organisation, noun: 'delegations', input: delegation, now: NOW }
  const done = await handle(store, { ...command, person: 'leader-2', key: 'delegation-1' })
  assert.ok(done.ok)
  await drainOutbox(store)

  const [notice] = (await noticesOf(store, 'leader-3')).filter(n => n.words.includes('委托您'))
  assert.ok(notice)
  assert.equal(notice.read, false)
  assert.equal(await readNotice(store, 'leader-3', notice.source, NOW), true)
  assert.equal(await readNotice(store, 'leader-3', notice.source, '2026-11-24T01:00:00.000Z'), true)
  assert.equal(await readNotice(store, 'leader-2', notice.source, NOW), false)
  const { rows } = await database.pool.query('select read_at from notice where person = $1 and source = $2', [
    'leader-3',
    notice.source,
  ])
  assert.equal(rows[0]?.read_at.toISOString(), NOW)
  assert.ok((await noticesOf(store, 'leader-2')).every(n => n.source !== notice.source))
})

test('一件通知做不成，队列原样留着', async () => {
  await database.pool.query(
    `insert into outbox (organ, stream, version) select organ, stream, 1 from stream_head limit 3`,
  )
  await database.pool.query('alter table notice rename to notice_away')
  await queueAgain('meeting/DIRECTOR%')
  const queued = await count('outbox')
  await assert.rejects(drainOutbox(store))
  assert.equal(await count('outbox'), queued)
  await database.pool.query('alter table notice_away rename to notice')
  assert.equal(await drainOutbox(store), queued)
})
