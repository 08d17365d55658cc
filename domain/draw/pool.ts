import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { byCodeUnits, labelFault } from './labels.ts'

/** One thing that can be drawn: a matter, an item, a division, a meeting, a public record. */
export interface PoolEntry {
  /** Unique in the pool. */
  readonly id: string
  readonly stratum: string
  /** A whole number from 1 to 100: an entry of weight 3 is three times as likely to come first as one of weight 1. */
  readonly weight: number
}

/** A pool as it is drawn from: sorted by id in UTF-16 code units, each id once. Only {@link freezePool} makes one. */
export interface Pool {
  readonly entries: readonly PoolEntry[]
}

export const GREATEST_WEIGHT = 100

/** Checks and sorts the entries; their order does not matter. Refuses the first entry that is no good (RND-001, RND-004). */
export function freezePool(entries: readonly PoolEntry[]): Result<Pool> {
  if (entries.length === 0) return err(refuse('INCOMPLETE', 'RND-001', '对象池是空的，没有可抽取的对象。', 'pool'))
  const sorted = entries
    .map(({ id, stratum, weight }) => ({ id, stratum, weight }))
    .sort((a, b) => byCodeUnits(a.id, b.id))
  for (const [index, entry] of sorted.entries()) {
    const fault = entryFault(entry) ?? repetition(entry, sorted[index - 1])
    if (fault !== undefined) return err(fault)
  }
  return ok({ entries: sorted })
}

function entryFault({ id, stratum, weight }: PoolEntry): Refusal | undefined {
  const idFault = labelFault(id)
  if (idFault !== undefined) return refuse('INVALID', 'RND-001', `对象池中的编号「${id}」不合格：${idFault}。`, 'pool')
  const stratumFault = labelFault(stratum)
  if (stratumFault !== undefined) {
    return refuse('INVALID', 'RND-004', `对象「${id}」的分层名称「${stratum}」不合格：${stratumFault}。`, 'pool')
  }
  if (Number.isInteger(weight) && weight >= 1 && weight <= GREATEST_WEIGHT) return undefined
  return refuse('INVALID', 'RND-004', `对象「${id}」的权重是${weight}，应是1至${GREATEST_WEIGHT}的整数。`, 'pool')
}

function repetition(entry: PoolEntry, before: PoolEntry | undefined): Refusal | undefined {
  if (entry.id !== before?.id) return undefined
  return refuse('INVALID', 'RND-001', `对象池中编号「${entry.id}」重复，每个对象只能出现一次。`, 'pool')
}

const HEADER = 'yangguang draw pool v1\n'
const LINES_AT_ONCE = 4_096

/**
 * SHA-256 of the pool, lower-case hexadecimal, over this text in UTF-8: the line `yangguang draw pool v1`, then for each
 * entry in the pool's order a line of its id, its stratum and its weight in decimal, parted by tabs. Every line ends with
 * a newline (U+000A). No label holds a tab or a newline, so that no two pools have the same text.
 */
export function poolCommitment({ entries }: Pool): string {
  const hash = sha256.create().update(utf8ToBytes(HEADER))
  for (let from = 0; from < entries.length; from += LINES_AT_ONCE) {
    hash.update(
      utf8ToBytes(
        entries
          .slice(from, from + LINES_AT_ONCE)
          .map(lineOf)
          .join(''),
      ),
    )
  }
  return bytesToHex(hash.digest())
}

const lineOf = ({ id, stratum, weight }: PoolEntry) => `${id}\t${stratum}\t${weight}\n`

/** How many entries each stratum has, in the order of the strata's names. */
export function strataOf({ entries }: Pool): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { stratum } of entries) counts.set(stratum, (counts.get(stratum) ?? 0) + 1)
  return new Map([...counts].sort(([a], [b]) => byCodeUnits(a, b)))
}

/** The entries of one stratum, in the pool's order. */
export function entriesOf({ entries }: Pool, stratum: string): readonly PoolEntry[] {
  return entries.filter(entry => entry.stratum === stratum)
}
