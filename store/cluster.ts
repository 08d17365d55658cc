import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, engineFor, own } from './engine.ts'
import { OperatorError } from './operator-error.ts'
import { childEnvironment, isAlive } from './process.ts'

/** The folder `postgres` in the data folder: the database files, the superuser's password, and the server's own log. */
export type Cluster = {
  readonly engine: Engine
  /** PGDATA. */
  readonly folder: string
  readonly password: string
  readonly logFile: string
}

/**
 * Opens the database folder under `dataDir`, making it when there is none (about a second).
 * @throws OperatorError
 */
export async function openCluster(dataDir: string, log: (sentence: string) => void): Promise<Cluster> {
  const home = join(dataDir, 'postgres')
  const folder = join(home, 'cluster')
  const engine = engineFor(dataDir, folder)
  if (!existsSync(home)) await create(engine, dataDir, home, log)
  const version = readOwn(join(folder, 'PG_VERSION'))
  if (!engine.version.startsWith(`${version}.`)) {
    throw new OperatorError(
      `${home} 里的数据库是 PostgreSQL ${version} 建立的，本程序内嵌的是 ${engine.version}；请用原来的程序版本打开，或经 DATABASE_URL 迁移`,
    )
  }
  return { engine, folder, password: readOwn(join(home, 'password')), logFile: join(home, 'server.log') }
}

function readOwn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new OperatorError(
      `读不到 ${file}：数据文件夹属于另一个用户，或者不完整；请用原来的用户运行，或用 DATA_DIR 另行指定`,
    )
  }
}

/**
 * Builds the folder aside and renames it into place whole. So two copies starting at once need no lock (the slower one
 * finds the name taken and uses what is there), and a copy killed half-way leaves nothing that looks like a database.
 */
async function create(engine: Engine, dataDir: string, home: string, log: (sentence: string) => void): Promise<void> {
  log(`首次运行，正在 ${home} 建立内嵌数据库`)
  removeAbandoned(dataDir)
  const staging = `${home}.new-${process.pid}`
  const passwordFile = join(staging, 'password')
  mkdirSync(staging, { mode: 0o700 })
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  if (engine.account !== undefined) own(staging, engine.account)
  await initialise(engine, staging, passwordFile)
  try {
    renameSync(staging, home)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
}

async function initialise(engine: Engine, staging: string, passwordFile: string): Promise<void> {
  const child = spawn(
    join(engine.bin, 'initdb'),
    [
      `--pgdata=${join(staging, 'cluster')}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own C.UTF-8: characters are known, and the order does not change with the system's libraries.
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--lc-messages=C',
    ],
    { cwd: staging, env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], ...engine.account },
  )
  let complaint = ''
  child.stderr.on('data', chunk => {
    complaint += String(chunk)
  })
  const [code] = await once(child, 'close')
  if (code === 0) return
  rmSync(staging, { recursive: true, force: true })
  throw new OperatorError(`内嵌数据库建立失败：${complaint.trim()}`)
}

function removeAbandoned(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = /^postgres\.new-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}
