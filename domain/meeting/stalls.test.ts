import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  called,
  concluded,
  FILING_ITEM,
  leaderReviewed,
  met,
  opened,
  SECRETARY,
  signed,
  sitting,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { noFollowUp } from '../follow-up/follow-up.ts'
import { streams } from '../ids.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { type StallSources, stallsOf } from './stalls.ts'

const founded = await foundedWorld()
const groupIn = (story: Story, id: string) => story.world.state<ReviewGroup>(streams.reviewGroup(id))

/** What stands still in a story today, of nothing but what the test is about. */
function stallsIn(story: Story, more: Partial<StallSources>) {
  return stallsOf({
    ...{ matters: [], followUps: [], groups: [], catalogue: { compiled: {}, versions: [], reviews: [] } },
    rulebook: story.world.state<Rulebook>(streams.rulebook),
    today: story.today(),
    ...more,
  })
}

/** 暂缓的件带着新情况再次上初审例会，有了这样的结论。 */
function again(story: Story, id: string, conclusion: 'DEFERRED' | 'AGREED'): void {
  const meeting = called(story, 'INITIAL', story.matter(id).department)
  const { recorder } = story.meeting(meeting)
  story.does(recorder, streams.meeting(meeting), 'items', { matter: id, circumstances: '补充了资金来源' })
  story.does(recorder, streams.meeting(meeting), 'notice', {})
  opened(story, meeting)
  concluded(story, meeting, id, { conclusion })
  signed(story, meeting)
}

/** 上会而到会不足，议题顺延。 */
function postponed(story: Story, id: string): void {
  const meeting = sitting(story, 'GROUP', [id])
  const { recorder } = story.meeting(meeting)
  story.does(recorder, streams.meeting(meeting), 'postponements', { matter: id, reason: '到会不足法定人数' })
  signed(story, meeting)
}

test('MTG-004 暂缓三次的件自己冒出来；两次的还不算，审过了就不再算', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id], { conclusion: 'DEFERRED' })
  again(story, id, 'DEFERRED')
  assert.deepEqual(stallsIn(story, { matters: [story.matter(id)] }), [])

  again(story, id, 'DEFERRED')
  const [stall, ...others] = stallsIn(story, { matters: [story.matter(id)] })
  assert.deepEqual(others, [])
  assert.deepEqual([stall?.kind, stall?.clause, stall?.since], ['DEFERRED_THRICE', 'MTG-004', story.today()])
  assert.deepEqual(stall?.link, { matter: id })
  assert.match(stall?.sentence ?? '', /已暂缓3次，请研究是否继续送审/)

  again(story, id, 'AGREED')
  leaderReviewed(story, id)
  met(story, 'GROUP', [id])
  assert.deepEqual(stallsIn(story, { matters: [story.matter(id)] }), [])
})

test('E-12 两次上会都顺延的件自己冒出来，有了结论就不再算', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const waiting = story.today()
  postponed(story, id)
  assert.deepEqual(stallsIn(story, { matters: [story.matter(id)] }), [])

  postponed(story, id)
  const [stall] = stallsIn(story, { matters: [story.matter(id)] })
  assert.deepEqual([stall?.kind, stall?.clause, stall?.since], ['NO_QUORUM_TWICE', 'E-12', waiting])
  assert.match(stall?.sentence ?? '', /已列会2次均未审成而顺延/)

  met(story, 'GROUP', [id])
  assert.deepEqual(stallsIn(story, { matters: [story.matter(id)] }), [])
})

test('MTG-013 督办过了期限自己冒出来：未反馈的催责任处室，已反馈的催办公室；当天还不算', () => {
  const story = tellStory(founded.copy())
  const followUp = { ...noFollowUp, id: 'DIRECTOR-DIRECTOR-2026-1.1', owner: 'PLANNING', dueOn: '2026-07-06' }
  const open = { ...followUp, stage: 'OPEN' } as const
  assert.deepEqual(stallsIn(story, { followUps: [open] }), [])

  story.on('2026-07-07')
  const replied = { ...open, stage: 'REPLIED' } as const
  const stalls = stallsIn(story, { followUps: [open, replied, { ...open, stage: 'DONE' }] })
  assert.deepEqual(
    stalls.map(s => [s.kind, s.since, s.link.followUp]),
    [
      ['FOLLOW_UP_OVERDUE', '2026-07-06', followUp.id],
      ['FOLLOW_UP_OVERDUE', '2026-07-06', followUp.id],
    ],
  )
  assert.match(stalls[0]?.sentence ?? '', /2026年7月6日，责任处室尚未反馈/)
  assert.match(stalls[1]?.sentence ?? '', /已反馈，待办公室核实办结/)
})

test('S135 职权目录半年没有审议的自己冒出来；周期由参数定，按需召开的不催', () => {
  const story = tellStory(founded.copy())
  const catalogue = story.world.state<Catalogue>(streams.catalogue)
  story.on('2027-01-01')
  assert.deepEqual(stallsIn(story, { catalogue }), [], '半年的最后一天还不算')

  story.on('2027-01-02')
  const [stall] = stallsIn(story, { catalogue })
  assert.deepEqual([stall?.kind, stall?.clause, stall?.since], ['CATALOGUE_REVIEW_DUE', 'S135', '2027-01-01'])

  const review = { meeting: 'LEADING-LEADING-2026-1', agreed: true, on: '2026-10-15' }
  assert.deepEqual(stallsIn(story, { catalogue: { ...catalogue, reviews: [review] } }), [])
  const asNeeded = {
    effectiveFrom: story.today(),
    parameters: [{ key: 'meeting.leading.catalogueReview', value: 'AS_NEEDED', source: '领导小组第3次会议' }],
    reason: '改为按需审议',
  }
  story.does('agency-head', streams.rulebook, 'rule-sets', asNeeded)
  assert.deepEqual(stallsIn(story, { catalogue }), [])
})

test('S101 轮值期满前二十个工作日没有已批准的下一轮值，自己冒出来；期满之后还在', () => {
  const story = tellStory(founded.copy(), '2026-12-02')
  const current = groupIn(story, 'PLAN_FUND-1')
  assert.deepEqual(stallsIn(story, { groups: [current] }), [], '还有二十一个工作日')

  story.on('2026-12-03')
  const [stall] = stallsIn(story, { groups: [current] })
  assert.deepEqual([stall?.kind, stall?.clause, stall?.since], ['ROTATION_ENDING', 'S101', '2026-12-31'])
  assert.match(stall?.sentence ?? '', /将于2026年12月31日期满，下一轮值尚未经领导小组批准/)

  const stream = streams.reviewGroup('PLAN_FUND-2')
  story.does(SECRETARY, stream, 'establishment', {
    ...{ board: 'PLAN_FUND', name: '规划资金复核小组', from: '2027-01-01', to: '2027-06-30', leader: 'leader-3' },
    departments: ['WATERWAY', 'TRANSPORT'],
  })
  const next = () => [current, groupIn(story, 'PLAN_FUND-2')]
  assert.equal(stallsIn(story, { groups: next() }).length, 1, '编排了还没有批准')
  const elsewhere = { ...groupIn(story, 'PERMIT-1'), to: '2027-12-31' }
  assert.equal(stallsIn(story, { groups: [current, elsewhere] }).length, 1, '别的板块接不上')
  const special = { ...current, id: 'SPECIAL-2026-000001', to: '2027-12-31', special: '2026-000001' }
  assert.equal(stallsIn(story, { groups: [current, special] }).length, 1, '特别复核组接不上')

  story.on('2027-01-04')
  assert.match(stallsIn(story, { groups: [current] })[0]?.sentence ?? '', /已于2026年12月31日期满/)
  story.does('agency-head', stream, 'approval', { session: '领导小组第3次会议' })
  assert.deepEqual(stallsIn(story, { groups: next() }), [])
})

test('停得最久的排在最前', () => {
  const story = tellStory(founded.copy(), '2027-02-01')
  const overdue = { ...noFollowUp, id: 'INITIAL-PLANNING-2026-1.1', stage: 'OPEN', dueOn: '2026-11-30' } as const
  const catalogue = story.world.state<Catalogue>(streams.catalogue)
  const stalls = stallsIn(story, { followUps: [overdue], catalogue, groups: [groupIn(story, 'PLAN_FUND-1')] })
  assert.deepEqual(
    stalls.map(s => s.kind),
    ['FOLLOW_UP_OVERDUE', 'ROTATION_ENDING', 'CATALOGUE_REVIEW_DUE'],
  )
})
