import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import type { Erasures } from './erasure.ts'

const founded = await foundedWorld()
const OFFICE = 'clerk-general-office-1'
const on = streams.disclosure
const target = { stream: streams.organisation, version: 2, field: 'by.person' }
const reason = '演示：该字段误含与本件无关的个人信息'
const form = { ...target, ground: 'ART15_PRIVACY', reason }

const scene = () => tellStory(founded.copy())
const erasures = (story: ReturnType<typeof scene>) => story.world.state<Erasures>(on).all

test('PII-004 办公室申请、驻厅纪检同意，盐值才销毁，两步都留痕', () => {
  const story = scene()
  story.does(OFFICE, on, 'erasure-requests', form)
  assert.equal(erasures(story)[0]?.stage, 'REQUESTED')
  const [destroyed] = story.does('discipline-leader', on, 'erasure-confirmations', { erasure: 1 })
  assert.deepEqual(destroyed?.data, { erasure: 1, ...target })
  assert.equal(erasures(story)[0]?.stage, 'DESTROYED')
})

test('PII-004 谁也不能独自销毁：申请人不能同意，纪检不能申请，运维两样都不能', () => {
  const story = scene()
  const byOffice = /由领导小组办公室办理/
  const byDiscipline = /由驻厅纪检监察机构办理/
  story.refused('discipline-leader', on, 'erasure-requests', form, { clause: 'S145', says: byOffice })
  story.does(OFFICE, on, 'erasure-requests', form)
  story.refused(OFFICE, on, 'erasure-confirmations', { erasure: 1 }, { clause: 'S145', says: byDiscipline })
  story.refused('operator-1', on, 'erasure-confirmations', { erasure: 1 }, { clause: 'S145', says: byDiscipline })
})

test('PII-004 没有的事件、本来公开的字段、已经申请过的，都不受理', () => {
  const story = scene()
  const refused = (input: object, says: RegExp) =>
    story.refused(OFFICE, on, 'erasure-requests', { ...form, ...input }, { clause: 'PII-004', says })
  refused({ version: 99_999 }, /没有这个事件/)
  refused({ stream: 'matter/none' }, /没有这个事件/)
  refused({ field: 'department' }, /本来就是公开的/)
  refused({ field: 'constructor' }, /没有这个字段/)
  story.does(OFFICE, on, 'erasure-requests', form)
  refused({}, /已经申请过/)
})

test('PII-004 内部事务、过程性信息不是销毁盐值的理由，事由至少10个字', () => {
  const story = scene()
  const refused = (input: object, says: RegExp) =>
    story.refused(OFFICE, on, 'erasure-requests', { ...form, ...input }, { clause: 'PII-004', says })
  refused({ ground: 'ART16_INTERNAL' }, /第14、15条/)
  refused({ reason: '短' }, /至少10个字/)
})

test('PII-004 不同意的申请说明理由，以后可以再申请；没有待决的申请就没有可同意的', () => {
  const story = scene()
  const none = { clause: 'PII-004', says: /没有待决定的销毁申请/ }
  story.refused('discipline-leader', on, 'erasure-confirmations', { erasure: 1 }, none)
  story.does(OFFICE, on, 'erasure-requests', form)
  const other = { clause: 'PII-004', says: /没有这个待决定的申请/ }
  story.refused('discipline-leader', on, 'erasure-confirmations', { erasure: 2 }, other)
  story.refused('discipline-leader', on, 'erasure-refusals', { erasure: 2, reason: '理由' }, other)
  story.does('discipline-leader', on, 'erasure-refusals', { erasure: 1, reason: '该字段应当保留' })
  assert.equal(erasures(story)[0]?.stage, 'DECLINED')
  story.does(OFFICE, on, 'erasure-requests', form)
  story.does('discipline-leader', on, 'erasure-confirmations', { erasure: 2 })
  assert.deepEqual(
    erasures(story).map(e => e.stage),
    ['DECLINED', 'DESTROYED'],
  )
})
