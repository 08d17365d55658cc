import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../test/support/database.ts'
import { clockOf, startDemoClock, systemClock } from './clock.ts'
import { openStore, type Store } from './store.ts'

let database: TestDatabase
let store: Store
before(async () => {
  database = await testDatabase()
  store = openStore(database, 'TEST')
})
after(() => database.close())

test('没有演示时钟的数据库，用系统时钟', async () => {
  assert.equal(await clockOf(store), systemClock)
})

test('演示时钟从设定的时刻起走，只设一次，重启后接着走', async () => {
  const started = await startDemoClock(store, '2026-11-23T01:00:00.000Z')
  const first = started.now()
  assert.match(first, /^2026-11-23T01:0/)
  await startDemoClock(store, '2027-01-01T00:00:00.000Z')
  const again = (await clockOf(store)).now()
  assert.match(again, /^2026-11-23T01:0/)
  assert.ok(again >= first)
})
