import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeBundle } from '../domain/log/bundle.ts'
import { TILE_WIDTH, tilePath } from '../domain/log/tile.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { auditLog } from '../verifier/audit.ts'
import { readEntry } from '../verifier/read-entry.ts'
import { replayLog } from '../verifier/replay-log.ts'
import { type LongLog, writeLongLog } from './long-log.ts'
import { type Figure, figure, median } from './support.ts'

const ROUNDS = 3

/**
 * A whole audit and a whole replay of logs of 100,000 and 1,000,000 entries from a folder. The peer is the same on the
 * smaller log: what a log costs must grow as its length does.
 */
export async function logAudit(small = 100_000, large = 1_000_000): Promise<Record<string, Figure>> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-bench-log-'))
  try {
    const logs = [
      await writeLongLog(join(folder, 'small'), small),
      await writeLongLog(join(folder, 'large'), large),
    ] as const
    const audits = await inTurns(logs, audit)
    const replays = await inTurns(logs, replay)
    return {
      audit_entries_per_second: figure(audits.large, '1/s', audits.small, '≥ 100000/s, ratio ≥ 0.9'),
      read_and_replay_entries_per_second: figure(replays.large, '1/s', replays.small, '≥ 50000/s, ratio ≥ 0.9'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Entries a second on both logs, medians of interleaved rounds. */
async function inTurns([small, large]: readonly [LongLog, LongLog], work: (log: LongLog) => Promise<void>) {
  const rates = { small: [] as number[], large: [] as number[] }
  await work(small)
  for (let round = 0; round < ROUNDS; round++) {
    rates.small.push(await rateOf(small, work))
    rates.large.push(await rateOf(large, work))
  }
  return { small: median(rates.small), large: median(rates.large) }
}

async function rateOf(log: LongLog, work: (log: LongLog) => Promise<void>): Promise<number> {
  const started = performance.now()
  await work(log)
  return (log.entries / (performance.now() - started)) * 1000
}

async function audit({ source, policy }: LongLog): Promise<void> {
  const report = await auditLog(source, { policy, sha256: nativeSha256 })
  if (!report.ok) throw new Error(report.steps.map(({ sentence }) => sentence).join(''))
}

/** Reading, strict parsing and the rules, without the tree. */
async function replay({ source, entries }: LongLog): Promise<void> {
  const replaying = replayLog(source, { sha256: nativeSha256 })
  for (let first = 0; first < entries; first += TILE_WIDTH) {
    const tile = { level: 'entries', index: first / TILE_WIDTH, width: Math.min(TILE_WIDTH, entries - first) } as const
    const bundle = decodeBundle((await source.read(tilePath(tile))) ?? new Uint8Array(), tile.width)
    if (!bundle.ok) throw new Error(bundle.error.sentence)
    for (const [at, bytes] of bundle.value.entries()) await replaying.see(readEntry(bytes), first + at)
  }
  // The demonstration has late matters, and so has every telling of it; no entry may be passed over.
  const report = replaying.finish()
  if (report.entries !== entries) throw new Error(`${report.entries} of ${entries} entries were replayed`)
}
