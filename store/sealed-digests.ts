import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PoolClient } from 'pg'
import type { Actor } from '../domain/decider.ts'
import { streams } from '../domain/ids.ts'
import { SYSTEM } from '../domain/organisation/facts.ts'
import { sealedDigest } from '../domain/register/digest.ts'
import { DIGESTS_AT_ONCE } from '../domain/register/events.ts'
import { addDays, type Day, dayOf, type Instant, instantAt } from '../domain/time.ts'
import { handle } from './handle.ts'
import { CONFIDENTIAL, freshSalt } from './log/entries.ts'
import { settleTimes } from './sealed-parts.ts'
import type { Store } from './store.ts'
import { lastClosedDay } from './views/register.ts'

/** What began before midnight and carries the day that is over has been written by then. */
const GRACE_MS = 5 * 60_000

interface ConfidentialEvent {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Instant
  readonly by: Actor
}

const COLUMNS = `e.stream, e.version, e.type, e.data, e.actor as by,
       to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`

/**
 * Closes every day that is over and not closed yet: a digest of each confidential event goes into the public log, filled up with
 * random ones, so that nothing can vanish and nothing can be counted. The digests are kept before the day's event is written;
 * whatever breaks off between, they are the same the next time.
 * @returns the days that were closed.
 */
export async function closeDays(store: Store, dataDir: string, now: Instant): Promise<readonly Day[]> {
  const last = addDays(dayOf(new Date(Date.parse(now) - GRACE_MS).toISOString()), -1)
  const closed: Day[] = []
  for (let day = await firstOpenDay(store, last); day <= last; day = addDays(day, 1)) {
    if (!(await closeDay(store, day, now))) break
    await settleTimes(store, dataDir, day)
    closed.push(day)
  }
  return closed
}

/** The day after the last closed one; in the beginning that of the first confidential event, or yesterday. */
async function firstOpenDay(store: Store, yesterday: Day): Promise<Day> {
  const lastClosed = await lastClosedDay(store)
  if (lastClosed !== undefined) return addDays(lastClosed, 1)
  const { rows } = await store.database.pool.query<{ at: Date | null }>(
    `select min(e.at) as at from event e where e.organ = $1 and ${CONFIDENTIAL}`,
    [store.organ],
  )
  const first = rows[0]?.at ? dayOf(rows[0].at.toISOString()) : yesterday
  return first < yesterday ? first : yesterday
}

async function closeDay(store: Store, day: Day, now: Instant): Promise<boolean> {
  await commitTo(store, day)
  const { rows } = await store.database.pool.query<{ digest: string }>(
    'select digest from sealed_digest where organ = $1 and day = $2',
    [store.organ, day],
  )
  const digests = filledUp(rows.map(({ digest }) => digest)).toSorted()
  const command = { stream: streams.register, noun: 'day-closing', input: { day, digests } }
  const done = await handle(store, { ...command, person: SYSTEM, now, key: `timer:day-closing:${day}` })
  return done.ok
}

/** Whatever happened up to the end of the day and was in no day before: an event that came late is in the next one. */
async function commitTo(store: Store, day: Day): Promise<void> {
  const { rows } = await store.database.pool.query<ConfidentialEvent>(
    `select ${COLUMNS} from event e
      where e.organ = $1 and ${CONFIDENTIAL} and e.at < $2
        and not exists (select from sealed_digest d
                         where d.organ = e.organ and d.stream = e.stream and d.version = e.version)
      order by e.stream, e.version`,
    [store.organ, instantAt(day, '24:00')],
  )
  if (rows.length === 0) return
  const made = rows.map(event => {
    const salt = freshSalt()
    const { stream, version } = event
    return { organ: store.organ, stream, version, day, salt, digest: sealedDigest({ salt, ...event }) }
  })
  await store.database.pool.query(
    `insert into sealed_digest (organ, stream, version, day, salt, digest)
     select organ, stream, version, day, salt, digest from json_populate_recordset(null::sealed_digest, $1::json)
     on conflict do nothing`,
    [JSON.stringify(made)],
  )
}

/** With random digests, up to the next multiple: nobody can tell them from the others. */
function filledUp(digests: readonly string[]): readonly string[] {
  const whole = Math.max(1, Math.ceil(digests.length / DIGESTS_AT_ONCE)) * DIGESTS_AT_ONCE
  const decoys = Array.from({ length: whole - digests.length }, () => randomBytes(32).toString('hex'))
  return [...digests, ...decoys]
}

/**
 * One Chinese sentence for every confidential event of a closed day whose digest is not in the log's closing, or is that of
 * another event, and for every digest of an event that is not there.
 */
export async function verifyDigests(on: Pick<PoolClient, 'query'>, organ: string): Promise<readonly string[]> {
  const { rows: closings } = await on.query<{ day: Day; digests: readonly string[] }>(
    `select data ->> 'day' as day, data -> 'digests' as digests from event
      where organ = $1 and stream = 'register' and type = 'register.day-closed'`,
    [organ],
  )
  const closed = new Map(closings.map(({ day, digests }) => [day, new Set(digests)]))
  const last = closings
    .map(({ day }) => day)
    .toSorted()
    .at(-1)
  const { rows } = await on.query<ConfidentialEvent & { salt: string | null; digest: string | null; day: Day | null }>(
    `select ${COLUMNS}, d.salt, d.digest, d.day from event e
       left join sealed_digest d on d.organ = e.organ and d.stream = e.stream and d.version = e.version
      where e.organ = $1 and ${CONFIDENTIAL} order by e.stream, e.version`,
    [organ],
  )
  const faults = rows.flatMap(({ salt, digest, day, ...event }) => {
    const name = `${event.stream} 第 ${event.version} 个事件`
    if (salt === null || digest === null || day === null) {
      return last !== undefined && dayOf(event.at) <= last ? [`${name} 没有列入已关闭的 ${dayOf(event.at)} 的承诺`] : []
    }
    if (sealedDigest({ salt, ...event }) !== digest) return [`${name} 与 ${day} 的承诺不符：事件被改过`]
    const digests = closed.get(day)
    return digests && !digests.has(digest) ? [`${name} 的承诺不在 ${day} 公开的承诺中`] : []
  })
  return [...faults, ...(await withoutEvent(on, organ))]
}

async function withoutEvent(on: Pick<PoolClient, 'query'>, organ: string): Promise<readonly string[]> {
  const { rows } = await on.query<{ stream: string; version: number }>(
    `select d.stream, d.version from sealed_digest d
       left join event e on e.organ = d.organ and e.stream = d.stream and e.version = d.version
      where d.organ = $1 and e.stream is null`,
    [organ],
  )
  return rows.map(({ stream, version }) => `${stream} 第 ${version} 个事件已作承诺，记录中却没有`)
}

/** Puts into the log which script the complaint page has, when it has another one. @returns whether it did. */
export async function publishPage(store: Store, path: string, now: Instant): Promise<boolean> {
  const script = await readFile(path).catch(() => undefined)
  if (!script) return false
  const input = { name: 'report.js', sha256: createHash('sha256').update(script).digest('hex') }
  const command = { stream: streams.register, noun: 'pages', input, person: SYSTEM, now }
  const done = await handle(store, { ...command, key: `page:${input.sha256}:${now}` })
  return done.ok
}
