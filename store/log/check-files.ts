import { encodeBundle } from '../../domain/log/bundle.ts'
import { sameBytes } from '../../domain/log/hashing.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../../domain/log/tile.ts'

/** Compares the published files with what the database makes of them, while its entries go by in order. */
export interface FileCheck {
  /** The text of the next entry. */
  readonly entry: (bytes: Uint8Array) => Promise<void>
  /** A tile that became full, or is partial at the published size. */
  readonly tile: (tile: TileId, bytes: Uint8Array) => Promise<void>
}

/**
 * @param size of the published tree: files beyond it are not promised to anybody, and are not looked at.
 * @param fault is told one sentence a file.
 */
export function fileCheck(files: LogSource, size: number, fault: (sentence: string) => void): FileCheck {
  let bundled: Uint8Array[] = []
  let seen = 0

  const compare = async (tile: TileId, bytes: Uint8Array) => {
    const path = tilePath(tile)
    const there = await files.read(path)
    if (!there) fault(`公开的文件缺少 ${path}`)
    else if (!sameBytes(there, bytes)) fault(`公开的文件 ${path} 与数据库里的日志不符`)
  }

  return {
    entry: async bytes => {
      if (seen === size) return
      seen++
      bundled.push(bytes)
      if (bundled.length < TILE_WIDTH && seen < size) return
      const index = Math.floor((seen - 1) / TILE_WIDTH)
      await compare({ level: 'entries', index, width: bundled.length }, encodeBundle(bundled))
      bundled = []
    },
    tile: async (tile, bytes) => {
      const level = tile.level === 'entries' ? 0 : tile.level
      const leaves = (tile.index * TILE_WIDTH + tile.width) * TILE_WIDTH ** level
      if (leaves <= size) await compare(tile, bytes)
    },
  }
}
