import type { Store } from './store.ts'

/** The stream that a person's command of this key went to, if it was carried out: where the same creation goes again. */
export async function streamOfKey(store: Store, person: string, key: string): Promise<string | undefined> {
  const row = await store.database.kysely
    .selectFrom('command')
    .select('stream')
    .where('organ', '=', store.organ)
    .where('key', '=', `${person}:${key}`)
    .executeTakeFirst()
  return row?.stream
}
