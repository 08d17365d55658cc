import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { naiveTree, numberedEntries } from '../../test/support/naive-tree.ts'
import { must } from '../result.ts'
import { portableSha256 } from './hashing.ts'
import { consistencyProof, inclusionProof, rootOf } from './merkle.ts'
import {
  hashesFromTiles,
  parseTilePath,
  type TileId,
  tilePath,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
  tilesOfTree,
} from './tile.ts'

const MOST = 600
const naive = naiveTree(numberedEntries(MOST))

/** The tiles named, filled by the definition: MTH(D[(n × 256 + i) × 256^l : (n × 256 + i + 1) × 256^l]). */
function filled(tiles: readonly TileId[]): Map<string, Uint8Array> {
  return new Map(tiles.map(tile => [tilePath(tile), fill(tile)]))
}

function fill({ level, index, width }: TileId): Uint8Array {
  const span = 256 ** Number(level)
  const places = Array.from({ length: width }, (_, i) => (index * 256 + i) * span)
  return new Uint8Array(Buffer.concat(places.map(from => naive.hash(from, from + span))))
}

test('tlog-tiles: index 1234067 is encoded as x001/x234/067', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 'entries', index: 0, width: 3 }), 'tile/entries/000.p/3')
  assert.equal(tilePath({ level: 2, index: 1000, width: 1 }), 'tile/2/x001/000.p/1')
})

test('tlog-tiles: a path read is the path written, of every tile there can be', () => {
  const tile = fc.record({
    level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant<'entries'>('entries')),
    index: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.maxSafeNat()),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(
    fc.property(tile, tile => {
      assert.deepEqual(parseTilePath(tilePath(tile)), { ...tile })
    }),
    { seed: 6962, numRuns: 2_000 },
  )
})

const notPaths = [
  '',
  'tile/0',
  'tile/0/',
  '/tile/0/000',
  'tile/0/000/',
  'tile/0/0',
  'tile/0/0000',
  'tile/00/000',
  'tile/01/000',
  'tile/64/000',
  'tile/-1/000',
  'tile/data/000',
  'tile/8/0/000',
  'tile/0/001/000',
  'tile/0/x001',
  'tile/0/x000/001',
  'tile/0/x000/x001/000',
  'tile/0/X001/000',
  'tile/0/x001/x000',
  'tile/0/000.p',
  'tile/0/000.p/',
  'tile/0/000.p/0',
  'tile/0/000.p/01',
  'tile/0/000.p/256',
  'tile/0/000.p/257',
  'tile/0/000.p/1000',
  'tile/0/000.p/+1',
  'tile/0/000.q/1',
  'tile/0/000p1',
  'tile/0/000\n',
  'tile/0/٠٠٠',
  'tile/0/..',
  'tile/0/x009/x007/x199/x254/x740/992',
  `tile/0/${'x001/'.repeat(1000)}000`,
]

for (const path of notPaths) {
  test(`tlog-tiles: «${path.slice(0, 40).replace('\n', '⏎')}» names no tile`, () => {
    assert.equal(parseTilePath(path), undefined)
  })
}

test('tlog-tiles: a tree of size 70,000 has 273 full tiles and one of 112, a full one and one of 17, and one of 1', () => {
  const tiles = tilesOfTree(70_000)

  const count = (level: number, width: number) => tiles.filter(t => t.level === level && t.width === width).length
  assert.deepEqual([count(0, 256), count(0, 112), count(1, 256), count(1, 17), count(2, 1)], [273, 1, 1, 1, 1])
  assert.equal(tiles.length, 277)
})

test('tlog-tiles: a tree of size 256 has a full tile and a partial one of width 1 above it', () => {
  assert.deepEqual(tilesOfTree(256).map(tilePath), ['tile/0/000', 'tile/1/000.p/1'])
  assert.deepEqual(tilesOfTree(0), [])
})

test('tlog-tiles: from all tiles of a tree every perfect subtree of it is read', () => {
  for (const size of [1, 2, 255, 256, 257, 511, 512, 513, MOST]) {
    const readHash = hashesFromTiles(filled(tilesOfTree(size)), size)
    for (let level = 0; 2 ** level <= size; level++) {
      for (let index = 0; (index + 1) * 2 ** level <= size; index++) {
        assert.deepEqual(readHash(level, index), naive.hash(index * 2 ** level, (index + 1) * 2 ** level))
      }
    }
  }
})

test('tlog-tiles: the root and every proof of trees of up to 600 leaves come from just the tiles that are named for them', () => {
  for (let size = 1; size <= MOST; size += size % 256 > 4 && size % 256 < 250 ? 49 : 1) {
    const all = filled(tilesOfTree(size))
    const from = (tiles: readonly TileId[]) => hashesFromTiles(only(tiles, all), size)
    assert.deepEqual(rootOf(size, from(tilesForRoot(size))), naive.hash(0, size))
    for (let at = 0; at < size; at += 13) {
      assert.deepEqual(inclusionProof(at, size, from(tilesForInclusion(at, size))), naive.path(at, size))
      const old = at + 1
      assert.deepEqual(consistencyProof(old, size, from(tilesForConsistency(old, size))), naive.proof(old, size))
    }
  }
})

const only = (tiles: readonly TileId[], all: ReadonlyMap<string, Uint8Array>) =>
  new Map(tiles.map(tilePath).map(path => [path, must(all.get(path), path)]))

test('tlog-tiles: whatever the size up to 2^53 − 1, a proof needs a handful of tiles, and the tree has them', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
  fc.assert(
    fc.property(size, size, (a, b) => {
      const [old, now] = [Math.min(a, b), Math.max(a, b)]
      const tiles = [...tilesForInclusion(old - 1, now), ...tilesForConsistency(old, now), ...tilesForRoot(now)]

      for (const { level, index, width } of tiles) {
        assert.ok(typeof level === 'number' && level < 7)
        assert.equal(width, Math.min(256, Math.floor(now / 256 ** level) - index * 256))
      }
      // Per level one tile beside the way up and one at the right edge, for each of the three at most.
      assert.ok(tiles.length <= 3 * 2 * 7)
    }),
    { seed: 6962, numRuns: 2_000 },
  )
})

test('S11 a missing tile, one of the wrong length and a node that the tree has not are errors, not hashes', () => {
  const tiles = filled(tilesOfTree(MOST))
  const readHash = hashesFromTiles(tiles, MOST)
  assert.throws(() => readHash(0, MOST), /no node|no hash/)
  assert.throws(() => readHash(3, 75), /no hash/)
  assert.throws(() => readHash(0, 1024), /no node/)
  assert.throws(() => readHash(10, 0), /no node|no hash/)
  assert.throws(() => hashesFromTiles(new Map(), MOST)(0, 0), /missing: tile\/0\/000/)

  const short = new Map(tiles).set('tile/0/002.p/88', new Uint8Array(87 * 32))
  assert.throws(() => hashesFromTiles(short, MOST)(0, 512), /tile\/0\/002\.p\/88 has 2784 bytes/)
  assert.throws(() => tilesOfTree(Number.POSITIVE_INFINITY), /no tree has the size/)
  assert.throws(() => tilesForRoot(-1), /no tree has the size/)
})

test('S11 an inner node is hashed once, when it is first asked for', () => {
  let calls = 0
  const readHash = hashesFromTiles(filled(tilesOfTree(256)), 256, data => {
    calls++
    return portableSha256(data)
  })

  assert.equal(calls, 0)
  readHash(2, 0)
  assert.equal(calls, 3)
  readHash(3, 0)
  assert.equal(calls, 3 + 4)
  readHash(3, 0)
  readHash(1, 1)
  assert.equal(calls, 3 + 4)
})
