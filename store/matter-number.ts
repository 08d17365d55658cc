import { dayOf, type Instant, yearOf } from '../domain/time.ts'
import type { Store } from './store.ts'

/**
 * The next 件号, `2026-000123`: unique on the platform. Numbers come from a sequence, so that many may draft at once; a draft
 * that is given up leaves a gap, which says nothing.
 */
export async function nextMatterId(store: Store, now: Instant): Promise<string> {
  const { rows } = await store.database.pool.query<{ n: number }>(`select nextval('matter_number') as n`)
  return `${yearOf(dayOf(now))}-${String(rows[0]?.n ?? 0).padStart(6, '0')}`
}
