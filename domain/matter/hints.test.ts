import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RuleSet } from '../rulebook/rulebook.ts'
import { hintsOf } from './hints.ts'
import { type Matter, noMatter } from './matter.ts'

const TODAY = '2026-11-23'
const rulesWith = (value: number | null): RuleSet => ({
  version: 1,
  effectiveFrom: '2026-06-17',
  parameters: { 'largeFund.threshold': { key: 'largeFund.threshold', value, source: 'S29' } },
})
const clauses = (matter: Partial<Matter>, level: 'FILING' | 'APPROVAL' = 'FILING', rules = rulesWith(1_000_000)) =>
  hintsOf({ ...noMatter, ...matter }, level, rules, TODAY).map(hint => hint.clause)

test('E-15 退回补正过一次，再退回时提示一次性告知', () => {
  assert.deepEqual(clauses({ supplementsAsked: 0 }), [])
  assert.deepEqual(clauses({ supplementsAsked: 1 }), ['E-15'])
})

test('E-23 原则同意的条件过期而未核销，提示是哪一条', () => {
  const condition = { id: '3-1', words: '补充论证', owner: 'PLANNING', dueOn: '2026-11-20' }
  assert.deepEqual(clauses({ status: 'AGREED_IN_PRINCIPLE', conditions: [condition] }), ['E-23'])
  assert.deepEqual(clauses({ status: 'AGREED_IN_PRINCIPLE', conditions: [{ ...condition, dueOn: TODAY }] }), [])
  const cleared = { ...condition, confirmedAt: '2026-11-19T01:00:00.000Z' }
  assert.deepEqual(clauses({ status: 'AGREED_IN_PRINCIPLE', conditions: [cleared] }), [])
})

test('the amount is compared with the agency’s own threshold, and with none while none is set', () => {
  assert.deepEqual(clauses({ amount: 1_000_000 }), ['S29'])
  assert.deepEqual(clauses({ amount: 999_999 }), [])
  assert.deepEqual(clauses({ amount: 1_000_000 }, 'APPROVAL'), [])
  assert.deepEqual(clauses({ amount: 1e12 }, 'FILING', rulesWith(null)), [])
})
