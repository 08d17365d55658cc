import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusePassword } from './password.ts'

const rules = { minLength: 8, classes: 4 }

test('SEC-004 八位以上、四类字符齐全的口令可以使用', () => {
  assert.equal(refusePassword('Guang#2026', 'clerk-planning-1', rules), undefined)
  assert.equal(refusePassword('Aa1公路水路铁路', 'x', rules), undefined)
})

test('SEC-004 过短、缺类、过长、含登录名的口令，各有一句话说明', () => {
  const says = (password: string) => refusePassword(password, 'zhang', rules)?.sentence
  assert.match(says('Aa1#') ?? '', /至少8个字符/)
  assert.match(says('aaaa1111####') ?? '', /中的4类/)
  assert.match(says(`Aa1#${'x'.repeat(200)}`) ?? '', /不得超过128个字符/)
  assert.match(says('Aa1#ZHANGzhang') ?? '', /不得含有登录名/)
})
