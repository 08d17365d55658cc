import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { eventually } from '../test/support/eventually.ts'
import { type Committed, listenForCommits } from './committed.ts'
import { openStore } from './store.ts'

let database: TestDatabase
let committed: Committed
before(async () => {
  database = await testDatabase()
  committed = listenForCommits(openStore(database, 'TEST'))
})
after(async () => {
  await committed.close()
  await database.close()
})

const insert = `
insert into event (organ, stream, version, type, data, at, actor, seen)
values ($1, $2, $3, 'meeting.opened', '{}', '2026-07-06T02:00:00Z', '{}', '{}')`
const happens = (stream: string, version: number, organ = 'TEST') =>
  database.pool.query(insert, [organ, stream, version])

/** Ends the connection that listens, as a database that is restarted does. @returns how many there were. */
async function cutLine(): Promise<number> {
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`,
  )
  return rowCount ?? 0
}

test('S93 会议有了新事件，跟着它的人得知；别的会议、别的机关、不跟了的人不受打扰', async () => {
  const told: string[] = []
  const leave = committed.follow('meeting/A', () => told.push('A'))
  committed.follow('meeting/B', () => told.push('B'))
  await eventually(async () => told.includes('A') && told.includes('B'))
  told.length = 0

  await happens('meeting/A', 1, 'OTHER')
  await happens('meeting/A', 1)
  await eventually(async () => told.length > 0)
  leave()
  await happens('meeting/A', 2)
  await happens('meeting/B', 1)
  await eventually(async () => told.includes('B'))

  assert.deepEqual(told, ['A', 'B'])
})

test('S93 与数据库的连接断了会重接，断开期间的事也补上', async () => {
  let told = 0
  committed.follow('meeting/C', () => told++)
  await happens('meeting/C', 1)
  await eventually(async () => told > 0)
  const before = told

  assert.equal(await cutLine(), 1)
  await eventually(async () => told > before)

  const after = told
  await happens('meeting/C', 2)
  await eventually(async () => told > after)
})
