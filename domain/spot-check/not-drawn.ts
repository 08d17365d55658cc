import { addMonths, type Day, dayOf } from '../time.ts'
import { objectId } from './candidate.ts'
import type { SpotCheck } from './spot-check.ts'
import { currentPairs } from './transcript.ts'

/** An item or a division that could have been drawn since a day. */
export interface LongListed {
  readonly kind: 'ITEM' | 'DIVISION'
  readonly code: string
  readonly since: Day
}

export interface NotDrawn extends LongListed {
  /** When it was last drawn; absent when it never was. */
  readonly lastOn?: Day | undefined
}

/**
 * «n 年未抽到»: items and divisions that could be drawn for so many years and were not, the longest first. A division counts
 * as drawn when anything of it was. Batches that were voided count for nothing.
 */
export function notDrawnFor(
  years: number,
  today: Day,
  listed: readonly LongListed[],
  batches: readonly SpotCheck[],
): readonly NotDrawn[] {
  const last = lastDrawn(batches)
  const before = addMonths(today, -12 * years)
  return listed
    .map(one => ({ ...one, lastOn: last.get(objectId(one.kind, one.code)) }))
    .filter(({ since, lastOn }) => since <= before && (lastOn === undefined || lastOn <= before))
    .sort((a, b) => compare(a.lastOn ?? a.since, b.lastOn ?? b.since) || compare(a.code, b.code))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function lastDrawn(batches: readonly SpotCheck[]): ReadonlyMap<string, Day> {
  const last = new Map<string, Day>()
  for (const batch of batches) {
    if (batch.stage !== 'DRAWN' || !batch.drawn) continue
    const on = dayOf(batch.drawn.at)
    const divisions = new Map(batch.frozen?.pool.map(({ id, departments }) => [id, departments]))
    const touched = currentPairs(batch).flatMap(({ object }) => [
      object,
      ...(divisions.get(object) ?? []).map(department => objectId('DIVISION', department)),
    ])
    for (const object of touched) if ((last.get(object) ?? '') < on) last.set(object, on)
  }
  return last
}
