import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newerOf } from './newer.ts'

const page = (version: number) => ({ version, opinions: version })

test('S15 先问后答的旧页面不顶替已经显示的新情况；同一版本、没有版本的照常换上', () => {
  assert.deepEqual(newerOf(page(7), page(6)), page(7))
  assert.deepEqual(newerOf(page(7), page(8)), page(8))
  const again = { ...page(7), actions: [] }
  assert.equal(newerOf(page(7), again), again)
  assert.deepEqual(newerOf(undefined, page(1)), page(1))
  assert.deepEqual(newerOf({ rows: [1] }, { rows: [] }), { rows: [] })
  assert.equal(newerOf(page(7), null), null)
})
