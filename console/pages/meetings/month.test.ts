import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthAfter, monthWords, weeksOf } from './month.ts'

test('CAL-005 会议月历从周一排起，每周七天，盖住整月', () => {
  const weeks = weeksOf('2026-11')

  assert.equal(weeks[0]?.[0], '2026-10-26')
  assert.equal(weeks.at(-1)?.[6], '2026-12-06')
  assert.ok(weeks.every(week => week.length === 7))
  assert.equal(weeks.flat().filter(day => day.startsWith('2026-11')).length, 30)
})

test('CAL-005 一号正好是周一、二月只有四周的月份不多排一周', () => {
  assert.deepEqual([weeksOf('2027-02').length, weeksOf('2027-02')[0]?.[0]], [4, '2027-02-01'])
})

test('CAL-005 月历往前往后跨年不错月', () => {
  assert.equal(monthAfter('2026-12', 1), '2027-01')
  assert.equal(monthAfter('2026-01', -1), '2025-12')
  assert.equal(monthWords('2026-01'), '2026年1月')
})
