import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { naiveTree, numberedEntries } from '../../test/support/naive-tree.ts'
import { must } from '../result.ts'
import { appendLeaf, copyEdge, type Edge, edgeFromTiles, edgeRoot, edgeTiles, emptyEdge, tilesAtEdge } from './edge.ts'
import { emptyRoot, leafHash } from './hashing.ts'
import { rootOf } from './merkle.ts'
import { hashesFromTiles, tilePath, tilesOfTree } from './tile.ts'

const MOST = 600
const entries = numberedEntries(MOST)
const leaves = entries.map(entry => leafHash(entry))
const naive = naiveTree(entries)

type Tiles = Map<string, Uint8Array>

function append(edge: Edge, count: number, full: Tiles = new Map()): Tiles {
  for (const leaf of leaves.slice(edge.size, edge.size + count)) {
    appendLeaf(edge, leaf, (tile, bytes) => full.set(tilePath(tile), bytes))
  }
  return full
}

const partial = (edge: Edge): Tiles => new Map(edgeTiles(edge).map(({ tile, bytes }) => [tilePath(tile), bytes]))

function edgeOf(size: number, tiles: Tiles): Edge {
  const edge = edgeFromTiles(size, tiles)
  assert.ok(edge.ok)
  return edge.value
}

test('RFC 6962: at every size up to 600 the edge has the root of the definition', () => {
  const edge = emptyEdge()
  assert.deepEqual(edgeRoot(edge), emptyRoot())
  for (let size = 1; size <= MOST; size++) {
    append(edge, 1)
    assert.equal(edge.size, size)
    assert.deepEqual(edgeRoot(edge), naive.hash(0, size))
  }
})

test('tlog-tiles: at every size up to 600 the full tiles handed out and the partial ones held are the tree’s, filled by the definition', () => {
  const edge = emptyEdge()
  const full: Tiles = new Map()
  for (let size = 1; size <= MOST; size++) {
    append(edge, 1, full)
    const all = new Map([...full, ...partial(edge)])
    assert.deepEqual([...all.keys()].sort(), tilesOfTree(size).map(tilePath).sort())
    assert.deepEqual(rootOf(size, hashesFromTiles(all, size)), naive.hash(0, size))
  }
})

test('tlog-tiles: a tree of size 65,536 fills a tile of level 1 and begins level 2, from below', () => {
  const edge = emptyEdge()
  const leaf = must(leaves[0], 'a leaf')
  const paths: string[] = []
  for (let n = 0; n < 65_536; n++) appendLeaf(edge, leaf, tile => paths.push(tilePath(tile)))

  assert.equal(paths.length, 257)
  assert.deepEqual(paths.slice(-2), ['tile/0/255', 'tile/1/000'])
  assert.deepEqual(tilesAtEdge(65_536), [{ level: 2, index: 0, width: 1 }])
  assert.deepEqual(
    edgeTiles(edge).map(({ tile, bytes }) => [tilePath(tile), bytes]),
    [['tile/2/000.p/1', edgeRoot(edge)]],
  )
})

test('tlog-tiles: a tree of size 70,000 has partial tiles of 112, 17 and 1', () => {
  assert.deepEqual(tilesAtEdge(70_000).map(tilePath), ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'])
  assert.deepEqual(tilesAtEdge(0), [])
  assert.throws(() => tilesAtEdge(Number.POSITIVE_INFINITY))
})

test('S11 at every size the partial tiles are enough to go on with: the tree grows as if it had never been put down', () => {
  const edge = emptyEdge()
  for (let size = 0; size <= MOST; size++) {
    const again = edgeOf(size, partial(edge))
    assert.deepEqual(edgeRoot(again), edgeRoot(edge))
    append(again, 3)
    assert.deepEqual(edgeRoot(again), naive.hash(0, again.size))
    append(edge, 1)
  }
})

test('S11 however a log is cut into runs of the program, its tiles and root come out the same', () => {
  const atOnce = emptyEdge()
  const expected = append(atOnce, MOST)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), runs => {
      let edge = emptyEdge()
      const full: Tiles = new Map()
      for (const count of [...runs, MOST]) {
        edge = edgeOf(edge.size, partial(edge))
        append(edge, count, full)
      }

      assert.deepEqual(full, expected)
      assert.deepEqual(partial(edge), partial(atOnce))
      assert.deepEqual(edgeRoot(edge), naive.hash(0, MOST))
    }),
    { seed: 6962, numRuns: 50 },
  )
})

test('S11 a copy, tiles and root handed out, and the caller’s own buffers share no bytes with the edge', () => {
  const edge = emptyEdge()
  const reused = new Uint8Array(32)
  for (const leaf of leaves.slice(0, 301)) {
    reused.set(leaf)
    appendLeaf(edge, reused, (_, bytes) => bytes.fill(0))
  }
  reused.fill(0)
  const copy = copyEdge(edge)
  for (const { bytes } of edgeTiles(edge)) bytes.fill(0)
  edgeRoot(edge).fill(0)
  append(copy, 299)

  assert.equal(edge.size, 301)
  assert.deepEqual(edgeRoot(edge), naive.hash(0, 301))
  assert.deepEqual(edgeRoot(copy), naive.hash(0, 600))
  append(edge, 1)
  assert.deepEqual(edgeRoot(edge), naive.hash(0, 302))
})

test('S11 an edge is not made of a missing tile, of one too short or too long, or for a size that is none', () => {
  const edge = emptyEdge()
  append(edge, 300)
  const tiles = partial(edge)
  const path = 'tile/0/001.p/44'
  const said = (size: number, changed: Tiles) => {
    const result = edgeFromTiles(size, changed)
    return result.ok ? 'ok' : `${result.error.code} ${result.error.clause} ${result.error.sentence}`
  }

  assert.equal(said(300, tiles), 'ok')
  const without = new Map(tiles)
  without.delete(path)
  assert.equal(said(300, without), `INVALID S11 哈希瓦片 ${path} 应有 1408 字节，没有这个瓦片，日志不能由此续写。`)
  for (const length of [0, 44 * 32 - 1, 44 * 32 + 1, 45 * 32]) {
    assert.equal(
      said(300, new Map(tiles).set(path, new Uint8Array(length))),
      `INVALID S11 哈希瓦片 ${path} 应有 1408 字节，实有 ${length} 字节，日志不能由此续写。`,
    )
  }
  for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) assert.match(said(size, tiles), /不是可以表示的非负整数/)
})

test('S11 what is no leaf hash is not appended', () => {
  const edge = emptyEdge()
  assert.throws(() => appendLeaf(edge, new Uint8Array(31), () => {}))
  assert.throws(() => appendLeaf(edge, new Uint8Array(33), () => {}))
  assert.equal(edge.size, 0)
})
