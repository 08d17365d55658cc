import type { Store } from './store.ts'

/** Where a person gets mail; `undefined` when they have given no address. */
export async function findMailAddress(store: Store, person: string): Promise<string | undefined> {
  const row = await store.database.kysely
    .selectFrom('mail_address')
    .select('address')
    .where('organ', '=', store.organ)
    .where('person', '=', person)
    .executeTakeFirst()
  return row?.address
}

/** Sets it, whatever it was; the empty text takes it away. */
export async function setMailAddress(store: Store, person: string, address: string): Promise<void> {
  const { kysely } = store.database
  if (address === '') {
    await kysely.deleteFrom('mail_address').where('organ', '=', store.organ).where('person', '=', person).execute()
    return
  }
  await kysely
    .insertInto('mail_address')
    .values({ organ: store.organ, person, address })
    .onConflict(conflict => conflict.columns(['organ', 'person']).doUpdateSet({ address }))
    .execute()
}
