import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { toBase64, utf8 } from '../../domain/log/bytes.ts'
import { appendLeaf, copyEdge, type Edge, edgeRoot, edgeTiles, emptyEdge } from '../../domain/log/edge.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { consistencyProof, inclusionProof } from '../../domain/log/merkle.ts'
import { hashesFromTiles, tilePath } from '../../domain/log/tile.ts'
import { must } from '../../domain/result.ts'
import { nativeSha256 } from '../../store/log/native-sha256.ts'
import { buildGo } from '../support/go.ts'

const folder = mkdtempSync(join(tmpdir(), 'yangguang-go-tlog-'))
after(() => rmSync(folder, { recursive: true }))

const program = buildGo('test/log/go/tlog.go', folder)
const skip = 'missing' in program ? program.missing : false

interface Question {
  readonly size: number
  readonly leaves: readonly number[]
  readonly olds: readonly number[]
}

/** As tlog.go prints it. The proofs are of leaves, and of old sizes. */
interface Answer {
  readonly size: number
  readonly root: string
  readonly inclusion: readonly Proof[]
  readonly consistency: readonly Proof[]
}

interface Proof {
  readonly of: number
  readonly hashes: readonly string[]
}

function go<A>(command: string, input: readonly object[]): A[] {
  assert.ok('path' in program)
  const lines = input.map(line => JSON.stringify(line)).join('\n')
  const limits = { maxBuffer: 2 ** 28, timeout: 120_000 }
  const { status, stdout, stderr } = spawnSync(program.path, [command], { input: lines, encoding: 'utf8', ...limits })
  assert.equal(status, 0, stderr)
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

/** Small trees whole; then every size with the leaves next to where it is cut; then trees of several levels of tiles. */
const small = Array.from({ length: 64 }, (_, n) => n + 1)
const middle = Array.from({ length: 540 }, (_, n) => n + 65)
const large = [1_000, 1_023, 1_024, 4_097, 65_535, 65_536, 65_537, 70_000, 131_073]
const questions: readonly Question[] = [
  ...small.map(size => ({ size, leaves: upTo(size), olds: upTo(size).map(n => n + 1) })),
  ...[...middle, ...large].map(size => ({ size, leaves: chosen(size - 1), olds: chosen(size).filter(n => n > 0) })),
]

function upTo(size: number): number[] {
  return Array.from({ length: size }, (_, n) => n)
}

/** Powers of two and what is beside them, and some in between, from 0 to `most`. */
function chosen(most: number): number[] {
  const powers = Array.from({ length: 18 }, (_, power) => 2 ** power)
  const places = [...powers.flatMap(n => [n - 1, n, n + 1]), ...powers.map(n => most - n + 1)]
  const between = Array.from({ length: 9 }, (_, n) => Math.floor((most * n) / 9))
  return [...new Set([...places, ...between])].filter(n => n >= 0 && n <= most).sort((a, b) => a - b)
}

/** Our tree, put down at every size that is asked about. */
const edges = new Map<number, Edge>()
const fullTiles = new Map<string, Uint8Array>()

before(() => {
  if (skip) return
  const edge = emptyEdge()
  for (const { size } of questions) {
    while (edge.size < size) {
      const leaf = leafHash(utf8(`leaf ${edge.size}`), nativeSha256)
      appendLeaf(edge, leaf, (tile, bytes) => fullTiles.set(tilePath(tile), bytes), nativeSha256)
    }
    edges.set(size, copyEdge(edge))
  }
})

const edgeAt = (size: number) => must(edges.get(size), `the tree of size ${size}`)

/** All tiles of our tree when it had this size, and perhaps full ones of later sizes. */
function tilesAt(size: number): Map<string, Uint8Array> {
  const partial = edgeTiles(edgeAt(size)).map(({ tile, bytes }): [string, Uint8Array] => [tilePath(tile), bytes])
  return new Map([...fullTiles, ...partial])
}

function ours({ size, leaves, olds }: Question): Answer {
  const readHash = hashesFromTiles(tilesAt(size), size, nativeSha256)
  const proof = (of: number, hashes: readonly Uint8Array[]): Proof => ({ of, hashes: hashes.map(toBase64) })
  return {
    size,
    root: toBase64(edgeRoot(edgeAt(size), nativeSha256)),
    inclusion: leaves.map(leaf => proof(leaf, inclusionProof(leaf, size, readHash, nativeSha256))),
    consistency: olds.map(old => proof(old, consistencyProof(old, size, readHash, nativeSha256))),
  }
}

test('golang.org/x/mod/sumdb/tlog: roots and proofs of trees of 1 to 604 leaves, and larger ones, are ours byte for byte', {
  skip,
}, () => {
  const theirs = go<Answer>('prove', questions)

  assert.equal(theirs.length, questions.length)
  questions.forEach((question, n) => {
    assert.deepEqual(ours(question), theirs[n])
  })
})

test('golang.org/x/mod/sumdb/tlog: accepts every root and proof of ours', { skip }, () => {
  const accepted = go<{ size: number; accepted: number }>('check', questions.map(ours))

  assert.deepEqual(
    accepted,
    questions.map(({ size, leaves, olds }) => ({ size, accepted: leaves.length + olds.length })),
  )
})

test('golang.org/x/mod/sumdb/tlog: its tiles of height 8 are our tiles, path and bytes', { skip }, () => {
  const sizes = [1, 2, 255, 256, 257, 511, 512, 513, 604, ...large]
  const theirs = go<Record<string, string>>(
    'tiles',
    sizes.map(size => ({ size })),
  )

  sizes.forEach((size, n) => {
    const all = tilesAt(size)
    const named = Object.entries(theirs[n] ?? {})
    assert.ok(named.length > 0)
    for (const [path, bytes] of named) assert.equal(toBase64(must(all.get(path), path)), bytes)
    assert.equal(named.filter(([path]) => path.includes('.p/')).length, edgeTiles(edgeAt(size)).length)
  })
  const last = Object.keys(theirs.at(-1) ?? {})
  assert.deepEqual(new Set(last), new Set(tilesAt(must(large.at(-1), 'a size')).keys()))
})
