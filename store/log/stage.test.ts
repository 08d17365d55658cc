import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeBundle } from '../../domain/log/bundle.ts'
import { leafHash, sameBytes } from '../../domain/log/hashing.ts'
import { rootOf } from '../../domain/log/merkle.ts'
import { hashesFromTiles, TILE_WIDTH, tilePath, tilesOfTree } from '../../domain/log/tile.ts'
import { must } from '../../domain/result.ts'
import { type KeptLog, keptLog, round, writeEvents } from '../../test/support/kept-log.ts'

let kept: KeptLog
before(async () => {
  kept = await keptLog()
})
after(() => kept.close())

/** The file itself: nothing may be made up from a wider one. */
const file = (path: string) => must(kept.tiles.files.get(path), path)

test('tlog-tiles: every size that gets a checkpoint has its full and partial tiles and bundles, and their root', async () => {
  const log = await kept.open()
  let written = 0
  for (const size of [1, 3, 255, 256, 257, 511, 512, 513, 1024, 1300]) {
    await writeEvents(kept.database.pool, 'matter/2026-650001', written + 1, size)
    written = size
    assert.equal(await round(log), undefined)

    for (const tile of tilesOfTree(size)) assert.equal(file(tilePath(tile)).length, tile.width * 32)
    const { root, size: published } = await kept.published()
    assert.equal(published, size)
    assert.ok(sameBytes(rootOf(size, hashesFromTiles(kept.tiles.files, size)), root), `root at ${size}`)
    for (let index = 0; index * TILE_WIDTH < size; index++) {
      const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
      const entries = decodeBundle(file(tilePath({ level: 'entries', index, width })), width)
      assert.ok(entries.ok)
      const leaves = file(tilePath({ level: 0, index, width }))
      for (const [at, entry] of entries.value.entries()) {
        assert.ok(sameBytes(leafHash(entry), leaves.subarray(at * 32, at * 32 + 32)))
      }
    }
  }
  assert.deepEqual(await kept.faults(), [])
})

test('tlog-tiles: partial tiles and bundles are written for sizes that get a checkpoint only', async () => {
  const log = await kept.open()
  const before = new Set(kept.tiles.files.keys())
  await writeEvents(kept.database.pool, 'matter/2026-650002', 1, 900)
  await round(log)

  const partial = [...kept.tiles.files.keys()].filter(path => !before.has(path) && path.includes('.p/'))
  assert.deepEqual(partial.toSorted(), ['tile/0/008.p/152', 'tile/1/000.p/8', 'tile/entries/008.p/152'])
})
