import { type Config, helpTable, readConfig } from '../config.ts'
import { OperatorError } from '../store/operator-error.ts'

/** What a file in cli/ exports: one subcommand of `yangguang`. Words are Chinese. */
export type Subcommand = {
  /** One line, for the list. */
  readonly summary: string
  /** All of `yangguang <subcommand> --help`. */
  readonly usage: string
  /** @returns the exit code: 0 done, 1 not done, 2 wrong arguments. */
  readonly run: (args: readonly string[], config: Config) => Promise<number>
}

const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  migrate: () => import('./migrate.ts'),
  seed: () => import('./seed.ts'),
  rebuild: () => import('./rebuild.ts'),
  check: () => import('./check.ts'),
  account: () => import('./account.ts'),
  log: () => import('./log.ts'),
  witness: () => import('./witness.ts'),
  verify: () => import('./verify.ts'),
  upward: () => import('./upward.ts'),
  clauses: () => import('./clauses.ts'),
}

/**
 * Runs `yangguang <subcommand>`. `serve` comes from above, because building the server is main.ts's alone.
 * @returns the exit code.
 */
export async function dispatch([name = '--help', ...args]: readonly string[], serve: Subcommand): Promise<number> {
  const all: typeof subcommands = { serve: () => Promise.resolve(serve), ...subcommands }
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(await help(all))
    return 0
  }
  const load = Object.hasOwn(all, name) ? all[name] : undefined
  if (load === undefined) {
    console.error(`没有子命令「${name}」，可用的有：${Object.keys(all).join('、')}`)
    return 2
  }
  const subcommand = await load()
  if (args.includes('--help') || args.includes('-h')) {
    console.log(subcommand.usage)
    return 0
  }
  const settings = readConfig(process.env)
  if (!settings.ok) {
    console.error(settings.sentence)
    return 2
  }
  try {
    return await subcommand.run(args, settings.config)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    console.error(error.message)
    return 1
  }
}

async function help(subcommands: Readonly<Record<string, () => Promise<Subcommand>>>): Promise<string> {
  const names = Object.keys(subcommands)
  const width = Math.max(...names.map(name => name.length))
  const lines = Object.entries(subcommands).map(
    async ([name, load]) => `  ${name.padEnd(width)}  ${(await load()).summary}`,
  )
  return `用法：yangguang <子命令> [参数]

子命令（yangguang <子命令> --help 查看各自的用法）：
${(await Promise.all(lines)).join('\n')}

设置（环境变量）：
${helpTable()}`
}
