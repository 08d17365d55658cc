import type { Notice } from '../domain/notices.ts'
import type { Instant } from '../domain/time.ts'
import type { Store } from './store.ts'

export interface KeptNotice extends Notice {
  readonly source: string
  readonly at: Instant
  readonly read: boolean
}

const SHOWN = 50

/** What a person was told lately: unread first, the newest first. */
export async function noticesOf(store: Store, person: string): Promise<readonly KeptNotice[]> {
  const rows = await store.database.kysely
    .selectFrom('notice')
    .select(['person', 'source', 'words', 'link', 'at', 'read_at'])
    .where('organ', '=', store.organ)
    .where('person', '=', person)
    .orderBy(eb => eb('read_at', 'is not', null))
    .orderBy('at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(({ read_at, at, ...notice }) => ({ ...notice, at: at.toISOString(), read: read_at !== null }))
}

/** Marks a notice as read; the first time counts. @returns false when this person has no such notice. */
export async function readNotice(store: Store, person: string, source: string, now: Instant): Promise<boolean> {
  const { rowCount } = await store.database.pool.query(
    'update notice set read_at = coalesce(read_at, $4) where organ = $1 and person = $2 and source = $3',
    [store.organ, person, source, now],
  )
  return rowCount === 1
}
