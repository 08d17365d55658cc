import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parameters } from '../../spec/parameters.ts'
import { parameterWords } from './parameter-words.ts'

test('S3 每个参数的取值都能用中文说出来，带单位', () => {
  assert.equal(parameterWords('supplement.dueDays', 5), '5个工作日')
  assert.equal(parameterWords('spotcheck.defaultRatio', 0.05), '5%')
  assert.equal(parameterWords('quorum.operator', '>='), '半数以上（含本数）')
  assert.equal(parameterWords('largeFund.threshold', null), '未定，须由本机关设定')
  for (const { key, value } of parameters) {
    assert.doesNotMatch(parameterWords(key, value), /^[A-Z_]+$/, `${key} is shown as a code`)
  }
})
