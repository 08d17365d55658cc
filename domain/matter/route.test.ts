import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  castOf,
  FILING_ITEM,
  leaderReviewed,
  met,
  REPORT_ITEM,
  SECRETARY,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { tiers } from './events.ts'
import { matterStatuses } from './matter.ts'
import { isOver, nameOfStatus, nameOfTier, statusAfterPassing, tierAwaited, tiersOf } from './route.ts'

const founded = await foundedWorld()
const passedTiers = (story: Story, id: string) => story.matter(id).records.map(r => r.tier)

test('S39、A1 四级次序为初审、分管审核、复核、厅长办公会审议，只有四个值', () => {
  assert.deepEqual(tiers.map(nameOfTier), ['业务部门初审', '厅分管领导审核', '复核小组复核', '厅长办公会审议'])
})

test('A2 审核级次的名称和状态名里不出现“层级”二字', () => {
  for (const name of [...tiers.map(nameOfTier), ...matterStatuses.map(nameOfStatus)]) assert.doesNotMatch(name, /层级/)
})

test('S110、S112 “报告”“报备”三级必经，“审定”四级必经', () => {
  assert.deepEqual(
    [tiersOf('REPORT'), tiersOf('FILING'), tiersOf('APPROVAL')],
    [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3, 4],
    ],
  )
})

test('S86、S91 级次只有一条路：每过一级到下一级，终态各依审议层级', () => {
  for (const level of ['REPORT', 'FILING', 'APPROVAL'] as const) {
    for (const tier of tiersOf(level).slice(0, -1)) assert.equal(tierAwaited(statusAfterPassing(level, tier)), tier + 1)
  }
  assert.equal(statusAfterPassing('REPORT', 3), 'NOTED')
  assert.equal(statusAfterPassing('FILING', 3), 'FILED_AGREED')
  assert.equal(statusAfterPassing('APPROVAL', 4), 'APPROVED')
  assert.deepEqual(matterStatuses.filter(isOver), ['NOT_AGREED', 'NOT_APPROVED', 'WITHDRAWN', 'TERMINATED', 'CLOSED'])
})

test('S110、S111、A3 “报告”件经三级得“已知悉”，不得送厅长办公会；未走完三级不得办结', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, REPORT_ITEM)
  const { handler } = story.matter(id)
  upToTier(story, id, 3)
  story.refused(handler, streams.matter(id), 'closure', {}, { clause: 'A3', says: /未走完三级程序，不能办结/ })
  met(story, 'GROUP', [id])
  assert.deepEqual([story.matter(id).status, passedTiers(story, id)], ['NOTED', [1, 2, 3]])

  const other = submitted(story, APPROVAL_ITEM)
  upToTier(story, other, 4)
  const director = streams.meeting('DIRECTOR-DIRECTOR-2026-1')
  const calling = { kind: 'DIRECTOR', body: 'DIRECTOR', scheduledAt: '2026-12-01T02:00:00.000Z', place: '第一会议室' }
  story.does(SECRETARY, director, 'calling', calling)
  story.refused(
    SECRETARY,
    director,
    'items',
    { matter: id },
    { clause: 'S111', says: /终点是第三级复核，不得送厅长办公会/ },
  )
  story.does(SECRETARY, director, 'items', { matter: other })
  story.does(handler, streams.matter(id), 'closure', {})
  assert.equal(story.matter(id).status, 'CLOSED')
})

test('S112、S113 “审定”件经四级，第三级通过只到“待厅长办公会审议”，在第三级不得实施、不得办结', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  assert.deepEqual([story.matter(id).status, passedTiers(story, id)], ['MEETING_PENDING', [1, 2, 3]])
  const { handler } = story.matter(id)
  story.refused(handler, streams.matter(id), 'closure', {}, { clause: 'S109', says: /实施完成后才能办结/ })
  story.refused(
    handler,
    streams.matter(id),
    'implementation',
    { startedOn: story.today() },
    { clause: 'S109', says: /审议通过后方可实施，本件尚未通过/ },
  )
  met(story, 'DIRECTOR', [id])
  assert.deepEqual([story.matter(id).status, passedTiers(story, id)], ['APPROVED', [1, 2, 3, 4]])
})

test('S86 不得跳级：未经初审不得分管审核，未经分管审核不得上复核小组', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const { leader } = castOf(story, 'SCI_TECH')
  story.refused(
    leader,
    streams.matter(id),
    'leader-review',
    { conclusion: 'AGREED', opinion: '同意。' },
    { clause: 'S88', says: /现为「待初审」，只有「待分管领导审核」时/ },
  )
  met(story, 'INITIAL', [id])

  const meeting = streams.meeting('GROUP-PLAN_FUND-1-2026-1')
  const calling = { kind: 'GROUP', body: 'PLAN_FUND-1', scheduledAt: '2026-07-20T02:00:00.000Z', place: '第一会议室' }
  story.does(SECRETARY, meeting, 'calling', calling)
  story.refused(
    SECRETARY,
    meeting,
    'items',
    { matter: id },
    { clause: 'S86', says: /现为「待分管领导审核」，不能列入复核小组复核的议程/ },
  )
  leaderReviewed(story, id)
  story.does(SECRETARY, meeting, 'items', { matter: id })
})

test('S86 不得逆序：已过的级次不能再来一次', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const { leader, handler } = castOf(story, 'SCI_TECH')
  story.refused(
    leader,
    streams.matter(id),
    'leader-review',
    { conclusion: 'NOT_AGREED', opinion: '不同意。' },
    { clause: 'S88', says: /现为「待复核小组复核」/ },
  )
  story.refused(handler, streams.matter(id), 'submission', {}, { clause: 'S86', says: /只有「拟稿」/ })
})

test('S86 已经建立的件不能被重新拟稿，原有的审核记录因此不会丢', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  throughAllTiers(story, id)
  const again = { item: FILING_ITEM, title: '再次拟稿', department: 'SCI_TECH' }
  story.refused(story.matter(id).handler, streams.matter(id), 'draft', again, {
    clause: 'S86',
    says: /已经建立，不能重新拟稿/,
    code: 'WRONG_STATE',
  })
})

test('S61 四大板块共用一个件号体系、一套程序和一条记录', () => {
  const story = tellStory(founded.copy())
  const items = ['DEMO-PF-02', 'DEMO-CS-01', 'DEMO-PM-01', 'DEMO-EN-02']
  const ids = items.map(item => submitted(story, item))
  assert.deepEqual(ids, ['2026-000001', '2026-000002', '2026-000003', '2026-000004'])
  for (const id of ids) throughAllTiers(story, id)
  assert.deepEqual(
    ids.map(id => story.matter(id).board),
    ['PLAN_FUND', 'CONSTRUCTION', 'PERMIT', 'ENFORCEMENT'],
  )
  const kinds = ids.map(
    id => story.world.events.filter(e => e.stream === streams.matter(id) && e.type === 'matter.tier-concluded').length,
  )
  assert.deepEqual(kinds, [3, 3, 3, 3])
})

test('S78、S143 只能以本处室的名义送审本处室的事项', () => {
  const story = tellStory(founded.copy())
  const input = { item: FILING_ITEM, title: '关于科技项目的请示', department: 'SCI_TECH' }
  const stream = streams.matter('2026-000001')
  story.refused('clerk-planning-1', stream, 'draft', input, {
    clause: 'S143',
    says: /只能以本处室的名义送审/,
    code: 'FORBIDDEN',
  })
  story.refused(
    'clerk-planning-1',
    stream,
    'draft',
    { ...input, department: 'PLANNING' },
    { clause: 'S78', says: /该事项由科技处送审/ },
  )
  story.does('clerk-sci-tech-1', stream, 'draft', input)
  assert.equal(story.matter('2026-000001').department, 'SCI_TECH')
})
