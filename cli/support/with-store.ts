import type { Config } from '../../config.ts'
import organisation from '../../spec/organisation.json' with { type: 'json' }
import { connect } from '../../store/connect.ts'
import { migrate } from '../../store/migrate.ts'
import { OperatorError } from '../../store/operator-error.ts'
import { openStore, type Store } from '../../store/store.ts'

/** Opens the migrated record for one subcommand and closes it again. */
export async function withStore(config: Config, work: (store: Store, url: string) => Promise<number>): Promise<number> {
  const connection = await connect(config, console.error)
  try {
    const migrated = await migrate(connection.pool)
    if (!migrated.ok) throw new OperatorError(migrated.sentence)
    return await work(openStore(connection, organisation.agency.code), connection.url)
  } finally {
    await connection.close()
  }
}
