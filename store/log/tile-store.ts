import { decodeBundle, encodeBundle } from '../../domain/log/bundle.ts'
import { HASH_BYTES } from '../../domain/log/hashing.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { parseTilePath, TILE_WIDTH, type TileId, tilePath } from '../../domain/log/tile.ts'
import { OperatorError } from '../operator-error.ts'

/** Where a log's published files live: the checkpoint, tiles of hashes and bundles of entries (C2SP tlog-tiles). */
export interface TileStore extends LogSource {
  /**
   * Puts a tile or a bundle where it belongs; until `flush` it may be held in memory only. The same bytes may be written
   * again at any time. A path that holds other bytes is never changed: then this or `flush` throws.
   */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>
  /**
   * Makes all that was written durable; what is read afterwards is on disk. When it throws, nothing is known of what was
   * written since the last time, and the caller writes it again.
   * @throws OperatorError when the disk is full, the folder read-only, the storage away, or a path holds other bytes.
   */
  readonly flush?: () => Promise<void>
  /**
   * Publishes: replaces the checkpoint if it is still the expected one (`undefined`: none), after a `flush`. Partial tiles
   * that a full one has made needless are removed afterwards.
   * @returns whether `next` is now there, also when it was there already, as after an answer that got lost. False when it is
   * neither: that checkpoint stays. @throws as `flush` does.
   */
  readonly swapCheckpoint: (expected: Uint8Array | undefined, next: Uint8Array) => Promise<boolean>
}

/** For whoever has compared all that the database holds with a signed root, and may therefore put a damaged file right. */
export interface RepairableTileStore extends TileStore {
  /** As `write` and `flush`, but a path that holds other bytes gets these. @returns whether anything had to be written. */
  readonly replace: (path: string, bytes: Uint8Array) => Promise<boolean>
  /**
   * Removes what a tree of that size does not need: what reaches beyond it, and partial tiles of which it has the full one;
   * as far as they can be found. @returns how many.
   */
  readonly removeNeedless: (size: number) => Promise<number>
}

export const CHECKPOINT = 'checkpoint'

/** What a kind of storage can do; `tileStore` makes a store of it. Paths have been looked at already. All of it throws OperatorError. */
export interface Shelf {
  readonly read: (path: string) => Promise<Uint8Array | undefined>
  /** Durable when it returns. Throws when a path holds other bytes, unless they may be replaced. */
  readonly writeAll: (files: ReadonlyMap<string, Uint8Array>, mayReplace: boolean) => Promise<void>
  readonly swap: (expected: Uint8Array | undefined, next: Uint8Array) => Promise<boolean>
  /** Removes every partial tile that was written beside these full ones, as far as it can be done. */
  readonly dropPartials: (fullTiles: readonly string[]) => Promise<void>
  /** Removes what of all that is there is named so by its path. @returns how many. */
  readonly removeIf: (isWanted: (path: string) => boolean) => Promise<number>
}

/**
 * A store on a shelf. It holds back what is written until `flush`, so that one round of the log costs few waits for the disk,
 * and looks at every path: whatever is no tile's path, such as one that climbs out of the folder, names nothing.
 */
export function tileStore(shelf: Shelf): RepairableTileStore {
  const staged = new Map<string, Uint8Array>()
  const completed = new Set<string>()

  const flush = async (): Promise<void> => {
    if (staged.size === 0) return
    const files = new Map(staged)
    try {
      await shelf.writeAll(files, false)
    } catch (error) {
      // Held for longer, they would pile up for as long as the disk is full. The database has them all.
      staged.clear()
      throw error
    }
    for (const path of files.keys()) {
      staged.delete(path)
      if (parseTilePath(path)?.width === TILE_WIDTH) completed.add(path)
    }
  }

  return {
    read: async path => {
      const tile = parseTilePath(path)
      if (tile === undefined && path !== CHECKPOINT) return undefined
      return staged.get(path) ?? (await shelf.read(path)) ?? (tile && (await readFromFull(tile, shelf)))
    },
    write: async (path, bytes) => {
      mustBeTile(path)
      const before = staged.get(path)
      if (before !== undefined && !sameContent(before, bytes)) throw new Error(`two contents for ${path}`)
      // The caller may go on to use its bytes: an unfinished tile grows in place.
      staged.set(path, bytes.slice())
    },
    flush,
    swapCheckpoint: async (expected, next) => {
      await flush()
      if (!(await shelf.swap(expected, next))) return false
      await shelf.dropPartials([...completed])
      completed.clear()
      return true
    },
    replace: async (path, bytes) => {
      mustBeTile(path)
      const there = await shelf.read(path)
      if (there !== undefined && sameContent(there, bytes)) return false
      await shelf.writeAll(new Map([[path, bytes]]), true)
      return true
    },
    removeNeedless: size =>
      shelf.removeIf(path => {
        const tile = parseTilePath(path)
        return tile !== undefined && isNeedless(tile, size)
      }),
  }
}

function isNeedless({ level, index, width }: TileId, size: number): boolean {
  const nodes = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level)
  const here = nodes - index * TILE_WIDTH
  return width > here || (width < TILE_WIDTH && here >= TILE_WIDTH)
}

/** A partial tile that was removed is the beginning of the full one (tlog-tiles, «Partial Tiles»). */
async function readFromFull({ level, index, width }: TileId, shelf: Shelf): Promise<Uint8Array | undefined> {
  if (width === TILE_WIDTH) return undefined
  const whole = await shelf.read(tilePath({ level, index, width: TILE_WIDTH }))
  if (whole === undefined) return undefined
  if (level !== 'entries') return whole.subarray(0, width * HASH_BYTES)
  const entries = decodeBundle(whole, TILE_WIDTH)
  return entries.ok ? encodeBundle(entries.value.slice(0, width)) : undefined
}

const AT_ONCE = 16

/** Works at a few items at a time, and is done with all of a batch before it throws what the first of them threw. */
export async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const done = await Promise.allSettled(items.slice(start, start + AT_ONCE).map(work))
    const failed = done.find(result => result.status === 'rejected')
    if (failed) throw failed.reason
  }
}

export const sameContent = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** What to tell the operator of a path that holds something else than what the database makes of it. */
export function otherContent(path: string): OperatorError {
  return new OperatorError(
    `日志的公开文件 ${path} 已有不同的内容，不会覆盖：数据库恢复到了旧备份，或文件被改动；请运行 yangguang check 查明，再停止服务并运行 yangguang log rewrite-files`,
  )
}

function mustBeTile(path: string): void {
  if (parseTilePath(path) === undefined) throw new Error(`no path of a tile: ${path}`)
}
