import type { Store } from './store.ts'

/** What the program itself remembers about a database, as opposed to what an operator sets (config.ts). */
export type SettingKey =
  /** Milliseconds by which the demo's clock is ahead of the machine's (docs/decisions/0005). Present in demo databases only. */
  | 'demo-clock'
  /** The shape of rows and states in the views (`viewsShape` of views/rows.ts). */
  | 'views-shape'

export async function readSetting(store: Store, key: SettingKey): Promise<unknown> {
  const row = await store.database.kysely
    .selectFrom('setting')
    .select('value')
    .where('organ', '=', store.organ)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

/** Sets it, whatever it was. */
export async function replaceSetting(store: Store, key: SettingKey, value: unknown): Promise<void> {
  await store.database.kysely
    .insertInto('setting')
    .values({ organ: store.organ, key, value: JSON.stringify(value) })
    .onConflict(conflict => conflict.columns(['organ', 'key']).doUpdateSet({ value: JSON.stringify(value) }))
    .execute()
}

/** Sets it once; a second call changes nothing. */
export async function writeSetting(store: Store, key: SettingKey, value: unknown): Promise<void> {
  await store.database.kysely
    .insertInto('setting')
    .values({ organ: store.organ, key, value: JSON.stringify(value) })
    .onConflict(conflict => conflict.columns(['organ', 'key']).doNothing())
    .execute()
}
