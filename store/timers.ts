import { SYSTEM } from '../domain/organisation/facts.ts'
import { dayOf, type Instant } from '../domain/time.ts'
import { showDueCards } from './cards.ts'
import { handle } from './handle.ts'
import { closeDays } from './sealed-digests.ts'
import { sweepSealedParts } from './sealed-parts.ts'
import type { Store } from './store.ts'

/** What the platform does by itself, and to which matters it may apply; the rule itself decides (E-24, MTG-004, E-15). */
const duties = [
  {
    noun: 'lateness',
    statuses: ['POST_FILING_REGISTERED', 'SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'RETURNED'],
    input: {},
  },
  { noun: 'termination', statuses: ['DEFERRED'], input: { reason: '暂缓满规定期限未再提，自动终止' } },
] as const

/**
 * Tries every duty on every matter it may apply to. Run daily and at start; running it again does nothing, because the key
 * names the day and the rule refuses what is done.
 * @returns how many matters were changed, and cards shown.
 */
export async function runTimers(store: Store, now: Instant): Promise<number> {
  let done = 0
  for (const { noun, statuses, input } of duties) {
    const { rows } = await store.database.pool.query<{ id: string }>(
      'select id from matter_view where organ = $1 and status = any($2) order by id',
      [store.organ, statuses],
    )
    for (const { id } of rows) {
      const stream = `matter/${id}`
      const key = `timer:${noun}:${id}:${dayOf(now)}`
      const result = await handle(store, { stream, noun, input, person: SYSTEM, now, key })
      if (result.ok && !result.value.repeated) done++
    }
  }
  return done + (await showDueCards(store, now))
}

/** What confidential work needs by time: days that are over are closed, and what was sent in and belongs to nothing goes. */
export async function runReportTimers(store: Store, dataDir: string, now: Instant): Promise<void> {
  await closeDays(store, dataDir, now)
  await sweepSealedParts(store, dataDir, dayOf(now))
}
