/**
 * The right edge of a growing tree: all that must be held to append, to write tiles and to tell the root. However long the log,
 * that is one unfinished tile a tile level and one node for each bit of the size.
 */
import { err, must, ok, type Result, refuse } from '../result.ts'
import { HASH_BYTES, nodeHash, portableSha256, type Sha256 } from './hashing.ts'
import { isCount, rootOf } from './merkle.ts'
import { hashesFromTiles, TILE_WIDTH, type TileId, tilePath } from './tile.ts'

/** Belongs to whoever appends to it; only {@link appendLeaf} changes it. */
export interface Edge {
  readonly size: number
  /** By tile level, room for a whole tile of which as much is filled as the size says. */
  readonly unfinished: readonly Uint8Array[]
  /** By tree level, the last perfect subtree when it has no sibling yet, which is where the size has a bit; else of no meaning. */
  readonly alone: readonly Uint8Array[]
}

interface GrowingEdge {
  size: number
  readonly unfinished: Uint8Array[]
  readonly alone: Uint8Array[]
}

const TILE_BYTES = TILE_WIDTH * HASH_BYTES
const LEVELS_IN_TILE = Math.log2(TILE_WIDTH)

export function emptyEdge(): Edge {
  return { size: 0, unfinished: [], alone: [new Uint8Array(HASH_BYTES)] }
}

/**
 * The partial tiles, at most one a level, that a tree of `size` has (tlog-tiles, “Partial Tiles”): what an edge is made of.
 * @throws when `size` is no count.
 */
export function tilesAtEdge(size: number): (TileId & { readonly level: number })[] {
  if (!isCount(size)) throw new Error(`no tree has the size ${size}`)
  const tiles = []
  for (let level = 0, nodes = size; nodes > 0; level++, nodes = Math.floor(nodes / TILE_WIDTH)) {
    const width = nodes % TILE_WIDTH
    if (width > 0) tiles.push({ level, index: Math.floor(nodes / TILE_WIDTH), width })
  }
  return tiles
}

/**
 * The edge of the tree of `size`, from its partial tiles by path ({@link tilesAtEdge}); they are copied. Refused when one is
 * missing or has the wrong length. That they are the right ones shows when `edgeRoot` equals the signed root.
 */
export function edgeFromTiles(
  size: number,
  tiles: ReadonlyMap<string, Uint8Array>,
  sha256: Sha256 = portableSha256,
): Result<Edge> {
  if (!isCount(size)) return err(refuse('INVALID', 'S11', `日志大小 ${size} 不是可以表示的非负整数。`, 'size'))
  const edge: GrowingEdge = { size, unfinished: [], alone: [new Uint8Array(HASH_BYTES)] }
  for (const tile of tilesAtEdge(size)) {
    const path = tilePath(tile)
    const bytes = tiles.get(path)
    const wanted = tile.width * HASH_BYTES
    if (bytes?.length !== wanted) {
      const found = bytes === undefined ? '没有这个瓦片' : `实有 ${bytes.length} 字节`
      return err(refuse('INVALID', 'S11', `哈希瓦片 ${path} 应有 ${wanted} 字节，${found}，日志不能由此续写。`, path))
    }
    roomAt(edge, tile.level).set(bytes)
  }
  const readHash = hashesFromTiles(tiles, size, sha256)
  for (let level = 0, nodes = size; nodes > 0; level++, nodes = Math.floor(nodes / 2)) {
    edge.alone[level] = nodes % 2 === 1 ? new Uint8Array(readHash(level, nodes - 1)) : new Uint8Array(HASH_BYTES)
  }
  return ok(edge)
}

/**
 * Appends one leaf hash, which is copied. Every tile that this makes full, lowest level first, goes to `onFullTile`, which then
 * owns the bytes. It may not throw: the edge would be left between two sizes.
 */
export function appendLeaf(
  edge: Edge,
  leaf: Uint8Array,
  onFullTile: (tile: TileId, bytes: Uint8Array) => void,
  sha256: Sha256 = portableSha256,
): void {
  if (leaf.length !== HASH_BYTES) throw new Error(`a leaf hash has ${HASH_BYTES} bytes, not ${leaf.length}`)
  const growing = edge as GrowingEdge
  let hash = leaf
  let level = 0
  let node = growing.size
  writeInTile(growing, 0, node, leaf, onFullTile)
  // Every right child completes its parent, as adding one to a number carries.
  while (node % 2 === 1) {
    hash = nodeHash(must(growing.alone[level], 'the left sibling'), hash, sha256)
    node = (node - 1) / 2
    level++
    if (level % LEVELS_IN_TILE === 0) writeInTile(growing, level / LEVELS_IN_TILE, node, hash, onFullTile)
  }
  // The caller may use the leaf's bytes again; a hash that was computed here is nobody else's.
  if (level === 0) must(growing.alone[0], 'room for a leaf').set(leaf)
  else growing.alone[level] = hash
  growing.size++
}

/** The partial tiles now, lowest level first; the bytes are copies. */
export function edgeTiles(edge: Edge): readonly { tile: TileId; bytes: Uint8Array }[] {
  return tilesAtEdge(edge.size).map(tile => {
    const room = must(edge.unfinished[tile.level], 'an unfinished tile')
    return { tile, bytes: room.slice(0, tile.width * HASH_BYTES) }
  })
}

/** The root of the tree now, at the cost of one hash for each bit of its size; the bytes are a copy. */
export function edgeRoot(edge: Edge, sha256: Sha256 = portableSha256): Uint8Array {
  return new Uint8Array(rootOf(edge.size, level => must(edge.alone[level], 'a perfect subtree'), sha256))
}

/** An edge that shares nothing with this one, such as to return to when a batch could not be written. */
export function copyEdge({ size, unfinished, alone }: Edge): Edge {
  return { size, unfinished: unfinished.map(bytes => bytes.slice()), alone: alone.map(hash => hash.slice()) }
}

function writeInTile(
  edge: GrowingEdge,
  level: number,
  node: number,
  hash: Uint8Array,
  onFullTile: (tile: TileId, bytes: Uint8Array) => void,
): void {
  const place = node % TILE_WIDTH
  const bytes = roomAt(edge, level)
  bytes.set(hash, place * HASH_BYTES)
  if (place < TILE_WIDTH - 1) return
  edge.unfinished[level] = new Uint8Array(TILE_BYTES)
  onFullTile({ level, index: (node - place) / TILE_WIDTH, width: TILE_WIDTH }, bytes)
}

/** Levels are reached from below, so the arrays have no holes; a level may be passed over when an edge is read from tiles. */
function roomAt(edge: GrowingEdge, level: number): Uint8Array {
  while (edge.unfinished.length <= level) edge.unfinished.push(new Uint8Array(TILE_BYTES))
  return must(edge.unfinished[level], 'room for a tile')
}
