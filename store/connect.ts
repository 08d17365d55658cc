import { createDatabase, dropDatabase, type OpenDatabase, openDatabase } from './database.ts'
import { startEmbedded } from './embedded.ts'
import { OperatorError } from './operator-error.ts'

/** The database that the settings name, ready for statements; not migrated. */
export type Connection = OpenDatabase & {
  readonly url: string
  /** True when this call made the embedded database: nothing has ever been in it. Never true of an operator's server. */
  readonly created: boolean
  /** Removes the embedded database and closes; not there for an operator's server. */
  readonly discard?: () => Promise<void>
  /** Closes the connections, and the embedded server if no other copy uses it. */
  readonly close: () => Promise<void>
}

const EMBEDDED_NAME = 'yangguang'
const OLDEST_VERSION = 15

/**
 * Opens the server at `databaseUrl`, or the embedded one in `dataDir` when that is empty.
 * @param log gets Chinese sentences for the operator. @param options.max connections at most.
 * @throws OperatorError
 */
export async function connect(
  config: { readonly databaseUrl: string; readonly dataDir: string },
  log: (sentence: string) => void,
  options: { max?: number } = {},
): Promise<Connection> {
  if (config.databaseUrl !== '') {
    const database = openDatabase(config.databaseUrl, options)
    await examine(database)
    return { ...database, url: config.databaseUrl, created: false }
  }
  const server = await startEmbedded({ dataDir: config.dataDir, log })
  const url = server.url(EMBEDDED_NAME)
  const created = await createDatabase(server.adminUrl, EMBEDDED_NAME)
  const database = openDatabase(url, options)
  const close = async () => {
    await database.close()
    await server.stop()
  }
  const discard = async () => {
    await database.close()
    await dropDatabase(server.adminUrl, EMBEDDED_NAME)
    await server.stop()
  }
  return { ...database, url, created, close, discard }
}

/** Refuses an operator's server that cannot be reached or would not do, before anything is written to it. */
async function examine({ pool, close }: OpenDatabase): Promise<void> {
  try {
    const { rows } = await pool.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
    )
    const { version = 0, encoding = '' } = rows[0] ?? {}
    if (version < OLDEST_VERSION) {
      throw new OperatorError(`DATABASE_URL 指定的 PostgreSQL 是 ${version} 版，需要 ${OLDEST_VERSION} 或以上版本`)
    }
    if (encoding !== 'UTF8') {
      throw new OperatorError(`DATABASE_URL 指定的数据库编码是 ${encoding}，需要 UTF8；请另建一个编码为 UTF8 的数据库`)
    }
  } catch (error) {
    await close()
    if (error instanceof OperatorError) throw error
    throw new OperatorError(
      `连接不上 DATABASE_URL 指定的数据库：${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
