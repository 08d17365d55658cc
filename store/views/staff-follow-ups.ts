import type { FollowUp } from '../../domain/follow-up/follow-up.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Day } from '../../domain/time.ts'
import type { Store } from '../store.ts'
import type { Sight } from './staff-sight.ts'

export interface FollowUpQuery {
  readonly state: 'open' | 'overdue' | 'done' | 'all'
  /** Only what the person's own divisions have to do. */
  readonly mine: boolean
}

const MOST = 500

/** 督办 that this person may see: those to do, the most urgent first, or those that are done, the latest first. */
export async function listFollowUps(
  store: Store,
  sight: Sight,
  { state, mine }: FollowUpQuery,
  today: Day,
): Promise<readonly FollowUp[]> {
  const rows = await store.database.kysely
    .selectFrom('follow_up_view')
    .select('state')
    .where('organ', '=', store.organ)
    .$if(mine || !sight.meetings, q => q.where(eb => eb('owner', '=', eb.fn.any(eb.val([...sight.departments])))))
    .$if(state === 'open' || state === 'overdue', q => q.where('stage', '<>', 'DONE'))
    .$if(state === 'overdue', q => q.where('due_on', '<', today))
    .$if(state === 'done', q => q.where('stage', '=', 'DONE'))
    .orderBy('due_on', state === 'done' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(row => row.state as FollowUp)
}

/** Matters under review that were put off or deferred at least once: those among which some stand still. */
export async function mattersPutOff(store: Store): Promise<readonly Matter[]> {
  const { rows } = await store.database.pool.query<{ state: Matter }>(
    `select state from matter_view
      where organ = $1 and tier is not null
        and ((state ->> 'postponements')::int > 0
             or exists (select from json_array_elements(state -> 'records') r where r ->> 'conclusion' = 'DEFERRED'))
      order by id limit ${MOST}`,
    [store.organ],
  )
  return rows.map(row => row.state)
}
