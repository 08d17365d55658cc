import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  attach,
  detailsFor,
  FILING_ITEM,
  itemNow,
  leaderReviewed,
  met,
  SECRETARY,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { recordOf } from './matter.ts'

const founded = await foundedWorld()
const needed = { needed: ['补充预算明细', '补充比选说明'] }
const unchanged = { note: '已补充预算明细', materialChange: false }

/** 科技处报备件，在第二级被分管领导退回。 */
function returnedAtTier2(details: Record<string, unknown> = {}) {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details })
  met(story, 'INITIAL', [id])
  story.does('leader-1', streams.matter(id), 'leader-review', {
    conclusion: 'RETURNED',
    opinion: '请补充。',
    ...needed,
  })
  return { story, id, stream: streams.matter(id), handler: story.matter(id).handler }
}

const edit = (story: Story, id: string, details: Record<string, unknown>) =>
  story.does(
    story.matter(id).handler,
    streams.matter(id),
    'details',
    detailsFor(itemNow(story, story.matter(id).item), details),
  )

test('E-15 退回补正：时钟暂停并记录区间，补正期限5个工作日，补正后回到退回它的那一级', () => {
  const { story, id, stream, handler } = returnedAtTier2()
  const asked = story.today()
  assert.equal(story.matter(id).status, 'RETURNED')
  assert.equal(story.matter(id).supplement?.dueOn, '2026-07-16')
  story.afterWorkdays(3)
  attach(story, id, 'M1', '补充的预算明细')
  story.does(handler, stream, 'supplements', unchanged)
  const matter = story.matter(id)
  assert.equal(matter.status, 'INITIAL_PASSED')
  assert.deepEqual(matter.stays.at(-1)?.pauses, [{ from: asked, to: story.today(), reason: '退回补正' }])
  assert.equal(recordOf(matter, 1)?.conclusion, 'AGREED', '初审意见仍有效')
})

test('E-15 处室负责人、分管领导、召集人、办公室可以在本级退回补正，须逐条写明；经办人不能退回自己的件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const stream = streams.matter(id)
  const { handler } = story.matter(id)
  story.refused(handler, stream, 'supplement-requests', needed, { clause: 'S145', says: /「退回补正」由/ })
  story.refused(
    'head-sci-tech',
    stream,
    'supplement-requests',
    { needed: [] },
    { clause: 'E-15', says: /须一次性告知需要补正的全部内容/ },
  )
  const own = story.copy()
  const mine = submitted(own, FILING_ITEM, { handler: 'head-sci-tech' })
  own.refused('head-sci-tech', streams.matter(mine), 'supplement-requests', needed, {
    clause: 'S10',
    says: /经办人不能退回自己经办的件/,
  })
  story.does('head-sci-tech', stream, 'supplement-requests', needed)
  assert.deepEqual([story.matter(id).status, story.matter(id).supplementsAsked], ['RETURNED', 1])
})

test('E-15 列入议程后在通知发出前退回补正的，同时撤出议程；通知发出后只能由会议退回', () => {
  const story = tellStory(founded.copy())
  const [id, other] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const m of [id, other]) upToTier(story, m, 3)
  const meeting = streams.meeting('GROUP-PLAN_FUND-1-2026-1')
  const day = { kind: 'GROUP', body: 'PLAN_FUND-1', scheduledAt: '2026-08-03T02:00:00.000Z', place: '第一会议室' }
  story.does(SECRETARY, meeting, 'calling', day)
  for (const matter of [id, other]) story.does(SECRETARY, meeting, 'items', { matter })
  story.does(SECRETARY, streams.matter(id), 'supplement-requests', needed)
  assert.deepEqual(
    story.meeting('GROUP-PLAN_FUND-1-2026-1').items.map(i => i.matter),
    [other],
  )
  assert.equal(story.matter(id).listing, undefined)
  story.does(SECRETARY, meeting, 'notice', {})
  const late = { clause: 'E-15', says: /会议通知已经发出，退回补正由会议作出/ }
  story.refused(SECRETARY, streams.matter(other), 'supplement-requests', needed, late)
})

test('E-15 补正期限未满不得终止，逾期未补的可以终止', () => {
  const { story, id, stream } = returnedAtTier2()
  story.on('2026-07-16')
  story.refused(
    'leader-1',
    stream,
    'termination',
    { reason: '逾期未补正' },
    { clause: 'E-15', says: /补正期限2026年7月16日未满/ },
  )
  story.on('2026-07-17')
  story.refused(
    'head-sci-tech',
    stream,
    'termination',
    { reason: '逾期未补正' },
    { clause: 'S145', says: /由分管厅领导/ },
  )
  story.does('SYSTEM', stream, 'termination', { reason: '逾期未补正' })
  assert.equal(story.matter(id).status, 'TERMINATED')
})

test('E-15 补正后卷宗仍须齐全', () => {
  const { story, stream, handler, id } = returnedAtTier2()
  const [material] = story.matter(id).materials
  const { line, hash } = material ?? assert.fail('no material')
  story.does(handler, stream, 'material-removals', { line, hash })
  story.refused(handler, stream, 'supplements', unchanged, { clause: 'S79', says: /送审材料缺/ })
  attach(story, id, line, '换过的材料')
  story.does(handler, stream, 'supplements', unchanged)
})

test('E-16 关键字段（金额、相对人、地点、项目代码）变了，前序意见失效，自第一级重来', () => {
  const before = { amount: 100, location: '广州', projectCode: 'P-1', counterparty: { kind: 'PERSON', name: '张某' } }
  const changes: readonly (readonly [string, object])[] = [
    ['amount', { amount: 200 }],
    ['location', { location: '深圳' }],
    ['projectCode', { projectCode: 'P-2' }],
    ['counterparty', { counterparty: { kind: 'PERSON', name: '李某' } }],
  ]
  for (const [field, change] of changes) {
    const { story, id, stream, handler } = returnedAtTier2(before)
    edit(story, id, { ...before, ...change })
    const [event] = story.does(handler, stream, 'supplements', unchanged)
    assert.deepEqual(event?.data, { note: unchanged.note, changed: [field], voided: true })
    const matter = story.matter(id)
    assert.equal(matter.status, 'SUBMITTED_INITIAL', field)
    assert.deepEqual(
      matter.records.map(r => r.superseded),
      [true, true],
      '原意见保留，标失效',
    )
    upToTier(story, id, 3)
    assert.deepEqual(
      story.matter(id).records.map(r => [r.tier, r.round, r.superseded]),
      [
        [1, 1, true],
        [2, 1, true],
        [1, 2, false],
        [2, 2, false],
      ],
    )
  }
})

test('E-16 送审处室声明材料实质变化的，同样自第一级重来；只替换文件而未声明的不重来', () => {
  const replaced = returnedAtTier2()
  const [material] = replaced.story.matter(replaced.id).materials
  const { line, hash } = material ?? assert.fail('no material')
  replaced.story.does(replaced.handler, replaced.stream, 'material-removals', { line, hash })
  attach(replaced.story, replaced.id, line, '新版本')
  const copy = replaced.story.copy()

  const [event] = replaced.story.does(replaced.handler, replaced.stream, 'supplements', unchanged)
  assert.deepEqual(event?.data, { note: unchanged.note, changed: ['materials'], voided: false })
  assert.equal(replaced.story.matter(replaced.id).status, 'INITIAL_PASSED')

  copy.does(replaced.handler, replaced.stream, 'supplements', { ...unchanged, materialChange: true })
  assert.equal(copy.matter(replaced.id).status, 'SUBMITTED_INITIAL')
  assert.equal(copy.world.do(replaced.handler, copy.now(), replaced.stream, 'supplements', { note: '补正' }).ok, false)
})

test('S86 退回第四级的件补正后回第四级：前三级仍有效，退回的那条记录保留并标失效', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  met(story, 'DIRECTOR', [id], { conclusion: 'RETURNED' })
  attach(story, id, 'M1', '补充材料')
  story.does(story.matter(id).handler, streams.matter(id), 'supplements', unchanged)
  assert.equal(story.matter(id).status, 'MEETING_PENDING')
  met(story, 'DIRECTOR', [id])
  assert.deepEqual(
    story.matter(id).records.map(r => [r.tier, r.conclusion, r.superseded]),
    [
      [1, 'AGREED', false],
      [2, 'AGREED', false],
      [3, 'AGREED', false],
      [4, 'RETURNED', true],
      [4, 'AGREED', false],
    ],
  )
})

test('S4 每一级记录起止时刻；退回次数逐次累计', () => {
  const { story, id, stream, handler } = returnedAtTier2()
  story.afterWorkdays(1)
  story.does(handler, stream, 'supplements', unchanged)
  leaderReviewed(story, id, 'RETURNED')
  story.does(handler, stream, 'supplements', unchanged)
  leaderReviewed(story, id)
  met(story, 'GROUP', [id])
  const { stays, supplementsAsked } = story.matter(id)
  assert.equal(supplementsAsked, 2)
  assert.deepEqual(
    stays.map(s => [s.tier, s.openedOn, s.closedOn]),
    [
      [1, '2026-07-06', '2026-07-09'],
      [2, '2026-07-09', '2026-07-10'],
      [3, '2026-07-10', '2026-07-15'],
    ],
  )
})
