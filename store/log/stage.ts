import { encodeBundle } from '../../domain/log/bundle.ts'
import { utf8 } from '../../domain/log/bytes.ts'
import { appendLeaf, copyEdge, type Edge, edgeTiles } from '../../domain/log/edge.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../../domain/log/tile.ts'
import { entriesBetween, type Runner } from './head.ts'
import { nativeSha256 } from './native-sha256.ts'
import type { TileStore } from './tile-store.ts'

/** Entries between two waits for the disk. */
const PORTION = 32 * TILE_WIDTH

/**
 * Writes the tiles and bundles of a portion of the tree that the database holds, from an edge on, and waits until they are
 * durable. The entries are read back and hashed again, so that what is published is what is kept. Tiles and bundles that
 * are not full are written when the portion ends the tree, because only there will a checkpoint speak of them.
 * @returns the edge after it.
 */
export async function stagePortion(
  on: Runner,
  organ: string,
  tiles: Pick<TileStore, 'write' | 'flush'>,
  from: Edge,
  size: number,
): Promise<Edge> {
  const first = from.size - (from.size % TILE_WIDTH)
  const end = Math.min(first + PORTION, size)
  const entries = (await entriesBetween(on, organ, first, end)).map(utf8)
  const files: { readonly tile: TileId; readonly bytes: Uint8Array }[] = []
  const edge = copyEdge(from)
  for (const entry of entries.slice(from.size - first)) {
    appendLeaf(edge, leafHash(entry, nativeSha256), (tile, bytes) => files.push({ tile, bytes }), nativeSha256)
  }
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const bundled = entries.slice(at, at + TILE_WIDTH)
    const tile = { level: 'entries', index: (first + at) / TILE_WIDTH, width: bundled.length } as const
    files.push({ tile, bytes: encodeBundle(bundled) })
  }
  if (end === size) files.push(...edgeTiles(edge))
  for (const { tile, bytes } of files) await tiles.write(tilePath(tile), bytes)
  await tiles.flush?.()
  return edge
}
