import type { Summary } from '../../domain/summary/summary.ts'
import type { Store } from '../store.ts'

/** The summaries of these ids that were submitted. */
export async function submittedSummaries(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Summary>> {
  if (ids.length === 0) return new Map()
  const rows = await store.database.kysely
    .selectFrom('summary_view')
    .select(['id', 'state'])
    .where('organ', '=', store.organ)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row.state as Summary]))
}
