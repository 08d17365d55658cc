import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullInspection } from '../../../test/support/supervision-answers.ts'
import { nextStep, stepOf } from './next-step.ts'

const { objection, publication, ...concluded } = fullInspection
const withStage = (stage: 'ORDERED' | 'RECTIFIED' | 'DONE') => ({
  ...concluded,
  findings: concluded.findings.map(finding =>
    finding.rectification ? { ...finding, rectification: { ...finding.rectification, stage } } : finding,
  ),
})

test('RND-006 有异议没有复核的，先指定复核人、再复核，整改等到以后', () => {
  const { decision: _, ...open } = objection ?? assert.fail('no objection')
  assert.deepEqual(nextStep({ ...concluded, objection: { ...open, reviewers: [] } }).does, ['objection-assignments'])
  assert.deepEqual(nextStep({ ...concluded, objection: open }).does, ['objection-decisions'])
})

test('S153 RND-007 整改、复查、公开、办结依次轮到；撤回和取消的发现不算', () => {
  assert.deepEqual(nextStep(withStage('ORDERED')), {
    words: '等综合规划处（交通战备办公室）整改，并报告整改情况。',
    does: ['rectifications'],
  })
  assert.deepEqual(nextStep(withStage('RECTIFIED')).does, ['verifications'])
  assert.deepEqual(nextStep(withStage('DONE')).does, ['publication'])
  assert.ok(publication)
  assert.deepEqual(nextStep({ ...withStage('DONE'), publication }).does, ['closure'])
  assert.equal(stepOf({ ...withStage('ORDERED'), publication }), 4)
  assert.equal(stepOf({ ...withStage('DONE'), publication }), 5)
})

test('E-63 严重的发现没有去向，先转为问题线索', () => {
  const findings = concluded.findings.map(({ referred: _, ...finding }) => finding)
  assert.deepEqual(nextStep({ ...concluded, findings }).does, ['referrals', 'rectification-orders'])
})
