import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { caughtUp, type KeptLog, keptLog, LOG_ORGAN, round, writeEvents } from '../../test/support/kept-log.ts'
import { BATCH, MovedMeanwhile, sequence } from './sequence.ts'

let kept: KeptLog
before(async () => {
  kept = await keptLog()
})
after(() => kept.close())

const SEED = 20_261_123

interface Logged {
  readonly index: number
  readonly stream: string
  readonly version: number
  readonly position: number
}

async function logged(): Promise<readonly Logged[]> {
  const { rows } = await kept.database.pool.query<Logged>(
    `select l.index, l.stream, l.version, e.position from log_entry l join event e using (organ, stream, version)
      where l.organ = $1 order by l.index`,
    [LOG_ORGAN],
  )
  return rows
}

const eventCount = async () => {
  const { rows } = await kept.database.pool.query<{ n: number }>('select count(*) as n from event where organ = $1', [
    LOG_ORGAN,
  ])
  return rows[0]?.n ?? 0
}

test('S11 留痕：八人同时办理，有成有废，先写的后提交：每个事件入日志一次，序号不断也不重', async () => {
  const log = await kept.open()
  const random = numbersFrom(SEED)
  let working = true
  const sequencing = (async () => {
    while (working) {
      await sequence(log)
      await sleep(3)
    }
  })()
  let committed = 0
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    const client = new Client({ connectionString: kept.database.url })
    await client.connect()
    let version = 1
    for (let n = 0; n < 40; n++) {
      const count = 1 + Math.floor(random() * 4)
      await client.query('begin')
      await writeEvents(client, `matter/2026-80000${writer}`, version, version + count - 1)
      await sleep(random() * 25)
      const aborts = random() < 0.25
      await client.query(aborts ? 'rollback' : 'commit')
      if (aborts) continue
      version += count
      committed += count
    }
    await client.end()
  })
  await Promise.all(writers)
  working = false
  await sequencing
  await round(log)

  const rows = await logged()
  assert.deepEqual(
    rows.map(({ index }) => index),
    Array.from({ length: committed }, (_, index) => index),
  )
  assert.equal(new Set(rows.map(({ stream, version }) => `${stream} ${version}`)).size, committed)
  const lastOf = new Map<string, number>()
  for (const { stream, version } of rows) {
    assert.equal(version, (lastOf.get(stream) ?? 0) + 1, `versions of ${stream} stand in order`)
    lastOf.set(stream, version)
  }
  assert.ok(
    rows.some((row, at) => row.position < (rows[at - 1]?.position ?? 0)),
    `no commit was out of order (seed ${SEED}): the test tries nothing`,
  )
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：有人写了一半还没提交，标记就不越过他；他提交之后，他的事件照样入日志', async () => {
  const log = await kept.open()
  await round(log)
  await caughtUp(kept, log)
  const slow = new Client({ connectionString: kept.database.url })
  await slow.connect()
  await slow.query('begin')
  await writeEvents(slow, 'matter/2026-810001', 1, 1)
  const markBefore = log.mark
  const before = log.tree.size

  for (let n = 1; n <= 5; n++) {
    await writeEvents(kept.database.pool, 'matter/2026-810002', n, n)
    assert.equal((await sequence(log)).logged, 1, 'others do not wait for them')
  }
  assert.equal(log.mark, markBefore)
  await slow.query('commit')
  await slow.end()
  assert.equal((await sequence(log)).logged, 1)
  await caughtUp(kept, log)

  assert.equal(log.tree.size, before + 6)
})

test('S11 留痕：等着的那一段结清时，后来入日志的还在其后：标记接着走到最后，不停在半路', async () => {
  const log = await kept.open()
  await round(log)
  await caughtUp(kept, log)
  const slow = new Client({ connectionString: kept.database.url })
  await slow.connect()
  await slow.query('begin')
  await slow.query('select pg_current_xact_id()')

  for (let n = 1; n <= 3; n++) {
    await writeEvents(kept.database.pool, 'matter/2026-815001', n, n)
    assert.equal((await sequence(log)).logged, 1)
  }
  await slow.query('commit')
  await slow.end()

  await caughtUp(kept, log)
})

test('S11 留痕：写入的人先有事务编号，后有位置：编号更大而位置更小、快照上界又看不见的人也不会被越过', async () => {
  await round(await kept.open())
  const [early, late] = [
    new Client({ connectionString: kept.database.url }),
    new Client({ connectionString: kept.database.url }),
  ]
  await Promise.all([early.connect(), late.connect()])
  // `late` has the larger transaction id and the smaller position; `early` is the latest that has finished.
  await early.query('begin')
  await early.query('select pg_current_xact_id()')
  await late.query('begin')
  await writeEvents(late, 'matter/2026-820001', 1, 1)
  await writeEvents(early, 'matter/2026-820002', 1, 1)
  await early.query('commit')

  // Taken up only now, so that no transaction of the log's own has finished since.
  const log = await kept.open()
  for (let n = 0; n < 4; n++) await sequence(log)
  await late.query('commit')
  await Promise.all([early.end(), late.end()])
  assert.equal((await sequence(log)).logged, 1)
  assert.equal(log.tree.size, await eventCount())
})

test('S11 留痕：数据库自己保证写入的人在取得位置之前就有事务编号', async () => {
  const { rows } = await kept.database.pool.query<{ data: { opinion: string } }>(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     select $1, 'matter/2026-825001', 1, 'matter.withdrawn',
            json_build_object('opinion', coalesce(pg_current_xact_id_if_assigned()::text, '没有')), now(),
            '{"person":"clerk-planning-1","post":"CLERK","department":"PLANNING"}', '{}'
     returning data`,
    [LOG_ORGAN],
  )
  assert.match(rows[0]?.data.opinion ?? '', /^\d+$/)
})

test('S11 留痕：积压的事件一批一批入日志，每一批从上一批停下的地方看起', async () => {
  const log = await kept.open()
  await round(log)
  await writeEvents(kept.database.pool, 'matter/2026-830001', 1, 5 * BATCH + 7)
  const before = log.tree.size
  await kept.database.pool.query('create extension if not exists pg_stat_statements')
  await kept.database.pool.query('select pg_stat_statements_reset()')

  assert.deepEqual(await sequence(log), { logged: 5 * BATCH + 7, more: false })

  assert.equal(log.tree.size, before + 5 * BATCH + 7)
  const { rows } = await kept.database.pool.query<{ calls: number; blocks: number }>(
    `select calls, (shared_blks_hit + shared_blks_read) / calls as blocks from pg_stat_statements
      where query like '%log_entry l where%' and query not like '%pg_stat%' order by calls desc limit 1`,
  )
  const { calls = 0, blocks = 0 } = rows[0] ?? {}
  assert.ok(calls >= 6 && blocks < 3_000, `${calls} looks of ${blocks} blocks each`)
  const faults = await round(log).then(kept.faults)
  assert.deepEqual(faults, [])
})

test('S11 留痕：两个程序各自以为自己在记日志，后写的一个发现被抢先，什么也不写', async () => {
  const one = await kept.open()
  const other = await kept.open()
  await writeEvents(kept.database.pool, 'matter/2026-840001', 1, 3)
  await sequence(one)
  await writeEvents(kept.database.pool, 'matter/2026-840001', 4, 6)

  await assert.rejects(sequence(other), MovedMeanwhile)
  await sequence(one)

  assert.equal(one.tree.size, await eventCount())
  assert.deepEqual(await kept.faults(), [])
})

/** The same numbers from the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
