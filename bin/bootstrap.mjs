// What every command does first, on whatever Node (20 or later) the machine has: see that the packages are installed, then
// hand over to the Node 24 among them, so that one runtime serves every machine. No packages are imported here.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const node24 = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

// Tools that start `node` by name find the same one.
const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
}

/**
 * Installs the packages of package-lock.json unless exactly those are there; from then on nothing is asked of the network.
 * Ends the process with a Chinese sentence when the installation fails.
 * @param {(sentence: string) => void} say
 */
export function ensureInstalled(say) {
  if (isInstalled()) return
  say('正在安装程序依赖的软件包（只在首次运行或版本更新后进行，需要联网）……')
  const started = Date.now()
  const [command, ...args] = npm()
  // Not `npm ci`: it refuses to begin when a registry's mirror lacks a package for some other system. `isInstalled` asks
  // for the locked versions and digests afterwards, so this is as exact.
  const install = [...args, 'install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // npm's own output goes to stderr, so that a command's stdout holds its answer and nothing else.
  const { status } = spawnSync(command, install, { cwd: root, stdio: ['inherit', 2, 2], shell: command === 'npm.cmd' })
  if (status !== 0 || !isInstalled()) {
    say('安装没有成功：请检查网络（或 npm 镜像设置）和磁盘空间，再运行一次；仍不成功时先删除 node_modules 文件夹')
    process.exit(1)
  }
  say(`安装完成，用时 ${Math.round((Date.now() - started) / 1000)} 秒`)
}

/** The npm that runs us, if one does; else the one on the PATH. */
function npm() {
  const path = process.env.npm_execpath
  if (path?.endsWith('.js')) return [process.execPath, path]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/** npm writes what it installed into a lock file of its own at the very end, so a broken installation never looks whole. */
function isInstalled() {
  try {
    const wanted = lockedPackages('package-lock.json')
    const present = lockedPackages('node_modules/.package-lock.json')
    const same = Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
      const found = present[path]
      // Optional ones are for other systems; the root, '', is not listed.
      if (found === undefined) return optional || path === ''
      return found.version === version && found.integrity === integrity
    })
    return same && spawnSync(node24, ['--version'], { stdio: 'ignore' }).status === 0
  } catch {
    return false
  }
}

function lockedPackages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
}

/** Runs the calling script anew under Node 24 if this is another Node; returns only under Node 24. */
export async function continueOnNode24() {
  if (realpathSync(process.execPath) === realpathSync(node24)) return
  process.exit(await run(process.argv.slice(1)))
}

/**
 * Runs Node 24 with these arguments, our terminal and our signals, to its end.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extra] environment on top of ours
 * @returns {Promise<number>} its exit code
 */
export async function run(args, extra) {
  return exitCode(await start(args, extra))
}

/**
 * Like `run`, for a server: one that was killed or fell over is started again, unless it cannot even get going.
 * @param {string[]} args
 * @param {(sentence: string) => void} say
 */
export async function runForEver(args, say) {
  for (let quickEnds = 0; ; ) {
    const started = Date.now()
    const end = await start(args)
    const ran = Date.now() - started
    quickEnds = ran < 1_000 ? quickEnds + 1 : 0
    const fell = !end.asked && (end.signal !== null || (end.code !== 0 && ran >= 1_000))
    if (!fell || quickEnds >= 5) return exitCode(end)
    say(`程序意外终止（${end.signal ?? `退出码 ${end.code}`}），正在自动重新启动`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null, asked: boolean }} End `asked`: somebody told us to end. */

/** @returns {Promise<End>} */
function start(args, extra = {}) {
  // The channel carries no messages: its closing tells the child that we are gone, however we went (see lifeline.mjs).
  const lifeline = new URL('./lifeline.mjs', import.meta.url).href
  const child = spawn(node24, ['--import', lifeline, ...args], {
    env: { ...environment, ...extra },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  child.channel?.unref()
  let asked = false
  const forward = signal => {
    asked = true
    // Ctrl-C in a terminal has reached the child already, and a second one would cut its orderly end short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  // npm ends the shell between itself and us, and the shell tells nobody.
  const parent = process.ppid
  const orphaned = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) forward('SIGTERM')
  }, 500)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(orphaned)
      for (const name of signals) process.off(name, forward)
      resolve({ code, signal, asked })
    })
  })
}

/** As a shell reports it: 128 and the signal's number. */
function exitCode({ code, signal }) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
  return code ?? 128 + (numbers[signal] ?? 0)
}
