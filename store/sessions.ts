import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../domain/time.ts'
import { logSecurity } from './security-log.ts'
import type { Store } from './store.ts'

export interface Session {
  readonly login: string
  readonly person: string
  /** What every write must repeat in a header: another site's page can send the cookie and not this. */
  readonly csrf: string
  readonly mustChange: boolean
  readonly passwordChangedAt: Instant
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** @returns the token for the cookie; the table holds its SHA-256 alone. */
export async function openSession(store: Store, login: string, now: Instant): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const csrf = randomBytes(32).toString('base64url')
  await store.database.kysely
    .insertInto('session')
    .values({ organ: store.organ, token_hash: digestOf(token), login, csrf, created_at: now, seen_at: now })
    .execute()
  await logSecurity(store, 'LOGIN', login, now)
  return token
}

const FIND = `
select s.login, s.csrf, s.seen_at, a.person, a.must_change, a.changed_at
  from session s
  join account a on a.organ = s.organ and a.login = s.login and not a.disabled
 where s.organ = $1 and s.token_hash = $2 and s.seen_at > $3::timestamptz - make_interval(mins => $4)`

interface FoundRow {
  readonly login: string
  readonly csrf: string
  readonly seen_at: Date
  readonly person: string
  readonly must_change: boolean
  readonly changed_at: Date
}

/** Being used is noted once a minute: a commit at every look would cost more than the look. */
const NOTE_EVERY_MS = 60_000

/** The session of this token, unless it was idle for too long (SEC-004 session.idleMinutes). */
export async function findSession(
  store: Store,
  token: string,
  idleMinutes: number,
  now: Instant,
): Promise<Session | undefined> {
  const digest = digestOf(token)
  const { rows } = await store.database.pool.query<FoundRow>(FIND, [store.organ, digest, now, idleMinutes])
  const row = rows[0]
  if (!row) return undefined
  if (Date.parse(now) - row.seen_at.getTime() > NOTE_EVERY_MS) {
    await store.database.pool.query('update session set seen_at = $3 where organ = $1 and token_hash = $2', [
      store.organ,
      digest,
      now,
    ])
  }
  return {
    login: row.login,
    person: row.person,
    csrf: row.csrf,
    mustChange: row.must_change,
    passwordChangedAt: row.changed_at.toISOString(),
  }
}

const ALIVE = `
select s.token_hash
  from session s
  join account a on a.organ = s.organ and a.login = s.login and not a.disabled
 where s.organ = $1 and s.token_hash = any($2) and s.seen_at > $3::timestamptz - make_interval(mins => $4)`

/** Which of these tokens' sessions could still be used. Looking does not count as use: who only watches goes idle. */
export async function aliveSessions(
  store: Store,
  tokens: readonly string[],
  idleMinutes: number,
  now: Instant,
): Promise<ReadonlySet<string>> {
  const tokenOf = new Map(tokens.map(token => [digestOf(token), token]))
  const { rows } = await store.database.pool.query<{ token_hash: string }>(ALIVE, [
    store.organ,
    [...tokenOf.keys()],
    now,
    idleMinutes,
  ])
  return new Set(rows.flatMap(row => tokenOf.get(row.token_hash) ?? []))
}

export async function closeSession(store: Store, token: string, now: Instant): Promise<void> {
  const ended = await store.database.kysely
    .deleteFrom('session')
    .where('organ', '=', store.organ)
    .where('token_hash', '=', digestOf(token))
    .returning('login')
    .executeTakeFirst()
  if (ended) await logSecurity(store, 'LOGOUT', ended.login, now)
}

/** Forgets sessions that nobody can use any more. @returns how many. */
export async function sweepSessions(store: Store, idleMinutes: number, now: Instant): Promise<number> {
  const { rowCount } = await store.database.pool.query(
    'delete from session where organ = $1 and seen_at <= $2::timestamptz - make_interval(mins => $3)',
    [store.organ, now, idleMinutes],
  )
  return rowCount ?? 0
}
