import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { OperatorError } from './operator-error.ts'
import { anyWorksIn, childEnvironment, isAlive, worksIn } from './process.ts'

// What every start sets, so that a newer program brings its settings to an older data folder.
const serverSettings = {
  listen_addresses: '127.0.0.1',
  // No socket file in /tmp: one road in, by password.
  unix_socket_directories: '',
  shared_preload_libraries: 'pg_stat_statements',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // A refused statement is logged with its values in it; the program reports its own errors, so the server keeps quiet.
  log_min_messages: 'log',
}
const LOG_LIMIT_BYTES = 10_000_000
const STOP_PATIENCE_MS = 60_000

/** The server that has this folder open, if any. A pid file that no server stands behind is removed. */
export function runningServer(cluster: Cluster): { pid: number; port: number } | undefined {
  const pidFile = join(cluster.folder, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(pidFile, 'utf8').split('\n')
  } catch {
    return undefined
  }
  // Lines: pid, data folder, start time, port, … PostgreSQL writes the first five at once.
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!pid || !port) return undefined
  if (!isAlive(pid)) return undefined
  if (worksIn(pid, cluster.folder) !== false) return { pid, port }
  // After a reboot the number may be another program's, and PostgreSQL would then refuse to start. While sessions of a killed
  // server are still at work in the folder the file stays: it is what keeps a second server out.
  if (!anyWorksIn(cluster.folder)) rmSync(pidFile, { force: true })
  return undefined
}

/**
 * Starts the server and returns its port as soon as the server owns the folder, before it takes connections. Undefined when
 * it ended instead: another copy was quicker, the port was taken, or the log file says why.
 *
 * The server is a process of its own: Ctrl-C in the terminal must reach our program only, which ends its work
 * first, and a server that outlives a killed program keeps every acknowledged row.
 */
export async function launch(cluster: Cluster, wantedPort: number | undefined): Promise<number | undefined> {
  const port = wantedPort ?? (await freePort())
  const log = openLog(cluster)
  const settings = Object.entries(serverSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(cluster.engine.bin, 'postgres'), ['-D', cluster.folder, '-p', String(port), ...settings], {
    cwd: cluster.folder,
    detached: true,
    env: childEnvironment(),
    stdio: ['ignore', log, log],
    ...cluster.engine.account,
  })
  closeSync(log)
  child.unref()
  let ended = false
  for (const event of ['exit', 'error']) {
    child.once(event, () => {
      ended = true
    })
  }
  while (!ended) {
    const running = runningServer(cluster)
    if (running !== undefined) return running.port
    await sleep(10)
  }
  return undefined
}

function openLog({ logFile, engine }: Cluster): number {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`)
  const descriptor = openSync(logFile, 'a', 0o600)
  if (engine.account !== undefined) chownSync(logFile, engine.account.uid, engine.account.gid)
  return descriptor
}

/** Stops the server of this folder in order: open transactions are rolled back, everything acknowledged is on disk. */
export async function shutDown(cluster: Cluster): Promise<void> {
  const server = runningServer(cluster)
  if (server === undefined) return
  process.kill(server.pid, 'SIGINT')
  const deadline = Date.now() + STOP_PATIENCE_MS
  // The pid file, not the process: in a container nobody may have collected the ended process.
  while (runningServer(cluster)?.pid === server.pid) {
    if (Date.now() > deadline)
      throw new OperatorError(`内嵌数据库没有停下来（进程 ${server.pid}）；原因见 ${cluster.logFile}`)
    await sleep(10)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a TCP address')
  return address.port
}

/** The last line the server wrote, for the operator. */
export function lastWords({ logFile }: Cluster): string {
  return existsSync(logFile) ? (readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1) ?? '') : ''
}
