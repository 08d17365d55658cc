import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { LEADER, REGISTER, type RegisterStory, registerStory } from '../../test/support/register-story.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { addDays, type Day } from '../time.ts'
import { type Beat, heartbeatOf } from './heartbeat.ts'
import { nameOfPeriod, periodNamed, periodOf } from './periods.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const HEAD = 'agency-head'
/** Ten workdays after the third quarter, the holidays of the National Day between. */
const DUE: Day = '2026-10-20'

const rulebookOf = (story: RegisterStory) => story.world.state<Rulebook>(streams.rulebook)
const beats = (story: RegisterStory, today = story.today()): readonly Beat[] =>
  heartbeatOf(story.register(), { organisation: story.organisation(), rulebook: rulebookOf(story), today })
const third = (story: RegisterStory) => beats(story).find(b => b.period === '2026-Q3') ?? assert.fail('no such period')

/** Begun in the third quarter of the year. */
function begun(): RegisterStory {
  const story = registerStory(founded, '2026-09-21')
  story.closed('2026-09-20')
  return story
}

test('S123 心跳：期满待提交，逾期一天就是「逾期未提交」，双方看到同一句话', () => {
  const story = begun()
  assert.deepEqual(beats(registerStory(founded)), [])
  assert.deepEqual(
    beats(story).map(b => [b.period, b.state]),
    [['2026-Q3', 'DUE']],
  )

  story.on(DUE)
  assert.equal(third(story).dueOn, DUE)
  assert.deepEqual([third(story).state, third(story).alarm], ['DUE', undefined])

  story.afterDays(1)
  assert.equal(third(story).state, 'MISSED')
  assert.equal(third(story).alarm, '2026年第3季度的监督报告应在2026年10月20日前向厅党组、领导小组提交，至今没有提交。')
})

test('S123 心跳：只报一方，另一方仍然记为没有提交', () => {
  const story = begun()
  story.on('2026-10-09')
  story.does(LEADER, REGISTER, 'reports', story.report('2026-Q3', [story.leadershipKey(HEAD)], ['LEADING_GROUP']))
  assert.deepEqual([third(story).state, third(story).unaddressed], ['DUE', ['PARTY_GROUP']])
  story.on(addDays(DUE, 1))
  assert.equal(third(story).state, 'MISSED')
  assert.match(third(story).alarm ?? '', /向厅党组提交，至今没有提交/)
})

test('S123 心跳：提交了没有人签收，逾期报警；签收了，报警消失', () => {
  const story = begun()
  story.on('2026-10-12')
  story.does(LEADER, REGISTER, 'reports', story.report('2026-Q3', [story.leadershipKey(HEAD)]))
  assert.deepEqual([third(story).state, third(story).receiptDueOn], ['SUBMITTED', '2026-10-19'])
  story.on('2026-10-19')
  assert.equal(third(story).state, 'SUBMITTED')
  story.on('2026-10-20')
  assert.equal(third(story).state, 'NOT_RECEIVED')
  assert.match(third(story).alarm ?? '', /厅党组、领导小组应在2026年10月19日前签收，至今没有签收/)

  story.does(HEAD, REGISTER, 'report-receipts', { no: 1 })
  assert.deepEqual([third(story).state, third(story).alarm, third(story).late], ['RECEIVED', undefined, false])
})

test('S123 心跳：补报的记为迟报，以后各期照样一期一期地来', () => {
  const story = begun()
  story.on('2026-12-01')
  story.does(LEADER, REGISTER, 'reports', story.report('2026-Q3', [story.leadershipKey(HEAD)]))
  assert.deepEqual([third(story).state, third(story).late, third(story).reports], ['SUBMITTED', true, [1]])

  story.on('2027-07-01')
  assert.deepEqual(
    beats(story).map(b => [b.period, b.state]),
    [
      ['2026-Q3', 'NOT_RECEIVED'],
      ['2026-Q4', 'MISSED'],
      ['2027-Q1', 'MISSED'],
      ['2027-Q2', 'DUE'],
      ['2027-Q3', 'DUE'],
    ],
  )
})

test('S123、E-70 落在没有放假安排的年份的期限，标明是暂估', () => {
  const story = begun()
  assert.equal(third(story).estimated, false)
  const far = beats(story, '2099-01-01').at(-1)
  assert.equal(far?.estimated, true)
})

test('S123 报告周期改为每月，自生效之日起按月报，此前的仍按季度', () => {
  const story = begun()
  const parameters = [{ key: 'supervision.reportEvery', value: 'MONTHLY', source: '领导小组会议' }]
  const rules = { effectiveFrom: '2026-10-01', parameters, reason: '加密报告' }
  story.does(HEAD, streams.rulebook, 'rule-sets', rules)
  assert.deepEqual(
    beats(story, '2026-12-05').map(b => b.period),
    ['2026-Q3', '2026-10', '2026-11', '2026-12'],
  )
})

test('S123 报告期的写法：每一天都在自己的月、季、半年、年之中，名称读得回来', () => {
  for (const cycle of ['MONTHLY', 'QUARTERLY', 'HALF_YEARLY', 'YEARLY'] as const) {
    for (let day: Day = '2027-12-25'; day < '2029-01-10'; day = addDays(day, 1)) {
      const period = periodOf(day, cycle)
      assert.ok(period.from <= day && day <= period.to, `${day} ${period.period}`)
      assert.deepEqual(periodNamed(period.period), period)
    }
  }
  assert.deepEqual(['2026-09', '2026-Q3', '2026-H1', '2026-H2', '2026'].map(nameOfPeriod), [
    '2026年9月',
    '2026年第3季度',
    '2026年上半年',
    '2026年下半年',
    '2026年',
  ])
  for (const name of ['2026-13', '2026-Q5', '2026-H3', '26', '2026-9', '1026', '']) {
    assert.equal(periodNamed(name), undefined, name)
  }
})
