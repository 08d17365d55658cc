import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allNamedTests, coverage, leadingIds, namedTests, readRecord } from '../cli/support/clause-scan.ts'
import { clauses } from '../spec/clauses.ts'
import { edgeCases } from '../spec/edge-cases.ts'
import { practiceRules } from '../spec/practice-rules.ts'
import { rulings } from '../spec/rulings.ts'

const tests = allNamedTests()
const { inForce, lost, unrecorded } = coverage(tests, readRecord())

test('no clause that was once in force has lost its test', t => {
  t.diagnostic(`${inForce.length} of ${clauses.length} in force`)
  assert.deepEqual(lost, [], 'these clauses were in force and no test’s name begins with their id any more')
})

test('every clause that a test holds is in the record', () => {
  assert.deepEqual(unrecorded, [], 'newly in force: run `npx yangguang clauses --write` and commit spec/in-force.json')
})

test('every id with which a test’s name begins exists in spec/', () => {
  const known = new Set<string>([...clauses, ...rulings, ...edgeCases, ...practiceRules].map(({ id }) => id))
  const unknown = tests.flatMap(({ file, title, ids }) =>
    ids.filter(id => !known.has(id)).map(id => `${file}: ${id} in «${title}»`),
  )
  assert.deepEqual(unknown, [])
})

test('a name may begin with several ids, and ids later in a name do not count', () => {
  assert.deepEqual(leadingIds('S95、E-05 组长不得是分管领导'), ['S95', 'E-05'])
  assert.deepEqual(leadingIds('S103 S111 MTG-001: 报告件三级办结'), ['S103', 'S111', 'MTG-001'])
  assert.deepEqual(leadingIds('报备件见 S106'), [])
  assert.deepEqual(leadingIds('S1000 is no clause'), [])
})

test('names are read from declarations that run, not from comments or from skipped tests', () => {
  // The call is put together here so that this file's own source does not declare the examples.
  const call = 'test'
  const source = [
    `${call}('S999 one line', () => {})`,
    `  ${call}(\n    "A99 name on the next line", () => {})`,
    `// ${call}('S998 in a comment', () => {})`,
    `${call}.skip('S997 skipped', () => {})`,
    `await t.${call}(\`E-99 \${name}\`, () => {})`,
    `const link = 'https://example.org' // ${call}('S996')`,
  ].join('\n')
  assert.deepEqual(
    namedTests('x.test.ts', source).flatMap(named => named.ids),
    ['S999', 'A99', 'E-99'],
  )
})

test('a clause held by no test is lost when it is in the record, and one held by a test is unrecorded when it is not', () => {
  const held = [{ file: 'x.test.ts', title: 'S2 …', ids: ['S2'] }]
  const result = coverage(held, ['S1'])
  assert.deepEqual(result.lost, ['S1'])
  assert.deepEqual(result.unrecorded, ['S2'])
  assert.equal(result.inForce.length + result.notYet.length, 157)
})
