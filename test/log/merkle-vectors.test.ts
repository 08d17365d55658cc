import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifyConsistency, verifyInclusion } from '../../domain/log/merkle.ts'

/** One row: file, two counts, two hashes, proof, whether it must be refused. */
type Vector = readonly [string, Count, Count, string, string, readonly string[] | null, boolean]
type Count = number | bigint

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

for (const [file, leafIdx, treeSize, root, leafHash, proof, wantErr] of vectors('inclusion')) {
  test(`transparency-dev/merkle: inclusion/${file}`, () => {
    const path = (proof ?? []).map(bytes)

    assert.equal(verifyInclusion(given(leafIdx), given(treeSize), bytes(leafHash), path, bytes(root)), !wantErr)
  })
}

for (const [file, size1, size2, root1, root2, proof, wantErr] of vectors('consistency')) {
  test(`transparency-dev/merkle: consistency/${file}`, () => {
    const path = (proof ?? []).map(bytes)

    assert.equal(verifyConsistency(given(size1), given(size2), path, bytes(root1), bytes(root2)), !wantErr)
  })
}

test('transparency-dev/merkle: no vector is missing, and the numbers above 2^53 are still what the file said', () => {
  const all = [...vectors('inclusion'), ...vectors('consistency')]
  const large = all.flatMap(([file, a, b]) => [a, b].filter(n => typeof n === 'bigint').map(n => [file, n]))

  assert.equal(all.length, 98 + 98)
  assert.equal(all.filter(vector => vector[6]).length, 92 + 92)
  assert.deepEqual(large, [
    ['0/leafIdx-sub-@1.json', 18446744073709551615n],
    ['1/leafIdx-sub-@1.json', 18446744073709551615n],
  ])
})

/** A count as whoever reads numbers carelessly would hand it in: rounded, which must be refused as well. */
const given = (count: Count): number => Number(count)

function vectors(kind: 'inclusion' | 'consistency'): readonly Vector[] {
  const text = readFileSync(join(import.meta.dirname, '..', 'vectors', 'merkle', `${kind}.json`), 'utf8')
  return JSON.parse(text, exactly).vectors
}

/** Keeps what a number would round. */
function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value)
  return rounded && context?.source !== undefined ? BigInt(context.source) : value
}
