import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  FILING_ITEM,
  met,
  REPORT_ITEM,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { nameOfStanding } from './route.ts'

const founded = await foundedWorld()
const today = { startedOn: '2026-07-06' }

test('S106 报备件未经同意不得登记开始办理，拒绝理由说明原因；同意后可以', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const stream = streams.matter(id)
  const { handler } = story.matter(id)
  const refusal = { clause: 'S106', says: /“报备”件经报备同意后方可办理，本件尚未同意/, code: 'WRONG_STATE' } as const
  story.refused(handler, stream, 'handling', today, refusal)
  upToTier(story, id, 2)
  story.refused(handler, stream, 'handling', { startedOn: story.today() }, refusal)
  story.does('leader-1', stream, 'leader-review', { conclusion: 'AGREED', opinion: '同意。' })
  story.refused(handler, stream, 'handling', { startedOn: story.today() }, refusal)
  met(story, 'GROUP', [id])
  assert.equal(story.matter(id).status, 'FILED_AGREED')
  story.does(handler, stream, 'handling', { startedOn: story.today() })
  assert.equal(story.matter(id).status, 'HANDLING')
})

test('S106 登记的开始办理日不得早于同意日，不得晚于今天', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  throughAllTiers(story, id)
  const { handler } = story.matter(id)
  story.afterDays(3)
  story.refused(
    handler,
    streams.matter(id),
    'handling',
    { startedOn: '2026-07-13' },
    { clause: 'S106', says: /日期不得早于2026年7月14日/, field: 'startedOn' },
  )
  story.refused(
    handler,
    streams.matter(id),
    'handling',
    { startedOn: '2026-07-18' },
    { clause: 'S15', says: /日期不得晚于今天/ },
  )
  story.does(handler, streams.matter(id), 'handling', { startedOn: '2026-07-14' })
  story.refused(
    handler,
    streams.matter(id),
    'handling',
    { startedOn: '2026-07-14' },
    { clause: 'S106', says: /已经登记开始办理/ },
  )
})

test('S106、S22 报备件办理完成后才能办结，进度逐步登记', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  throughAllTiers(story, id)
  const stream = streams.matter(id)
  const { handler } = story.matter(id)
  story.refused(handler, stream, 'closure', {}, { clause: 'S106', says: /办理完成后才能办结/ })
  story.does(handler, stream, 'handling', { startedOn: story.today() })
  story.refused(
    handler,
    stream,
    'handling-completion',
    { finishedOn: '2026-07-13', result: '已立项' },
    { clause: 'S106', says: /不得早于2026年7月14日/ },
  )
  story.does(handler, stream, 'handling-completion', { finishedOn: story.today(), result: '已立项12个项目' })
  story.does(handler, stream, 'closure', { remark: '归档' })
  const { status, result, handlingStartedOn, handlingFinishedOn } = story.matter(id)
  assert.deepEqual(
    [status, result, handlingStartedOn, handlingFinishedOn],
    ['CLOSED', '已立项12个项目', '2026-07-14', '2026-07-14'],
  )
})

test('S109 审定件未经审议通过不得登记实施；通过后可以，且不得倒填日期', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const stream = streams.matter(id)
  const { handler } = story.matter(id)
  const refusal = { clause: 'S109', says: /“审定”件经审议通过后方可实施，本件尚未通过/, code: 'WRONG_STATE' } as const
  story.refused(handler, stream, 'implementation', today, refusal)
  upToTier(story, id, 4)
  story.refused(handler, stream, 'implementation', { startedOn: story.today() }, refusal)
  met(story, 'DIRECTOR', [id])
  story.refused(
    handler,
    stream,
    'implementation',
    { startedOn: '2026-07-16' },
    { clause: 'S109', says: /不得早于2026年7月17日/ },
  )
  story.does(handler, stream, 'implementation', { startedOn: story.today() })
  story.refused(
    handler,
    stream,
    'implementation',
    { startedOn: story.today() },
    { clause: 'S109', says: /已经登记实施/ },
  )
  story.refused(handler, stream, 'closure', {}, { clause: 'S109', says: /实施完成后才能办结/ })
  story.does(handler, stream, 'implementation-completion', { finishedOn: story.today(), result: '已批复' })
  story.does(handler, stream, 'closure', {})
  assert.equal(story.matter(id).status, 'CLOSED')
})

test('S109、S113 审议不通过的审定件永不得实施', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  met(story, 'DIRECTOR', [id], { conclusion: 'NOT_AGREED' })
  const { handler, status } = story.matter(id)
  assert.equal(status, 'NOT_APPROVED')
  story.refused(
    handler,
    streams.matter(id),
    'implementation',
    { startedOn: story.today() },
    { clause: 'S109', says: /本件尚未通过/ },
  )
  story.refused(handler, streams.matter(id), 'closure', {}, { clause: 'S109', says: /实施完成后才能办结/ })
})

test('S106、S109 办理只用于报备，实施只用于审定；报告件不阻断办理，两者都不登记', () => {
  const story = tellStory(founded.copy())
  const [report, filing, approval] = [REPORT_ITEM, FILING_ITEM, APPROVAL_ITEM].map(item => submitted(story, item))
  for (const id of [report, approval]) {
    const { handler } = story.matter(id ?? '')
    story.refused(handler, streams.matter(id ?? ''), 'handling', today, {
      clause: 'S106',
      says: /只有“报备”件登记开始办理/,
    })
  }
  for (const id of [report, filing]) {
    const { handler } = story.matter(id ?? '')
    story.refused(handler, streams.matter(id ?? ''), 'implementation', today, {
      clause: 'S109',
      says: /只有“审定”件登记实施/,
    })
  }
})

test('E-23 原则同意的条件逐条由责任处室报告、复核组长核销；未核销完不得视为报备同意', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const stream = streams.matter(id)
  upToTier(story, id, 3)
  const dueOn = '2026-08-31'
  const conditions = [
    { words: '补充资金来源论证', owner: 'SCI_TECH', dueOn },
    { words: '财务审计处出具意见', owner: 'FINANCE_AUDIT', dueOn },
  ]
  met(story, 'GROUP', [id], { conclusion: 'AGREED_IN_PRINCIPLE', more: { conditions } })
  const { handler, status } = story.matter(id)
  assert.equal(status, 'AGREED_IN_PRINCIPLE')
  const notYet = { clause: 'E-23', says: /条件尚未全部核销，不得视为报备同意，不能开始办理/ }
  story.refused(handler, stream, 'handling', { startedOn: story.today() }, notYet)

  story.refused(
    'leader-2',
    stream,
    'condition-confirmations',
    { condition: '3-1' },
    { clause: 'E-23', says: /还没有报告落实情况，不能核销/ },
  )
  story.refused(
    'head-ports',
    stream,
    'condition-reports',
    { condition: '3-1', report: '已补充' },
    { clause: 'S145', says: /由修改条件的责任处室办理/ },
  )
  story.does(handler, stream, 'condition-reports', { condition: '3-1', report: '已补充论证' })
  story.does('clerk-finance-audit-1', stream, 'condition-reports', { condition: '3-2', report: '已出具意见' })
  story.refused(
    'leader-1',
    stream,
    'condition-confirmations',
    { condition: '3-1' },
    { clause: 'S145', says: /由修改条件的确认人办理/ },
  )
  story.does('leader-2', stream, 'condition-confirmations', { condition: '3-1' })
  assert.equal(story.matter(id).status, 'AGREED_IN_PRINCIPLE', '还有一条')
  story.refused(handler, stream, 'handling', { startedOn: story.today() }, notYet)
  story.refused(
    'leader-2',
    stream,
    'condition-confirmations',
    { condition: '3-1' },
    { clause: 'E-23', says: /没有这条未核销的条件/ },
  )

  story.afterDays(2)
  story.does('leader-2', stream, 'condition-confirmations', { condition: '3-2' })
  assert.deepEqual([story.matter(id).status, story.matter(id).agreedOn], ['FILED_AGREED', story.today()])
  story.refused(
    handler,
    stream,
    'handling',
    { startedOn: '2026-07-14' },
    { clause: 'S106', says: /不得早于2026年7月16日/ },
  )
  story.does(handler, stream, 'handling', { startedOn: story.today() })
})

test('E-23 第四级原则同意的审定件，条件由复核组长核销后才算审议通过', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const stream = streams.matter(id)
  upToTier(story, id, 4)
  met(story, 'DIRECTOR', [id], { conclusion: 'AGREED_IN_PRINCIPLE' })
  const { handler } = story.matter(id)
  story.refused(
    handler,
    stream,
    'implementation',
    { startedOn: story.today() },
    { clause: 'E-23', says: /不得视为审议通过，不能实施/ },
  )
  story.does(handler, stream, 'condition-reports', { condition: '4-1', report: '已补充论证' })
  story.refused(
    'agency-head',
    stream,
    'condition-confirmations',
    { condition: '4-1' },
    { clause: 'S145', says: /由修改条件的确认人办理/ },
  )
  story.does('leader-3', stream, 'condition-confirmations', { condition: '4-1' })
  assert.equal(story.matter(id).status, 'APPROVED')
  story.does(handler, stream, 'implementation', { startedOn: story.today() })
})

test('E-23 第一级原则同意的，条件核销后才到第二级', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id], { conclusion: 'AGREED_IN_PRINCIPLE' })
  const stream = streams.matter(id)
  story.refused(
    'leader-1',
    stream,
    'leader-review',
    { conclusion: 'AGREED', opinion: '同意。' },
    { clause: 'S88', says: /现为「原则同意，条件待核销」/ },
  )
  story.does(story.matter(id).handler, stream, 'condition-reports', { condition: '1-1', report: '已补充论证' })
  story.does('head-sci-tech', stream, 'condition-confirmations', { condition: '1-1' })
  assert.equal(story.matter(id).status, 'INITIAL_PASSED')
})

test('A3 报告件复核“有意见”，三级程序也已走完，可以办结；初审不同意的不可以', () => {
  const story = tellStory(founded.copy())
  const reviewed = submitted(story, REPORT_ITEM)
  upToTier(story, reviewed, 3)
  met(story, 'GROUP', [reviewed], { conclusion: 'NOT_AGREED' })
  assert.equal(nameOfStanding(story.matter(reviewed)), '有意见')
  story.does(story.matter(reviewed).handler, streams.matter(reviewed), 'closure')
  assert.equal(story.matter(reviewed).status, 'CLOSED')

  const stopped = submitted(story, REPORT_ITEM)
  met(story, 'INITIAL', [stopped], { conclusion: 'NOT_AGREED' })
  story.refused(
    story.matter(stopped).handler,
    streams.matter(stopped),
    'closure',
    {},
    { clause: 'A3', says: /未走完三级程序/ },
  )
})
