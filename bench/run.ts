// `npm run bench`: every figure beside its peer, medians of interleaved rounds; `-- --json` prints one JSON object.
import { counts, decisions } from './decisions.ts'
import { growth } from './growth.ts'
import { openBench } from './support.ts'

const { store, close } = await openBench()
try {
  const figures = { ...(await decisions(store)), ...(await counts(store)), ...(await growth(store)) }
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(figures))
  } else {
    for (const [name, { value, unit, peer, ratio, goal }] of Object.entries(figures)) {
      const beside = peer === null ? '' : `  peer ${peer}  ratio ${ratio}`
      console.log(`${name.padEnd(28)} ${value} ${unit}${beside}  goal ${goal}`)
    }
  }
} finally {
  await close()
}
