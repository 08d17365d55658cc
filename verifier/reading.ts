/** Reading the resources of a log: what is missing and what cannot be known just now are two different answers. */
import { decodeBundle, encodeBundle } from '../domain/log/bundle.ts'
import { HASH_BYTES } from '../domain/log/hashing.ts'
import type { LogSource } from '../domain/log/source.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../domain/log/tile.ts'

export type Reading =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  /** The log does not have it, or has something else in its place; the sentence says which. */
  | { readonly kind: 'wrong'; readonly sentence: string }
  /** Nobody can tell at the moment: the network or the disk failed. */
  | { readonly kind: 'unreadable'; readonly sentence: string }

/** Reads a resource. Never throws, so that several may be under way and be forgotten. */
export async function readResource(source: LogSource, path: string): Promise<Reading> {
  try {
    const bytes = await source.read(path)
    return bytes ? { kind: 'found', bytes } : { kind: 'wrong', sentence: `日志没有提供 ${path}。` }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'unreadable', sentence: `读不到 ${path}：${why}` }
  }
}

/**
 * Reads a tile of hashes, or a bundle of entries. A partial one that is gone may be cut from the full one, since a log that
 * went on growing need not keep it (tlog-tiles, «Partial Tiles»). Tiles of hashes have the right length afterwards.
 */
export async function readTile(source: LogSource, tile: TileId): Promise<Reading> {
  const own = await readResource(source, tilePath(tile))
  if (own.kind === 'found') return checkLength(own.bytes, tile)
  if (own.kind === 'unreadable' || tile.width === TILE_WIDTH) return own
  const full = await readResource(source, tilePath({ ...tile, width: TILE_WIDTH }))
  if (full.kind !== 'found') return full.kind === 'unreadable' ? full : own
  return cut(full.bytes, tile) ?? own
}

function checkLength(bytes: Uint8Array, tile: TileId): Reading {
  const expected = tile.width * HASH_BYTES
  if (tile.level === 'entries' || bytes.length === expected) return { kind: 'found', bytes }
  return { kind: 'wrong', sentence: `${tilePath(tile)} 应有 ${expected} 字节，实有 ${bytes.length} 字节。` }
}

function cut(full: Uint8Array, { level, width }: TileId): Reading | undefined {
  if (level === 'entries') {
    const entries = decodeBundle(full, TILE_WIDTH)
    return entries.ok ? { kind: 'found', bytes: encodeBundle(entries.value.slice(0, width)) } : undefined
  }
  if (full.length !== TILE_WIDTH * HASH_BYTES) return undefined
  return { kind: 'found', bytes: full.subarray(0, width * HASH_BYTES) }
}
