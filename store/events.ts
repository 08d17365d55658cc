import type { PoolClient } from 'pg'
import type { Actor } from '../domain/decider.ts'
import { idOf } from '../domain/ids.ts'
import type { StoredEvent } from '../domain/module.ts'
import { toldOf } from '../domain/notices.ts'
import { fold, moduleFor } from '../domain/registry.ts'
import type { KnownState, Store } from './store.ts'
import { type ViewRows, type ViewTable, viewTables } from './views/rows.ts'

export interface EventToAppend {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: Record<string, unknown>
}

interface EventRow {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: unknown
  readonly at: Date
  readonly actor: Actor
}

/** What is found under a command's key. */
export interface EarlierCommand {
  readonly stream: string
  readonly version: number
  readonly digest: string
}

/** Anything that can run a statement: a pool for reading, a client inside its transaction for writing. */
type Runner = Pick<PoolClient, 'query'>

const LOAD = `
select e.stream, e.version, e.type, e.data, e.at, e.actor
  from unnest($2::text[], $3::int[]) as want(stream, after)
  join event e on e.organ = $1 and e.stream = want.stream and e.version > want.after
union all
select c.stream, c.version, '$command', to_json(c.digest), c.at, null
  from command c where c.organ = $1 and c.key = $4
order by 1, 2`

/**
 * Reads streams, and whether a command of this key was carried out before, in one statement. Only events newer than what is
 * already known are sent.
 */
export async function loadStreams(
  trx: Runner,
  store: Store,
  streams: readonly string[],
  key: string | null = null,
): Promise<{ readonly states: Map<string, KnownState>; readonly earlier?: EarlierCommand }> {
  const from = streams.map(stream => store.known.get(stream))
  const { rows } = await trx.query<EventRow>({
    name: 'load-streams',
    text: LOAD,
    values: [store.organ, streams, from.map(known => known?.version ?? 0), key],
  })
  const marker = rows.find(row => row.type === '$command')
  const newer = Map.groupBy(
    rows.filter(row => row !== marker),
    row => row.stream,
  )
  const states = new Map(
    streams.map((stream, index) => {
      const known = from[index] ?? { version: 0, state: moduleFor(stream).initial(idOf(stream)) }
      const events = newer.get(stream) ?? []
      if (events.length === 0) return [stream, known]
      const state = { version: events.at(-1)?.version ?? 0, state: fold(stream, events.map(toStored), known.state) }
      store.known.set(stream, state)
      return [stream, state]
    }),
  )
  return marker
    ? { states, earlier: { stream: marker.stream, version: marker.version, digest: String(marker.data) } }
    : { states }
}

/** All events of a stream, oldest first. */
export async function eventsOf(store: Store, stream: string): Promise<readonly StoredEvent[]> {
  const { rows } = await store.database.pool.query<EventRow>(
    'select stream, version, type, data, at, actor from event where organ = $1 and stream = $2 order by version',
    [store.organ, stream],
  )
  return rows.map(toStored)
}

function toStored(row: EventRow): StoredEvent {
  return { type: row.type, data: row.data, version: row.version, at: row.at.toISOString(), by: row.actor }
}

export interface Append {
  readonly events: readonly EventToAppend[]
  readonly at: string
  readonly actor: Actor
  /** Versions of the streams that the decision looked at and does not write. */
  readonly seen: Readonly<Record<string, number>>
  readonly key: string
  readonly stream: string
  readonly digest: string
  readonly rows: ViewRows
}

const columns: Record<ViewTable, readonly string[]> = {
  matter_view:
    'organ id version status level board item department departments handler tier title bigrams drafted_at submitted_at concluded_at state'.split(
      ' ',
    ),
  public_matter_view: 'organ id level board item department status title bigrams submitted_on concluded_on face'.split(
    ' ',
  ),
  meeting_view: 'organ id version kind body year seq stage scheduled_at people links state'.split(' '),
  review_group_view: 'organ id version board first_day last_day state'.split(' '),
  summary_view: 'organ id version item period state'.split(' '),
  follow_up_view: 'organ id version stage owner meeting matter due_on state'.split(' '),
  rotation_view: 'organ id version state'.split(' '),
  register_view: 'organ id version state'.split(' '),
  complaint_view: 'organ id version stage state'.split(' '),
  spot_check_view: 'organ id version stage state'.split(' '),
  inspection_view: 'organ id version stage batch departments inspectors state'.split(' '),
  accountability_view: 'organ id version stage departments state'.split(' '),
  supervision_view: 'organ id version stage department colour state'.split(' '),
}

/** The upsert of one view's rows from a JSON array parameter, only while `guard` has a row; also what `rebuild` writes by. */
export function upsertView(table: ViewTable, parameter: string, guard?: string): string {
  const all = columns[table]
  const set = all.filter(c => c !== 'organ' && c !== 'id').map(c => `${c} = excluded.${c}`)
  return `insert into ${table} (${all.join(', ')})
    select ${all.map(c => `r.${c}`).join(', ')}
      from ${guard ? `${guard}, ` : ''}json_populate_recordset(null::${table}, ${parameter}::json) as r
    on conflict (organ, id) do update set ${set.join(', ')}`
}

/**
 * Everything a decision writes, in one statement: the heads it looked at are locked in share (and read again as they are
 * now, not as of the snapshot); only if all still stand where they stood are the events added, the heads moved, the
 * command's key kept, the outbox filled and the views brought up to date. Alone, the statement is its own transaction.
 */
const appendTo = (tables: readonly ViewTable[], queues: boolean) => `
with looked_at as (
  select stream, version from stream_head where organ = $1 and stream = any($2) order by stream for share
), guard as materialized (
  select 1 where (select count(*) from looked_at l join unnest($2::text[], $3::int[]) as seen(stream, version)
                  using (stream, version)) = cardinality($2::text[])
), incoming as materialized (
  select e.* from guard, json_to_recordset($4::json) as e(stream text, version int, type text, data json)
), added as (
  insert into event (organ, stream, version, type, data, at, actor, seen)
  select $1, stream, version, type, data, $5, $6, $7 from incoming
), moved as (
  insert into stream_head (organ, stream, version)
  select $1, stream, max(version) from incoming group by stream
  on conflict (organ, stream) do update set version = excluded.version
), kept as (
  insert into command (organ, key, stream, version, digest, at) select $1, $8, $9, $10, $11, $5 from guard
)${queues ? QUEUE : ''}${tables.map((table, index) => `, view_${index} as (${upsertView(table, `$${12 + index}`, 'guard')})`).join('\n')}
select 1 from guard`

const QUEUE = `, queued as (
  insert into outbox (organ, stream, version)
  select $1, stream, version from incoming where type = any('{${[...toldOf].join(',')}}')
)`

/** One prepared statement for each set of views that decisions touch; there are a handful. */
const statements = new Map<string, string>()

/**
 * @returns false when a stream that was looked at has moved on; then nothing was written.
 * @throws a unique violation when a stream that is written has moved on, or the command's key is taken.
 */
export async function append(trx: Runner, store: Store, change: Append): Promise<boolean> {
  const own = change.events.filter(e => e.stream === change.stream).at(-1)?.version ?? 0
  const touched = viewTables.filter(table => change.rows[table].length > 0)
  const queues = change.events.some(event => toldOf.has(event.type))
  // By number: PostgreSQL looks at 63 characters of a statement's name, and names that are cut short get mixed up.
  const name = ['append', queues ? 'told' : '', ...touched.map(table => viewTables.indexOf(table))].join(' ')
  const text = statements.get(name) ?? appendTo(touched, queues)
  statements.set(name, text)
  const { rowCount } = await trx.query({
    name,
    text,
    values: [
      store.organ,
      Object.keys(change.seen),
      Object.values(change.seen),
      JSON.stringify(change.events),
      change.at,
      JSON.stringify(change.actor),
      JSON.stringify(change.seen),
      change.key,
      change.stream,
      own,
      change.digest,
      ...touched.map(table => JSON.stringify(change.rows[table])),
    ],
  })
  return rowCount === 1
}
