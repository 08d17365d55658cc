import { consistencyProof } from '../../domain/log/merkle.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { hashesFromTiles, tilePath, tilesForConsistency } from '../../domain/log/tile.ts'
import { nativeSha256 } from './native-sha256.ts'

/** That the tree of `size` continues the one of `oldSize`, from the tiles of the larger one (RFC 6962, 2.1.2). */
export async function consistencyFrom(tiles: LogSource, oldSize: number, size: number): Promise<readonly Uint8Array[]> {
  const read = tilesForConsistency(oldSize, size).map(async tile => {
    const path = tilePath(tile)
    return [path, (await tiles.read(path)) ?? new Uint8Array()] as const
  })
  const hashes = hashesFromTiles(new Map(await Promise.all(read)), size, nativeSha256)
  return consistencyProof(oldSize, size, hashes, nativeSha256)
}
