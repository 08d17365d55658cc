import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, assertReadable, falsifier, logged, of, replayOf } from '../../test/support/falsified.ts'
import {
  called,
  drafted,
  FILING_ITEM,
  filled,
  leaderReviewed,
  met,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import type { Day } from '../time.ts'

const founded = await foundedWorld()
const given = (start?: Day) => tellStory(founded.copy(), start)
const replayed = (story: Story, today?: Day) => replayOf(logged(story.world.events), today)
const found = (story: Story, today?: Day) => replayed(story, today).findings

test('S4 一级超过时限才办结，写明起日、时限、应办结日和超期天数', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  story.on('2026-07-21')

  leaderReviewed(story, id)

  const [late, ...others] = found(story)
  assert.deepEqual(others, [])
  assert.ok(late)
  assertReadable(late)
  assert.equal(late.clause, 'S4')
  assert.match(late.sentence, /^件2026-000001，2026年7月21日：第2级（厅分管领导审核）自2026年7月9日起限3个工作日/)
  assert.match(late.sentence, /应于2026年7月14日前办结，2026年7月21日才办结，超期5个工作日。/)
})

test('S4 补正期间时钟暂停，不算超期', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  story.afterWorkdays(5)
  const { handler } = story.matter(id)
  story.does(handler, streams.matter(id), 'supplements', { note: '已按要求补充', materialChange: false })

  leaderReviewed(story, id)

  assert.deepEqual(found(story), [])
})

test('S4 日志末尾仍在办而超期的，按查看之日算，没有给出查看之日的按最后一条记录之日算', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)

  assert.deepEqual(found(story), [])
  assert.deepEqual(found(story, '2026-07-13'), [])
  const [late] = found(story, '2026-07-14')
  assert.equal(late?.stream, streams.matter(id))
  assert.match(late.sentence, /应于2026年7月13日前办结，到2026年7月14日仍未办结，超期1个工作日/)
})

test('E-70 期限落在没有放假安排的年份，只是暂估，不作结论，计数说明', () => {
  const story = given('2026-12-28')
  submitted(story, FILING_ITEM)

  const { findings, unchecked } = replayed(story, '2027-02-10')

  assert.deepEqual(findings, [])
  assert.match(unchecked.find(u => u.clause === 'E-70')?.why ?? '', /有1处，不作结论/)
})

test('E-15 补正超过期限才提交，仍未提交的按查看之日算', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  const pending = found(story, '2026-07-20')
  story.on('2026-07-20')
  const { handler } = story.matter(id)
  story.does(handler, streams.matter(id), 'supplements', { note: '已按要求补充', materialChange: false })

  assert.deepEqual(
    pending.map(f => f.clause),
    ['E-15'],
  )
  assert.match(pending[0]?.sentence ?? '', /补正应于2026年7月16日前提交，到2026年7月20日仍未提交，也未终止/)
  assert.match(found(story)[0]?.sentence ?? '', /补正应于2026年7月16日前提交，2026年7月20日才提交/)
})

test('E-15、E-70 补正期限按官方安排或按当时的暂估计算都可以，按别的就是问题', () => {
  const story = given('2026-09-22')
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id], { conclusion: 'RETURNED', on: '2026-09-29' })
  const { say } = falsifier(logged(story.world.events))
  const returned = of('matter.tier-concluded', streams.matter(id))
  const due = (supplementDueOn: Day) => say(returned, { supplementDueOn })

  assert.equal(story.matter(id).supplement?.dueOn, '2026-10-12')
  assert.deepEqual(replayOf(due('2026-10-06')).findings, [])
  assertFound(due('2026-10-20'), 'E-15', /补正期限应为2026年10月12日，记为2026年10月20日/)
})

test('A4、E-24 事后报备逾期未补报：查得出来；标识由平台给，给早了查得出来', () => {
  const story = given('2026-07-06')
  const id = drafted(story, FILING_ITEM)
  filled(story, id)
  const { handler } = story.matter(id)
  const urgency = { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: story.now() }
  story.does(handler, streams.matter(id), 'post-filing', urgency)
  story.on('2026-07-10')
  story.does('SYSTEM', streams.matter(id), 'lateness', {})
  const entries = logged(story.world.events)
  const { write } = falsifier(entries)

  const early = write(of('matter.marked'), () => ({ at: '2026-07-08T02:00:00.000Z' }))

  const [late, ...others] = replayOf(entries).findings
  assert.deepEqual(others, [])
  assert.equal(late?.clause, 'A4')
  assert.match(late.sentence, /限3个工作日内送审，应于2026年7月9日前，到2026年7月10日仍未送审/)
  assertFound(early, 'E-24', /补报期限未满/)
})

test('E-24 逾期送审的事后报备没有标识，是问题', () => {
  const story = given('2026-07-06')
  const id = drafted(story, FILING_ITEM)
  filled(story, id)
  const on = streams.matter(id)
  const { handler } = story.matter(id)
  const urgency = { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: story.now() }
  story.does(handler, on, 'post-filing', urgency)
  story.does('head-sci-tech', on, 'urgency-proposal', { opinion: '情况属实' })
  story.does('leader-1', on, 'urgency-confirmation', { opinion: '同意确认' })
  story.on('2026-07-15')
  story.does(handler, on, 'submission', {})
  throughAllTiers(story, id)
  const entries = logged(story.world.events)

  const unmarked = falsifier(entries).drop(of('matter.marked', on))

  assert.deepEqual(
    replayOf(entries).findings.map(f => f.clause),
    ['A4', 'A4'],
  )
  assertFound(unmarked, 'E-24', /没有“逾期未补报”标识/)
})

test('MTG-004 暂缓满十二个月仍未再提，也未终止', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id], { conclusion: 'DEFERRED' })

  assert.deepEqual(found(story, '2027-07-09'), [])
  assert.match(
    found(story, '2027-07-10')[0]?.sentence ?? '',
    /2026年7月9日暂缓，满12个月未再提，到2027年7月10日仍未终止/,
  )
})

test('MTG-006 会议通知的提前量不足，写明应有几天，并说明理由不公开', () => {
  const story = given('2026-07-06')
  const id = submitted(story, FILING_ITEM)
  const meeting = called(story, 'INITIAL', 'SCI_TECH', { on: '2026-07-08' })
  story.does(story.meeting(meeting).recorder, streams.meeting(meeting), 'items', { matter: id })

  story.does('head-sci-tech', streams.meeting(meeting), 'notice', { shortNoticeReason: '申报本周截止' })

  const [short, ...others] = found(story)
  assert.deepEqual(others, [])
  assert.equal(short?.clause, 'MTG-006')
  assert.match(short.sentence, /^科技处2026年第1次初审例会，.*只提前2个工作日，应提前3个.*不在公开数据之内/)
})
