import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendLeaf, copyEdge, type Edge, edgeRoot, edgeTiles, emptyEdge } from '../domain/log/edge.ts'
import { leafHash, portableSha256 } from '../domain/log/hashing.ts'
import { inclusionProof, type ReadHash, verifyInclusion } from '../domain/log/merkle.ts'
import { hashesFromTiles, type TileId, tilePath } from '../domain/log/tile.ts'
import { nativeSha256 } from '../store/log/native-sha256.ts'
import { buildGo } from '../test/support/go.ts'
import { type Figure, figure, median } from './support.ts'

const ROUNDS = 5
const LEAF_BYTES = 300
const LEAVES = 1_000_000
const PROOFS = 100_000
const WARMING = 100_000
const APPENDED = 100_000

/** What one round took, and what tells that both sides did the same work. `bench/go/tree.go` prints it too. */
interface Round {
  readonly root: string
  readonly appendSeconds: number
  readonly proveSeconds: number
  /** SHA-256 of all proofs, one after another. */
  readonly proofs: string
}

/**
 * The tree in memory, without a database: entries appended and proofs built a second, in turns with Go's
 * golang.org/x/mod/sumdb/tlog over the same leaves; what an append costs in a tree a hundred times as large; and how long
 * verifying takes with the hash that runs in browsers. Without Go the first two have no peer, which is said.
 */
export function logTree(leaves = LEAVES): Record<string, Figure> {
  return { ...besideGo(leaves), ...costOfGrowth(leaves / 10), ...verification(leaves) }
}

function besideGo(leaves: number): Record<string, Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'yangguang-bench-tree-'))
  try {
    const go = buildGo('bench/go/tree.go', folder)
    if ('missing' in go) console.error(`no peer for the tree: ${go.missing}`)
    ourRound(Math.min(leaves, WARMING))
    const rounds = Array.from({ length: ROUNDS }, () => {
      const ours = ourRound(leaves)
      return { ours, go: 'path' in go ? sameWork(ours, goRound(go.path, leaves)) : undefined }
    })
    const beside = (work: number, seconds: 'appendSeconds' | 'proveSeconds', goal: string): Figure => {
      const peers = rounds.flatMap(({ ours, go }) => (go ? [{ ours: ours[seconds], go: go[seconds] }] : []))
      const value = work / median(rounds.map(({ ours }) => ours[seconds]))
      if (peers.length === 0) return figure(value, '1/s', null, `${goal} (no Go here to compare with)`)
      const ratio = median(peers.map(({ ours, go }) => go / ours))
      return {
        ...figure(value, '1/s', work / median(peers.map(({ go }) => go)), goal),
        ratio: Number(ratio.toPrecision(3)),
      }
    }
    return {
      tree_appends_per_second: beside(leaves, 'appendSeconds', 'ratio ≥ 0.8'),
      tree_proofs_per_second: beside(PROOFS, 'proveSeconds', 'ratio ≥ 0.5'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function goRound(program: string, leaves: number): Round {
  const args = [leaves, LEAF_BYTES, PROOFS].map(String)
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`bench/go/tree.go: ${stderr}`)
  return JSON.parse(stdout)
}

function sameWork(ours: Round, go: Round): Round {
  if (ours.root !== go.root) throw new Error(`the roots differ: ${ours.root}, Go ${go.root}`)
  if (ours.proofs !== go.proofs) throw new Error(`the proofs differ: ${ours.proofs}, Go ${go.proofs}`)
  return go
}

function ourRound(leaves: number): Round {
  const { edge, tiles, seconds } = grownTree(leaves)
  const readHash = hashesFromTiles(tiles, leaves, nativeSha256)
  // Go kept every inner node when it appended; ours are hashed when first asked for, which happens here.
  prove(leaves, readHash)
  const started = performance.now()
  const proofs = prove(leaves, readHash)
  const proveSeconds = (performance.now() - started) / 1000
  const digest = createHash('sha256')
  for (const hash of proofs.flat()) digest.update(hash)
  const root = Buffer.from(edgeRoot(edge, nativeSha256)).toString('hex')
  return { root, appendSeconds: seconds, proveSeconds, proofs: digest.digest('hex') }
}

function grownTree(leaves: number): { edge: Edge; tiles: ReadonlyMap<string, Uint8Array>; seconds: number } {
  const edge = emptyEdge()
  const tiles = new Map<string, Uint8Array>()
  const keep = (tile: TileId, bytes: Uint8Array) => tiles.set(tilePath(tile), bytes)
  const started = performance.now()
  append(edge, leaves, keep)
  for (const { tile, bytes } of edgeTiles(edge)) keep(tile, bytes)
  edgeRoot(edge, nativeSha256)
  return { edge, tiles, seconds: (performance.now() - started) / 1000 }
}

/** Leaf n is 300 bytes that begin with n and are otherwise zero. */
function append(edge: Edge, count: number, onFullTile: (tile: TileId, bytes: Uint8Array) => void): void {
  const leaf = new Uint8Array(LEAF_BYTES)
  const view = new DataView(leaf.buffer)
  for (let n = 0; n < count; n++) {
    view.setUint32(0, edge.size)
    appendLeaf(edge, leafHash(leaf, nativeSha256), onFullTile, nativeSha256)
  }
}

/** Proofs of leaves drawn by the same generator as in Go. */
function prove(leaves: number, readHash: ReadHash): Uint8Array[][] {
  const proofs: Uint8Array[][] = []
  let draw = 1
  for (let n = 0; n < PROOFS; n++) {
    draw = (Math.imul(draw, 1_103_515_245) + 12_345) >>> 0
    proofs.push(inclusionProof(draw % leaves, leaves, readHash, nativeSha256))
  }
  return proofs
}

/** Nanoseconds an append, leaf hash included, to copies of a tree of so many leaves and of one a hundred times as large, in turns. */
function costOfGrowth(leaves: number): Record<string, Figure> {
  const small = emptyEdge()
  append(small, leaves, () => undefined)
  const large = copyEdge(small)
  append(large, 99 * leaves, () => undefined)
  const rounds = Array.from({ length: 2 * ROUNDS + 1 }, () => ({ small: cost(small), large: cost(large) }))
  return {
    tree_append_ns_hundredfold: {
      ...figure(median(rounds.map(r => r.large)), 'ns', median(rounds.map(r => r.small)), 'ratio ≤ 1.2'),
      ratio: Number(median(rounds.map(r => r.large / r.small)).toPrecision(3)),
    },
  }
}

function cost(tree: Edge): number {
  const edge = copyEdge(tree)
  const started = performance.now()
  append(edge, APPENDED, () => undefined)
  return ((performance.now() - started) / APPENDED) * 1e6
}

function verification(leaves: number): Record<string, Figure> {
  const { edge, tiles } = grownTree(leaves)
  const proof = inclusionProof(1, leaves, hashesFromTiles(tiles, leaves))
  const root = edgeRoot(edge)
  const leaf = new Uint8Array(LEAF_BYTES)
  new DataView(leaf.buffer).setUint32(0, 1)
  const samples = Array.from({ length: 1_000 }, () => {
    const started = performance.now()
    const isProved = verifyInclusion(1, leaves, leafHash(leaf, portableSha256), proof, root, portableSha256)
    if (!isProved) throw new Error('our own proof does not verify')
    return performance.now() - started
  })
  return { tree_inclusion_verified_ms: figure(median(samples), 'ms', null, '≤ 5 ms') }
}

if (import.meta.main) console.log(JSON.stringify(logTree(Number(process.argv[2] ?? LEAVES)), undefined, 2))
