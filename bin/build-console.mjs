// Builds with Vite what runs in browsers, each part when what it is built from changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, run } from './bootstrap.mjs'

/** What runs in browsers, and what it is built from: the domain's rules run there, so they are part of it. */
const builds = [
  { folder: 'console', name: '工作台网页', uses: ['sealing', 'verifier'] },
  { folder: 'verifier', name: '网页验证程序', uses: [] },
  { folder: 'sealing', name: '网上举报页面', uses: ['verifier'] },
].map(build => ({ ...build, sources: [build.folder, ...build.uses, 'domain', 'spec', 'package-lock.json'] }))

/**
 * Ends the process when a build fails.
 * @param {(sentence: string) => void} say
 */
export async function buildConsole(say) {
  for (const build of builds) await buildWhenChanged(build, say)
}

/**
 * @param {{ folder: string, name: string, sources: readonly string[] }} build
 * @param {(sentence: string) => void} say
 */
async function buildWhenChanged({ folder, name, sources }, say) {
  if (!existsSync(join(root, folder, 'vite.config.ts'))) return
  const stamp = join(root, folder, 'dist/.built-from')
  const hash = hashOf(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say(`正在构建${name}（程序更新后的首次运行）……`)
  const started = Date.now()
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const code = await run([vite, 'build', join(root, folder), '--logLevel', 'warn'])
  if (code !== 0) {
    say(`${name}构建失败，原因见上`)
    process.exit(code)
  }
  // Vite empties the folder first, so a build cut short leaves no stamp behind.
  writeFileSync(stamp, hash)
  say(`${name}构建完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒`)
}

/** @param {readonly string[]} sources */
function hashOf(sources) {
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
