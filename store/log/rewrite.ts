import type { PoolClient } from 'pg'
import { utf8 } from '../../domain/log/bytes.ts'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { type Edge, edgeRoot, emptyEdge } from '../../domain/log/edge.ts'
import { sameBytes } from '../../domain/log/hashing.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { OperatorError } from '../operator-error.ts'
import type { Store } from '../store.ts'
import { readHead } from './head.ts'
import { type LogKeys, verifierKeysOf } from './keys.ts'
import { LOG_LOCK } from './log-lock.ts'
import { nativeSha256 } from './native-sha256.ts'
import { stagePortion } from './stage.ts'
import { CHECKPOINT, type RepairableTileStore, type TileStore } from './tile-store.ts'

export interface RewriteParts {
  readonly store: Store
  readonly tiles: RepairableTileStore
  readonly keys: LogKeys
}

export interface Rewritten {
  readonly size: number
  /** How many files of the tree there are, and how many of them were missing or damaged. */
  readonly files: number
  readonly written: number
  /** Files that were removed: of a tree that the database does not know and nobody signed, or made needless by a full tile. */
  readonly removed: number
}

/**
 * Makes all published files again from the database, after they were lost or damaged. First the database is compared with
 * what was signed; nothing is written unless it agrees. The server must not run: this is the only writer meanwhile.
 * @throws OperatorError
 */
export async function rewriteFiles(parts: RewriteParts): Promise<Rewritten> {
  const { store, keys } = parts
  const client = await store.database.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(${LOG_LOCK}, hashtext($1)) as mine`,
      [store.organ],
    )
    if (!rows[0]?.mine) throw new OperatorError('服务正在运行：请先停止服务，再重写日志的文件')
    const head = await readHead(client, store.organ, keys.origin)
    if (head.origin !== keys.origin) {
      throw new OperatorError(`数据库里的日志叫「${head.origin}」，设置 LOG_ORIGIN 是「${keys.origin}」；请先核对设置`)
    }
    const sizes = await compare(client, parts, head)
    const done = await writeTrees(client, parts, sizes)
    const removed = await parts.tiles.removeNeedless(head.size)
    await restoreCheckpoint(parts, head)
    return { size: head.size, ...done, removed }
  } finally {
    // Ended rather than handed back: the lock goes with it.
    client.release(true)
  }
}

type Head = Awaited<ReturnType<typeof readHead>>

/**
 * The tree of the database must pass through every checkpoint that is known to have been signed or published.
 * @returns their sizes and its own, in order: those for which partial tiles are needed.
 */
async function compare(
  client: PoolClient,
  { store, tiles, keys }: RewriteParts,
  head: Head,
): Promise<readonly number[]> {
  const notes = [head.published, head.signed].filter(note => note !== null)
  const shown = await shownCheckpoint(tiles, keys)
  const checkpoints = [...notes.map(note => opened(note, keys)), ...(shown ? [shown] : [])]
  const trees = [...checkpoints.toSorted((a, b) => a.size - b.size), head]
  let edge = emptyEdge()
  for (const { size, root } of trees) {
    if (size > head.size) {
      throw new OperatorError(
        `签过的检查点有 ${size} 个条目，数据库里只有 ${head.size} 个：数据库退回到了旧的备份，不重写`,
      )
    }
    edge = await grow(client, store.organ, { write: async () => {} }, edge, size)
    if (sameBytes(edgeRoot(edge, nativeSha256), root)) continue
    throw new OperatorError(
      `数据库里的日志条目算不出签过的树根（大小 ${size}）：条目被改动过，不重写；请运行 yangguang check`,
    )
  }
  return trees.map(({ size }) => size)
}

/** The checkpoint that is published now, unless it is lost or damaged. */
async function shownCheckpoint(tiles: LogSource, keys: LogKeys): Promise<Checkpoint | undefined> {
  const bytes = await tiles.read(CHECKPOINT)
  const checkpoint = bytes && openCheckpoint(bytes, verifierKeysOf(keys))
  return checkpoint?.ok ? checkpoint.value.checkpoint : undefined
}

function opened(note: string, keys: LogKeys): Checkpoint {
  const checkpoint = openCheckpoint(utf8(note), verifierKeysOf(keys))
  if (checkpoint.ok) return checkpoint.value.checkpoint
  throw new OperatorError(
    `记下的检查点不是现有的密钥签的：${checkpoint.error.sentence}请从备份恢复数据文件夹里的 log/keys`,
  )
}

async function writeTrees(client: PoolClient, { store, tiles }: RewriteParts, sizes: readonly number[]) {
  let files = 0
  let written = 0
  const write = async (path: string, bytes: Uint8Array) => {
    files += 1
    if (await tiles.replace(path, bytes)) written += 1
  }
  let edge = emptyEdge()
  for (const size of sizes) edge = await grow(client, store.organ, { write }, edge, size)
  return { files, written }
}

async function grow(
  client: PoolClient,
  organ: string,
  tiles: Pick<TileStore, 'write'>,
  from: Edge,
  size: number,
): Promise<Edge> {
  let edge = from
  while (edge.size < size) edge = await stagePortion(client, organ, tiles, edge, size)
  return edge
}

/** Never backwards: a checkpoint that is whole and later than the database knows stays. */
async function restoreCheckpoint({ tiles, keys }: RewriteParts, { published, publishedSize }: Head): Promise<void> {
  const shown = await shownCheckpoint(tiles, keys)
  if (published === null || (shown && shown.size >= publishedSize)) return
  await tiles.swapCheckpoint(await tiles.read(CHECKPOINT), utf8(published))
}
