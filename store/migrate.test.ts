import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { createDatabase, dropDatabase, type OpenDatabase, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

let server: TestDatabase
let name: string
let empty: OpenDatabase
let folder: string

before(async () => {
  server = await testDatabase()
  name = `${new URL(server.url).pathname.slice(1)}_empty`
})
after(() => server.close())

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yangguang-migrations-'))
  await createDatabase(server.url, name)
  const url = new URL(server.url)
  url.pathname = name
  empty = openDatabase(url.href)
})
afterEach(async () => {
  await empty.close()
  await dropDatabase(server.url, name)
  rmSync(folder, { recursive: true })
})

const write = (file: string, sql: string) => writeFileSync(join(folder, file), sql)

async function refusal(): Promise<string> {
  const result = await migrate(empty.pool, folder)
  assert.ok(!result.ok, '应当拒绝')
  return result.sentence
}

test('本程序自己的迁移全部执行过，再执行一次无事可做', async () => {
  assert.deepEqual(await migrate(server.pool), { ok: true, applied: [] })
})

test('按编号顺序执行，每个文件可有多条语句，以后只执行新加的', async () => {
  write('0002-b.sql', 'alter table a add m int; insert into a values (1, 2);')
  write('0001-a.sql', 'create table a (n int);')
  assert.deepEqual(await migrate(empty.pool, folder), { ok: true, applied: ['0001-a.sql', '0002-b.sql'] })

  write('0003-c.sql', 'create function f() returns int language sql as $$ select 1; $$;')
  assert.deepEqual(await migrate(empty.pool, folder), { ok: true, applied: ['0003-c.sql'] })
  assert.deepEqual((await empty.pool.query('select * from a')).rows, [{ n: 1, m: 2 }])
})

test('执行过的文件被改动时拒绝，换行符不同不算改动', async () => {
  write('0001-a.sql', 'create table a (\n  n int\n);')
  await migrate(empty.pool, folder)
  write('0001-a.sql', 'create table a (\r\n  n int\r\n);')
  assert.deepEqual(await migrate(empty.pool, folder), { ok: true, applied: [] })
  write('0001-a.sql', 'create table a (n bigint);')
  assert.match(await refusal(), /迁移 0001-a\.sql 执行之后文件又被改动/)
})

test('数据库比程序新时拒绝，插在中间的迁移也拒绝', async () => {
  write('0002-b.sql', 'select 1')
  await migrate(empty.pool, folder)
  write('0001-a.sql', 'select 1')
  assert.match(await refusal(), /0001-a\.sql 的编号排在已执行的 0002-b\.sql 之前/)

  rmSync(join(folder, '0002-b.sql'))
  assert.match(await refusal(), /程序比数据库旧/)
})

test('一个文件出错，其中已执行的语句一并撤销，先前的文件保留', async () => {
  write('0001-a.sql', 'create table a (n int)')
  write('0002-b.sql', 'create table b (n int); select wrong')
  await assert.rejects(migrate(empty.pool, folder), /migration 0002-b\.sql failed: column "wrong" does not exist/)
  const { rows } = await empty.pool.query(`select name, to_regclass('b') as b from migration`)
  assert.deepEqual(rows, [{ name: '0001-a.sql', b: null }])
})

test('两个程序同时迁移，每个文件只执行一次', async () => {
  write('0001-a.sql', 'create table a (n int); select pg_sleep(0.1)')
  const results = await Promise.all([1, 2, 3].map(() => migrate(empty.pool, folder)))
  assert.deepEqual(
    results.flatMap(result => (result.ok ? result.applied : ['refused'])),
    ['0001-a.sql'],
  )
})

test('文件名不合规或编号重复是程序的错误', async () => {
  write('1-a.sql', 'select 1')
  await assert.rejects(migrate(empty.pool, folder), /NNNN-name\.sql/)
  rmSync(join(folder, '1-a.sql'))
  write('0001-a.sql', 'select 1')
  write('0001-b.sql', 'select 1')
  await assert.rejects(migrate(empty.pool, folder), /0001-b\.sql/)
})
