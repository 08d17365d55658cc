import type { PoolClient } from 'pg'
import { toBase64, utf8 } from '../../domain/log/bytes.ts'
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { appendLeaf, type Edge, edgeRoot, edgeTiles, emptyEdge } from '../../domain/log/edge.ts'
import { leafHash, sameBytes } from '../../domain/log/hashing.ts'
import type { VerifierKey } from '../../domain/log/key.ts'
import { parseNote } from '../../domain/log/note.ts'
import type { LogSource } from '../../domain/log/source.ts'
import type { TileId } from '../../domain/log/tile.ts'
import type { Store } from '../store.ts'
import { CHECKED_ROWS, type CheckedRow, entryFault } from './check-entry.ts'
import { type FileCheck, fileCheck } from './check-files.ts'
import { CONFIDENTIAL, destroyedSalt, EVENT_COLUMNS, type EventRow, SALT_DESTROYED } from './entries.ts'
import { readAlongIndexes } from './head.ts'
import { nativeSha256 } from './native-sha256.ts'

export interface LogCheck {
  /** Entries that were looked at. */
  readonly entries: number
  /** One Chinese sentence a fault, {@link MOST_FAULTS} at most; empty when all is well. */
  readonly faults: readonly string[]
}

const MOST_FAULTS = 500
const PAGE = 2_048

interface Head {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
  readonly mark: number
  readonly signed: string | null
  readonly published_size: number
}

/**
 * Proves database and log equal, both ways: every event has its entry and every entry its event, from which, with the
 * salts, it is made again; indices have no gap; the tree over the entries has the root that the database, what was signed,
 * and the published checkpoint say; tiles and bundles are what the tree makes them.
 *
 * All of it is read in one snapshot, a page at a time; events that wait for their place meanwhile are no fault.
 * @param keys that ever signed the log, or an empty list where there is none: then nothing may be published.
 */
export async function checkLog(store: Store, tiles: LogSource, keys: readonly VerifierKey[]): Promise<LogCheck> {
  // The checkpoint before the snapshot, so that the snapshot holds all that it speaks of.
  const faults: string[] = []
  const fault = (sentence: string) => {
    if (faults.length < MOST_FAULTS) faults.push(sentence)
  }
  const published = await readCheckpoint(tiles, keys, fault)
  const client = await store.database.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await readAlongIndexes(client, 'local')
    const head = await readHead(client, store.organ)
    if (!head) {
      if (published) fault('有公开的检查点，数据库里却没有日志')
      return { entries: 0, faults }
    }
    if (published && published.origin !== head.origin)
      fault(`公开的检查点属于「${published.origin}」，数据库里的日志叫「${head.origin}」`)
    if ((published?.size ?? 0) < head.published_size) {
      fault(`数据库记得已经公布到 ${head.published_size} 个条目，公开的检查点却只到 ${published?.size ?? 0}`)
    }
    const files = fileCheck(tiles, published?.size ?? 0, fault)
    const milestones = [...(published ? [['公开的检查点', published] as const] : []), ...signedMilestone(head, fault)]
    const edge = await checkEntries(client, store.organ, files, milestones, fault)
    checkHead(head, edge, milestones, fault)
    await checkMissing(client, store.organ, head, fault)
    return { entries: edge.size, faults }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

type Fault = (sentence: string) => void
type Milestone = readonly [what: string, checkpoint: Checkpoint]

async function readCheckpoint(
  tiles: LogSource,
  keys: readonly VerifierKey[],
  fault: Fault,
): Promise<Checkpoint | undefined> {
  const bytes = await tiles.read('checkpoint')
  if (!bytes) return undefined
  const opened = openCheckpoint(bytes, keys)
  if (opened.ok) return opened.value.checkpoint
  fault(`公开的检查点：${opened.error.sentence}`)
  const note = parseNote(bytes)
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : undefined
  return checkpoint?.ok ? checkpoint.value : undefined
}

async function readHead(client: PoolClient, organ: string): Promise<Head | undefined> {
  const { rows } = await client.query<Head>(
    'select origin, size, root, mark, signed, published_size from log_head where organ = $1',
    [organ],
  )
  return rows[0]
}

function signedMilestone({ signed }: Head, fault: Fault): readonly Milestone[] {
  if (signed === null) return []
  const note = parseNote(utf8(signed))
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
  if (checkpoint.ok) return [['签过的检查点', checkpoint.value]]
  fault(`数据库记下的签名：${checkpoint.error.sentence}`)
  return []
}

/** @returns the edge of the tree over all entries. */
async function checkEntries(
  client: PoolClient,
  organ: string,
  files: FileCheck,
  milestones: readonly Milestone[],
  fault: Fault,
): Promise<Edge> {
  const destroyed = await readDestroyed(client, organ)
  const edge = emptyEdge()
  for (;;) {
    const { rows } = await client.query<CheckedRow>({
      name: 'log-check',
      text: CHECKED_ROWS,
      values: [organ, edge.size, PAGE],
    })
    for (const row of rows) {
      if (row.index !== edge.size) {
        fault(`条目的序号不连续：第 ${edge.size} 号之后的下一个是第 ${row.index} 号，其后的不再核对`)
        return edge
      }
      const bytes = utf8(row.entry)
      const leaf = leafHash(bytes, nativeSha256)
      const which = `第 ${row.index} 号条目（${row.stream} 第 ${row.version} 版）`
      if (!sameBytes(leaf, row.leaf)) fault(`${which}的文字与记下的哈希不符`)
      const wrong = entryFault(row, destroyed.get(`${row.stream} ${row.version}`) ?? new Set())
      if (wrong) fault(`${which}${wrong}`)
      await files.entry(bytes)
      const full: [TileId, Uint8Array][] = []
      appendLeaf(edge, leaf, (tile, content) => full.push([tile, content]), nativeSha256)
      for (const [tile, content] of full) await files.tile(tile, content)
      await checkMilestones(edge, files, milestones, fault)
    }
    if (rows.length < PAGE) return edge
  }
}

async function checkMilestones(
  edge: Edge,
  files: FileCheck,
  milestones: readonly Milestone[],
  fault: Fault,
): Promise<void> {
  for (const [what, { size, root }] of milestones) {
    if (size !== edge.size) continue
    const ours = edgeRoot(edge, nativeSha256)
    if (!sameBytes(ours, root))
      fault(`${what}（大小 ${size}）的根是 ${toBase64(root)}，数据库里的条目算出的是 ${toBase64(ours)}`)
    for (const { tile, bytes } of edgeTiles(edge)) await files.tile(tile, bytes)
  }
}

function checkHead(head: Head, edge: Edge, milestones: readonly Milestone[], fault: Fault): void {
  if (head.size !== edge.size) fault(`数据库记下的日志大小是 ${head.size}，实有 ${edge.size} 个条目`)
  else if (!sameBytes(edgeRoot(edge, nativeSha256), head.root)) fault('数据库记下的根与条目算出的不符')
  for (const [what, { size }] of milestones) {
    if (size > edge.size) fault(`${what}有 ${size} 个条目，数据库里只有 ${edge.size} 个`)
  }
}

async function readDestroyed(client: PoolClient, organ: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await client.query<EventRow>(
    `select ${EVENT_COLUMNS} from event e
       join log_entry l on l.organ = e.organ and l.stream = e.stream and l.version = e.version
      where e.organ = $1 and e.stream = 'disclosure' and e.type = $2`,
    [organ, SALT_DESTROYED],
  )
  const destroyed = new Map<string, Set<string>>()
  for (const { stream, version, field } of rows.flatMap(row => destroyedSalt(row) ?? [])) {
    const key = `${stream} ${version}`
    destroyed.set(key, (destroyed.get(key) ?? new Set()).add(field))
  }
  return destroyed
}

/** Events that should be in the log and are not, and salts of nothing. */
async function checkMissing(client: PoolClient, organ: string, { mark }: Head, fault: Fault): Promise<void> {
  const { rows: events } = await client.query<{ stream: string; version: number }>(
    `select e.stream, e.version from event e
       left join log_entry l on l.organ = e.organ and l.stream = e.stream and l.version = e.version
      where e.organ = $1 and e.position <= $2 and l.organ is null and not ${CONFIDENTIAL}
      order by e.position limit ${MOST_FAULTS}`,
    [organ, mark],
  )
  for (const { stream, version } of events)
    fault(`事件（${stream} 第 ${version} 版）不在日志里：它不是由程序写入的，或条目被删除过`)
  const { rows: salts } = await client.query<{ stream: string; version: number }>(
    `select s.stream, s.version from log_salt s
       left join log_entry l on l.organ = s.organ and l.stream = s.stream and l.version = s.version
      where s.organ = $1 and l.organ is null limit ${MOST_FAULTS}`,
    [organ],
  )
  for (const { stream, version } of salts) fault(`有 ${stream} 第 ${version} 版的盐值，日志里却没有它的条目`)
}
