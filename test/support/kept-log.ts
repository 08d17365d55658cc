import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { consistencyProof, verifyConsistency } from '../../domain/log/merkle.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { hashesFromTiles, tilePath, tilesForConsistency } from '../../domain/log/tile.ts'
import { must } from '../../domain/result.ts'
import { createDatabase, dropDatabase, openDatabase } from '../../store/database.ts'
import { checkLog } from '../../store/log/check.ts'
import { type LogKeys, loadLogKeys, verifierKeysOf } from '../../store/log/keys.ts'
import { type OpenLog, openLog, type RoundParts } from '../../store/log/open-log.ts'
import { publish } from '../../store/log/publish.ts'
import { sequence } from '../../store/log/sequence.ts'
import { signedFile } from '../../store/log/signed-file.ts'
import { openStore, type Store } from '../../store/store.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type MemoryTiles, memoryTiles } from './tile-store.ts'

/** A database with its log, whose rounds a test turns by hand. */
export interface KeptLog {
  readonly database: TestDatabase
  readonly store: Store
  readonly tiles: MemoryTiles
  /** Where keys and the memory of what was signed are; removed at the end. */
  readonly dataDir: string
  readonly parts: RoundParts
  /** Takes the log up on a connection of its own, with other parts or another way of asking the database where given. */
  readonly open: (
    over?: Partial<RoundParts>,
    through?: (client: PoolClient) => Pick<PoolClient, 'query'>,
  ) => Promise<OpenLog>
  /** Ends the connections of all logs that were taken up. */
  readonly hangUp: () => void
  /** The published checkpoint. */
  readonly published: () => Promise<Checkpoint>
  /** What `yangguang check` says of the log. */
  readonly faults: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

export const LOG_ORGAN = 'LOGTEST'
export const LOG_ORIGIN = 'yanshi.invalid/log'
export const NO_WITNESSES = { logs: [], witnesses: [], groups: [], quorum: 'none' } as const

export async function keptLog(contents: 'empty' | 'demo' = 'empty', organ = LOG_ORGAN): Promise<KeptLog> {
  const database = await testDatabase(contents)
  const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-log-'))
  const store = openStore(database, organ)
  const keys = await loadLogKeys(join(dataDir, 'log', 'keys'), LOG_ORIGIN)
  const tiles = memoryTiles()
  const memory = signedFile(dataDir, LOG_ORIGIN)
  const parts: RoundParts = { store, tiles, keys, policy: NO_WITNESSES, witnessTimeoutMs: 1_000, memory }
  const clients: PoolClient[] = []
  const hangUp = () => {
    for (const client of clients.splice(0)) client.release(true)
  }
  return {
    database,
    store,
    tiles,
    dataDir,
    parts,
    open: async (over = {}, through = client => client) => {
      const client = await (over.store ?? store).database.pool.connect()
      clients.push(client)
      return openLog({ ...parts, ...over }, through(client) as PoolClient)
    },
    hangUp,
    published: () => publishedCheckpoint(tiles, keys),
    faults: async () => (await checkLog(store, tiles, verifierKeysOf(keys))).faults,
    close: async () => {
      hangUp()
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

let copies = 0

/** A copy of a log's database as it is now; `close` drops it. Ends the connections to the original for a moment. */
export async function copyOfDatabase(kept: KeptLog): Promise<{ store: Store; close: () => Promise<void> }> {
  kept.hangUp()
  const url = new URL(kept.database.url)
  const name = url.pathname.slice(1)
  const copy = `${name}_${++copies}`
  const adminUrl = Object.assign(new URL(url), { pathname: '/postgres' }).href
  const admin = openDatabase(adminUrl, { max: 1 })
  await admin.pool.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name])
  await admin.close()
  assert.ok(await createDatabase(adminUrl, copy, name))
  const database = openDatabase(Object.assign(url, { pathname: `/${copy}` }).href)
  const close = async () => {
    await database.close()
    await dropDatabase(adminUrl, copy)
  }
  return { store: openStore(database, kept.store.organ), close }
}

/** Everything that is committed is in the published tree afterwards. @returns what is in the way, if something is. */
export async function round(log: OpenLog): Promise<string | undefined> {
  for (let more = true; more; ) more = (await sequence(log)).more
  return publish(log)
}

/** The mark comes to the last event as soon as nobody on this server writes, in another test's database neither. */
export const caughtUp = (kept: KeptLog, log: OpenLog): Promise<true> =>
  eventually(async () => {
    await sequence(log)
    const { rows } = await kept.database.pool.query<{ last: number }>('select max(position) as last from event')
    return log.mark === rows[0]?.last
  })

export async function publishedCheckpoint(tiles: LogSource, keys: LogKeys): Promise<Checkpoint> {
  const bytes = must(await tiles.read('checkpoint'), 'a checkpoint')
  const opened = openCheckpoint(bytes, verifierKeysOf(keys))
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.value.checkpoint
}

/** That the later tree is a continuation of the earlier one, by the tiles that are published. */
export async function assertContinues(tiles: LogSource, earlier: Checkpoint, later: Checkpoint): Promise<void> {
  const paths = tilesForConsistency(earlier.size, later.size).map(tilePath)
  const read = await Promise.all(paths.map(async path => [path, must(await tiles.read(path), path)] as const))
  const proof = consistencyProof(earlier.size, later.size, hashesFromTiles(new Map(read), later.size))
  const holds = verifyConsistency(earlier.size, later.size, proof, earlier.root, later.root)
  assert.ok(holds, `the tree of ${later.size} does not continue that of ${earlier.size}`)
}

/** Appends events past the program: versions `from` to `to` of a stream. */
export async function writeEvents(
  on: Pick<Pool, 'query'>,
  stream: string,
  from: number,
  to: number,
  organ = LOG_ORGAN,
): Promise<void> {
  await on.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     select $1, $2, v, 'matter.withdrawn', json_build_object('opinion', '演示：第' || v || '次'), now(),
            '{"person":"clerk-planning-1","post":"CLERK","department":"PLANNING"}', '{"organisation":1}'
       from generate_series($3::int, $4::int) v order by v`,
    [organ, stream, from, to],
  )
}

/** Appends the decision to destroy one salt, past the program: version `version` of the stream of disclosures. */
export async function destroySalt(
  on: Pick<Pool, 'query'>,
  version: number,
  target: { readonly stream: string; readonly version: number; readonly field: string },
): Promise<void> {
  await on.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     values ($1, 'disclosure', $2, 'disclosure.salt-destroyed', $3, now(),
             '{"person":"discipline-leader","post":"DISCIPLINE_LEADER","department":"DISCIPLINE"}', '{}')`,
    [LOG_ORGAN, version, JSON.stringify({ erasure: version, ...target })],
  )
}
