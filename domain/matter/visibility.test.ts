import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drafted, FILING_ITEM, met, submitted, upToTier } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { maySee } from './visibility.ts'

const founded = await foundedWorld()
const sees = (story: Story, id: string, person: string) =>
  maySee(story.matter(id), { person, now: story.now(), today: story.today(), organisation: story.organisation() })

test('S143 草稿只有本处室看得见', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  for (const own of ['clerk-sci-tech-1', 'clerk-sci-tech-2', 'head-sci-tech'])
    assert.equal(sees(story, id, own), true, own)
  const others = [
    'clerk-planning-1',
    'head-planning',
    'leader-1',
    'agency-head',
    'clerk-general-office-1',
    'discipline-leader',
    'operator-1',
  ]
  for (const other of others) assert.equal(sees(story, id, other), false, other)
})

test('S143 送审后，送审与联办处室、厅领导、办公室、纪检和各处室主要负责人看得见，别处室的工作人员看不见', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['PORTS'] } })
  const may = [
    'clerk-sci-tech-2',
    'clerk-ports-1',
    'leader-4',
    'agency-head',
    'clerk-general-office-1',
    'discipline-leader',
    'supervision-office-head',
    'head-transport',
  ]
  for (const person of may) assert.equal(sees(story, id, person), true, person)
  for (const person of ['clerk-planning-1', 'deputy-transport', 'nobody'])
    assert.equal(sees(story, id, person), false, person)
})

test('S73 运维人员看不到任何业务件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  assert.equal(sees(story, id, 'operator-1'), false)
  upToTier(story, id, 3)
  assert.equal(sees(story, id, 'operator-1'), false)
})

test('S143 别人的件与不存在的件，答复一样', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const refusal = { clause: 'S143', says: /没有找到，或您无权查看/, code: 'NOT_FOUND' } as const
  for (const noun of ['details', 'submission', 'supplement-requests', 'leader-review']) {
    story.refused('clerk-planning-1', streams.matter(id), noun, {}, refusal)
  }
})

test('E-23 条件的责任处室因此看得见这一件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  assert.equal(sees(story, id, 'clerk-finance-audit-1'), false)
  const conditions = [{ words: '出具财务意见', owner: 'FINANCE_AUDIT', dueOn: '2026-08-31' }]
  met(story, 'GROUP', [id], { conclusion: 'AGREED_IN_PRINCIPLE', more: { conditions } })
  assert.equal(sees(story, id, 'clerk-finance-audit-1'), true)
})
