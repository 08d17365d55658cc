import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder, moved } from './agenda-order.ts'

test('S92 议题往前、往后移一位，其余次序不变；移出头尾之外就停在头尾', () => {
  const keys = ['A', 'B', 'C']

  assert.deepEqual(moved(keys, 'C', 0), ['C', 'A', 'B'])
  assert.deepEqual(moved(keys, 'A', 9), ['B', 'C', 'A'])
  assert.equal(moved(keys, 'A', -1), keys)
})

test('S92 排序还没有回音时新列入的议题排在最后', () => {
  const items = ['A', 'B', 'C'].map(key => ({ key }))

  assert.deepEqual(
    inOrder(items, ['B', 'A']).map(({ key }) => key),
    ['B', 'A', 'C'],
  )
})
