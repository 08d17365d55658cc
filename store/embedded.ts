import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Cluster, openCluster } from './cluster.ts'
import { OperatorError } from './operator-error.ts'
import { lastWords, launch, runningServer, shutDown } from './postmaster.ts'

/** A running embedded PostgreSQL that this process uses, perhaps together with other copies of the program. */
export type EmbeddedServer = {
  /** Address of one database on the server; it stays good if the server dies and is started anew. */
  readonly url: (database: string) => string
  /** Address of the database `postgres`, for creating and dropping others. */
  readonly adminUrl: string
  /** Leaves the server; the last to leave stops it. Calling it twice does nothing more. */
  readonly stop: () => Promise<void>
}

type Membership = { readonly client: Client; readonly port: number }

const PATIENCE_MS = 60_000
const LAUNCH_ATTEMPTS = 10
// Any constant serves, as long as every version of the program uses the same one.
const MEMBERSHIP_LOCK = 7_001

/**
 * Starts the embedded PostgreSQL of `dataDir`, or joins the one that runs there: one that another copy of the program
 * started, or one that a killed copy left behind.
 *
 * Who still uses the server is known to the server alone: every copy holds one connection with a shared advisory lock,
 * and whoever leaves tries for the exclusive one. Getting it means nobody else is left, and a newcomer waits behind it until the
 * server is gone and then starts it again. Files of process ids would need repair after `kill -9`; a connection ends with
 * its process.
 *
 * @param options.dataDir absolute; made when missing. @param options.log gets Chinese sentences for the operator.
 * @throws OperatorError when the operator has to put something right.
 */
export async function startEmbedded(options: {
  dataDir: string
  log: (sentence: string) => void
}): Promise<EmbeddedServer> {
  const cluster = await openCluster(options.dataDir, options.log)
  let membership = await join(cluster, undefined)
  const { port } = membership
  let leaving = false
  let rejoined = Promise.resolve()

  const watch = (client: Client) => {
    client.once('end', () => {
      if (!leaving) rejoined = rejoin()
    })
  }
  const rejoin = async () => {
    options.log('内嵌数据库意外停止，正在重新启动')
    try {
      // The same port, so that the addresses already handed out stay good.
      membership = await join(cluster, port)
      watch(membership.client)
    } catch (error) {
      options.log(`内嵌数据库没能重新启动：${error instanceof Error ? error.message : String(error)}`)
    }
  }
  watch(membership.client)

  const url = (database: string) => addressOf(cluster, port, database)
  return {
    url,
    adminUrl: url('postgres'),
    stop: async () => {
      if (leaving) return
      leaving = true
      // A server that is just being started anew answers before this copy is its member again.
      await rejoined
      await leave(cluster, membership.client)
    },
  }
}

/** Joins the running server, or starts one, as often as it takes. */
async function join(cluster: Cluster, wantedPort: number | undefined): Promise<Membership> {
  const deadline = Date.now() + PATIENCE_MS
  let failedLaunches = 0
  while (Date.now() < deadline && failedLaunches < LAUNCH_ATTEMPTS) {
    const port = runningServer(cluster)?.port ?? (await launch(cluster, wantedPort))
    if (port === undefined) {
      failedLaunches += 1
      await sleep(Math.min(10 * 2 ** failedLaunches, 2_000))
      continue
    }
    const client = await enter(addressOf(cluster, port, 'postgres'))
    if (client !== undefined) return { client, port }
    await sleep(20)
  }
  throw new OperatorError(`内嵌数据库没有启动成功：${lastWords(cluster)}（详见 ${cluster.logFile}）`)
}

/** Undefined when the server is not up yet or is just going down: look again. */
async function enter(connectionString: string): Promise<Client | undefined> {
  const client = new Client({ connectionString, application_name: 'yangguang-member' })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`select pg_advisory_lock_shared(${MEMBERSHIP_LOCK})`)
    return client
  } catch (error) {
    await client.end().catch(() => {})
    // Class 28: the password in the data folder is not this server's. Waiting would not help.
    if (sqlState(error)?.startsWith('28')) {
      throw new OperatorError('内嵌数据库不接受数据文件夹里保存的口令；请检查 DATA_DIR 是否被其他程序使用')
    }
    return undefined
  }
}

async function leave(cluster: Cluster, client: Client): Promise<void> {
  const last = await isLast(client)
  if (last) await shutDown(cluster)
  await client.end().catch(() => {})
}

async function isLast(client: Client): Promise<boolean> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${MEMBERSHIP_LOCK})`)
    const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${MEMBERSHIP_LOCK}) as last`)
    return rows[0]?.last === true
  } catch {
    // The connection is gone, so the server is: nothing is left to stop.
    return false
  }
}

function addressOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
