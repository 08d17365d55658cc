import type { Store } from '../store.ts'

/** The meeting in which an invitation's link has this fingerprint (SHA-256, hexadecimal); whoever asks holds the secret. */
export async function meetingOfLink(store: Store, link: string): Promise<string | undefined> {
  const { rows } = await store.database.pool.query<{ id: string }>(
    'select id from meeting_view where organ = $1 and links @> $2 order by id limit 1',
    [store.organ, [link]],
  )
  return rows[0]?.id
}
