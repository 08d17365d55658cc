import { sql } from 'kysely'
import type { Accountability } from '../../domain/accountability/accountability.ts'
import type { Supervision } from '../../domain/supervision/supervision.ts'
import type { Store } from '../store.ts'

const MOST = 1_000
const ENDED = ['CLOSED', 'NOT_OPENED']

/** Clues, the latest first. Who may see which of them is for the domain to say. */
export async function listClues(store: Store, state: 'open' | 'done' | 'all'): Promise<readonly Accountability[]> {
  const rows = await store.database.kysely
    .selectFrom('accountability_view')
    .select('state')
    .where('organ', '=', store.organ)
    .$if(state === 'open', q => q.where('stage', 'not in', ENDED))
    .$if(state === 'done', q => q.where('stage', 'in', ENDED))
    // Their numbers are random.
    .orderBy(sql`state -> 'registered' ->> 'at'`, 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(row => row.state as Accountability)
}

/** Cards, the latest first; `open` are those that stand, revoked ones apart. */
export async function listCards(
  store: Store,
  state: 'open' | 'defended' | 'revoked' | 'all',
): Promise<readonly Supervision[]> {
  const stages = { open: ['SHOWN', 'DEFENDED', 'UPHELD'], defended: ['DEFENDED'], revoked: ['REVOKED'] }
  const rows = await store.database.kysely
    .selectFrom('supervision_view')
    .select('state')
    .where('organ', '=', store.organ)
    .$if(state !== 'all', q => q.where('stage', 'in', state === 'all' ? [] : stages[state]))
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => row.state as Supervision)
}
