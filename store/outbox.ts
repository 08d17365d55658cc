import type { PoolClient } from 'pg'
import type { Actor, Read } from '../domain/decider.ts'
import { noticeSource, noticesFor, streamsForNotices } from '../domain/notices.ts'
import { must } from '../domain/result.ts'
import { loadStreams } from './events.ts'
import { queueMail } from './mail.ts'
import type { Store } from './store.ts'

const BATCH = 200

/**
 * Does what must happen after a commit: tells people. Takes what is queued, makes the notices (and queues the mails, which
 * are sent by somebody else: `mail.ts`) and empties the queue in one
 * transaction, so that whatever stops it leaves the rest queued. Two may run at once; each takes what the other has not.
 * @returns how many events were handled.
 */
export async function drainOutbox(store: Store): Promise<number> {
  for (let total = 0; ; ) {
    const handled = await drainBatch(store)
    total += handled
    if (handled < BATCH) return total
  }
}

async function drainBatch(store: Store): Promise<number> {
  const client = await store.database.pool.connect()
  try {
    await client.query('begin')
    const queued = await takeQueued(client, store)
    if (queued.length > 0) {
      const read = await statesFor(client, store, queued)
      const notices = noticesForAll(queued, read)
      if (notices.length > 0) await insertNotices(client, store, notices)
      await queueMail(client, store, queued, read)
    }
    await client.query('commit')
    return queued.length
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

interface QueuedEvent {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: unknown
  readonly at: Date
  readonly actor: Actor
}

const TAKE = `
with next as (
  select organ, id from outbox where organ = $1 order by id limit ${BATCH} for update skip locked
), taken as (
  delete from outbox o using next n where o.organ = n.organ and o.id = n.id returning o.organ, o.id, o.stream, o.version
)
select e.stream, e.version, e.type, e.data, e.at, e.actor
  from taken t
  join event e on e.organ = t.organ and e.stream = t.stream and e.version = t.version
 order by t.id`

async function takeQueued(client: PoolClient, store: Store): Promise<readonly QueuedEvent[]> {
  return (await client.query<QueuedEvent>(TAKE, [store.organ])).rows
}

interface NoticeRow {
  readonly person: string
  readonly source: string
  readonly words: string
  readonly link: string
  readonly at: Date
}

async function statesFor(client: PoolClient, store: Store, queued: readonly QueuedEvent[]): Promise<Read> {
  const { states } = await loadStreams(client, store, [...new Set(queued.map(e => e.stream))])
  const more = queued.flatMap(e => streamsForNotices(e.stream, states.get(e.stream)?.state)).filter(s => !states.has(s))
  const { states: besides } = await loadStreams(client, store, [...new Set(more)])
  return stream => must(states.get(stream) ?? besides.get(stream), stream).state
}

function noticesForAll(queued: readonly QueuedEvent[], read: Read): NoticeRow[] {
  return queued.flatMap(({ stream, version, type, data, at, actor }) =>
    noticesFor(stream, { type, data, version, at: at.toISOString(), by: actor }, read).map(notice => ({
      ...notice,
      source: noticeSource(stream, version),
      at,
    })),
  )
}

async function insertNotices(client: PoolClient, store: Store, notices: readonly NoticeRow[]): Promise<void> {
  await client.query(
    `insert into notice (organ, person, source, words, link, at)
     select $1, n.person, n.source, n.words, n.link, n.at
       from json_to_recordset($2::json) as n(person text, source text, words text, link text, at timestamptz)
     on conflict do nothing`,
    [store.organ, JSON.stringify(notices)],
  )
}
