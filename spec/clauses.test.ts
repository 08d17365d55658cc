import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { practiceSubjects } from './clause-id.ts'
import { clauses } from './clauses.ts'
import { edgeCases } from './edge-cases.ts'
import { parameters } from './parameters.ts'
import { practiceRules } from './practice-rules.ts'
import { rulings } from './rulings.ts'

const plan = readFileSync(new URL('plan.txt', import.meta.url), 'utf8')

/** Nothing but spaces and line ends is taken out, on both sides: the plan's letters and punctuation must match as they are. */
const withoutSpace = (text: string) => text.replace(/\s/gu, '')

test('every clause’s words are an unbroken piece of the plan', () => {
  const compact = withoutSpace(plan)
  const invented = clauses.filter(clause => !compact.includes(withoutSpace(clause.words)))
  assert.deepEqual(invented, [])
})

test('clauses, rulings and edge cases are numbered without a gap', () => {
  const upTo = (last: number, id: (n: number) => string) => Array.from({ length: last }, (_, index) => id(index + 1))
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  assert.deepEqual(
    idsOf(clauses),
    upTo(157, n => `S${n}`),
  )
  assert.deepEqual(
    idsOf(rulings),
    upTo(20, n => `A${n}`),
  )
  assert.deepEqual(
    idsOf(edgeCases),
    upTo(75, n => `E-${String(n).padStart(2, '0')}`),
  )
})

test('practice rules are unique, and each belongs to a known subject', () => {
  assert.equal(new Set(practiceRules.map(({ id }) => id)).size, practiceRules.length)
  const subjects: ReadonlySet<string> = new Set(practiceSubjects)
  assert.deepEqual(
    practiceRules.filter(({ id }) => !subjects.has(id.slice(0, id.indexOf('-')))),
    [],
  )
})

test('nothing in the specification is empty', () => {
  const texts = [...clauses, ...rulings, ...edgeCases, ...practiceRules].flatMap(entry => Object.values(entry))
  assert.deepEqual(
    texts.filter(value => value.length === 0),
    [],
  )
})

test('A15 every parameter has one key, a value its unit allows, and a source that exists', () => {
  assert.equal(new Set(parameters.map(({ key }) => key)).size, parameters.length)
  const known = new Set<string>([...clauses, ...rulings, ...edgeCases, ...practiceRules].map(({ id }) => id))
  for (const { key, value, unit, choices, source } of parameters) {
    assert.ok(known.has(source), `${key} cites ${source}`)
    if (unit === 'CHOICE')
      assert.ok(
        choices?.some(choice => choice === value),
        key,
      )
    else if (unit === 'FLAG') assert.equal(typeof value, 'boolean', key)
    else if (unit === 'RATIO') assert.ok(typeof value === 'number' && value > 0 && value <= 1, key)
    else assert.ok(value === null || (typeof value === 'number' && Number.isInteger(value) && value > 0), key)
  }
})

test('大额资金阈值没有默认值，必须由机关设定（S29）', () => {
  assert.equal(parameters.find(({ key }) => key === 'largeFund.threshold')?.value, null)
})
