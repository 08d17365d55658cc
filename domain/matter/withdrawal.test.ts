import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  attach,
  castOf,
  concluded,
  FILING_ITEM,
  leaderReviewed,
  met,
  noticed,
  opened,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const unchanged = { note: '已补充预算明细', materialChange: false }

/** A noticed meeting with this one item, carried through. */
function holdNoticed(story: Story, meeting: string, matter: string, conclusion: 'WITHDRAWN' | 'AGREED'): void {
  opened(story, meeting)
  concluded(story, meeting, matter, { conclusion })
  signed(story, meeting)
}

test('E-21 第三级会议通知发出前，处室申请、分管领导同意后撤回；已列入的议题随之撤下，件不删除', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const { handler, leader } = castOf(story, 'SCI_TECH')
  const stream = streams.matter(id)
  story.refused(leader, stream, 'withdrawal', {}, { clause: 'E-21', says: /送审处室没有申请撤回/ })
  const meeting = 'GROUP-PLAN_FUND-1-2026-1'
  const day = { kind: 'GROUP', body: 'PLAN_FUND-1', scheduledAt: '2026-08-03T02:00:00.000Z', place: '第一会议室' }
  story.does(SECRETARY, streams.meeting(meeting), 'calling', day)
  story.does(SECRETARY, streams.meeting(meeting), 'items', { matter: id })
  story.does(handler, stream, 'withdrawal-requests', { reason: '方案需要重新论证' })
  story.refused(handler, stream, 'withdrawal-requests', { reason: '再申请' }, { clause: 'E-21', says: /已经申请撤回/ })
  story.refused('head-sci-tech', stream, 'withdrawal', {}, { clause: 'S145', says: /由分管厅领导/ })
  story.does(leader, stream, 'withdrawal', {})
  assert.equal(story.matter(id).status, 'WITHDRAWN')
  assert.equal(story.matter(id).records.length, 2, '撤回不删除')
  assert.deepEqual(story.meeting(meeting).items, [])
})

test('E-21 分管领导可以不同意撤回，件照常往下走；已撤回的不能再“不同意”', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  const stream = streams.matter(id)
  const no = { opinion: '不影响审核，继续办理' }
  story.refused('leader-1', stream, 'withdrawal-refusal', no, { clause: 'E-21', says: /没有申请撤回/ })
  story.does(story.matter(id).handler, stream, 'withdrawal-requests', { reason: '方案需要重新论证' })
  const gone = story.copy()
  gone.does('leader-1', stream, 'withdrawal', {})
  gone.refused('leader-1', stream, 'withdrawal-refusal', no, { clause: 'E-21', says: /现为「已撤回」/ })
  story.does('leader-1', stream, 'withdrawal-refusal', no)
  leaderReviewed(story, id)
  assert.equal(story.matter(id).status, 'LEADER_PASSED')
})

test('E-21 申请撤回未处理前，分管领导不能审核、会议不能列入', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  story.does(story.matter(id).handler, streams.matter(id), 'withdrawal-requests', { reason: '方案需要重新论证' })
  const pending = { clause: 'E-21', says: /请先处理撤回申请/ }
  story.refused('leader-1', streams.matter(id), 'leader-review', { conclusion: 'AGREED', opinion: '同意。' }, pending)
  const other = submitted(story, FILING_ITEM)
  story.does(story.matter(other).handler, streams.matter(other), 'withdrawal-requests', { reason: '方案需要重新论证' })
  const meeting = streams.meeting('INITIAL-SCI_TECH-2026-2')
  const day = { kind: 'INITIAL', body: 'SCI_TECH', scheduledAt: '2026-08-03T02:00:00.000Z', place: '第一会议室' }
  story.does('clerk-sci-tech-1', meeting, 'calling', day)
  story.refused('clerk-sci-tech-1', meeting, 'items', { matter: other }, pending)
})

test('E-21 通知发出后不能再申请撤回，已申请的由会议处理：撤回或照常结论，此后不再悬着', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 3)
  const { handler, leader } = castOf(story, 'CAPITAL_CONSTRUCTION')
  const meeting = noticed(story, 'GROUP', [id])
  const late = { clause: 'E-21', says: /会议通知已经发出，只能由会议作“撤回处理”结论/ }
  story.refused(handler, streams.matter(id), 'withdrawal-requests', { reason: '方案需要重新论证' }, late)
  assert.equal(story.meeting(meeting).stage, 'NOTICED')

  const asked = tellStory(founded.copy())
  const other = submitted(asked, APPROVAL_ITEM)
  upToTier(asked, other, 3)
  const body = 'GROUP-CONSTRUCTION-1-2026-1'
  const day = { kind: 'GROUP', body: 'CONSTRUCTION-1', scheduledAt: '2026-08-03T02:00:00.000Z', place: '第一会议室' }
  asked.does(SECRETARY, streams.meeting(body), 'calling', day)
  asked.does(SECRETARY, streams.meeting(body), 'items', { matter: other })
  asked.does(handler, streams.matter(other), 'withdrawal-requests', { reason: '方案需要重新论证' })
  asked.does(SECRETARY, streams.meeting(body), 'notice', {})
  asked.refused(leader, streams.matter(other), 'withdrawal', {}, late)
  for (const conclusion of ['WITHDRAWN', 'AGREED'] as const) {
    const told = asked.copy()
    holdNoticed(told, body, other, conclusion)
    if (conclusion === 'WITHDRAWN') assert.equal(told.matter(other).status, 'WITHDRAWN')
    else met(told, 'DIRECTOR', [other])
  }
})

test('E-21 第四级退回补正的件，只能由厅长办公会撤回', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  met(story, 'DIRECTOR', [id], { conclusion: 'RETURNED' })
  const over = { clause: 'E-21', says: /只能由厅长办公会作“撤回处理”结论/ }
  story.refused(
    story.matter(id).handler,
    streams.matter(id),
    'withdrawal-requests',
    { reason: '方案需要重新论证' },
    over,
  )
  attach(story, id, 'M1', '补充材料')
  story.does(story.matter(id).handler, streams.matter(id), 'supplements', unchanged)
  met(story, 'DIRECTOR', [id], { conclusion: 'WITHDRAWN' })
  assert.equal(story.matter(id).status, 'WITHDRAWN')
})
