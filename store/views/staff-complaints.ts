import type { Complaint } from '../../domain/complaint/complaint.ts'
import type { StoredEvent } from '../../domain/module.ts'
import type { Store } from '../store.ts'

/**
 * All complaints as their streams have them; who may know of which, the domain says of each state (`maySeeComplaint`). What is
 * looked for is looked for in these, never in a statement: neither the plan nor a log of the database learns a word of it.
 */
export async function allComplaints(store: Store): Promise<readonly Complaint[]> {
  const rows = await store.database.kysely
    .selectFrom('complaint_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('stage', '<>', 'UPWARD')
    .orderBy('id')
    .execute()
  return rows.map(row => row.state as Complaint)
}

/** Numbers, states and heads of what was sealed for a body above. Asked by the command that hands it over, and nobody else. */
export async function upwardComplaints(store: Store): Promise<readonly Complaint[]> {
  const rows = await store.database.kysely
    .selectFrom('complaint_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('stage', '=', 'UPWARD')
    .orderBy('id')
    .execute()
  return rows.map(row => row.state as Complaint)
}

export async function isNumberTaken(store: Store, number: string): Promise<boolean> {
  const row = await store.database.kysely
    .selectFrom('stream_head')
    .select('version')
    .where('organ', '=', store.organ)
    .where('stream', '=', `complaint/${number}`)
    .executeTakeFirst()
  return row !== undefined
}

/** One of the reporter's own events, and what its digest in the log was made with, once its day was closed. */
export interface OwnEvent extends StoredEvent {
  readonly salt: string | null
  /** The day that was closed with it, and where that stands in the published log. */
  readonly day: string | null
  readonly index: number | null
}

export interface ByNumber {
  readonly state: Complaint | null
  /** Events of the reporter, oldest first. */
  readonly events: readonly OwnEvent[]
}

/** There is always one row, whatever the number: what is not there takes as long to look for as what is. */
const BY_NUMBER = `
select v.state, coalesce(o.events, '[]'::json) as events
  from (select $2::text as id) wanted
  left join complaint_view v on v.organ = $1 and v.id = wanted.id
  left join lateral (
    select json_agg(json_build_object('type', e.type, 'data', e.data, 'version', e.version, 'by', e.actor,
             'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'salt', d.salt, 'day', d.day, 'index', l.index) order by e.version) as events
      from event e
      left join sealed_digest d on d.organ = e.organ and d.stream = e.stream and d.version = e.version
      left join event c on c.organ = e.organ and c.stream = 'register' and c.type = 'register.day-closed'
                       and c.data ->> 'day' = d.day::text
      left join log_entry l on l.organ = c.organ and l.stream = c.stream and l.version = c.version
     where e.organ = $1 and e.stream = 'complaint/' || wanted.id and e.actor ->> 'person' = 'REPORTER'
  ) o on true`

/** What there is under a register number, for whoever says that it is theirs; whether it is, is for the caller to find out. */
export async function byNumber(store: Store, number: string): Promise<ByNumber> {
  const { rows } = await store.database.pool.query<ByNumber>({
    name: 'complaint-by-number',
    text: BY_NUMBER,
    values: [store.organ, number],
  })
  return rows[0] ?? { state: null, events: [] }
}
