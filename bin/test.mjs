// `npm test`: the checks, then every test. `npm test -- domain/matter` runs the test files whose path holds these words, without
// the checks; arguments that begin with -- go to Node's test runner.
import { join } from 'node:path'
import { continueOnNode24, ensureInstalled, root, run } from './bootstrap.mjs'
import { buildConsole } from './build-console.mjs'

ensureInstalled(console.log)
await continueOnNode24()
process.chdir(root)
// Only Node 24 has this one, so it is not imported above.
const { globSync } = await import('node:fs')

const options = process.argv.slice(2).filter(arg => arg.startsWith('--'))
const words = process.argv.slice(2).filter(arg => !arg.startsWith('--'))
const files = globSync('**/*.test.ts', { exclude: ['node_modules', 'console/dist', 'data', 'artefacts'] })
  .filter(file => words.length === 0 || words.some(word => file.includes(word.replace(/^\.\//, ''))))
  .sort()
if (files.length === 0) {
  console.error(`没有符合「${words.join(' ')}」的测试文件`)
  process.exit(1)
}

const checked = words.length > 0 ? 0 : await run([join(root, 'bin/check.mjs')])
await buildConsole(console.log)
const tested = await runTests()
process.exit(checked || tested)

/** The runner's summary is the last thing printed. */
async function runTests() {
  const arguments_ = ['--test', '--test-concurrency=2', '--test-reporter=spec', ...options, ...files]
  // A PostgreSQL server of the operator's serves as well as ours.
  if (process.env.TEST_DATABASE_URL) return run(arguments_)
  const { startTestServer } = await import('../test/support/test-server.ts')
  const server = await startTestServer()
  try {
    return await run(arguments_, { TEST_DATABASE_URL: server.adminUrl })
  } finally {
    await server.stop()
  }
}
