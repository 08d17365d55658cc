import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'

/** What a migration run came to. A refusal changed nothing; its sentence is Chinese and meant for the operator. */
export type MigrationResult = { ok: true; applied: string[] } | { ok: false; sentence: string }

type Migration = { name: string; hash: string; sql: string }

const migrationsFolder = join(import.meta.dirname, 'migrations')
// Any constant serves, as long as every version of the program uses the same one.
const MIGRATION_LOCK = 7_002

/**
 * Brings the database up to the files of `folder` (`NNNN-name.sql`, applied in the order of their numbers, each in one
 * transaction with its record). There is no way back: what went wrong is put right by the next file.
 *
 * Two copies of the program may call this at once; the second waits and finds nothing to do.
 * @throws when a file's SQL fails (a bug in that file, named in the message; nothing of it remains).
 */
export async function migrate(pool: Pool, folder = migrationsFolder): Promise<MigrationResult> {
  const files = readMigrations(folder)
  const client = await pool.connect()
  try {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await client.query(
      `create table if not exists migration (
         name text primary key,
         hash text not null,
         applied_at timestamptz not null default now()
       )`,
    )
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from migration order by name',
    )
    const sentence = objection(files, rows)
    if (sentence !== undefined) return { ok: false, sentence }
    const pending = files.slice(rows.length)
    for (const file of pending) await apply(client, file)
    return { ok: true, applied: pending.map(file => file.name) }
  } finally {
    // Ended rather than handed back: the session takes the lock with it, whatever state an error left it in.
    client.release(true)
  }
}

/** One value for the whole set of files: equal when and only when the migrations are. */
export function migrationsDigest(folder = migrationsFolder): string {
  return sha256(
    readMigrations(folder)
      .map(file => `${file.name} ${file.hash}\n`)
      .join(''),
  )
}

function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => {
      // A checkout may have turned line ends into CRLF; that is no change.
      const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      return { name, hash: sha256(sql), sql }
    })
  const numbers = files.map(file => /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file.name)?.[1])
  const odd = files.find((_, i) => numbers[i] === undefined || numbers[i] === numbers[i - 1])
  if (odd !== undefined) throw new Error(`migration ${odd.name}: expected NNNN-name.sql with a number of its own`)
  return files
}

/** The applied migrations must be the first files, unchanged: anything else means that program and database do not belong together. */
function objection(files: Migration[], applied: { name: string; hash: string }[]): string | undefined {
  for (const [i, { name, hash }] of applied.entries()) {
    const file = files.find(one => one.name === name)
    if (file === undefined)
      return `数据库已执行过迁移 ${name}，而本程序没有这个文件：程序比数据库旧，请使用新版本的程序`
    if (file.hash !== hash) return `迁移 ${name} 执行之后文件又被改动：已执行的迁移不得修改，请恢复原文件，另加新的迁移`
    const early = files[i]
    if (early !== undefined && early !== file)
      return `迁移 ${early.name} 的编号排在已执行的 ${name} 之前：新的迁移只能加在最后`
  }
  return undefined
}

async function apply(client: PoolClient, { name, hash, sql }: Migration): Promise<void> {
  await client.query('begin')
  try {
    // Without parameters pg uses the simple protocol, which takes a file of many statements.
    await client.query(sql)
    await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
  } catch (error) {
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
