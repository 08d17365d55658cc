import { extract } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { err, ok, type Result, refuse } from '../result.ts'
import { byCodeUnits } from './labels.ts'
import type { Pool, PoolEntry } from './pool.ts'
import { pseudorandom } from './prf.ts'
import type { Quota } from './quota.ts'

/**
 * The order of a draw (draft-thomson-elegy-vrs, «Entropy Extraction» and «Pseudorandom Function»): everything that can be
 * drawn has a position, which depends on its label and the seed alone; the smallest comes first.
 */

/** The pseudorandom key: HKDF-Extract with SHA-256, the one-time code as salt and the public randomness as input. */
export function seedOf(code: Uint8Array, randomness: Uint8Array): Uint8Array {
  return extract(sha256, randomness, code)
}

/** The position of a label, 64 hexadecimal digits, which sort as the bytes do. */
export type PositionOf = (label: string) => string

/** Positions under a seed: HKDF-Expand with SHA-256 of the label in UTF-8, 32 bytes. */
export function positionsOf(seed: Uint8Array): PositionOf {
  const blockOf = pseudorandom(seed)
  return label => bytesToHex(blockOf(label))
}

export interface Ticket {
  readonly id: string
  /** The entry's position; of several tickets the smallest. */
  readonly position: string
}

/**
 * The entries in the order in which they are drawn. An entry of weight w holds w tickets, labelled with its id, then the id,
 * a tab and 2, and so on to w; its first one counts. So weight 1 is the draft's method to the letter, and the chance to be
 * first is in proportion to the weight.
 */
export function orderByTickets(entries: readonly PoolEntry[], seed: Uint8Array): readonly Ticket[] {
  return orderByPositions(entries, positionsOf(seed))
}

/** The rule of the tickets, whatever gives a label its position: the smallest first. */
export function orderByPositions(entries: readonly PoolEntry[], positionOf: PositionOf): readonly Ticket[] {
  return entries
    .map(({ id, weight }) => {
      const position = smallestPosition(id, weight, positionOf)
      return { id, position, front: frontOf(position) }
    })
    .sort((a, b) => a.front - b.front || byCodeUnits(a.position, b.position) || byCodeUnits(a.id, b.id))
    .map(({ id, position }) => ({ id, position }))
}

/**
 * The first 48 bits of a position. Numbers compare several times as fast as texts, and sorting is half of the work. Where
 * positions are not hexadecimal the fronts are equal (`0.`), and the texts decide.
 */
function frontOf(position: string): number {
  return Number.parseInt(position.slice(0, 12), 16)
}

function smallestPosition(id: string, weight: number, positionOf: PositionOf): string {
  let smallest = positionOf(id)
  for (let ticket = 2; ticket <= weight; ticket += 1) {
    const position = positionOf(`${id}\t${ticket}`)
    if (position < smallest) smallest = position
  }
  return smallest
}

export interface StratumDraw {
  readonly stratum: string
  /** As many as the quota says, in drawn order. */
  readonly drawn: readonly Ticket[]
  /** The others in drawn order: who takes a place is the first of them who may. */
  readonly reserve: readonly Ticket[]
}

/** Draws each stratum by itself. Refused (RND-004) where a stratum has fewer entries than its quota. */
export function selectByTickets(
  pool: Pool,
  quotas: readonly Quota[],
  seed: Uint8Array,
): Result<readonly StratumDraw[]> {
  const draws: StratumDraw[] = []
  for (const { stratum, quota } of quotas) {
    const order = orderByTickets(
      pool.entries.filter(entry => entry.stratum === stratum),
      seed,
    )
    if (order.length < quota) {
      return err(
        refuse('INVALID', 'RND-004', `分层「${stratum}」只有${order.length}个对象，抽不出${quota}个。`, 'rules'),
      )
    }
    draws.push({ stratum, drawn: order.slice(0, quota), reserve: order.slice(quota) })
  }
  return ok(draws)
}
