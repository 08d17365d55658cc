import { spawnSync } from 'node:child_process'
import { drawIndices } from '../domain/draw/index-draw.ts'
import { freezePool, type Pool, type PoolEntry, poolCommitment } from '../domain/draw/pool.ts'
import { orderByTickets, seedOf } from '../domain/draw/tickets.ts'
import { type Figure, figure, median } from './support.ts'

const ROUNDS = 7
const DRAWN = 1_000
const INDEX_LIMIT = 10
const TICKETS = 100_000
const IDS = 1_000_000
const COMMITMENTS = 3
const COMMITMENT_LIMIT = 5

const SEED = seedOf(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2))
const idOf = (i: number) => `YG-2026-${String(i).padStart(7, '0')}`

/**
 * What a draw costs: 1,000 places of 10 million, and of 10 thousand beside it; tickets a second, beside Python's hashlib
 * over the same ids in the same run; and the hash of a pool of a million ids.
 */
export function draw(): Record<string, Figure> {
  return { ...places(), ...tickets(), ...commitment() }
}

function places(): Record<string, Figure> {
  const ms = (n: number) => {
    const started = performance.now()
    const drawn = drawIndices(n, DRAWN, SEED)
    if (new Set(drawn).size !== DRAWN) throw new Error('a place drawn twice')
    return performance.now() - started
  }
  for (let i = 0; i < 20; i += 1) ms(10_000)
  const rounds = Array.from({ length: ROUNDS }, () => ({ large: ms(10_000_000), small: ms(10_000) }))
  const large = median(rounds.map(round => round.large))
  const small = median(rounds.map(round => round.small))
  return {
    draw_index_1000_of_10m_ms: figure(large, 'ms', INDEX_LIMIT, `≤ ${INDEX_LIMIT} ms`),
    draw_index_10m_beside_10k_ms: figure(large, 'ms', small, 'ratio about 1 (flat)'),
  }
}

/** The ids in drawn order under the seed, as `orderByTickets` does it; the key of the HMAC is set up once on both sides. */
const PEER = `
import hashlib, hmac, sys, time
seed, count = bytes.fromhex(sys.argv[1]), int(sys.argv[2])
ids = ['YG-2026-%07d' % i for i in range(count)]
start = time.perf_counter()
keyed = hmac.new(seed, digestmod=hashlib.sha256)
tickets = []
for id in ids:
    ticket = keyed.copy()
    ticket.update(id.encode() + b'\\1')
    tickets.append((ticket.hexdigest(), id))
tickets.sort()
print(time.perf_counter() - start, tickets[0][1], tickets[-1][1])
`

function tickets(): Record<string, Figure> {
  const entries = Array.from({ length: TICKETS }, (_, i): PoolEntry => ({ id: idOf(i), stratum: '全部', weight: 1 }))
  orderByTickets(entries, SEED)
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: ourOrder(entries), peer: pythonOrder() }))
  const value = TICKETS / median(rounds.map(({ ours }) => ours.seconds))
  const pairs = rounds.flatMap(({ ours, peer }) => (peer ? [{ ours, peer: sameWork(ours, peer) }] : []))
  if (pairs.length === 0) {
    return { draw_tickets_per_second: figure(value, '1/s', null, 'ratio ≥ 0.5 (no Python here to compare with)') }
  }
  const beside = figure(value, '1/s', TICKETS / median(pairs.map(({ peer }) => peer.seconds)), 'ratio ≥ 0.5')
  const ratio = median(pairs.map(({ ours, peer }) => peer.seconds / ours.seconds))
  return { draw_tickets_per_second: { ...beside, ratio: Number(ratio.toPrecision(3)) } }
}

interface Order {
  readonly seconds: number
  readonly first: string | undefined
  readonly last: string | undefined
}

function ourOrder(entries: readonly PoolEntry[]): Order {
  const started = performance.now()
  const order = orderByTickets(entries, SEED)
  return { seconds: (performance.now() - started) / 1_000, first: order[0]?.id, last: order.at(-1)?.id }
}

function pythonOrder(): Order | undefined {
  const seed = Buffer.from(SEED).toString('hex')
  const { status, stdout } = spawnSync('python3', ['-c', PEER, seed, String(TICKETS)], { encoding: 'utf8' })
  if (status !== 0) return undefined
  const [seconds, first, last] = stdout.trim().split(' ')
  return { seconds: Number(seconds), first, last }
}

function sameWork(ours: Order, peer: Order): Order {
  if (ours.first !== peer.first || ours.last !== peer.last) throw new Error('the two drew another order')
  return peer
}

function commitment(): Record<string, Figure> {
  // In an order that is not the pool's, so that freezing has to sort.
  const entries = Array.from({ length: IDS }, (_, i) => ({
    id: idOf((i * 7_919) % IDS),
    stratum: `第${i % 4}层`,
    weight: 1,
  }))
  const rounds = Array.from({ length: COMMITMENTS }, () => {
    const started = performance.now()
    const pool = frozen(entries)
    const between = performance.now()
    if (poolCommitment(pool).length !== 64) throw new Error('no hash')
    return { freezing: between - started, hashing: performance.now() - between }
  })
  const hashing = median(rounds.map(round => round.hashing)) / 1_000
  const freezing = median(rounds.map(round => round.freezing)) / 1_000
  return {
    draw_commitment_1m_seconds: figure(hashing, 's', COMMITMENT_LIMIT, `≤ ${COMMITMENT_LIMIT} s`),
    draw_freezing_1m_seconds: figure(freezing, 's', null, 'checking and sorting, before the hash'),
  }
}

function frozen(entries: readonly PoolEntry[]): Pool {
  const pool = freezePool(entries)
  if (!pool.ok) throw new Error(pool.error.sentence)
  return pool.value
}
