/**
 * Every entry hashed again, the whole tree built again from these hashes, and every tile that the log serves compared with
 * it. Nothing is believed but the checkpoint. What is held at a time is a few bundles and the right edge of the tree.
 */
import { decodeBundle } from '../domain/log/bundle.ts'
import type { Checkpoint } from '../domain/log/checkpoint.ts'
import { appendLeaf, type Edge, edgeRoot, edgeTiles, emptyEdge } from '../domain/log/edge.ts'
import { HASH_BYTES, leafHash, portableSha256, type Sha256, sameBytes } from '../domain/log/hashing.ts'
import type { LogSource } from '../domain/log/source.ts'
import { TILE_WIDTH, type TileId, tilePath } from '../domain/log/tile.ts'
import { inOrder } from './in-order.ts'
import { type Reading, readTile } from './reading.ts'
import { grouped, type Step } from './step.ts'

export interface TreeAudit {
  /** `entries` and `tree`; both are there unless the log could not be read. */
  readonly steps: readonly Step[]
  /** How many entries were read and hashed. */
  readonly entries: number
  /** Why the reading ended early: a sentence. */
  readonly unreadable?: string
}

export interface Watching {
  readonly sha256?: Sha256
  /** Sees every entry in order, before the root is known to be right. When it returns a promise, that is waited for. */
  readonly onEntry?: (bytes: Uint8Array, index: number) => void | Promise<void>
  readonly onProgress?: (done: number, all: number) => void
}

/** Bundles that are read ahead, each with its tile: eight requests at a time. */
const READ_AHEAD = 4

/** What was found wrong, the first in words and the others counted; a false leaf alone falsifies a tile on every level. */
interface Faults {
  first?: string
  count: number
}

interface Building {
  readonly edge: Edge
  readonly entries: Faults
  readonly tree: Faults
  /** Tiles that became full and are yet to be compared. */
  readonly full: { readonly tile: TileId; readonly bytes: Uint8Array }[]
  tiles: number
}

/** Audits the whole tree below a checkpoint that was found to be signed. */
export async function auditTree(source: LogSource, checkpoint: Checkpoint, watching: Watching): Promise<TreeAudit> {
  const { sha256 = portableSha256, onEntry, onProgress } = watching
  const { size } = checkpoint
  const building: Building = { edge: emptyEdge(), entries: { count: 0 }, tree: { count: 0 }, full: [], tiles: 0 }
  const onFullTile = (tile: TileId, bytes: Uint8Array) => void building.full.push({ tile, bytes })

  const bundles = inOrder(Math.ceil(size / TILE_WIDTH), READ_AHEAD, index => readBundle(source, index, size))
  for await (const { tile, bundle, hashes } of bundles) {
    const unreadable = [bundle, hashes].find(reading => reading.kind === 'unreadable')
    if (unreadable) return { steps: [], entries: building.edge.size, unreadable: unreadable.sentence }
    const entries = entriesOf(bundle, tile, building)
    // Without these entries nothing that follows can be placed in the tree.
    if (!entries) break
    for (const entry of entries) {
      const index = building.edge.size
      appendLeaf(building.edge, leafHash(entry, sha256), onFullTile, sha256)
      const pending = onEntry?.(entry, index)
      if (pending) await pending
    }
    if (building.edge.size === size) building.full.push(...edgeTiles(building.edge))
    const failed = await compareTiles(source, hashes, building)
    if (failed) return { steps: [], entries: building.edge.size, unreadable: failed }
    onProgress?.(building.edge.size, size)
  }
  return { steps: stepsOf(building, checkpoint, sha256), entries: building.edge.size }
}

interface BundleRead {
  readonly tile: TileId & { readonly level: 'entries' }
  readonly bundle: Reading
  /** The level 0 tile over the same entries. */
  readonly hashes: Reading
}

async function readBundle(source: LogSource, index: number, size: number): Promise<BundleRead> {
  const tile = { level: 'entries', index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) } as const
  const [bundle, hashes] = await Promise.all([readTile(source, tile), readTile(source, { ...tile, level: 0 })])
  return { tile, bundle, hashes }
}

function entriesOf(bundle: Reading, tile: TileId, { entries }: Building): readonly Uint8Array[] | undefined {
  if (bundle.kind !== 'found') {
    note(entries, bundle.sentence)
    return undefined
  }
  const decoded = decodeBundle(bundle.bytes, tile.width)
  if (decoded.ok) return decoded.value
  note(entries, `${tilePath(tile)}：${decoded.error.sentence}`)
  return undefined
}

/** Compares what was computed with what is served, so far as it is complete. @returns why that cannot be read, if so. */
async function compareTiles(source: LogSource, level0: Reading, building: Building): Promise<string | undefined> {
  for (const { tile, bytes } of building.full.splice(0)) {
    const served = tile.level === 0 ? level0 : await readTile(source, tile)
    if (served.kind === 'unreadable') return served.sentence
    building.tiles++
    if (served.kind === 'wrong') note(building.tree, served.sentence)
    else if (tile.level === 0) compareLeaves(tile, served.bytes, bytes, building.entries)
    else if (!sameBytes(served.bytes, bytes)) note(building.tree, `${tilePath(tile)} 与下层重算的结果不符。`)
  }
  return undefined
}

function compareLeaves(tile: TileId, served: Uint8Array, computed: Uint8Array, faults: Faults): void {
  if (sameBytes(served, computed)) return
  for (let place = 0; place < tile.width; place++) {
    const [from, to] = [place * HASH_BYTES, (place + 1) * HASH_BYTES]
    if (sameBytes(served.subarray(from, to), computed.subarray(from, to))) continue
    note(faults, `第 ${tile.index * TILE_WIDTH + place} 号条目重算的哈希与 ${tilePath(tile)} 所载不符。`)
  }
}

function note(faults: Faults, sentence: string): void {
  faults.first ??= sentence
  faults.count++
}

function stepsOf(
  { edge, entries, tree, tiles }: Building,
  { size, root }: Checkpoint,
  sha256: Sha256,
): readonly Step[] {
  if (edge.size === size && !sameBytes(edgeRoot(edge, sha256), root)) {
    note(tree, '由全部条目重算的根哈希与检查点签署的不符：条目或检查点被改动过。')
  }
  if (edge.size < size) note(tree, `只读到 ${grouped(edge.size)} 个条目，重算不出 ${grouped(size)} 个条目的树。`)
  const sound = `${grouped(size)} 个条目逐一重算哈希，都与树的最底层相符。`
  const whole = `${grouped(tiles)} 个瓦片和根哈希由条目重新算出，都与日志所载相符。`
  return [
    { name: 'entries', ok: entries.count === 0, sentence: spoken(entries, sound) },
    { name: 'tree', ok: tree.count === 0, sentence: spoken(tree, whole) },
  ]
}

const spoken = ({ first, count }: Faults, otherwise: string): string =>
  first === undefined ? otherwise : count > 1 ? `${first}另有 ${grouped(count - 1)} 处不符。` : first
