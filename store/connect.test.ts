import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../test/support/database.ts'
import { connect } from './connect.ts'
import { dropDatabase } from './database.ts'

const silent = () => {}

test('运维人员的 PostgreSQL 按 DATABASE_URL 打开，从不当作新建的', async () => {
  const db = await testDatabase()
  const connection = await connect({ databaseUrl: db.url, dataDir: '/nonexistent' }, silent, { max: 1 })
  assert.equal(connection.created, false)
  assert.equal((await connection.pool.query('select 1 as n')).rows[0].n, 1)
  await connection.close()
  await db.close()
})

test('连接不上或编码不对的数据库，用一句中文拒绝', async () => {
  const db = await testDatabase()
  const name = `${new URL(db.url).pathname.slice(1)}_latin`
  await db.pool.query(`create database ${name} template template0 encoding LATIN1 locale_provider libc locale 'C'`)
  const url = new URL(db.url)
  url.pathname = name
  await assert.rejects(connect({ databaseUrl: url.href, dataDir: '' }, silent), {
    name: 'OperatorError',
    message: /编码是 LATIN1，需要 UTF8/,
  })
  await dropDatabase(db.url, name)

  url.pathname = 'absent'
  await assert.rejects(connect({ databaseUrl: url.href, dataDir: '' }, silent), {
    name: 'OperatorError',
    message: /连接不上 DATABASE_URL 指定的数据库/,
  })
  await db.close()
})
