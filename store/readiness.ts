import { createHash } from 'node:crypto'
import { migrationsDigest } from './migrate.ts'
import type { Store } from './store.ts'

/** Whether the database answers, and stands exactly where this program's migrations end. @throws when it does not answer. */
export async function isMigrated(store: Store): Promise<boolean> {
  const { rows } = await store.database.pool.query<{ name: string; hash: string }>(
    'select name, hash from migration order by name',
  )
  const applied = rows.map(({ name, hash }) => `${name} ${hash}\n`).join('')
  return createHash('sha256').update(applied).digest('hex') === migrationsDigest()
}
