import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  drafted,
  FILING_ITEM,
  filled,
  leaderReviewed,
  met,
  REPORT_ITEM,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { type Rulebook, rulesOn } from '../rulebook/rulebook.ts'
import { postFilingClocks } from './clocks.ts'

const founded = await foundedWorld()
const urgent = {
  reason: '汛期抢修，须当晚采购设备',
  whyNotBefore: '险情发生在夜间，无法等待',
  handledAt: '2026-07-05T14:00:00.000Z',
}
const opinion = { opinion: '情况属实' }

/** 科技处一份卷宗齐全的报备草稿，已登记事后报备；实际办理于2026年7月5日（周日）晚。 */
function registered() {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  filled(story, id)
  const stream = streams.matter(id)
  const { handler } = story.matter(id)
  story.does(handler, stream, 'post-filing', urgent)
  return { story, id, stream, handler }
}

/** 已由处室负责人认定、分管领导确认。 */
function confirmed() {
  const told = registered()
  told.story.does('head-sci-tech', told.stream, 'urgency-proposal', opinion)
  told.story.does('leader-1', told.stream, 'urgency-confirmation', opinion)
  return told
}

test('S107 事后报备须写明紧急事由、实际办理时间、为何不能事前，缺一不可', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  const { handler } = story.matter(id)
  const stream = streams.matter(id)
  for (const [field, says] of [
    ['reason', /紧急事由/],
    ['whyNotBefore', /为何不能事前报备/],
    ['handledAt', /实际办理时间/],
  ] as const) {
    const { [field]: _, ...rest } = urgent
    story.refused(handler, stream, 'post-filing', rest, { clause: 'S107', says, field })
  }
  story.refused(
    handler,
    stream,
    'post-filing',
    { ...urgent, handledAt: '2026-07-07T00:00:00.000Z' },
    { clause: 'S107', says: /不得晚于现在/ },
  )
  story.does(handler, stream, 'post-filing', urgent)
  assert.deepEqual([story.matter(id).status, story.matter(id).marks], ['POST_FILING_REGISTERED', ['POST_FILED']])
})

test('S107 事后报备只适用于“报备”；A6 “审定”没有任何事后例外', () => {
  const story = tellStory(founded.copy())
  const approval = drafted(story, APPROVAL_ITEM)
  story.refused(story.matter(approval).handler, streams.matter(approval), 'post-filing', urgent, {
    clause: 'A6',
    says: /须经审议通过后方可实施，方案没有事后例外/,
  })
  const report = drafted(story, REPORT_ITEM)
  story.refused(story.matter(report).handler, streams.matter(report), 'post-filing', urgent, {
    clause: 'S107',
    says: /只适用于“报备”事项/,
  })
})

test('A6 “审定”没有任何事后例外：不能登记事后报备，不能先登记实施', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const { handler } = story.matter(id)
  story.refused(
    handler,
    streams.matter(id),
    'implementation',
    { startedOn: story.today() },
    { clause: 'S109', says: /尚未通过/ },
  )
  const draft = drafted(story, APPROVAL_ITEM)
  story.refused(handler, streams.matter(draft), 'post-filing', urgent, { clause: 'A6', says: /没有事后例外/ })
})

test('S107 已送审的报备件不能再改成事后报备', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  story.refused(story.matter(id).handler, streams.matter(id), 'post-filing', urgent, {
    clause: 'S107',
    says: /现为「待初审」/,
  })
})

test('A5 “时限非常紧急”由经办提出、处室负责人认定、分管领导确认，依次进行，未确认不能送审', () => {
  const { story, stream, handler, id } = registered()
  story.refused(handler, stream, 'submission', {}, { clause: 'A5', says: /尚未经分管厅领导确认/ })
  story.refused('leader-1', stream, 'urgency-confirmation', opinion, { clause: 'A5', says: /处室负责人尚未认定/ })
  story.refused('leader-1', stream, 'urgency-proposal', opinion, { clause: 'S145', says: /由送审处室主要负责人办理/ })
  story.does('head-sci-tech', stream, 'urgency-proposal', opinion)
  story.refused('head-sci-tech', stream, 'urgency-proposal', opinion, { clause: 'A5', says: /已经认定/ })
  story.refused('leader-2', stream, 'urgency-confirmation', opinion, { clause: 'S145', says: /由分管厅领导/ })
  story.does('leader-1', stream, 'urgency-confirmation', opinion)
  story.refused('leader-1', stream, 'urgency-confirmation', opinion, { clause: 'A5', says: /已经确认紧急/ })
  story.does(handler, stream, 'submission', {})
  const { postFiling, status } = story.matter(id)
  assert.deepEqual(
    [status, postFiling?.proposedBy, postFiling?.confirmedBy],
    ['SUBMITTED_INITIAL', 'head-sci-tech', 'leader-1'],
  )
})

test('A5 经办人不得自己认定或确认紧急', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM, { handler: 'head-sci-tech' })
  filled(story, id)
  const stream = streams.matter(id)
  story.does('head-sci-tech', stream, 'post-filing', urgent)
  const refusal = { clause: 'A5', says: /经办人不得认定自己经办的件/, code: 'CONFLICT_OF_INTEREST' } as const
  story.refused('head-sci-tech', stream, 'urgency-proposal', opinion, refusal)
})

test('A5 电话确认的须在24小时内补确认，超时的按现在确认', () => {
  const { story, stream } = registered()
  story.does('head-sci-tech', stream, 'urgency-proposal', opinion)
  const byPhone = (byPhoneAt: string) => ({ ...opinion, byPhoneAt })
  story.refused('leader-1', stream, 'urgency-confirmation', byPhone('2026-07-07T00:00:00.000Z'), {
    clause: 'A5',
    says: /不得晚于现在/,
  })
  story.refused('leader-1', stream, 'urgency-confirmation', byPhone('2026-07-05T00:59:00.000Z'), {
    clause: 'A5',
    says: /须在24小时内补确认，已超时/,
  })
  story.does('leader-1', stream, 'urgency-confirmation', byPhone('2026-07-05T14:10:00.000Z'))
})

test('A4 事后报备自实际办理之日起3个工作日内提交、10个工作日内走完，各有一个时钟', () => {
  const { story, id, stream, handler } = confirmed()
  const rules = rulesOn(story.world.state<Rulebook>(streams.rulebook), story.today())
  const read = () => postFilingClocks(story.matter(id), rules, story.today()).map(c => [c.dueOn, c.state, c.late])
  assert.deepEqual(read(), [
    ['2026-07-08', 'RUNNING', false],
    ['2026-07-17', 'RUNNING', false],
  ])
  story.on('2026-07-08')
  story.does(handler, stream, 'submission', {})
  assert.deepEqual(story.matter(id).marks, ['POST_FILED'])
  story.on('2026-07-20')
  assert.deepEqual(read(), [
    ['2026-07-08', 'STOPPED', false],
    ['2026-07-17', 'RUNNING', true],
  ])
})

test('E-24 逾期未补报的永远带标识：晚送审的当场标，不送审的由平台标，办结后标识仍在', () => {
  const late = confirmed()
  late.story.on('2026-07-09')
  late.story.does(late.handler, late.stream, 'submission', {})
  assert.deepEqual(late.story.matter(late.id).marks, ['POST_FILED', 'POST_FILED_LATE'])

  const { story, stream, id, handler } = confirmed()
  story.on('2026-07-08')
  story.refused('SYSTEM', stream, 'lateness', {}, { clause: 'E-24', says: /补报期限未满/ })
  story.on('2026-07-09')
  story.refused('head-sci-tech', stream, 'lateness', {}, { clause: 'S145', says: /「标记逾期未补报」/ })
  story.does('SYSTEM', stream, 'lateness', {})
  story.refused('SYSTEM', stream, 'lateness', {}, { clause: 'E-24', says: /不需要标记/ })
  story.does(handler, stream, 'submission', {})
  upToTier(story, id, 3)
  met(story, 'GROUP', [id])
  story.does(handler, stream, 'closure', {})
  assert.deepEqual([story.matter(id).status, story.matter(id).marks], ['CLOSED', ['POST_FILED', 'POST_FILED_LATE']])
})

test('E-24 送审了但10个工作日内没有走完三级的，同样标逾期', () => {
  const { story, stream, id, handler } = confirmed()
  story.does(handler, stream, 'submission', {})
  story.on('2026-07-17')
  story.refused('SYSTEM', stream, 'lateness', {}, { clause: 'E-24', says: /补报期限未满/ })
  story.on('2026-07-20')
  const [event] = story.does('SYSTEM', stream, 'lateness', {})
  assert.deepEqual(event?.data, { mark: 'POST_FILED_LATE', reason: '逾期未走完三级程序' })
  assert.ok(story.matter(id).marks.includes('POST_FILED_LATE'))
})

test('E-70 缺放假安排的年份，期限是暂估，不据以标记逾期', () => {
  const story = tellStory(founded.copy(), '2026-12-31')
  const id = drafted(story, FILING_ITEM)
  const stream = streams.matter(id)
  story.does(story.matter(id).handler, stream, 'post-filing', { ...urgent, handledAt: '2026-12-30T02:00:00.000Z' })
  story.on('2027-01-20')
  story.refused('SYSTEM', stream, 'lateness', {}, { clause: 'E-70', says: /期限为暂估，不能据以标记逾期/ })
})

test('S107 事后报备经三级同意后，办理已是事实，直接为“已办理”', () => {
  const { story, stream, id, handler } = confirmed()
  story.does(handler, stream, 'submission', {})
  upToTier(story, id, 3)
  met(story, 'GROUP', [id])
  assert.deepEqual([story.matter(id).status, story.matter(id).handlingStartedOn], ['HANDLED', '2026-07-05'])
})

test('E-25 事后报备被复核不同意的，生成整改任务，报告整改后方可办结；标识保留', () => {
  const { story, stream, id, handler } = confirmed()
  story.does(handler, stream, 'submission', {})
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'NOT_AGREED' })
  assert.deepEqual([story.matter(id).status, story.matter(id).rectification?.owner], ['NOT_AGREED', 'SCI_TECH'])
  story.refused(handler, stream, 'closure', {}, { clause: 'E-25', says: /整改任务还没有完成，不能办结/ })
  story.does(handler, stream, 'rectification', { report: '已退货并追回预付款' })
  story.refused(handler, stream, 'rectification', { report: '再报一次情况' }, { clause: 'E-25', says: /已经报告/ })
  story.does(handler, stream, 'closure', {})
  assert.deepEqual([story.matter(id).status, story.matter(id).marks], ['CLOSED', ['POST_FILED']])
})

test('E-25 第二级不同意的事后报备同样要整改；事前报备不同意的没有整改任务', () => {
  const post = confirmed()
  post.story.does(post.handler, post.stream, 'submission', {})
  met(post.story, 'INITIAL', [post.id])
  leaderReviewed(post.story, post.id, 'NOT_AGREED')
  assert.match(post.story.matter(post.id).rectification?.task ?? '', /整改或补救措施/)

  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  leaderReviewed(story, id, 'NOT_AGREED')
  assert.equal(story.matter(id).rectification, undefined)
  story.refused(
    story.matter(id).handler,
    streams.matter(id),
    'rectification',
    { report: '已经整改完毕' },
    { clause: 'E-25', says: /没有整改任务/ },
  )
})
