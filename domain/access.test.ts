import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Duty, refuseConflictingDuty, refuseUnlessRole } from './access.ts'

test('S10 经办人不得再审核、复核、审议、公开审查或抽查本件', () => {
  const others: Duty[] = ['LEADER_REVIEW', 'GROUP_REVIEW', 'DELIBERATE', 'PUBLISH', 'INSPECT']
  for (const duty of others) {
    const refusal = refuseConflictingDuty(['HANDLE'], duty)
    assert.equal(refusal?.code, 'CONFLICT_OF_INTEREST', duty)
    assert.equal(refuseConflictingDuty([duty], 'HANDLE')?.code, 'CONFLICT_OF_INTEREST', `${duty} 之后经办`)
  }
})

test('S10 同一身份可以继续履行', () => {
  assert.equal(refuseConflictingDuty(['HANDLE'], 'HANDLE'), undefined)
  assert.equal(refuseConflictingDuty([], 'GROUP_REVIEW'), undefined)
})

test('S95 第2级审核人不得再参加第3级复核', () => {
  assert.equal(refuseConflictingDuty(['LEADER_REVIEW'], 'GROUP_REVIEW')?.clause, 'S95')
})

test('S145 不是规定的人，不能代办，且说明该由谁办', () => {
  const refusal = refuseUnlessRole(new Set(['DEPARTMENT_STAFF']), ['LEADER_IN_CHARGE'], '分管审核')
  assert.equal(refusal?.clause, 'S145')
  assert.match(refusal?.sentence ?? '', /分管厅领导/)
  assert.equal(refuseUnlessRole(new Set(['LEADER_IN_CHARGE']), ['LEADER_IN_CHARGE'], '分管审核'), undefined)
})
