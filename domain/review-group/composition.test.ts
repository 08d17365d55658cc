import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILING_ITEM, leaderReviewed, met, submitted, upToTier } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { convenerOf, derivedRecusals, possibleLeaders, refuseLeader } from './composition.ts'
import type { ReviewGroup } from './review-group.ts'

const founded = await foundedWorld()

/** 科技处报备件，已过第二级；分管领导是 leader-1。 */
function reviewedStory(coDepartments: readonly string[] = []) {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments } })
  upToTier(story, id, 2)
  leaderReviewed(story, id)
  return { story, matter: story.matter(id) }
}

test('S95 组长不得是本件送审处室的分管领导，其他厅领导交叉担任', () => {
  const { story, matter } = reviewedStory()
  const refusal = refuseLeader(story.organisation(), 'leader-1', matter, story.today())
  assert.equal(refusal?.clause, 'S95')
  assert.equal(refusal?.code, 'CONFLICT_OF_INTEREST')
  assert.match(refusal?.sentence ?? '', /司徒文清（演示）是本件送审处室的分管领导/)
  for (const crossed of ['leader-2', 'leader-3', 'leader-4']) {
    assert.equal(refuseLeader(story.organisation(), crossed, matter, story.today()), undefined, crossed)
  }
})

test('S95、A8 联合送审的，联办处室的分管领导也不得任组长', () => {
  const { story, matter } = reviewedStory(['TRANSPORT', 'POLICY_LAW'])
  assert.deepEqual(possibleLeaders(story.organisation(), matter, story.today()), ['leader-2'])
})

test('S95 受托作第二级审核的厅领导，也不得再任复核组长', () => {
  const story = tellStory(founded.copy())
  const delegation = {
    to: 'leader-2',
    departments: ['SCI_TECH'],
    firstDay: '2026-07-06',
    lastDay: '2026-07-31',
    reason: '出差',
  }
  story.does('leader-1', streams.organisation, 'delegations', delegation)
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  story.does('leader-2', streams.matter(id), 'leader-review', { conclusion: 'AGREED', opinion: '已审核。' })
  const refusal = refuseLeader(story.organisation(), 'leader-2', story.matter(id), story.today())
  assert.match(refusal?.sentence ?? '', /已对本件作第二级审核，不得再任复核组长/)
  assert.deepEqual(possibleLeaders(story.organisation(), story.matter(id), story.today()), ['leader-3', 'leader-4'])
})

test('S94、S96、A9 复核成员凡在主办或联办处室任职的，逐件回避', () => {
  const { story, matter } = reviewedStory(['WATERWAY'])
  const people = ['head-waterway', 'head-transport', 'head-sci-tech']
  const recusals = derivedRecusals(story.organisation(), people, matter, story.today())
  assert.deepEqual(
    recusals.map(r => [r.person, r.clause]),
    [
      ['head-waterway', 'S96'],
      ['head-sci-tech', 'S96'],
    ],
  )
  assert.match(recusals[0]?.reason ?? '', /任职于送审处室水运处/)
})

test('A14 冲突按件判断，不按人禁用：港口处负责人不复核本处的件，可以复核别处的件', () => {
  const story = tellStory(founded.copy())
  const own = submitted(story, 'DEMO-PM-05')
  const other = submitted(story, 'DEMO-PM-04')
  const recused = (id: string) => derivedRecusals(story.organisation(), ['head-ports'], story.matter(id), story.today())
  assert.equal(recused(own).length, 1)
  assert.deepEqual(recused(other), [])
})

test('E-07 一人兼两处室，任一处室送审即回避', () => {
  const { story, matter } = reviewedStory()
  const second = { person: 'head-transport', post: 'DIVISION_DEPUTY', department: 'SCI_TECH', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', second)
  assert.equal(derivedRecusals(story.organisation(), ['head-transport'], matter, story.today()).length, 1)
})

test('S10 经办人调离送审处室后仍须回避本件', () => {
  const { story, matter } = reviewedStory()
  const post = story.organisation().assignments.find(a => a.person === matter.handler)
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: story.today() })
  story.afterDays(1)
  const recusals = derivedRecusals(story.organisation(), [matter.handler], matter, story.today())
  assert.deepEqual(recusals, [{ person: matter.handler, clause: 'S10', reason: '本件经办人' }])
})

test('S97、E-06 排序第一的成员为召集人；其缺席或回避时由下一顺位代行', () => {
  const group = founded.state<ReviewGroup>(streams.reviewGroup('PLAN_FUND-1'))
  assert.deepEqual(convenerOf(group), { person: 'head-capital-construction', acting: false })
  assert.deepEqual(convenerOf(group, new Set(['head-capital-construction'])), {
    person: 'head-transport',
    acting: true,
  })
  const three = new Set(['head-capital-construction', 'head-transport'])
  assert.deepEqual(convenerOf(group, three), { person: 'head-waterway', acting: true })
  assert.equal(convenerOf(group, new Set(group.members.map(m => m.person))), undefined)
})

test('A9 曾经联办的处室，退回补正时退出联办，仍不得复核本件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['TRANSPORT'] } })
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  const { handler, title, disclosure, handlingList, submissionBasis } = story.matter(id)
  const details = { title, disclosure, handlingList, submissionBasis, coDepartments: [] }
  story.does(handler, streams.matter(id), 'details', details)
  const recused = derivedRecusals(story.organisation(), ['head-transport'], story.matter(id), story.today())
  assert.equal(recused[0]?.clause, 'S96')
})

test('E-09 申报了与相对人利害关系的，复核成员自动回避，厅领导不能任组长；事由不写单位名称', () => {
  const story = tellStory(founded.copy())
  const uscc = '91350100M000100Y43'
  const counterparty = { kind: 'ORGANISATION', name: '演示运输有限公司', uscc }
  const id = submitted(story, FILING_ITEM, {}, { details: { counterparty } })
  const plain = submitted(story, FILING_ITEM)
  for (const person of ['head-transport', 'leader-2']) {
    const interest = { unit: '演示运输有限公司', uscc, relation: '持股' }
    story.does(person, streams.organisation, 'interest-declarations', interest)
  }
  const [organisation, matter, today] = [story.organisation(), story.matter(id), story.today()]
  const people = ['head-transport', 'head-waterway']
  const expected = [{ person: 'head-transport', clause: 'E-09', reason: '与相对人有利害关系' }]
  assert.deepEqual(derivedRecusals(organisation, people, matter, today), expected)
  assert.equal(refuseLeader(organisation, 'leader-2', matter, today)?.clause, 'E-09')
  assert.equal(possibleLeaders(organisation, matter, today).includes('leader-2'), false)
  assert.deepEqual(derivedRecusals(organisation, people, story.matter(plain), today), [])
  assert.equal(refuseLeader(organisation, 'leader-2', story.matter(plain), today), undefined)
})
