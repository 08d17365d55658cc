import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstPreparation, inputOf, percentOf, rowsFor, stepOfField } from './preparation.ts'

test('RND-004 分层写百分比或件数，提交的是比例或件数；百分比不因二进制小数走样', () => {
  const form = {
    ...firstPreparation('2026-11-23'),
    title: '2026年第四季度抽查（演示）',
    strata: [
      { stratum: '审定', by: 'RATE' as const, percent: 7 },
      { stratum: '报备', by: 'COUNT' as const, count: 3 },
    ],
  }

  const input = inputOf(form, '2026-01')

  assert.deepEqual(input.strata, [
    { stratum: '审定', rate: 0.07 },
    { stratum: '报备', count: 3 },
  ])
  assert.deepEqual(input.rule, {
    kinds: ['MATTER'],
    from: '2026-01-01',
    to: '2026-11-23',
    boards: [],
    departments: [],
  })
  assert.equal(input.replaces, '2026-01')
  assert.equal('replaces' in inputOf(form), false)
})

test('RND-004 范围改了，已填的分层保留，没有了的去掉，新的按百分之五', () => {
  const filled = [
    { stratum: '已办件·审批许可·审定', by: 'COUNT' as const, count: 3 },
    { stratum: '已办件·工程建设·报备', by: 'RATE' as const, percent: 20 },
  ]

  const rows = rowsFor([{ stratum: '已办件·审批许可·审定' }, { stratum: '处室' }], filled, 5)

  assert.deepEqual(rows, [filled[0], { stratum: '处室', by: 'RATE', percent: 5, count: 1 }])
})

test('RND-004 比例换成百分数不带二进制小数的尾巴；被拒绝的字段回到它所在的一步', () => {
  assert.equal(percentOf(0.07), 7)
  assert.equal(percentOf(0.1234), 12.34)
  assert.deepEqual(['rule.to', 'strata.2', 'weights.concern', 'perObject', 'other'].map(stepOfField), [0, 1, 2, 3, 0])
})
