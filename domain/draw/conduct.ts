import { hexToBytes } from '@noble/hashes/utils.js'
import { closed, err, must, ok, type Result, refuse } from '../result.ts'
import { announcementRefusal, type DrawAnnouncement, type DrawMethod } from './announcement.ts'
import { type Ceremony, ceremonyBytes, ceremonyRefusal } from './ceremony.ts'
import { type Beacon, chainOf, verifyBeacon } from './drand.ts'
import { indexOrder } from './index-draw.ts'
import { verifyCode } from './one-time-codes.ts'
import { assignInspectors, type Pair } from './pairs.ts'
import { freezePool, type Pool, type PoolEntry } from './pool.ts'
import { quotasOf } from './quota.ts'
import { rfc3797Order } from './rfc3797.ts'
import { orderByTickets, seedOf } from './tickets.ts'

/** What becomes public at the draw: the code, and the randomness that was announced. */
export interface Reveal {
  /** Hexadecimal, the value before the commitment in the chain. */
  readonly code: string
  /** Where a drand round was announced. */
  readonly beacon?: Beacon | undefined
  /** Where a ceremony was announced. */
  readonly ceremony?: Ceremony | undefined
}

export interface DrawnStratum {
  readonly stratum: string
  /** In drawn order. */
  readonly ids: readonly string[]
}

/** What a draw gave. */
export interface DrawResult {
  readonly drawn: readonly DrawnStratum[]
  readonly pairs: readonly Pair[]
}

/** A draw as it was made, with what a substitution needs. */
export interface ConductedDraw extends DrawResult {
  readonly pool: Pool
  /** The announced randomness in bytes: a beacon's 32, or a ceremony's text. */
  readonly randomness: Uint8Array
  readonly seed: Uint8Array
}

/**
 * Draws. The same announcement and reveal give the same result everywhere. Refused when the announcement is no good, the
 * code is not the committed one, or the randomness is not the announced one (RND-001).
 */
export function conductDraw(announcement: DrawAnnouncement, reveal: Reveal): Result<ConductedDraw> {
  const pool = freezePool(announcement.pool)
  if (!pool.ok) return pool
  const fault = announcementRefusal(announcement, pool.value)
  if (fault !== undefined) return err(fault)
  if (!verifyCode(reveal.code, announcement.codeCommitment)) {
    return err(refuse('INVALID', 'RND-001', '揭示的一次性码与抽取前公布的承诺不符。', 'code'))
  }
  const randomness = randomnessOf(announcement, reveal)
  if (!randomness.ok) return randomness
  const seed = seedOf(hexToBytes(reveal.code), randomness.value)
  const drawn = drawStrata(announcement, pool.value, seed, randomness.value)
  if (!drawn.ok) return drawn
  const { inspectors, conflicts, perObject } = announcement
  const objects = drawn.value.flatMap(({ ids }) => ids)
  const pairs = assignInspectors(objects, inspectors, conflicts, perObject, seed)
  if (!pairs.ok) return pairs
  return ok({ pool: pool.value, randomness: randomness.value, seed, drawn: drawn.value, pairs: pairs.value })
}

/** The announced randomness in bytes, once it is public; refused when what is shown is not what was announced (RND-001). */
function randomnessOf({ source }: DrawAnnouncement, { beacon, ceremony }: Reveal): Result<Uint8Array> {
  switch (source.kind) {
    case 'DRAND': {
      if (beacon === undefined) {
        return err(refuse('INCOMPLETE', 'RND-001', `还没有 drand 第${source.round}轮的随机数。`, 'beacon'))
      }
      const verified = verifyBeacon(must(chainOf(source.chain), 'an announced chain'), beacon, source.round)
      return verified.ok ? ok(hexToBytes(verified.value)) : verified
    }
    case 'CEREMONY': {
      if (ceremony === undefined) {
        return err(refuse('INCOMPLETE', 'RND-001', '还没有录入公开仪式的数字。', 'ceremony'))
      }
      const fault = ceremonyRefusal(ceremony, source.plan)
      return fault === undefined ? ceremonyBytes(ceremony) : err(fault)
    }
    default:
      return closed(source)
  }
}

function drawStrata(
  { method, rules }: DrawAnnouncement,
  pool: Pool,
  seed: Uint8Array,
  randomness: Uint8Array,
): Result<readonly DrawnStratum[]> {
  const quotas = quotasOf(pool, rules)
  if (!quotas.ok) return quotas
  const byStratum = Map.groupBy(pool.entries, ({ stratum }) => stratum)
  return ok(
    quotas.value.map(({ stratum, quota }) => {
      const order = drawnOrder(method, byStratum.get(stratum) ?? [], seed, randomness)
      return { stratum, ids: Array.from({ length: quota }, () => must(order.next().value, 'an entry to draw')) }
    }),
  )
}

/** The ids of one stratum in drawn order, one at a time. RFC 3797 knows no codes: there the seed changes nothing. */
export function* drawnOrder(
  method: DrawMethod,
  entries: readonly PoolEntry[],
  seed: Uint8Array,
  randomness: Uint8Array,
): Generator<string, undefined> {
  if (method === 'TICKETS') {
    for (const { id } of orderByTickets(entries, seed)) yield id
    return undefined
  }
  const places =
    method === 'INDEX'
      ? indexOrder(entries.length, seed, entries[0]?.stratum ?? '')
      : rfc3797Order(entries.length, randomness)
  for (const place of places) yield must(entries[place], 'an entry at a drawn place').id
  return undefined
}
