import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Checkpoint } from '../../domain/log/checkpoint.ts'
import { checkLog } from '../../store/log/check.ts'
import { fileStore } from '../../store/log/file-store.ts'
import { verifierKeysOf } from '../../store/log/keys.ts'
import { startLog } from '../../store/log/sequencer.ts'
import { readLogStatus } from '../../store/views/log.ts'
import { eventually } from '../support/eventually.ts'
import { assertContinues, type KeptLog, keptLog, publishedCheckpoint, writeEvents } from '../support/kept-log.ts'

const KILLS = 5

let kept: KeptLog
before(async () => {
  kept = await keptLog()
})
after(() => kept.close())

async function begin(): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '../support/log-process.ts')
  const child = spawn(process.execPath, [script, kept.database.url, kept.dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('S11 留痕：记日志的程序在忙的时候一次次被杀，事件一个不丢、一个不重，先前的检查点总是后来的开头', async () => {
  const tiles = fileStore(join(kept.dataDir, 'log/public'))
  const keys = verifierKeysOf(kept.parts.keys)
  let working = true
  let busy = true
  let written = 0
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    let version = 0
    while (working) {
      await sleep(10)
      if (!busy) continue
      await writeEvents(kept.database.pool, `matter/2026-30000${writer}`, version + 1, version + 3)
      version += 3
      written += 3
    }
  })
  const older: Checkpoint[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await begin()
    const size = older.at(-1)?.size ?? 0
    await eventually(async () => ((await readLogStatus(kept.store)).published?.size ?? 0) > size)
    await sleep((kill * 67) % 200)
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    busy = false
    assert.deepEqual((await checkLog(kept.store, tiles, keys)).faults, [], `right after kill ${kill}`)
    older.push(await publishedCheckpoint(tiles, kept.parts.keys))
    busy = true
  }
  working = false
  await Promise.all(writers)

  const log = startLog({ ...kept.parts, tiles, dataDir: kept.dataDir })
  await eventually(async () => (await readLogStatus(kept.store)).published?.size === written)
  await log.stop()

  const report = await checkLog(kept.store, tiles, keys)
  assert.deepEqual(report, { entries: written, faults: [] })
  const last = await publishedCheckpoint(tiles, kept.parts.keys)
  for (const checkpoint of older) await assertContinues(tiles, checkpoint, last)
  console.log(`${KILLS} kills, ${written} events`)
})
