// Builds the staff console with Vite, when what it is built from changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, run } from './bootstrap.mjs'

const stamp = join(root, 'console/dist/.built-from')
// The console runs the domain's rules in the browser, so they are part of it.
const sources = ['console', 'domain', 'spec', 'package-lock.json']

/**
 * Ends the process when the build fails.
 * @param {(sentence: string) => void} say
 */
export async function buildConsole(say) {
  if (!existsSync(join(root, 'console/vite.config.ts'))) return
  const hash = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('正在构建工作台网页（程序更新后的首次运行）……')
  const started = Date.now()
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const code = await run([vite, 'build', join(root, 'console'), '--logLevel', 'warn'])
  if (code !== 0) {
    say('工作台网页构建失败，原因见上')
    process.exit(code)
  }
  // Vite empties the folder first, so a build cut short leaves no stamp behind.
  writeFileSync(stamp, hash)
  say(`工作台网页构建完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒`)
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(source => filesOf(join(root, source)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (path.endsWith('.json')) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(entry => entry.name !== 'dist' && !entry.name.endsWith('.test.ts'))
    .flatMap(entry => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
}
