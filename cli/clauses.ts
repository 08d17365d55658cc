import { clauses, moduleFolders } from '../spec/clauses.ts'
import { edgeCases } from '../spec/edge-cases.ts'
import { addToRecord, allNamedTests, coverage, readRecord } from './support/clause-scan.ts'

export const summary = '方案的 157 条中，哪些已有测试守住，哪些还没有'

export const usage = `用法：yangguang clauses [--write]

先打印「N of 157 in force」，再逐条列出原文和所在的模块。至少有一个测试的名称以某条的编号开头，该条即为 in force。

  --write  把新守住的条款记入 spec/in-force.json；记入之后，失去最后一个测试即为失败`

/** @returns 0; 1 when a clause that was once in force has lost its test; 2 when the arguments make no sense. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.some(arg => arg !== '--write')) {
    console.error(usage)
    return 2
  }

  const tests = allNamedTests()
  const { inForce, notYet, lost, unrecorded } = coverage(tests, readRecord())
  const held = new Set(tests.flatMap(test => test.ids))

  console.log(`${inForce.length} of ${clauses.length} in force`)
  console.log(`${edgeCases.filter(edge => held.has(edge.id)).length} of ${edgeCases.length} edge cases have a test`)
  console.log('\n已有测试（in force）')
  printClauses(inForce)
  console.log('\n尚无测试（not yet）')
  printClauses(notYet)

  if (lost.length > 0) console.log(`\n曾经守住，现已失去测试：${lost.join(' ')}`)
  if (args.includes('--write')) {
    addToRecord(unrecorded)
    console.log(`\n记入 spec/in-force.json：${unrecorded.length === 0 ? '没有新的条款' : unrecorded.join(' ')}`)
  }
  return lost.length === 0 ? 0 : 1
}

function printClauses(ids: readonly string[]): void {
  for (const clause of clauses.filter(({ id }) => ids.includes(id))) {
    const folders = new Set(clause.modules.map(module => moduleFolders[module]))
    console.log(`  ${clause.id.padEnd(5)}${clause.words}  (${[...folders].join(', ')})`)
  }
}
