/**
 * Tiles of C2SP tlog-tiles: a tree cut into pieces of height 8. Tile `index` of tile level L lists up to 256 consecutive nodes of
 * tree level 8 × L; the levels between are hashed again by whoever reads it.
 */
import { must } from '../result.ts'
import { HASH_BYTES, nodeHash, portableSha256, type Sha256 } from './hashing.ts'
import { consistencyProof, inclusionProof, isCount, type ReadHash, rootOf } from './merkle.ts'

/** One tile of hashes, or one bundle of entries, which is cut as tiles of level 0 are. */
export interface TileId {
  readonly level: number | 'entries'
  readonly index: number
  /** How many hashes or entries it holds: 256 in a full tile, 1 to 255 in a partial one at the right edge. */
  readonly width: number
}

export const TILE_WIDTH = 256
const TILE_HEIGHT = 8
/** What a path may name. A tree whose size is a safe integer, below 2^53, has tiles on no more than 7 levels. */
const MOST_LEVEL = 63
const LEVELS_IN_USE = 7

/** `tile/0/x001/x234/067`, `tile/entries/000.p/3`; from the log's prefix, without a leading slash. */
export function tilePath({ level, index, width }: TileId): string {
  const groups = [lastThree(index)]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${lastThree(rest)}`)
  }
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

const lastThree = (n: number): string => String(n % 1000).padStart(3, '0')

const pathShape = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** Reads a path as strictly as {@link tilePath} writes it: `undefined` for any other spelling of the same tile. */
export function parseTilePath(path: string): TileId | undefined {
  const [, levelText, groups, widthText] = pathShape.exec(path) ?? []
  if (levelText === undefined || groups === undefined) return undefined
  const level = levelText === 'entries' ? 'entries' : Number(levelText)
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText)
  if (level !== 'entries' && level > MOST_LEVEL) return undefined
  if (!Number.isSafeInteger(index)) return undefined
  // Groups of zeros in front, and a partial tile of full width, are written otherwise.
  const tile: TileId = { level, index, width }
  return width <= TILE_WIDTH && tilePath(tile) === path ? tile : undefined
}

/**
 * Every tile of hashes that a tree of `size` has, level by level from the left; the partial one is the last of its level.
 * @throws when `size` is no count.
 */
export function tilesOfTree(size: number): TileId[] {
  if (!isCount(size)) throw new Error(`no tree has the size ${size}`)
  const tiles: TileId[] = []
  for (let level = 0, nodes = size; nodes > 0; level++, nodes = Math.floor(nodes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < nodes; index++) tiles.push(tileOf(level, index, size))
  }
  return tiles
}

/** The tiles from which the inclusion proof of leaf `index` in the tree of `size` is built. @throws as `inclusionProof` does. */
export function tilesForInclusion(index: number, size: number): TileId[] {
  return tilesRead(size, readHash => inclusionProof(index, size, readHash, unhashed))
}

/** The tiles from which the consistency proof between two sizes is built. @throws as `consistencyProof` does. */
export function tilesForConsistency(oldSize: number, newSize: number): TileId[] {
  return tilesRead(newSize, readHash => consistencyProof(oldSize, newSize, readHash, unhashed))
}

/** The tiles from which the root is computed: those at the right edge. @throws when `size` is no count. */
export function tilesForRoot(size: number): TileId[] {
  return tilesRead(size, readHash => rootOf(size, readHash, unhashed))
}

/** What a computation reads is found out by running it on blank hashes, so that the two cannot drift apart. */
function tilesRead(size: number, compute: (readHash: ReadHash) => unknown): TileId[] {
  const found = new Map<string, TileId>()
  compute((level, index) => {
    const tile = tileAround(level, index, size)
    found.set(tilePath(tile), tile)
    return blank
  })
  return [...found.values()]
}

const blank = new Uint8Array(HASH_BYTES)
const unhashed: Sha256 = () => blank

/**
 * Reads nodes of the tree of `size` out of its tiles, which are looked up by path when first needed. Inner nodes are hashed when
 * first asked for and kept. Nothing is checked against a root: a proof built of foreign tiles must still be verified.
 * @throws when a needed tile is missing, has the wrong length, or when the tree has no such node.
 */
export function hashesFromTiles(
  tiles: ReadonlyMap<string, Uint8Array>,
  size: number,
  sha256: Sha256 = portableSha256,
): ReadHash {
  const opened: Map<number, OpenTile>[] = Array.from({ length: LEVELS_IN_USE }, () => new Map())
  return (level, index) => {
    const nodesInTile = nodesOfLevelInTile(level)
    const ofLevel = must(opened[Math.floor(level / TILE_HEIGHT)], 'a tile level')
    const tileIndex = Math.floor(index / nodesInTile)
    let tile = ofLevel.get(tileIndex)
    if (tile === undefined) {
      tile = openTile(tileAround(level, index, size), tiles)
      ofLevel.set(tileIndex, tile)
    }
    return nodeOf(tile, nodesInTile + (index % nodesInTile), sha256)
  }
}

/** A tile and the nodes of it that were asked for. They are numbered as in a heap: 1 is the top, 256 to 511 the tile's hashes. */
interface OpenTile {
  readonly bytes: Uint8Array
  readonly nodes: (Uint8Array | undefined)[]
}

function openTile(tile: TileId, tiles: ReadonlyMap<string, Uint8Array>): OpenTile {
  const path = tilePath(tile)
  const bytes = tiles.get(path)
  if (bytes === undefined) throw new Error(`missing: ${path}`)
  if (bytes.length !== tile.width * HASH_BYTES) throw new Error(`${path} has ${bytes.length} bytes`)
  return { bytes, nodes: new Array(2 * TILE_WIDTH) }
}

function nodeOf(tile: OpenTile, number: number, sha256: Sha256): Uint8Array {
  const known = tile.nodes[number]
  if (known !== undefined) return known
  const node =
    number >= TILE_WIDTH
      ? hashAt(tile.bytes, number - TILE_WIDTH)
      : nodeHash(nodeOf(tile, 2 * number, sha256), nodeOf(tile, 2 * number + 1, sha256), sha256)
  tile.nodes[number] = node
  return node
}

/** The hash in place `at` of a tile: a view of its bytes. @throws when the tile is narrower than that. */
function hashAt(bytes: Uint8Array, at: number): Uint8Array {
  if ((at + 1) * HASH_BYTES > bytes.length) throw new Error(`no hash ${at} in a tile of ${bytes.length} bytes`)
  return bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)
}

/** The tile in which a tree of `size` has the node `index` of tree level `level`. */
function tileAround(level: number, index: number, size: number): TileId {
  const tile = tileOf(Math.floor(level / TILE_HEIGHT), Math.floor(index / nodesOfLevelInTile(level)), size)
  if (tile.width < 1) throw new Error(`no node ${index} of level ${level} in a tree of size ${size}`)
  return tile
}

/** A tile spans 8 levels of the tree: 256 nodes of the lowest, 2 of the highest. */
const nodesOfLevelInTile = (level: number): number => TILE_WIDTH >> (level % TILE_HEIGHT)

function tileOf(level: number, index: number, size: number): TileId {
  const nodes = Math.floor(size / TILE_WIDTH ** level)
  return { level, index, width: Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH) }
}
