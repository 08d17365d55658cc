import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { createDatabase, dropDatabase, type OpenDatabase, openDatabase } from './database.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.close())

test('大整数读作数字、日期读作文字、会话时区为 UTC', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as n, date '2026-02-17' as day, current_setting('timezone') as zone`.execute(
    db.kysely,
  )
  assert.deepEqual(rows, [{ n: Number.MAX_SAFE_INTEGER, day: '2026-02-17', zone: 'UTC' }])
  await assert.rejects(sql`select 9007199254740993::bigint`.execute(db.kysely), RangeError)
})

test('数据库断开空闲连接时程序不退出，下一条语句照常执行', async () => {
  const victim = openDatabase(db.url, { max: 1 })
  const pid = (await victim.pool.query('select pg_backend_pid() as pid')).rows[0].pid
  const gone = new Promise(resolve => victim.pool.once('remove', resolve))
  await db.pool.query('select pg_terminate_backend($1)', [pid])
  await gone
  assert.equal((await victim.pool.query('select 1 as n')).rows[0].n, 1)
  await victim.close()
})

test('关闭之后没有留下连接，不论是否用过 Kysely', async () => {
  const uses = [
    (opened: OpenDatabase) => opened.pool.query('select 1'),
    (opened: OpenDatabase) => sql`select 1`.execute(opened.kysely),
  ]
  for (const use of uses) {
    const opened = openDatabase(db.url)
    await use(opened)
    await opened.close()
    assert.equal(opened.pool.totalCount, 0)
  }
})

test('按模板建库：已有同名的返回 false，有人连着也能删除', async () => {
  const name = `${new URL(db.url).pathname.slice(1)}_"copy"`
  const url = new URL(db.url)
  url.pathname = encodeURIComponent(name)
  assert.equal(await createDatabase(db.url, name, 'template1'), true)
  assert.equal(await createDatabase(db.url, name), false)

  const inside = openDatabase(url.href)
  await inside.pool.query('select 1')
  await dropDatabase(db.url, name)
  await assert.rejects(inside.pool.query('select 1'))
  await inside.close()
})

test('两个程序同时建同一个库，只有一个建成', async () => {
  const name = `${new URL(db.url).pathname.slice(1)}_race`
  const outcomes = await Promise.all([1, 2, 3].map(() => createDatabase(db.url, name)))
  assert.deepEqual(outcomes.sort(), [false, false, true])
  await dropDatabase(db.url, name)
})
