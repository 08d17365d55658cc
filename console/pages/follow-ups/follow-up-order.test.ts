import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FollowUpRow } from '../../../http/api/contract.ts'
import { countByDivision, overdueFirst } from './follow-up-order.ts'

const row = (id: string, owner: string, dueOn: string, more: Partial<FollowUpRow> = {}): FollowUpRow => ({
  id,
  words: '议定事项（演示）',
  meeting: { id: 'M', title: '例会（演示）' },
  matter: '2026-000001',
  owner: { code: owner, name: owner },
  dueOn,
  overdue: false,
  stage: 'OPEN',
  stageName: '办理中',
  extensions: 0,
  ...more,
})

test('MTG-013 督办的次序：逾期的在前，其余先到期的在前，办结的在最后', () => {
  const rows = [
    row('done', '规划处', '2026-11-01', { stage: 'DONE' }),
    row('later', '规划处', '2026-12-20'),
    row('soon', '财务处', '2026-12-01'),
    row('overdue', '财务处', '2026-11-20', { overdue: true }),
  ]

  assert.deepEqual(
    overdueFirst(rows).map(({ id }) => id),
    ['overdue', 'soon', 'later', 'done'],
  )
  assert.deepEqual(countByDivision(rows), [
    { name: '财务处', all: 2, overdue: 1 },
    { name: '规划处', all: 2, overdue: 0 },
  ])
})
