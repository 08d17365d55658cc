import { fingerprint } from '../canonical.ts'
import { closed, err, firstRefusal, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Instant } from '../time.ts'
import { type CeremonyPlan, checkPlan } from './ceremony.ts'
import { chainOf, roundRefusal } from './drand.ts'
import { bytesOfHex } from './hex.ts'
import { byCodeUnits } from './labels.ts'
import { MOST_CODES } from './one-time-codes.ts'
import { type Conflicts, hasConflict, inspectorsRefusal, tooFew } from './pairs.ts'
import { freezePool, type Pool, type PoolEntry, poolCommitment } from './pool.ts'
import { quotasOf, type StratumRule } from './quota.ts'
import { LONGEST_LIST } from './rfc3797.ts'

/**
 * How objects are drawn. TICKETS: draft-thomson-elegy-vrs with weights. INDEX: places of the list, for very large pools
 * whose entries weigh the same. RFC3797: for agencies that are bound to it.
 */
export const drawMethods = ['TICKETS', 'INDEX', 'RFC3797'] as const
export type DrawMethod = (typeof drawMethods)[number]

/** Where the randomness will come from, named before it exists. */
export type RandomnessSource =
  | {
      readonly kind: 'DRAND'
      /** The chain's hash. */
      readonly chain: string
      readonly round: number
    }
  | { readonly kind: 'CEREMONY'; readonly plan: CeremonyPlan }

/** Everything that is fixed and published before the randomness exists (RND-001, RND-004, RND-005). */
export interface DrawAnnouncement {
  /** Names the batch. */
  readonly batch: string
  /** Sorted, as {@link freezePool} gives it. */
  readonly pool: readonly PoolEntry[]
  readonly poolCommitment: string
  readonly rules: readonly StratumRule[]
  readonly method: DrawMethod
  /** The inspectors on the day of the snapshot, sorted. */
  readonly inspectors: readonly string[]
  readonly conflicts: Conflicts
  readonly perObject: number
  readonly source: RandomnessSource
  /** SHA-256 applied `codes` times to the organiser's secret, hexadecimal. */
  readonly codeCommitment: string
  /** Allows one draw and `codes` − 2 substitutions that need a code. */
  readonly codes: number
}

/**
 * The announcement in its one order, or the first reason why it may not be made: what cannot be drawn is refused before
 * anybody hears of it, not after the randomness is known.
 */
export function announceDraw(draft: Omit<DrawAnnouncement, 'poolCommitment'>, now: Instant): Result<DrawAnnouncement> {
  const pool = freezePool(draft.pool)
  if (!pool.ok) return pool
  const announcement: DrawAnnouncement = {
    ...draft,
    pool: pool.value.entries,
    poolCommitment: poolCommitment(pool.value),
    rules: draft.rules.toSorted((a, b) => byCodeUnits(a.stratum, b.stratum)),
    inspectors: draft.inspectors.toSorted(byCodeUnits),
  }
  const fault = announcementRefusal(announcement, pool.value) ?? comingRefusal(announcement.source, now)
  return fault === undefined ? ok(announcement) : err(fault)
}

/** Why an announcement is no good, at whatever time it is looked at; `undefined` when it is good. */
export function announcementRefusal(announcement: DrawAnnouncement, pool: Pool): Refusal | undefined {
  const { rules, inspectors, perObject } = announcement
  const quotas = quotasOf(pool, rules)
  if (!quotas.ok) return quotas.error
  return firstRefusal(
    methodRefusal(announcement),
    inspectorsRefusal(inspectors, perObject),
    shortObject(announcement),
    sourceRefusal(announcement.source),
    codesRefusal(announcement),
  )
}

function methodRefusal({ method, pool, source }: DrawAnnouncement): Refusal | undefined {
  if (method === 'TICKETS') return undefined
  const no = (sentence: string) => refuse('INVALID', 'RND-004', sentence, 'method')
  if (pool.some(({ weight }) => weight !== 1)) return no('按序号或按 RFC 3797 抽取时，所有对象的权重都应是1。')
  if (method === 'INDEX') return undefined
  if (source.kind !== 'CEREMONY') return no('按 RFC 3797 抽取时，随机数应来自公开的骰子或彩票。')
  if (pool.some(({ stratum }) => stratum !== pool[0]?.stratum)) return no('按 RFC 3797 抽取时不能分层。')
  return pool.length > LONGEST_LIST ? no(`按 RFC 3797 抽取时，对象池最多${LONGEST_LIST}个。`) : undefined
}

/** The first object that could be drawn and then not be inspected. */
function shortObject({ pool, inspectors, conflicts, perObject }: DrawAnnouncement): Refusal | undefined {
  for (const { id } of pool) {
    if (!Object.hasOwn(conflicts, id)) continue
    const left = inspectors.filter(inspector => !hasConflict(conflicts, id, inspector)).length
    if (left < perObject) return tooFew(id, left, perObject)
  }
  return undefined
}

function sourceRefusal(source: RandomnessSource): Refusal | undefined {
  switch (source.kind) {
    case 'DRAND':
      if (chainOf(source.chain) !== undefined) return undefined
      return refuse('INVALID', 'RND-001', '不认识公告所写的 drand 链。', 'source')
    case 'CEREMONY': {
      const bits = checkPlan(source.plan)
      return bits.ok ? undefined : bits.error
    }
    default:
      return closed(source)
  }
}

/** Why the randomness is not yet to come. A ceremony's day is for the batch to keep. */
function comingRefusal(source: RandomnessSource, now: Instant): Refusal | undefined {
  const chain = source.kind === 'DRAND' ? chainOf(source.chain) : undefined
  return source.kind === 'DRAND' && chain ? roundRefusal(chain, source.round, now) : undefined
}

/** One code is the draw's, and the secret itself is none. */
const FEWEST_CODES = 2

function codesRefusal({ codeCommitment, codes }: DrawAnnouncement): Refusal | undefined {
  if (bytesOfHex(codeCommitment, 32) === undefined) {
    return refuse('INVALID', 'RND-001', '一次性码承诺应是64位十六进制。', 'codeCommitment')
  }
  if (Number.isInteger(codes) && codes >= FEWEST_CODES && codes <= MOST_CODES) return undefined
  return refuse('INVALID', 'RND-001', `一次性码的个数应是${FEWEST_CODES}至${MOST_CODES}的整数。`, 'codes')
}

/**
 * SHA-256 of the announcement, to stand in the log before the randomness exists: over its canonical JSON (RFC 8785) without
 * the pool, for which the pool's commitment stands.
 */
export function fingerprintOf({ pool: _, ...announced }: DrawAnnouncement): string {
  return fingerprint(announced)
}
