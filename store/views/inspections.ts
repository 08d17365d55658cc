import type { Inspection } from '../../domain/inspection/inspection.ts'
import type { Store } from '../store.ts'

export interface InspectionQuery {
  readonly state: 'open' | 'done' | 'all'
  /** Only those of this batch. */
  readonly batch?: string | undefined
}

const MOST = 1_000
const ENDED = ['CLOSED', 'CANCELLED']

/** Inspections, those of the latest batch first. Who may see which of them is for the domain to say. */
export async function listInspections(
  store: Store,
  { state, batch }: InspectionQuery,
): Promise<readonly { readonly version: number; readonly state: Inspection }[]> {
  const rows = await store.database.kysely
    .selectFrom('inspection_view')
    .select(['version', 'state'])
    .where('organ', '=', store.organ)
    .$if(batch !== undefined, q => q.where('batch', '=', batch ?? ''))
    .$if(state === 'open', q => q.where('stage', 'not in', ENDED))
    .$if(state === 'done', q => q.where('stage', 'in', ENDED))
    .orderBy('batch', 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(row => ({ version: row.version, state: row.state as Inspection }))
}
