import { utf8 } from '../../domain/log/bytes.ts'
import { appendLeaf, copyEdge, type Edge, edgeRoot } from '../../domain/log/edge.ts'
import { HASH_BYTES, leafHash } from '../../domain/log/hashing.ts'
import {
  CONFIDENTIAL,
  type DestroyedSalt,
  destroyedSalt,
  EVENT_COLUMNS,
  type EventRow,
  entryOf,
  freshSalt,
} from './entries.ts'
import { nativeSha256 } from './native-sha256.ts'
import type { OpenLog } from './open-log.ts'

/** Events in one statement. */
export const BATCH = 256

/** Somebody else has written to the log: all that is known of it must be read again. */
export class MovedMeanwhile extends Error {
  override readonly name = 'MovedMeanwhile'
}

/** How long a backlog is given indices before the world is shown how far it has come. */
const MOST_MS = 1_000

/**
 * Gives indices to all committed events that have none, in the order of their positions, or to as many as there is time
 * for; then `more` is true. Entries, salts, size, root and mark of a batch are one statement, which is one transaction.
 *
 * While the database writes a batch, the next one is made; `ahead` is only looked for where nothing can appear any more
 * before it, so that what is being written cannot be found again.
 * @throws MovedMeanwhile
 */
export async function sequence(log: OpenLog): Promise<{ readonly logged: number; readonly more: boolean }> {
  const started = performance.now()
  let logged = 0
  let writing: Promise<void> = Promise.resolve()
  let found = await lookFromMark(log)
  let { tree } = log
  for (;;) {
    const batch = makeBatch(found, tree)
    const full = found.rows.length === BATCH
    const more = full && performance.now() - started < MOST_MS
    const ahead = more && batch.last === batch.mark ? look(log, batch.mark) : undefined
    await writing
    writing = write(log, batch)
    // Both are waited for further down; whoever fails meanwhile must not be taken for a mistake that nobody looks at.
    for (const pending of [ahead, writing]) pending?.catch(() => {})
    tree = batch.after
    logged += found.rows.length
    if (!ahead) await writing
    if (!more) return { logged, more: full }
    found = await (ahead ?? lookFromMark(log))
  }
}

/**
 * How far back a look must reach. Positions are drawn before commit, so that events become visible out of order; but a
 * writer draws its transaction id before its position (`event_takes_its_transaction_id`). So: with P the largest position
 * that is visible, whoever holds a smaller one had its transaction id before the statement here draws one. Once all
 * transactions before that one are over, every event up to P is visible, or never will be.
 *
 * The snapshot's own upper bound would not do: it is the first id after the latest *finished* one, and a writer whose id is
 * larger may hold a smaller position. Ids are compared within one connection only: a restored cluster counts anew.
 */
async function takeWatch(log: OpenLog): Promise<OpenLog['watch']> {
  const { rows } = await log.client.query<{ position: number; before: string }>({
    name: 'log-watch',
    text: `select coalesce(max(position), 0) as position, pg_current_xact_id()::text as before
             from event where organ = $1`,
    values: [log.parts.store.organ],
  })
  const [watch] = rows
  log.highest = watch?.position ?? 0
  return watch && watch.position > log.mark ? watch : undefined
}

interface FoundEvent extends EventRow {
  readonly position: number
}

/** Events without an index, from a mark on, up to a batch of them. */
interface Found {
  readonly from: number
  readonly rows: readonly FoundEvent[]
  /** Up to this position the look saw all that will ever be there; the mark itself when nothing is known of what follows. */
  readonly settledTo: number
}

async function lookFromMark(log: OpenLog): Promise<Found> {
  if (log.watch && log.watch.position <= log.mark) log.watch = undefined
  // What was found since may lie beyond what was watched: then there is another watch after this one.
  if (log.highest > log.mark) log.watch ??= await takeWatch(log)
  return look(log, log.mark)
}

// The inner select must stay one look-up a row: as a join the planner might read all entries there are. The bounds of the
// snapshot are those of the very look, so that what they promise is seen by it.
const LOOK = `
select s.settled, found.*
  from (select coalesce(pg_snapshot_xmin(pg_current_snapshot()) >= $3::xid8, false) as settled) s
  left join lateral (
    select e.position, ${EVENT_COLUMNS}
      from event e
     where e.organ = $1 and e.position > $2 and not ${CONFIDENTIAL}
       and (select 1 from log_entry l where l.organ = e.organ and l.stream = e.stream and l.version = e.version) is null
     order by e.position limit ${BATCH}
  ) found on true
 order by found.position`

async function look(log: OpenLog, from: number): Promise<Found> {
  const { rows } = await log.client.query<FoundEvent & { readonly settled: boolean }>({
    name: 'log-look',
    text: LOOK,
    values: [log.parts.store.organ, from, log.watch?.before ?? null],
  })
  const settledTo = rows[0]?.settled && log.watch ? log.watch.position : from
  // Without any event there is still the row that says how far all is settled.
  const events = rows.filter(({ position }) => position !== null)
  log.highest = Math.max(log.highest, events.at(-1)?.position ?? 0)
  return { from, settledTo, rows: events }
}

// One line an entry, and one its salts: canonical JSON has no line break inside.
const WRITE = `
with moved as (
  update log_head set size = $2::bigint + cardinality($6::text[]), root = $4, mark = $5
   where organ = $1 and size = $2 and root = $3
  returning 1
), logged as (
  insert into log_entry (organ, index, stream, version, entry, leaf)
  select $1, $2::bigint + t.at - 1, t.stream, t.version, t.entry, substring($10::bytea from (t.at::int - 1) * 32 + 1 for 32)
    from moved,
         unnest($6::text[], $7::int[], string_to_array($8, E'\\n')) with ordinality as t(stream, version, entry, at)
), salted as (
  insert into log_salt (organ, stream, version, salts)
  select $1, t.stream, t.version, t.salts::json
    from moved, unnest($6::text[], $7::int[], string_to_array($9, E'\\n')) as t(stream, version, salts)
)
select from moved`

/** What is written together. */
interface Batch {
  readonly rows: readonly FoundEvent[]
  readonly entries: readonly ReturnType<typeof entryOf>[]
  readonly leaves: Uint8Array
  readonly before: Edge
  readonly after: Edge
  readonly mark: number
  /** Position of its last event. */
  readonly last: number | undefined
}

function makeBatch({ rows, from, settledTo }: Found, before: Edge): Batch {
  const entries = rows.map(row => entryOf(row, freshSalt))
  const after = copyEdge(before)
  const leaves = new Uint8Array(rows.length * HASH_BYTES)
  for (const [at, { text }] of entries.entries()) {
    const leaf = leafHash(utf8(text), nativeSha256)
    leaves.set(leaf, at * HASH_BYTES)
    appendLeaf(after, leaf, () => {}, nativeSha256)
  }
  const last = rows.at(-1)?.position
  // A full batch may have left something between its last event and the position up to which all is settled.
  const mark = rows.length < BATCH ? settledTo : Math.max(from, Math.min(last ?? from, settledTo))
  return { rows, entries, leaves, before, after, mark, last }
}

async function write(log: OpenLog, batch: Batch): Promise<void> {
  const { rows, after, mark } = batch
  if (rows.length === 0 && mark === log.mark) return
  const destroyed = rows.flatMap(row => destroyedSalt(row) ?? [])
  if (destroyed.length === 0) await writeEntries(log, batch)
  else await writeAndDestroy(log, batch, destroyed)
  log.tree = after
  log.mark = mark
}

async function writeEntries(log: OpenLog, { rows, entries, leaves, before, after, mark }: Batch): Promise<void> {
  const { rowCount } = await log.client.query({
    name: 'log-write',
    text: WRITE,
    values: [
      log.parts.store.organ,
      before.size,
      Buffer.from(edgeRoot(before, nativeSha256)),
      Buffer.from(edgeRoot(after, nativeSha256)),
      mark,
      rows.map(({ stream }) => stream),
      rows.map(({ version }) => version),
      entries.map(({ text }) => text).join('\n'),
      entries.map(({ salts }) => JSON.stringify(salts)).join('\n'),
      Buffer.from(leaves.buffer),
    ],
  })
  if (rowCount !== 1) throw new MovedMeanwhile('somebody else has written to the log')
}

/** PII-004: the salts go in the transaction that puts the decision to destroy them into the log. */
async function writeAndDestroy(log: OpenLog, batch: Batch, destroyed: readonly DestroyedSalt[]): Promise<void> {
  const { client, parts } = log
  try {
    await client.query('begin')
    await writeEntries(log, batch)
    for (const { stream, version, field } of destroyed) {
      await client.query(
        `update log_salt set salts = (salts::jsonb - $4::text)::json where organ = $1 and stream = $2 and version = $3`,
        [parts.store.organ, stream, version, field],
      )
    }
    await client.query('commit')
  } catch (error) {
    // On a connection that is gone there is nothing to roll back, and why it is gone is what matters.
    await client.query('rollback').catch(() => {})
    throw error
  }
}
