// `npm run bench`: installs what is missing and runs the benchmarks under Node 24.
import { join } from 'node:path'
import { ensureInstalled, root, run } from './bootstrap.mjs'

// Only figures on stdout, so that `--json` prints one object.
ensureInstalled(console.error)
process.exit(await run([join(root, 'bench/run.ts'), ...process.argv.slice(2)]))
