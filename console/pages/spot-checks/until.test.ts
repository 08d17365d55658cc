import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untilWords } from './until.ts'

test('RND-001 离随机数产生还有多久，说两个单位', () => {
  const hour = 3_600_000
  assert.equal(untilWords(51 * hour), '2天3小时')
  assert.equal(untilWords(48 * hour), '2天')
  assert.equal(untilWords(5 * hour + 12 * 60_000 + 59_000), '5小时12分')
  assert.equal(untilWords(270_000), '4分30秒')
  assert.equal(untilWords(400), '不到1秒')
})
