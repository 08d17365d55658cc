import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface WitnessProcess {
  readonly child: ChildProcess
  /** Where it listens, without a final slash. */
  readonly base: string
  /** What it has printed so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | string>
}

const root = join(import.meta.dirname, '../..')
// The subcommand alone: main.ts would load the whole platform with it.
const command = `
import { run } from ${JSON.stringify(new URL('../../cli/witness.ts', import.meta.url).href)}
process.exitCode = await run(process.argv.slice(1))`

/**
 * Starts `yangguang witness` as a process of its own, on a free port unless the arguments name one, and waits until it listens.
 * @param preload a program that runs in it first, to break it at a certain point.
 * @throws when it ends without listening, with what it printed.
 */
export async function startWitness(args: readonly string[], preload?: string): Promise<WitnessProcess> {
  const before = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`]
  const child = spawn(
    process.execPath,
    [...before, '--input-type=module', '--eval', command, '--', '--port', '0', ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const printed = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', chunk => {
    printed.stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', chunk => {
    printed.stderr += chunk
  })
  const ended = new Promise<number | string>(resolve =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  )
  const base = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /地址　(http:\S+)\/\n[\s\S]*停止。\n/.exec(printed.stdout)?.[1]
      if (address) resolve(address)
    })
    void ended.then(code => reject(new Error(`ended with ${code}: ${printed.stdout}${printed.stderr}`)))
  })
  const stop = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return { child, base, stdout: () => printed.stdout, stderr: () => printed.stderr, ended, stop }
}
