import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../test/support/eventually.ts'
import { assertContinues, type KeptLog, keptLog, LOG_ORIGIN, writeEvents } from '../../test/support/kept-log.ts'
import { policyOfWitnesses, startTestWitness } from '../../test/support/test-witness.ts'
import { OperatorError } from '../operator-error.ts'
import { type LogStatus, readLogStatus } from '../views/log.ts'
import { verifierKeysOf } from './keys.ts'
import { type LogParts, type RunningLog, startLog } from './sequencer.ts'
import type { TileStore } from './tile-store.ts'

let kept: KeptLog
let running: RunningLog[] = []
const all: KeptLog[] = []
beforeEach(async () => {
  kept = await keptLog()
  all.push(kept)
})
after(async () => {
  for (const one of all) await one.close()
})

function start(over: Partial<LogParts> = {}): RunningLog {
  const log = startLog({ ...kept.parts, dataDir: kept.dataDir, ...over })
  running.push(log)
  return log
}

async function stopAll(): Promise<void> {
  for (const log of running) await log.stop()
  running = []
}

const status = () => readLogStatus(kept.store)
const publishedTo = (size: number) => eventually(async () => (await status()).published?.size === size)
const troubled = (pattern: RegExp) =>
  eventually(async (): Promise<LogStatus | false> => {
    const now = await status()
    return pattern.test(now.trouble?.sentence ?? '') && now
  })

test('S11 公开：写下的事件不到一秒就在公开的树里，不用谁去催；叫一声更快', async () => {
  const log = start()
  await writeEvents(kept.database.pool, 'matter/2026-710001', 1, 5)
  await publishedTo(5)
  await writeEvents(kept.database.pool, 'matter/2026-710001', 6, 6)
  log.wake()
  await publishedTo(6)
  await stopAll()

  const { pending, trouble, size } = await status()
  assert.deepEqual({ pending, trouble, size }, { pending: 0, trouble: undefined, size: 6 })
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：两个程序同时开着，只有一个记日志；它停了，另一个接着记', async () => {
  const first = start()
  start()
  let version = 0
  const write = async (events: number) => {
    await writeEvents(kept.database.pool, 'matter/2026-720001', version + 1, version + events)
    version += events
  }
  for (let n = 0; n < 10; n++) {
    await write(7)
    await sleep(20)
  }
  await publishedTo(version)
  const { rows } = await kept.database.pool.query(
    `select from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  )
  assert.equal(rows.length, 1)

  await first.stop()
  await write(30)
  await publishedTo(version)
  await stopAll()
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：数据库的连接断了，自动接上，序号不断也不重', async () => {
  start()
  for (let n = 0; n < 3; n++) {
    await writeEvents(kept.database.pool, 'matter/2026-730001', n * 300 + 1, n * 300 + 300)
    await sleep(30 * n)
    await kept.database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
          and database = (select oid from pg_database where datname = current_database())`,
    )
  }
  await publishedTo(900)
  await stopAll()
  assert.equal((await status()).trouble, undefined)
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：磁盘满了，说出来；事件照样编号，一个不丢；有了空间自动公布', async () => {
  let full = false
  const refuse = async () => {
    throw new OperatorError('透明日志的文件夹所在的磁盘已满，暂时不能写入；请腾出空间，之后自动继续')
  }
  const tiles: TileStore = {
    read: kept.tiles.read,
    write: (path, bytes) => (full ? refuse() : kept.tiles.write(path, bytes)),
    swapCheckpoint: (expected, next) => (full ? refuse() : kept.tiles.swapCheckpoint(expected, next)),
  }
  const said: string[] = []
  start({ tiles, say: sentence => said.push(sentence) })
  await writeEvents(kept.database.pool, 'matter/2026-740001', 1, 100)
  await publishedTo(100)
  const before = await kept.published()

  full = true
  await writeEvents(kept.database.pool, 'matter/2026-740001', 101, 600)
  const then = await troubled(/磁盘已满/)
  await eventually(async () => (await status()).size === 600)
  assert.deepEqual(await kept.published(), before)
  assert.equal((await status()).pending, 500)
  full = false
  await publishedTo(600)
  await stopAll()

  assert.ok(Date.parse(then.trouble?.since ?? '') > 0)
  assert.equal((await status()).trouble, undefined)
  assert.deepEqual(
    said.map(sentence => sentence.slice(0, 20)),
    ['透明日志：透明日志的文件夹所在的磁盘已满', '透明日志：恢复正常'].map(sentence => sentence.slice(0, 20)),
  )
  await assertContinues(kept.tiles, before, await kept.published())
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：签过的检查点没能记到数据文件夹里，就不给任何人看；能记了就接着公布', async () => {
  start()
  await writeEvents(kept.database.pool, 'matter/2026-745001', 1, 10)
  await publishedTo(10)
  const before = await kept.published()
  const folder = join(kept.dataDir, 'log/signed')

  renameSync(folder, `${folder}-away`)
  writeFileSync(folder, '')
  await writeEvents(kept.database.pool, 'matter/2026-745001', 11, 20)
  await troubled(/签过的检查点必须先记下才能公布/)
  assert.deepEqual(await kept.published(), before)
  rmSync(folder)
  renameSync(`${folder}-away`, folder)
  await publishedTo(20)
  await stopAll()

  assert.equal((await status()).trouble, undefined)
  assert.deepEqual(await kept.faults(), [])
})

test('S11 公开：见证人不足，不公布新的检查点，状态里说是谁；见证人回来就接着公布', async () => {
  const keys = verifierKeysOf(kept.parts.keys)
  const [one, two] = [await startTestWitness('ji', LOG_ORIGIN, keys), await startTestWitness('jian', LOG_ORIGIN, keys)]
  start({ policy: policyOfWitnesses([one, two], 2), witnessTimeoutMs: 500 })
  await writeEvents(kept.database.pool, 'matter/2026-750001', 1, 20)
  await publishedTo(20)
  const before = await kept.published()
  assert.deepEqual(
    (await status()).witnesses.map(({ name, ok }) => [name, ok]),
    [
      ['ji', true],
      ['jian', true],
    ],
  )

  await two.goAway()
  await writeEvents(kept.database.pool, 'matter/2026-750001', 21, 40)
  const then = await troubled(/见证人不足.*jian/s)
  assert.deepEqual(
    then.witnesses.map(({ name, ok }) => [name, ok]),
    [
      ['ji', true],
      ['jian', false],
    ],
  )
  await eventually(async () => (await status()).size === 40)
  assert.deepEqual(await kept.published(), before)
  await two.comeBack()
  await publishedTo(40)
  await stopAll()

  assert.equal((await status()).trouble, undefined)
  assert.equal(two.size(LOG_ORIGIN), 40)
  await assertContinues(kept.tiles, before, await kept.published())
  assert.deepEqual(await kept.faults(), [])
  await Promise.all([one.close(), two.close()])
})
