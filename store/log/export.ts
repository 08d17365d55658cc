import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { utf8 } from '../../domain/log/bytes.ts'
import { formatPolicy, type Policy } from '../../domain/log/policy.ts'
import { recordPath } from '../../domain/log/record-file.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { TILE_WIDTH, type TileId, tilePath, tilesOfTree } from '../../domain/log/tile.ts'
import { OperatorError } from '../operator-error.ts'
import type { Store } from '../store.ts'
import { fileStore } from './file-store.ts'
import type { LogKeys } from './keys.ts'
import { readPublished, recordFile, vkeyFile } from './public-files.ts'
import { CHECKPOINT } from './tile-store.ts'

export interface ExportParts {
  readonly store: Store
  readonly tiles: LogSource
  readonly keys: LogKeys
  readonly policy: Policy
}

const FLUSH_EVERY = 256

/**
 * Writes what is published as a folder that any static file server can serve in the place of `/log`: the checkpoint, its
 * tiles and bundles, `vkey`, `policy`, and the record of every stream. A folder of an earlier export is brought up to date.
 *
 * Readers may be at it meanwhile: tiles come before the checkpoint that needs them, and records after the one that proves them.
 * @returns the published size, and how many records were written. @throws OperatorError
 */
export async function exportLog(parts: ExportParts, folder: string): Promise<{ size: number; records: number }> {
  const { store, tiles, keys, policy } = parts
  const published = await readPublished(tiles)
  if (!published) throw new OperatorError('日志还没有公布检查点，没有可以导出的内容')
  const { size } = published.checkpoint
  const target = fileStore(folder)
  const before = await target.read(CHECKPOINT)
  if (before && ((await readPublished(target))?.checkpoint.size ?? 0) > size) {
    throw new OperatorError(`文件夹 ${folder} 里已有更新的检查点，不会用旧的覆盖；请另选一个文件夹`)
  }
  for (const [at, tile] of [...tilesOfTree(size), ...bundlesOfTree(size)].entries()) {
    const path = tilePath(tile)
    const bytes = await tiles.read(path)
    if (!bytes) throw new OperatorError(`公开的文件里缺少 ${path}；请运行 yangguang log rewrite-files 由数据库重写`)
    await target.write(path, bytes)
    if (at % FLUSH_EVERY === 0) await target.flush?.()
  }
  if (!(await target.swapCheckpoint(before, utf8(published.note)))) {
    throw new OperatorError(`文件夹 ${folder} 正被另一个程序写入，请稍后重试`)
  }
  const streams = await streamsBelow(store, size)
  for (const stream of streams) {
    const content = await recordFile(store, stream, size)
    if (content) await place(folder, recordPath(stream), content)
  }
  await place(folder, 'vkey', utf8(vkeyFile(keys)))
  await place(folder, 'policy', utf8(formatPolicy(policy)))
  await rm(join(folder, '.incoming'), { recursive: true, force: true })
  return { size, records: streams.length }
}

/** Every entry bundle that a tree of `size` has. */
export function bundlesOfTree(size: number): TileId[] {
  const count = Math.ceil(size / TILE_WIDTH)
  return Array.from({ length: count }, (_, index) => ({
    level: 'entries',
    index,
    width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH),
  }))
}

async function streamsBelow(store: Store, size: number): Promise<readonly string[]> {
  const rows = await store.database.kysely
    .selectFrom('log_entry')
    .select('stream')
    .distinct()
    .where('organ', '=', store.organ)
    .where('index', '<', size)
    .orderBy('stream')
    .execute()
  return rows.map(({ stream }) => stream)
}

/** Replaces a file as a whole; it can be made again at any time, so that nobody waits for the disk. */
async function place(folder: string, path: string, content: Uint8Array): Promise<void> {
  const target = join(folder, path)
  const staging = join(folder, '.incoming', randomBytes(8).toString('hex'))
  await mkdir(dirname(target), { recursive: true })
  await writeFile(staging, content)
  await rename(staging, target)
}
