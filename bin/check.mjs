// `npm run check`: types, lint and format, dead code. All of them are run, so that one look shows everything.
import { join } from 'node:path'
import { ensureInstalled, root, run } from './bootstrap.mjs'

const checks = [
  { name: '类型检查', args: ['typescript/bin/tsc', '--noEmit'] },
  { name: '格式与代码规范', args: ['@biomejs/biome/bin/biome', 'ci', '.'] },
  { name: '无用代码', args: ['knip/bin/knip.js'] },
]

ensureInstalled(console.log)
process.chdir(root)
let failed = false
for (const { name, args } of checks) {
  const [program, ...rest] = args
  const code = await run([join(root, 'node_modules', program), ...rest])
  console.log(`${code === 0 ? '✔' : '✖'} ${name}`)
  failed ||= code !== 0
}
process.exit(failed ? 1 : 0)
