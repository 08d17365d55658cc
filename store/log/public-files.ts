import { decodeBundle } from '../../domain/log/bundle.ts'
import { fromUtf8, utf8 } from '../../domain/log/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { inclusionProof } from '../../domain/log/merkle.ts'
import { parseNote } from '../../domain/log/note.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { hashesFromTiles, TILE_WIDTH, type TileId, tilePath, tilesForInclusion } from '../../domain/log/tile.ts'
import { formatTlogProof } from '../../domain/log/tlog-proof.ts'
import { OperatorError } from '../operator-error.ts'
import type { Store } from '../store.ts'
import type { LogKeys } from './keys.ts'
import { nativeSha256 } from './native-sha256.ts'
import { readRecord } from './record.ts'
import { CHECKPOINT } from './tile-store.ts'

/** What is published of a log at one moment. Server and export make the same bytes of it. */
export interface PublishedLog {
  /** The signed note, as it is served. */
  readonly note: string
  readonly checkpoint: Checkpoint
}

/** `undefined` before the first checkpoint. Signatures are not judged here. @throws OperatorError when it is no checkpoint. */
export async function readPublished(tiles: LogSource): Promise<PublishedLog | undefined> {
  const bytes = await tiles.read(CHECKPOINT)
  if (bytes === undefined) return undefined
  const note = parseNote(bytes)
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
  if (!checkpoint.ok) throw new OperatorError(`公开的检查点文件已损坏：${checkpoint.error.sentence}`)
  return { note: fromUtf8(bytes) ?? '', checkpoint: checkpoint.value }
}

/** The bytes of leaf `index`, which must be below the published size; `undefined` when the files have no such bundle. */
export async function readEntry(tiles: LogSource, index: number, size: number): Promise<Uint8Array | undefined> {
  const bundle = bundleAround(index, size)
  const bytes = await tiles.read(tilePath(bundle))
  const entries = bytes && decodeBundle(bytes, bundle.width)
  return entries?.ok ? entries.value[index % TILE_WIDTH] : undefined
}

/**
 * The proof that leaf `index` is in the published tree (C2SP tlog-proof), from tiles alone. `index` must be below the size.
 * @throws OperatorError when a tile is missing or damaged.
 */
export async function proofFile(tiles: LogSource, index: number, { note, checkpoint }: PublishedLog): Promise<string> {
  const { size } = checkpoint
  const found = await readTiles(tiles, tilesForInclusion(index, size))
  try {
    const hashes = inclusionProof(index, size, hashesFromTiles(found, size, nativeSha256), nativeSha256)
    return formatTlogProof({ index, hashes, checkpoint: note })
  } catch (error) {
    throw new OperatorError(`公开的哈希瓦片缺失或损坏：${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * The record of a stream as it is served: entries that the published tree holds, and no later ones, so that every entry
 * can be proved. `undefined` when there are none.
 */
export async function recordFile(store: Store, stream: string, size: number): Promise<Uint8Array | undefined> {
  if (!isStreamName(stream)) return undefined
  const record = await readRecord(store, stream)
  const entries = (record?.entries ?? []).filter(({ index }) => index < size)
  return entries.length > 0 ? utf8(JSON.stringify({ stream, entries })) : undefined
}

/** `organisation`, `matter/2026-000012`: what a stream can be called, and a file below the log's address as well. */
const isStreamName = (stream: string): boolean =>
  /^[a-z][a-z-]{0,39}(?:\/[A-Za-z0-9][A-Za-z0-9_.@-]{0,119})?$/.test(stream)

/** One line: the verifier key of the key that signs now. */
export const vkeyFile = ({ current }: LogKeys): string => `${current.verifier.text}\n`

async function readTiles(tiles: LogSource, wanted: readonly TileId[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  await Promise.all(
    wanted.map(tilePath).map(async path => {
      const bytes = await tiles.read(path)
      if (bytes) found.set(path, bytes)
    }),
  )
  return found
}

function bundleAround(index: number, size: number): TileId {
  const number = Math.floor(index / TILE_WIDTH)
  return { level: 'entries', index: number, width: Math.min(TILE_WIDTH, size - number * TILE_WIDTH) }
}
