import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eventually } from '../../test/support/eventually.ts'
import {
  assertContinues,
  copyOfDatabase,
  type KeptLog,
  keptLog,
  LOG_ORIGIN,
  NO_WITNESSES,
  round,
  writeEvents,
} from '../../test/support/kept-log.ts'
import { policyOfWitnesses, startTestWitness } from '../../test/support/test-witness.ts'
import { memoryTiles } from '../../test/support/tile-store.ts'
import type { Store } from '../store.ts'
import { readLogStatus } from '../views/log.ts'
import { loadLogKeys, verifierKeysOf } from './keys.ts'
import { LogHalted } from './open-log.ts'
import { greetWitnesses, publish } from './publish.ts'
import { sequence } from './sequence.ts'
import { startLog } from './sequencer.ts'
import { signedFile } from './signed-file.ts'

const kepts: KeptLog[] = []
const leaving: (() => Promise<void>)[] = []
after(async () => {
  for (const kept of kepts) kept.hangUp()
  for (const leave of leaving) await leave()
  for (const kept of kepts) await kept.close()
})

async function begun(events: number): Promise<KeptLog> {
  const kept = await keptLog()
  kepts.push(kept)
  await writeEvents(kept.database.pool, 'matter/2026-700001', 1, events)
  assert.equal(await round(await kept.open()), undefined)
  return kept
}

/** Yesterday's backup: a copy of the database as it is now, to be put in its place later. */
async function backup(kept: KeptLog): Promise<Store> {
  const { store, close } = await copyOfDatabase(kept)
  leaving.push(close)
  return store
}

const entriesIn = async (store: Store) =>
  (await store.database.pool.query<{ n: number }>('select count(*) as n from log_entry')).rows[0]?.n

test('S11 留痕：恢复了昨天的备份：不编号、不签名，说清怎么办，状态里有这句话；换回现在的数据库就接着来', async () => {
  const kept = await begun(300)
  const yesterday = await backup(kept)
  await writeEvents(kept.database.pool, 'matter/2026-700001', 301, 700)
  await round(await kept.open())
  const shown = await kept.published()

  await writeEvents(yesterday.database.pool, 'matter/2026-700002', 1, 500)
  const said: string[] = []
  const log = startLog({ ...kept.parts, store: yesterday, dataDir: kept.dataDir, say: sentence => said.push(sentence) })
  const trouble = await eventually(async () => (await readLogStatus(yesterday)).trouble?.sentence)
  await log.stop()

  assert.match(trouble, /公开的检查点有 700 个条目，数据库里只有 300 个：数据库退回到了旧的备份/)
  assert.match(trouble, /恢复更近的数据库备份；不能恢复时，以新的 LOG_ORIGIN/)
  assert.deepEqual(said, [`透明日志：${trouble}`])
  assert.equal(await entriesIn(yesterday), 300, 'nothing was given an index')
  assert.deepEqual(await kept.published(), shown, 'nothing new is shown')
  await writeEvents(kept.database.pool, 'matter/2026-700001', 701, 710)
  assert.equal(await round(await kept.open()), undefined)
  await assertContinues(kept.tiles, shown, await kept.published())
  assert.deepEqual(await kept.faults(), [])
})

test('S11 留痕：公开的文件也一起退回了，数据文件夹还记得签过更大的树：照样拒绝', async () => {
  const kept = await begun(300)
  const yesterday = await backup(kept)
  const files = kept.tiles.copy()
  await writeEvents(kept.database.pool, 'matter/2026-700001', 301, 310)
  await round(await kept.open())

  await assert.rejects(kept.open({ store: yesterday, tiles: files }), /签过的检查点有 310 个条目，数据库里只有 300 个/)
})

test('S11 留痕：备份恢复之后又写过，大小相同而内容不同：说是分叉', async () => {
  const kept = await begun(300)
  const yesterday = await backup(kept)
  const files = kept.tiles.copy()
  await writeEvents(kept.database.pool, 'matter/2026-700001', 301, 310)
  await round(await kept.open())
  await writeEvents(yesterday.database.pool, 'matter/2026-700009', 1, 10)
  const forgetful = signedFile(`${kept.dataDir}/elsewhere`, LOG_ORIGIN)
  await sequence(await keptOn(kept, yesterday, files, forgetful))

  await assert.rejects(kept.open({ store: yesterday, tiles: files }), /大小 310.*分叉/s)
  await assert.rejects(kept.open({ store: yesterday }), /第 300 号日志条目与公开的不同/)
})

test('S11 留痕：整台机器都退回了，只有见证人见过更大的树：不编号，请恢复更近的备份', async () => {
  const kept = await begun(300)
  const witness = await startTestWitness('w1', LOG_ORIGIN, verifierKeysOf(kept.parts.keys))
  leaving.push(witness.close)
  const policy = policyOfWitnesses([witness], 1)
  const yesterday = await backup(kept)
  const files = kept.tiles.copy()
  await writeEvents(kept.database.pool, 'matter/2026-700001', 301, 310)
  const log = await kept.open({ policy })
  await greetWitnesses(log)
  assert.equal(await round(log), undefined)
  assert.equal(witness.size(LOG_ORIGIN), 310)

  const memory = signedFile(`${kept.dataDir}/yesterday`, LOG_ORIGIN)
  await memory.write(Buffer.from(files.files.get('checkpoint') ?? []).toString())
  const restored = await kept.open({ store: yesterday, tiles: files, memory, policy })
  await assert.rejects(
    greetWitnesses(restored),
    (error: Error) =>
      error instanceof LogHalted && /出示了本日志签过的检查点，大小 310，而本日志只有 300/.test(error.message),
  )
  assert.equal((await readLogStatus(yesterday)).witnesses[0]?.ok, false)

  await writeEvents(yesterday.database.pool, 'matter/2026-700002', 1, 50)
  await sequence(restored)
  await assert.rejects(publish(restored), /不是一脉相承.*以新的 LOG_ORIGIN/s)
  assert.match(Buffer.from(files.files.get('checkpoint') ?? []).toString(), /^yanshi.invalid\/log\n300\n/)
})

test('S11 留痕：公开的文件退回或丢失，说要重写；瓦片被改动，不接着写', async () => {
  const kept = await begun(300)
  const older = kept.tiles.copy()
  await writeEvents(kept.database.pool, 'matter/2026-700001', 301, 310)
  await round(await kept.open())

  await assert.rejects(kept.open({ tiles: older }), /只到 300 个条目.*rewrite-files/)
  await assert.rejects(kept.open({ tiles: memoryTiles() }), /没有检查点.*rewrite-files/)
  const broken = kept.tiles.copy()
  const tile = new Uint8Array(broken.files.get('tile/0/001.p/54') ?? [])
  tile[7] = (tile[7] ?? 0) ^ 1
  broken.files.set('tile/0/001.p/54', tile)
  await assert.rejects(kept.open({ tiles: broken }), /瓦片与公开的检查点（大小 310）不符/)
})

test('S11 留痕：密钥丢了，新密钥不能接着旧的签；另起日志要用新的名称和空的文件夹', async () => {
  const kept = await begun(300)
  const stranger = await loadLogKeys(`${kept.dataDir}/lost`, LOG_ORIGIN)
  await assert.rejects(kept.open({ keys: stranger }), /不是日志「yanshi.invalid\/log」现有的密钥签的.*log\/keys/s)

  const keys = await loadLogKeys(`${kept.dataDir}/anew`, 'anew.invalid/log')
  const memory = signedFile(kept.dataDir, 'anew.invalid/log')
  await assert.rejects(kept.open({ keys, memory }), /另起日志时，LOG_STORE 须指向空的位置/)
  const said: string[] = []
  const tiles = memoryTiles()
  const log = await kept.open({ keys, memory, tiles, say: sentence => said.push(sentence) })
  assert.equal(await round(log), undefined)

  assert.match(said.join(), /从「yanshi.invalid\/log」到「anew.invalid\/log」，以现有的 300 个条目另起/)
  assert.equal((await readLogStatus(kept.store)).origin, 'anew.invalid/log')
  assert.match(Buffer.from(tiles.files.get('checkpoint') ?? []).toString(), /^anew.invalid\/log\n300\n/)
})

/** A log that is opened on another state of things, whose memory of signatures is another too. */
function keptOn(kept: KeptLog, store: Store, tiles: KeptLog['tiles'], memory: ReturnType<typeof signedFile>) {
  return kept.open({ store, tiles, memory, policy: NO_WITNESSES })
}
