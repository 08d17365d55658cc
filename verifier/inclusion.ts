import type { Checkpoint } from '../domain/log/checkpoint.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from '../domain/log/merkle.ts'
import type { LogSource } from '../domain/log/source.ts'
import { hashesFromTiles, type TileId, tilePath, tilesForConsistency, tilesForInclusion } from '../domain/log/tile.ts'
import { readTile } from './reading.ts'

/** A leaf's hash and the place where it is said to stand. */
export interface PlacedLeaf {
  readonly index: number
  readonly leaf: Uint8Array
}

/** Why these leaves are not in the tree of the checkpoint, all of them where they are said to be; `undefined` when they are. */
export async function whyNotIncluded(
  source: LogSource,
  { size, root }: Checkpoint,
  leaves: readonly PlacedLeaf[],
): Promise<string | undefined> {
  const tiles = await readTiles(
    source,
    leaves.flatMap(({ index }) => tilesForInclusion(index, size)),
  )
  if (typeof tiles === 'string') return tiles
  const readHash = hashesFromTiles(tiles, size)
  const wrong = leaves.find(
    ({ index, leaf }) => !verifyInclusion(index, size, leaf, inclusionProof(index, size, readHash), root),
  )
  return wrong && `第 ${wrong.index} 号条目不在检查点签名的那棵树里。`
}

/** Why the tree of an older checkpoint is not the beginning of the newer one's; `undefined` when it is. */
export async function whyNotConsistent(
  source: LogSource,
  older: Checkpoint,
  newer: Checkpoint,
): Promise<string | undefined> {
  // Nothing was promised by an empty tree.
  if (older.size === 0) return undefined
  if (older.size > newer.size) return `当时有 ${older.size} 条，现在只有 ${newer.size} 条。`
  const tiles = await readTiles(source, tilesForConsistency(older.size, newer.size))
  if (typeof tiles === 'string') return tiles
  const proof = consistencyProof(older.size, newer.size, hashesFromTiles(tiles, newer.size))
  return verifyConsistency(older.size, newer.size, proof, older.root, newer.root)
    ? undefined
    : `当时的 ${older.size} 条里有的被改动、删去或插入过。`
}

/** The tiles by path, or what is wrong with them. @throws when it cannot be known whether one is there. */
async function readTiles(
  source: LogSource,
  wanted: readonly TileId[],
): Promise<ReadonlyMap<string, Uint8Array> | string> {
  const byPath = new Map(wanted.map(tile => [tilePath(tile), tile]))
  const tiles = new Map<string, Uint8Array>()
  const readings = [...byPath].map(async ([path, tile]) => [path, await readTile(source, tile)] as const)
  for (const [path, reading] of await Promise.all(readings)) {
    if (reading.kind === 'unreadable') throw new Error(reading.sentence)
    if (reading.kind === 'wrong') return reading.sentence
    tiles.set(path, reading.bytes)
  }
  return tiles
}
