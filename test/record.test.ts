import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { layFoundation } from '../demo/foundation.ts'
import { tellStory } from '../demo/story.ts'
import { fingerprint } from '../domain/canonical.ts'
import { checkRecord } from '../store/check.ts'
import { foldAll, rebuildViews, refreshViews } from '../store/rebuild.ts'
import { openStore, type Store } from '../store/store.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from './support/database.ts'
import { createWorld } from './support/world.ts'

let database: TestDatabase
let store: Store
before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
})
after(() => database.close())

test('live views are the views that the events make', async () => {
  const report = await checkRecord(store)
  assert.deepEqual(report.faults, [])
  assert.ok(report.events > 3_000)
})

test('the database kept exactly what the rules decide in memory: same streams, same versions, same states', async () => {
  const world = createWorld()
  await layFoundation(world.recorder)
  await tellStory(world.recorder)
  const inMemory = new Map(world.events.map(event => [event.stream, event.version]))
  const client = await database.pool.connect()
  try {
    for await (const { stream, version, state } of foldAll(client, DEMO_ORGAN)) {
      assert.equal(version, inMemory.get(stream), stream)
      // What a state leaves open is absent in JSON.
      assert.equal(fingerprint(state), fingerprint(world.state(stream)), stream)
      inMemory.delete(stream)
    }
  } finally {
    client.release()
  }
  assert.deepEqual([...inMemory.keys()], [])
})

test('a row that was tampered with is found, and a rebuild puts it right', async () => {
  await database.pool.query(`update matter_view set title = '改过的标题' where id = '2026-000008'`)
  await database.pool.query(`delete from public_matter_view where id = '2026-000009'`)
  await database.pool.query(
    `insert into summary_view select organ, 'X_2026Q3', version, item, period, state from summary_view limit 1`,
  )
  assert.deepEqual((await checkRecord(store)).faults, [
    '视图 matter_view 的 2026-000008：title 与事件不符',
    '视图 public_matter_view 缺 2026-000009',
    '视图 summary_view 多出 X_2026Q3',
  ])
  const { events } = await rebuildViews(store)
  assert.ok(events > 3_000)
  assert.deepEqual((await checkRecord(store)).faults, [])
})

test('after an upgrade, views of an older shape are made anew once, before anybody reads them', async () => {
  await database.pool.query(`update meeting_view set state = '{"members":[]}'`)
  assert.equal(await refreshViews(store), true)
  assert.deepEqual((await checkRecord(store)).faults, [])
  assert.equal(await refreshViews(store), false)
})

test('S15 the database itself refuses to change, delete or empty the events', async () => {
  for (const statement of [
    `update event set type = 'matter.closed'`,
    'delete from event',
    'truncate event',
    `update event set data = '{}' where version = 1`,
  ]) {
    await assert.rejects(database.pool.query(statement), /events are only ever added to/, statement)
  }
})
