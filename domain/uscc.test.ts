import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUscc } from './uscc.ts'

test('COD-001 统一社会信用代码按校验位判断真伪', () => {
  assert.equal(isUscc('91350100M000100Y43'), true)
  assert.equal(isUscc('91350100M000100Y44'), false)
  assert.equal(isUscc('91350100M000100Y4'), false)
  assert.equal(isUscc('91350100I000100Y43'), false, '字符集没有 I')
})
