import assert from 'node:assert/strict'
import { test } from 'node:test'
import { castOf, leaderReviewed, met, REPORT_ITEM, submitted, throughAllTiers } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { type Rulebook, rulesOn } from '../rulebook/rulebook.ts'
import { type Summary, summaryDueOn, summaryId } from './summary.ts'

const founded = await foundedWorld()
const stream = (period: string, item = REPORT_ITEM) => streams.summary(summaryId(item, period))
const note = { note: '本季度办理情况平稳，无异常。' }

function concludedOn(story: Story, day: string): string {
  story.on(day)
  const id = submitted(story, REPORT_ITEM)
  throughAllTiers(story, id)
  return id
}

test('S104 汇总报告由平台汇集期内办结的全部“报告”件，天然完整，不由人填', () => {
  const story = tellStory(founded.copy())
  const first = concludedOn(story, '2026-07-06')
  const second = concludedOn(story, '2026-09-01')
  const open = submitted(story, REPORT_ITEM)
  story.on('2026-10-01')
  story.does('clerk-transport-1', stream('2026Q3'), 'submission', note)
  const { matters } = story.world.state<Summary>(stream('2026Q3'))
  assert.deepEqual(matters, [first, second])
  assert.ok(!matters.includes(open))
})

test('S104 期满后才能汇总，一期只交一次，只由该事项的处室交，只对“报告”事项', () => {
  const story = tellStory(founded.copy())
  concludedOn(story, '2026-07-06')
  story.on('2026-09-30', '23:00')
  story.refused('clerk-transport-1', stream('2026Q3'), 'submission', note, {
    clause: 'S104',
    says: /本期到2026年9月30日止，期满后才能汇总/,
  })
  story.on('2026-10-01')
  story.refused('clerk-planning-1', stream('2026Q3'), 'submission', note, {
    clause: 'S145',
    says: /送审处室/,
    code: 'FORBIDDEN',
  })
  story.refused('clerk-sci-tech-1', stream('2026Q3', 'DEMO-PF-02'), 'submission', note, {
    clause: 'S104',
    says: /没有这个“报告”事项的汇总报告任务/,
  })
  story.refused('clerk-transport-1', stream('not-a-quarter'), 'submission', note, {
    clause: 'S104',
    says: /没有这个/,
    code: 'NOT_FOUND',
  })
  story.does('clerk-transport-1', stream('2026Q3'), 'submission', note)
  story.refused('clerk-transport-1', stream('2026Q3'), 'submission', note, {
    clause: 'S104',
    says: /已经提交/,
    code: 'WRONG_STATE',
  })
})

test('S104 汇总报告有期限：季末后第10个工作日', () => {
  const rules = rulesOn(founded.state<Rulebook>(streams.rulebook), '2026-07-06')
  // The first seven days of October are holidays, and Saturday the 10th is worked (2026年放假安排).
  assert.equal(summaryDueOn('2026Q3', rules), '2026-10-20')
  assert.equal(summaryDueOn('2026Q2', rules), '2026-07-14')
})

test('E-72 件归属作出结论之日所在的期，跨期的件只计一次', () => {
  const story = tellStory(founded.copy())
  story.on('2026-09-21')
  const id = submitted(story, REPORT_ITEM)
  met(story, 'INITIAL', [id])
  leaderReviewed(story, id)
  story.on('2026-10-12')
  met(story, 'GROUP', [id])
  assert.equal(story.matter(id).concludedAt?.slice(0, 7), '2026-10')
  story.on('2027-01-04')
  for (const period of ['2026Q3', '2026Q4']) story.does('clerk-transport-1', stream(period), 'submission', note)
  assert.deepEqual(story.world.state<Summary>(stream('2026Q3')).matters, [])
  assert.deepEqual(story.world.state<Summary>(stream('2026Q4')).matters, [id])
})

test('E-72 撤回的件不计入汇总，被不同意的件计入', () => {
  const story = tellStory(founded.copy())
  const withdrawn = submitted(story, REPORT_ITEM)
  const { handler, leader } = castOf(story, 'TRANSPORT')
  story.does(handler, streams.matter(withdrawn), 'withdrawal-requests', { reason: '材料有误' })
  story.does(leader, streams.matter(withdrawn), 'withdrawal', {})
  const refused = submitted(story, REPORT_ITEM)
  met(story, 'INITIAL', [refused], { conclusion: 'NOT_AGREED' })
  story.on('2026-10-08')
  story.does(handler, stream('2026Q3'), 'submission', note)
  assert.deepEqual(story.world.state<Summary>(stream('2026Q3')).matters, [refused])
})
