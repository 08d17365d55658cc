import { Kysely, PostgresDialect } from 'kysely'
import { Client, Pool, types } from 'pg'
import type { Database } from './tables.ts'

/** An open database: `kysely` for typed statements, `pool` for migrations and other plain SQL. */
export type OpenDatabase = {
  readonly kysely: Kysely<Database>
  readonly pool: Pool
  /** Closes every connection; the database lives on. */
  readonly close: () => Promise<void>
}

export type OpenOptions = {
  readonly max?: number
  /** Commits do not wait for the disk: only for what can be made again from the beginning. */
  readonly relaxed?: boolean
}

/**
 * Opens a pool of at most `max` connections. Nothing is connected yet: the first statement is what fails on a wrong address.
 *
 * Values come as: `bigint` → number (one beyond 2^53 throws), `date` → 'YYYY-MM-DD', `timestamptz` → Date. Sessions run in
 * UTC on every server, so that a cast from timestamp to date means the same everywhere; Beijing time is always spelt out.
 */
export function openDatabase(url: string, { max = 10, relaxed = false }: OpenOptions = {}): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    max,
    options: `-c timezone=UTC${relaxed ? ' -c synchronous_commit=off' : ''}`,
    types: { getTypeParser },
  })
  // A server that goes away ends idle connections, and an error nobody listens to would end the process with them.
  // The next statement gets a new connection, or reports the failure to the one who asked.
  pool.on('error', () => {})
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await kysely.destroy()
    // Kysely ends the pool only if a statement went through Kysely.
    if (!pool.ended) await pool.end()
  }
  return { kysely, pool, close }
}

/**
 * Creates a database, as a copy of `template` if given (nobody may be connected to that).
 * @returns false when one of this name was there already.
 */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<boolean> {
  const copy = template === undefined ? '' : ` template ${quoted(template)}`
  return withClient(adminUrl, async client => {
    const known = await client.query('select from pg_database where datname = $1', [name])
    if (known.rowCount !== 0) return false
    try {
      await client.query(`create database ${quoted(name)}${copy}`)
      return true
    } catch (error) {
      // Another copy of the program was quicker: duplicate_database, or the unique index behind it.
      if (error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505')) return false
      throw error
    }
  })
}

/** Drops a database if it is there, ending the connections to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, client => client.query(`drop database if exists ${quoted(name)} with (force)`))
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`

const { INT8, DATE } = types.builtins
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === INT8) return toSafeInteger
  if (oid === DATE) return (text: string) => text
  return types.getTypeParser(oid, format)
}

function toSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit into a number`)
  return value
}
