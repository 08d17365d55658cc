#!/usr/bin/env node
// The command `yangguang <subcommand>`; what it does is in cli/, one file a subcommand.
import { join } from 'node:path'
import { ensureInstalled, root, run, runForEver } from './bootstrap.mjs'
import { buildConsole } from './build-console.mjs'

const args = [join(root, 'main.ts'), ...process.argv.slice(2)]
ensureInstalled(console.error)
if (process.argv[2] === 'serve') {
  await buildConsole(console.error)
  process.exit(await runForEver(args, console.error))
}
process.exit(await run(args))
