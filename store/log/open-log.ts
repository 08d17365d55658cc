import type { PoolClient } from 'pg'
import { fromUtf8, toBase64, utf8 } from '../../domain/log/bytes.ts'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { cosignaturesOn } from '../../domain/log/cosignature.ts'
import {
  appendLeaf,
  copyEdge,
  type Edge,
  edgeFromTiles,
  edgeRoot,
  emptyEdge,
  tilesAtEdge,
} from '../../domain/log/edge.ts'
import { HASH_BYTES, sameBytes } from '../../domain/log/hashing.ts'
import { parseNote } from '../../domain/log/note.ts'
import { type Policy, quorumMet } from '../../domain/log/policy.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../../domain/log/tile.ts'
import { OperatorError } from '../operator-error.ts'
import type { Store } from '../store.ts'
import {
  changeOrigin,
  type LogHead,
  leavesOf,
  readAlongIndexes,
  readHead,
  rememberPublished,
  type SignedHead,
} from './head.ts'
import { type LogKeys, verifierKeysOf } from './keys.ts'
import { nativeSha256 } from './native-sha256.ts'
import type { SignedMemory } from './signed-file.ts'
import type { TileStore } from './tile-store.ts'

/** What a log is kept with. */
export interface RoundParts {
  readonly store: Store
  readonly tiles: TileStore
  readonly keys: LogKeys
  /** Whose cosignatures a checkpoint needs before it is published. */
  readonly policy: Policy
  readonly witnessTimeoutMs: number
  /** Remembers outside the database what was signed. */
  readonly memory: SignedMemory
  /** Told to the operator: what takes long, and what was decided for them. */
  readonly say?: (sentence: string) => void
}

/**
 * A log in the hands of its only writer.
 *
 * Three trees, each a beginning of the next: `published`, which the world has seen; `staged`, up to which the store holds
 * every tile and bundle, durably; `tree`, which is what the database amounts to. Whatever stops the program, the last is
 * durable and the others are made again from it, starting at the published one.
 */
export interface OpenLog {
  readonly parts: RoundParts
  /** Holds the lock that makes this the only writer: whoever loses it loses the connection, and can write no more. */
  readonly client: PoolClient
  tree: Edge
  /** Every event up to this position is in the tree, or never will be. */
  mark: number
  staged: Edge
  signed: SignedHead | undefined
  published: SignedHead | undefined
  /** Whether the published checkpoint has the cosignatures that the policy asks for today. */
  cosigned: boolean
  /** What the database holds as the signed note, which may be older than `signed`. */
  signedInDatabase: string | null
  /** When all transactions before `before` are over, the mark may move to `position`. */
  watch: { readonly position: number; readonly before: string } | undefined
  /** The largest position of an event that is known of; nothing is, before the database was asked. */
  highest: number
  /** The size last cosigned by each witness, by URL. */
  witnessSizes: ReadonlyMap<string, number>
}

/**
 * The database, the files and what was signed do not belong together. Until an operator has put that right, nothing may be
 * given an index or be signed: it could contradict what somebody holds already.
 */
export class LogHalted extends OperatorError {}

/**
 * Takes up a log where it was left, and compares everything that remembers it: the database, the published files, and the
 * notes that were signed. None may know of more than the database, or of something else.
 * @throws LogHalted when they do.
 */
export async function openLog(parts: RoundParts, client: PoolClient): Promise<OpenLog> {
  const { organ } = parts.store
  await readAlongIndexes(client, 'session')
  const published = await readPublished(parts)
  const head = await adoptHead(parts, client, published)
  mustNotBeAhead('公开的检查点', published?.checkpoint, head)
  mustServeTheLatest(published, head)
  const memories = [
    signedNote(parts.keys, await parts.memory.read(), '数据文件夹记下的签名'),
    signedNote(parts.keys, head.signed, '数据库记下的签名'),
  ]
  const signed = [published, ...memories].reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a), undefined)
  for (const memory of memories) mustNotBeAhead('签过的检查点', memory?.checkpoint, head)

  const staged = published ? await publishedEdge(parts, client, published.checkpoint) : emptyEdge()
  const tree = copyEdge(staged)
  const compare = () => {
    for (const { checkpoint } of memories.flatMap(memory => memory ?? [])) mustBeOnTheWay(checkpoint, tree)
  }
  compare()
  for await (const leaf of leavesOf(client, organ, staged.size, head.size)) {
    appendLeaf(tree, leaf, () => {}, nativeSha256)
    if (memories.some(memory => memory?.checkpoint.size === tree.size)) compare()
  }
  if (!sameBytes(edgeRoot(tree, nativeSha256), head.root)) {
    throw new LogHalted(
      `数据库里的日志条目算不出数据库自己记下的根（大小 ${head.size}）：条目被改动过，或与公开的文件不是同一份日志。不再编号和签名；请运行 yangguang check，并${REMEDY}`,
    )
  }
  // The program was stopped between showing it and remembering that it was shown.
  if (published && published.note !== head.published) await rememberPublished(client, organ, published)
  return {
    parts,
    client,
    tree,
    mark: head.mark,
    staged,
    signed,
    published,
    cosigned: hasQuorum(parts.policy, published),
    signedInDatabase: head.signed,
    watch: undefined,
    highest: Number.POSITIVE_INFINITY,
    witnessSizes: new Map(),
  }
}

/** Witnesses may have been configured after it was published. */
function hasQuorum(policy: Policy, published: SignedHead | undefined): boolean {
  const note = published ? parseNote(utf8(published.note)) : undefined
  if (!note?.ok) return true
  const signed = cosignaturesOn(
    note.value,
    policy.witnesses.map(({ key }) => key),
  )
  const keys = new Set(signed.ok ? signed.value.map(({ key }) => key) : [])
  return quorumMet(policy, new Set(policy.witnesses.flatMap(({ name, key }) => (keys.has(key) ? [name] : []))))
}

/** What to do when the past cannot be had back. */
export const REMEDY = '恢复更近的数据库备份；不能恢复时，以新的 LOG_ORIGIN 和空的 LOG_STORE 另起日志，并向社会公告'

const sizeOf = (head: SignedHead | undefined): number => head?.checkpoint.size ?? -1

async function readPublished({ tiles, keys }: RoundParts): Promise<SignedHead | undefined> {
  const bytes = await tiles.read('checkpoint')
  if (bytes === undefined) return undefined
  const opened = openCheckpoint(bytes, verifierKeysOf(keys))
  if (opened.ok) return { note: fromUtf8(bytes) ?? '', checkpoint: opened.value.checkpoint }
  throw new LogHalted(
    `公开的检查点不是日志「${keys.origin}」现有的密钥签的：${opened.error.sentence}请从备份恢复数据文件夹里的 log/keys，或核对设置 LOG_ORIGIN 与 LOG_STORE；另起日志时，LOG_STORE 须指向空的位置`,
  )
}

function signedNote(keys: LogKeys, note: string | undefined | null, what: string): SignedHead | undefined {
  if (note === undefined || note === null) return undefined
  const opened = openCheckpoint(utf8(note), verifierKeysOf(keys))
  if (opened.ok) return { note, checkpoint: opened.value.checkpoint }
  throw new LogHalted(
    `${what}不是日志「${keys.origin}」现有的密钥签的：${opened.error.sentence}请从备份恢复数据文件夹里的 log/keys`,
  )
}

/** The head of the log of this origin. Where the operator has chosen a new one, a new log grows from the same leaves. */
async function adoptHead(parts: RoundParts, client: PoolClient, published: SignedHead | undefined): Promise<LogHead> {
  const { store, keys, say } = parts
  const head = await readHead(client, store.organ, keys.origin)
  if (head.origin === keys.origin) return head
  if (published) {
    throw new LogHalted(
      `数据库里的日志叫「${head.origin}」，设置 LOG_ORIGIN 是「${keys.origin}」，而公开的文件属于后者：请核对 LOG_ORIGIN、LOG_STORE 与数据库是否配套`,
    )
  }
  say?.(`日志改名：从「${head.origin}」到「${keys.origin}」，以现有的 ${head.size} 个条目另起，请向社会公告`)
  await changeOrigin(client, store.organ, keys.origin)
  return readHead(client, store.organ, keys.origin)
}

/** A database that was restored from an old backup knows less than was signed or shown. */
function mustNotBeAhead(what: string, checkpoint: Checkpoint | undefined, { size }: LogHead): void {
  if (!checkpoint || checkpoint.size <= size) return
  throw new LogHalted(
    `${what}有 ${checkpoint.size} 个条目，数据库里只有 ${size} 个：数据库退回到了旧的备份。再编号就会与已公开的日志分叉，所以不再编号和签名；请${REMEDY}`,
  )
}

/** Files that were restored from an old backup, or are another folder's, show less than was shown before. */
function mustServeTheLatest(published: SignedHead | undefined, head: LogHead): void {
  if (head.published === null || sizeOf(published) >= head.publishedSize) return
  const found = published ? `只到 ${published.checkpoint.size} 个条目` : '没有检查点'
  throw new LogHalted(
    `数据库记得已经公布到 ${head.publishedSize} 个条目，公开的文件里却${found}：文件丢失，或退回到了旧的备份。不再编号和签名；请核对设置 LOG_STORE，或运行 yangguang log rewrite-files 由数据库重写全部文件`,
  )
}

/** Whatever was signed of this size must be what the tree was at this size. */
function mustBeOnTheWay({ size, root }: Checkpoint, tree: Edge): void {
  if (size !== tree.size) return
  const ours = edgeRoot(tree, nativeSha256)
  if (sameBytes(ours, root)) return
  throw new LogHalted(
    `签过的检查点（大小 ${size}，根 ${toBase64(root)}）与数据库里的日志（根 ${toBase64(ours)}）分叉：数据库退回到旧备份之后又写过，或被改动过。不再编号和签名；请${REMEDY}`,
  )
}

/** The edge of the published tree, from its tiles; they must have its root, and end in the leaves that the database has. */
async function publishedEdge(parts: RoundParts, client: PoolClient, { size, root }: Checkpoint): Promise<Edge> {
  if (size === 0) return emptyEdge()
  const { tiles, store } = parts
  const wanted: TileId[] = tilesAtEdge(size)
  const last = Math.floor((size - 1) / TILE_WIDTH)
  const lastTile = { level: 0, index: last, width: size - last * TILE_WIDTH }
  if (lastTile.width === TILE_WIDTH) wanted.push(lastTile)
  const read = await Promise.all(
    wanted.map(async tile => [tilePath(tile), (await tiles.read(tilePath(tile))) ?? new Uint8Array()] as const),
  )
  const found = new Map(read)
  const edge = edgeFromTiles(size, found, nativeSha256)
  if (!edge.ok || !sameBytes(edgeRoot(edge.value, nativeSha256), root)) {
    throw new LogHalted(
      `公开的哈希瓦片与公开的检查点（大小 ${size}）不符，文件被改动或缺失；请运行 yangguang log rewrite-files 由数据库重写`,
    )
  }
  let at = 0
  const leaves = found.get(tilePath(lastTile)) ?? new Uint8Array()
  for await (const leaf of leavesOf(client, store.organ, last * TILE_WIDTH, size)) {
    if (!sameBytes(leaf, leaves.subarray(at, at + HASH_BYTES))) {
      throw new LogHalted(
        `数据库里第 ${last * TILE_WIDTH + at / HASH_BYTES} 号日志条目与公开的不同：数据库退回到旧备份之后又写过，或被改动过。不再编号和签名；请${REMEDY}`,
      )
    }
    at += HASH_BYTES
  }
  return edge.value
}
