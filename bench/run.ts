// `npm run bench`: every figure beside its peer, medians of interleaved rounds; `-- --json` prints one JSON object, and
// `-- log` runs only the benchmarks whose name holds that word.
import { counts, decisions } from './decisions.ts'
import { draw } from './draw.ts'
import { growth } from './growth.ts'
import { logAudit } from './log-audit.ts'
import { logReplay } from './log-replay.ts'
import { logStore } from './log-store.ts'
import { logTree } from './log-tree.ts'
import { meeting } from './meeting.ts'
import { papers } from './papers.ts'
import { rotation } from './rotation.ts'
import { seal } from './seal.ts'
import { type Figure, openBench } from './support.ts'

type Figures = Readonly<Record<string, Figure>>

const benches: Readonly<Record<string, () => Figures | Promise<Figures>>> = {
  'log-tree': logTree,
  'log-store': logStore,
  'log-audit': logAudit,
  'log-replay': logReplay,
  papers,
  meeting,
  rotation,
  draw,
  seal,
  decisions: async () => {
    const { store, close } = await openBench()
    try {
      return { ...(await decisions(store)), ...(await counts(store)), ...(await growth(store)) }
    } finally {
      await close()
    }
  },
}

const words = process.argv.slice(2).filter(argument => !argument.startsWith('--'))
const json = process.argv.includes('--json')
const all: Record<string, Figure> = {}
for (const [bench, run] of Object.entries(benches)) {
  if (words.length > 0 && !words.some(word => bench.includes(word))) continue
  const figures = await run()
  Object.assign(all, figures)
  if (json) continue
  for (const [name, { value, unit, peer, ratio, goal }] of Object.entries(figures)) {
    const beside = peer === null ? '' : `  peer ${peer}  ratio ${ratio}`
    console.log(`${name.padEnd(34)} ${value} ${unit}${beside}  goal ${goal}`)
  }
}
if (json) console.log(JSON.stringify(all))
