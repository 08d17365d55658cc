import { mkdtempSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { tellStory } from '../demo/story.ts'
import { fileStore } from '../store/log/file-store.ts'
import { loadLogKeys } from '../store/log/keys.ts'
import { openLog, type RoundParts } from '../store/log/open-log.ts'
import { publish } from '../store/log/publish.ts'
import { BATCH, sequence } from '../store/log/sequence.ts'
import { startLog } from '../store/log/sequencer.ts'
import { signedFile } from '../store/log/signed-file.ts'
import { recorderFor } from '../store/recorder.ts'
import type { Store } from '../store/store.ts'
import { decideOnce, draftMatter, type Figure, figure, median, openBench } from './support.ts'

const ROUNDS = 5
const BACKLOG = 10_240
const ORIGIN = 'bench.invalid/log'
const EVENTS_A_SECOND = 22
const WATCHED_MS = 10_000

/**
 * How fast a backlog gets its place in the log and is published, in batches of 256, beside the least that any log could do:
 * the same bytes appended to a file, with an fdatasync a batch, in turns. And how long an event waits until the published
 * tree holds it, while 22 a second come in.
 */
export async function logStore(): Promise<Record<string, Figure>> {
  const { store, close } = await openBench()
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-bench-log-'))
  try {
    const parts = await partsIn(store, folder)
    return { ...(await backlog(parts, folder)), ...(await delay(parts, folder)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await close()
  }
}

async function partsIn(store: Store, folder: string): Promise<RoundParts> {
  return {
    store,
    tiles: fileStore(join(folder, 'public')),
    keys: await loadLogKeys(join(folder, 'log', 'keys'), ORIGIN),
    policy: { logs: [], witnesses: [], groups: [], quorum: 'none' },
    witnessTimeoutMs: 1_000,
    memory: signedFile(folder, ORIGIN),
  }
}

async function backlog(parts: RoundParts, folder: string): Promise<Record<string, Figure>> {
  const client = await parts.store.database.pool.connect()
  const journal = await open(join(folder, 'journal'), 'w')
  try {
    const log = await openLog(parts, client)
    await tellStory(recorderFor(parts.store, folder))
    const model = await eventsSoFar(parts.store)
    const rounds: { ours: number; bare: number; tree: number }[] = []
    for (let round = -1; round < ROUNDS; round++) {
      await copyStory(parts.store, model, round)
      const size = log.tree.size
      let started = performance.now()
      for (let more = true; more; ) more = (await sequence(log)).more
      const sequenced = performance.now()
      await publish(log)
      const ours = rateSince(started)
      const tree = ((log.tree.size - size) / (sequenced - started)) * 1000
      const entries = await entriesFrom(parts.store, size)
      started = performance.now()
      await writeJournal(journal, entries)
      if (round >= 0) rounds.push({ ours, bare: rateSince(started), tree })
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick))
    return {
      log_durable_entries_per_second: figure(
        of(r => r.tree),
        '1/s',
        of(r => r.bare),
        '≥ 10000/s',
      ),
      log_published_entries_per_second: figure(
        of(r => r.ours),
        '1/s',
        of(r => r.bare),
        '—',
      ),
    }
  } finally {
    await journal.close()
    client.release()
  }
}

const rateSince = (started: number): number => (BACKLOG / (performance.now() - started)) * 1000

async function eventsSoFar(store: Store): Promise<number> {
  const { rows } = await store.database.pool.query<{ last: number }>(
    'select max(position) as last from event where organ = $1',
    [store.organ],
  )
  return rows[0]?.last ?? 0
}

/** Copies of the demonstration's matters and meetings under new numbers. Only the benchmark writes events so. */
async function copyStory(store: Store, last: number, round: number): Promise<void> {
  await store.database.pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     select organ, stream || '-' || $3 || '-' || g, version, type, data, at, actor, seen
       from event, generate_series(1, 8) g
      where organ = $1 and position <= $2 and (stream like 'matter/%' or stream like 'meeting/%')
      order by g, position limit $4`,
    [store.organ, last, round + 2, BACKLOG],
  )
  await store.database.pool.query('checkpoint')
}

async function entriesFrom(store: Store, size: number): Promise<readonly string[]> {
  const { rows } = await store.database.pool.query<{ entry: string }>(
    'select entry from log_entry where organ = $1 and index >= $2 order by index',
    [store.organ, size],
  )
  return rows.map(({ entry }) => entry)
}

async function writeJournal(journal: FileHandle, entries: readonly string[]): Promise<void> {
  for (let at = 0; at < entries.length; at += BATCH) {
    await journal.write(entries.slice(at, at + BATCH).join('\n'))
    await journal.datasync()
  }
}

/** From just before the decision is handed in until the published checkpoint covers it. */
async function delay({ store, tiles, keys, policy }: RoundParts, folder: string): Promise<Record<string, Figure>> {
  const stream = await draftMatter(store)
  const log = startLog({ store, tiles, keys, policy, witnessTimeoutMs: 1_000, dataDir: folder })
  const waiting: { readonly version: number; readonly since: number }[] = []
  const delays: number[] = []
  const started = performance.now()
  let version = 1
  try {
    await sleep(1_000)
    while (performance.now() - started < WATCHED_MS || waiting.length > 0) {
      if (performance.now() - started < WATCHED_MS) {
        const since = performance.now()
        await decideOnce(store, stream, version)
        waiting.push({ version: ++version, since })
      }
      const published = await publishedVersion(store, stream)
      while (waiting[0] && waiting[0].version <= published)
        delays.push(performance.now() - (waiting.shift()?.since ?? 0))
      await sleep(1_000 / EVENTS_A_SECOND)
    }
  } finally {
    await log.stop()
  }
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return {
    log_delay_p50_ms: figure(at(0.5), 'ms', null, '—'),
    log_delay_p99_ms: figure(at(0.99), 'ms', null, '< 1000 ms'),
  }
}

async function publishedVersion(store: Store, stream: string): Promise<number> {
  const { rows } = await store.database.pool.query<{ version: number | null }>(
    `select max(l.version) as version from log_entry l join log_head h using (organ)
      where l.organ = $1 and l.stream = $2 and l.index < h.published_size`,
    [store.organ, stream],
  )
  return rows[0]?.version ?? 0
}
