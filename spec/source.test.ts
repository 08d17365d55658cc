/**
 * The specification was written outside this repository, in a folder `shared` beside the checkout. Where that folder is
 * present, what we carry is compared with it; where it is not, nothing here depends on it.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { clauses } from './clauses.ts'
import { edgeCases } from './edge-cases.ts'
import { parameters } from './parameters.ts'
import { practiceRules } from './practice-rules.ts'
import { rulings } from './rulings.ts'

const source = new URL('../../shared/spec/', import.meta.url)
const skip = existsSync(source) ? false : 'the specification’s source folder is not beside this checkout'

const ours = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const theirs = (name: string) => readFileSync(new URL(name, source), 'utf8')
const cells = (line: string) => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, ''))
const rows = (markdown: string, id: RegExp) =>
  markdown
    .split('\n')
    .filter(line => id.test(line))
    .map(cells)
const plain = (markdown: string) => markdown.replace(/\*\*|`/g, '')

test('the plan, the organisation and the demonstration catalogue are carried byte for byte', { skip }, () => {
  assert.equal(ours('plan.txt'), theirs('方案.txt'))
  assert.equal(ours('organisation.json'), theirs('organisation.json'))
  assert.equal(ours('demo-catalogue.json'), theirs('demo-catalogue.json'))
})

test('clauses and rulings say what their source says', { skip }, () => {
  const markdown = theirs('clauses.md')
  assert.deepEqual(
    clauses.map(({ id, words, reading, modules }) => [id, words, reading, modules.join(', ')]),
    rows(markdown, /^\| S\d+ \|/),
  )
  assert.deepEqual(
    rulings.map(({ id, words, problem, ruling }) => [id, words, problem, ruling]),
    rows(markdown, /^\| A\d+ \|/),
  )
})

test('edge cases say what their source says, without its marks of emphasis', { skip }, () => {
  const lines = theirs('edge-cases.md').split('\n')
  assert.deepEqual(
    edgeCases.map(({ id, title, must }) => `- ${id} ${title}：${must}`),
    lines.filter(line => line.startsWith('- **E-')).map(plain),
  )
})

test('every practice rule of the source is here, and its words are the source’s', { skip }, () => {
  const markdown = theirs('practice.md')
  const inSource = [...markdown.matchAll(/`([A-Z]{3,6}-\d{3})[` ]/g)].map(match => match[1])
  const here = new Set<string>(practiceRules.map(({ id }) => id))
  assert.deepEqual(
    inSource.filter(id => id === undefined || !here.has(id)),
    [],
  )
  const compact = plain(markdown).replaceAll(' | ', '；')
  // A few rules of a table say half of it in the column before, where the number stands between the two halves.
  const strayed = practiceRules.filter(({ words }) => !words.split('；').every(piece => compact.includes(piece)))
  assert.deepEqual(strayed, [])
})

test('A15 every parameter of the source has its key here', { skip }, () => {
  const keys = new Set<string>(parameters.map(({ key }) => key))
  const table = theirs('parameters.md')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(cells)
  const missing = table.flatMap(([names = '']) => keysOf(names)).filter(key => !keys.has(key) && !renamed.has(key))
  assert.deepEqual(missing, [])
})

/** Keys that the source writes in short, or holds two values under, and what they are called here. */
const renamed = new Map([
  ['lockMinutes', 'login.lockMinutes'],
  ['supervision.warnAt', 'supervision.warnAt.ratio'],
  ['risk.levelThresholds', 'risk.levelThreshold.high'],
])

/** `a.{x,y}`, `a1..4.b`, `a.x/y` and «`a.x` / `.y`» written out as single keys. */
function keysOf(names: string): string[] {
  const keys: string[] = []
  for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) {
    const full = name.startsWith('.') ? `${keys[0]?.split('.')[0]}${name}` : name
    const braces = /^(.*)\{(.*)\}$/.exec(full)
    const range = /^(.*)1\.\.4(.*)$/.exec(full)
    const slash = /^(.*\.)(\w+)\/(\w+)$/.exec(full)
    if (braces) keys.push(...(braces[2] ?? '').split(',').map(end => `${braces[1]}${end}`))
    else if (range) keys.push(...[1, 2, 3, 4].map(tier => `${range[1]}${tier}${range[2]}`))
    else if (slash) keys.push(`${slash[1]}${slash[2]}`, `${slash[1]}${slash[3]}`)
    else keys.push(full)
  }
  return keys
}
