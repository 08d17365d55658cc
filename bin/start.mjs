// `npm start`: installs what is missing, builds the console when its sources changed, and runs the server.
import { join } from 'node:path'
import { ensureInstalled, root, runForEver } from './bootstrap.mjs'
import { buildConsole } from './build-console.mjs'

ensureInstalled(console.log)
await buildConsole(console.log)
process.exit(await runForEver([join(root, 'main.ts'), 'serve', ...process.argv.slice(2)], console.log))
