import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { decodeBundle } from '../../domain/log/bundle.ts'
import { appendLeaf, edgeFromTiles, edgeRoot, edgeTiles, emptyEdge } from '../../domain/log/edge.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import {
  consistencyProof,
  inclusionProof,
  type ReadHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../domain/log/merkle.ts'
import { hashesFromTiles, parseTilePath, tilePath, tilesOfTree } from '../../domain/log/tile.ts'
import { must } from '../../domain/result.ts'

interface Log {
  readonly checkpoints: readonly string[]
  readonly resources: Readonly<Record<string, string>>
}

const log: Log = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'tessera-log', 'log.json'), 'utf8'))
const resources = new Map(
  Object.entries(log.resources).map(([path, base64]) => [path, new Uint8Array(Buffer.from(base64, 'base64'))]),
)
const resource = (path: string) => must(resources.get(path), path)
const MOST = log.checkpoints.length - 1

/** The third line of a checkpoint is the root, the second the size. */
const lines = log.checkpoints.map(checkpoint => checkpoint.split('\n'))
const root = (size: number) => new Uint8Array(Buffer.from(must(lines[size]?.[2], 'a root'), 'base64'))
const bundlePath = (size: number) => tilePath({ level: 'entries', index: 0, width: size })
const reader = (size: number): ReadHash => hashesFromTiles(resources, size)

function entriesOf(size: number): readonly Uint8Array[] {
  const entries = decodeBundle(resource(bundlePath(size)), size)
  assert.ok(entries.ok)
  return entries.value
}

test('transparency-dev/tessera: testdata/log has a checkpoint of every size from 0 to 15', () => {
  assert.deepEqual(
    lines.map(([origin, size]) => [origin, size]),
    Array.from({ length: 16 }, (_, size) => ['example.com/log/testdata', String(size)]),
  )
})

test('transparency-dev/tessera: every path is one of ours, and none that a tree of these sizes has is missing', () => {
  const wanted = new Set<string>()
  for (let size = 1; size <= MOST; size++) {
    for (const tile of tilesOfTree(size)) wanted.add(tilePath(tile))
    wanted.add(bundlePath(size))
  }

  assert.deepEqual(new Set(resources.keys()), wanted)
  for (const path of resources.keys()) assert.equal(tilePath(must(parseTilePath(path), path)), path)
})

test('transparency-dev/tessera: the empty log has the root of the empty tree', () => {
  assert.deepEqual(rootOf(0, reader(0)), root(0))
  assert.deepEqual(edgeRoot(emptyEdge()), root(0))
})

for (let size = 1; size <= MOST; size++) {
  test(`transparency-dev/tessera: log of size ${size}: every entry of the bundle hashes to its place in the tile`, () => {
    const leaves = entriesOf(size).map(entry => leafHash(entry))

    assert.equal(leaves.length, size)
    assert.deepEqual(new Uint8Array(Buffer.concat(leaves)), resource(`tile/0/000.p/${size}`))
  })

  test(`transparency-dev/tessera: log of size ${size}: the checkpoint’s root follows from the tiles and from the entries`, () => {
    const grown = emptyEdge()
    for (const entry of entriesOf(size)) appendLeaf(grown, leafHash(entry), () => {})
    const read = edgeFromTiles(size, resources)

    assert.deepEqual(rootOf(size, reader(size)), root(size))
    assert.deepEqual(edgeRoot(grown), root(size))
    assert.ok(read.ok)
    assert.deepEqual(edgeRoot(read.value), root(size))
    assert.deepEqual(
      edgeTiles(grown).map(({ tile, bytes }) => [tilePath(tile), bytes]),
      [[`tile/0/000.p/${size}`, resource(`tile/0/000.p/${size}`)]],
    )
  })

  test(`transparency-dev/tessera: log of size ${size}: every entry is proved to be in it, and in no other place`, () => {
    entriesOf(size).forEach((entry, index) => {
      const proof = inclusionProof(index, size, reader(size))

      assert.ok(verifyInclusion(index, size, leafHash(entry), proof, root(size)))
      assert.equal(verifyInclusion((index + 1) % 16, size, leafHash(entry), proof, root(size)), false)
    })
  })

  test(`transparency-dev/tessera: log of size ${size}: it is consistent with every earlier size, and with no other root`, () => {
    for (let old = 1; old <= size; old++) {
      const proof = consistencyProof(old, size, reader(size))

      assert.ok(verifyConsistency(old, size, proof, root(old), root(size)))
      assert.equal(verifyConsistency(old, size, proof, root(old - 1), root(size)), false)
    }
  })
}
