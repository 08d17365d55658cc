import { type SqlBool, sql } from 'kysely'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { addDays, type Day, instantAt } from '../../domain/time.ts'
import type { Store } from '../store.ts'
import type { Sight } from './staff-sight.ts'

export interface MeetingQuery {
  readonly when: 'upcoming' | 'past' | 'all'
  readonly kind?: string | undefined
  /** First and last day in China on which they are held. */
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** More than all meetings of a large agency in a quarter. */
const MOST = 500

/** Meetings that this person may see: those to come, the nearest first, or those that were, the latest first. */
export async function listMeetings(
  store: Store,
  sight: Sight,
  { when, kind, from, to }: MeetingQuery,
): Promise<readonly Meeting[]> {
  const rows = await store.database.kysely
    .selectFrom('meeting_view')
    .select('state')
    .where('organ', '=', store.organ)
    .$if(!sight.meetings, q =>
      q.where(eb =>
        eb.or([
          sql<SqlBool>`people @> ${[sight.person]}::text[]`,
          eb.and([eb('kind', '=', 'INITIAL'), sql<SqlBool>`body = any(${[...sight.departments]}::text[])`]),
        ]),
      ),
    )
    .$if(kind !== undefined, q => q.where('kind', '=', kind ?? ''))
    .$if(when === 'upcoming', q => q.where('stage', '<>', 'SIGNED'))
    .$if(when === 'past', q => q.where('stage', '=', 'SIGNED'))
    .$if(from !== undefined, q => q.where('scheduled_at', '>=', new Date(instantAt(from ?? '', '00:00'))))
    .$if(to !== undefined, q => q.where('scheduled_at', '<', new Date(instantAt(addDays(to ?? '', 1), '00:00'))))
    .orderBy('scheduled_at', when === 'upcoming' ? 'asc' : 'desc')
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(row => row.state as Meeting)
}

/** How many meetings a body has called in the year that the prefix names: the next one's number is one more. */
export async function countMeetings(store: Store, idPrefix: string): Promise<number> {
  const { rows } = await store.database.pool.query<{ count: number }>(
    'select count(*) from stream_head where organ = $1 and starts_with(stream, $2)',
    [store.organ, `meeting/${idPrefix}`],
  )
  return rows[0]?.count ?? 0
}
