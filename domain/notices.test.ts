import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen } from '../test/support/group-sitting.ts'
import {
  called,
  concluded,
  FILING_ITEM,
  noticed,
  opened,
  REPORT_ITEM,
  SECRETARY,
  submitted,
} from '../test/support/journey.ts'
import { demonstratedWorld, foundedWorld, type Story, tellStory } from '../test/support/story.ts'
import { streams } from './ids.ts'
import { noticesFor, toldOf } from './notices.ts'

const world = await demonstratedWorld()
const founded = await foundedWorld()
const told = world.events.map(event => ({ event, notices: noticesFor(event.stream, event, world.state) }))

test('只有列明的事件会通知人，其余的不必排队', () => {
  const stray = told.filter(({ event, notices }) => notices.length > 0 && !toldOf.has(event.type))
  assert.deepEqual(
    stray.map(({ event }) => event.type),
    [],
  )
  const types = new Set(told.filter(({ notices }) => notices.length > 0).map(({ event }) => event.type))
  assert.ok(types.size >= 9, [...types].join('、'))
})

test('没有人收到自己所办之事的通知，一件事一人只收一次，每条通知都有去处', () => {
  for (const { event, notices } of told) {
    assert.ok(notices.every(n => n.person !== event.by.person))
    assert.equal(new Set(notices.map(n => n.person)).size, notices.length)
    assert.ok(
      notices.every(n => /^\/(matters|meetings|organisation|review-groups|follow-ups)/.test(n.link)),
      JSON.stringify(notices),
    )
  }
})

test('MTG-006 会议通知发给每一名组成人员', () => {
  const noticed = told.find(({ event }) => event.type === 'meeting.notice-sent')
  assert.ok(noticed)
  const { members, recorder } = world.state<{ members: { person: string }[]; recorder: string }>(noticed.event.stream)
  const expected = members.map(m => m.person).filter(person => person !== recorder)
  assert.deepEqual(noticed.notices.map(n => n.person).toSorted(), expected.toSorted())
})

/** Who is told what by everything of this type that happened so far: the notices of the last one. */
function toldBy(story: Story, type: string) {
  const event = story.world.events.findLast(e => e.type === type) ?? assert.fail(`no ${type}`)
  assert.ok(toldOf.has(type), `${type} waits in the outbox`)
  return noticesFor(event.stream, event, story.world.state)
}
const people = (notices: readonly { readonly person: string }[]) => notices.map(n => n.person).toSorted()
const OFFICE = [
  ...['clerk-general-office-1', 'clerk-general-office-2', 'head-general-office', 'head-party-office'],
  ...['head-policy-law', 'head-personnel', 'head-archive-info-center'],
]
const without = (all: readonly string[], person: string) => all.filter(p => p !== person).toSorted()

test('E-40 会议通知发出后加的议题告知全体组成人员，筹备中列入的不另行告知', () => {
  const story = tellStory(founded.copy())
  const [listed, late] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  const meeting = noticed(story, 'INITIAL', [listed])
  const { recorder, chair, members } = story.meeting(meeting)
  assert.deepEqual(toldBy(story, 'meeting.item-added'), [])

  const stream = streams.meeting(meeting)
  story.does(recorder, stream, 'late-items', { matter: late, reason: '急需审议' })
  story.does(chair, stream, 'late-item-confirmations', { matter: late })
  story.does(SECRETARY, stream, 'late-item-confirmations', { matter: late })

  const notices = toldBy(story, 'meeting.item-added')
  assert.deepEqual(people(notices), members.map(m => m.person).toSorted())
  assert.match(notices[0]?.words ?? '', /临时增加议题「/)
})

test('E-10 有人申请他人回避，告知主持人裁定，不说是谁申请的', () => {
  const { story, id, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const asked = { matter: id, person: 'head-waterway', reason: '近亲属在相对人处任职' }
  story.does('head-transport', stream, 'recusal-requests', asked)

  const [notice, ...others] = toldBy(story, 'meeting.recusal-requested')
  assert.deepEqual([notice?.person, others], ['leader-2', []])
  assert.match(notice?.words ?? '', /有人申请.+回避.+请裁定/)
  assert.doesNotMatch(notice?.words ?? '', /近亲属/)
})

test('S98 复核小组提出邀请，告知办公室商定，通知里没有受邀人姓名', () => {
  const { story, id, stream } = groupOpen(founded)
  const asked = { matter: id, category: 'EXPERT', name: '陈知行（演示）', reason: '涉及隧道地质' }
  story.does('leader-2', stream, 'invitations', asked)

  const notices = toldBy(story, 'meeting.invitation-proposed')
  assert.deepEqual(people(notices), OFFICE.toSorted())
  assert.match(notices[0]?.words ?? '', /邀请专家学者参与复核，请商定/)
  assert.doesNotMatch(JSON.stringify(notices), /陈知行/)
})

test('E-34 纪要稿送阅告知全体，有不同意见的人另请确认其意见；签发也告知', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  concluded(story, meeting, id, { against: ['head-waterway'] })
  story.does(SECRETARY, stream, 'adjournment', {})
  const sections = [{ matter: id, conclusion: 'AGREED', narrative: '会议听取汇报并作了讨论。' }]
  story.does(SECRETARY, stream, 'minutes-drafts', { sections })
  story.does(SECRETARY, stream, 'minutes-circulations', {})
  const members = story.meeting(meeting).members.map(m => m.person)

  const circulated = toldBy(story, 'meeting.minutes-circulated')
  assert.deepEqual(people(circulated), members.toSorted())
  const asked = circulated.filter(n => /请确认您的不同意见是否如实记载/.test(n.words))
  assert.deepEqual(people(asked), ['head-waterway'])

  story.does('head-waterway', stream, 'dissent-confirmations', { matter: id, accurate: true })
  story.does('leader-2', stream, 'minutes-signature', {})
  assert.deepEqual(people(toldBy(story, 'meeting.minutes-signed')), without(members, 'leader-2'))
})

test('E-37 纪要更正告知全体组成人员', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  concluded(story, meeting, id)
  story.does(SECRETARY, stream, 'adjournment', {})
  story.does('leader-2', stream, 'minutes-signature', {})
  const corrections = [{ was: '第一会议室', now: '第二会议室' }]
  story.does(SECRETARY, stream, 'erratum-proposals', { corrections, reason: '地点写错' })
  story.does('leader-2', stream, 'errata', { erratum: 1 })

  const notices = toldBy(story, 'meeting.erratum-issued')
  const members = story.meeting(meeting).members.map(m => m.person)
  assert.deepEqual(people(notices), without(members, 'leader-2'))
  assert.match(notices[0]?.words ?? '', /更正与原文并存/)
})

test('MTG-013 督办下达告知责任处室负责人，反馈告知办公室，退回再告知责任处室负责人', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, REPORT_ITEM)
  const meeting = noticed(story, 'INITIAL', [id])
  opened(story, meeting)
  const task = { words: '补充论证资金来源', owner: 'PLANNING', dueOn: '2026-09-30' }
  concluded(story, meeting, id, { more: { tasks: [task] } })
  const { recorder, chair } = story.meeting(meeting)
  story.does(recorder, streams.meeting(meeting), 'adjournment', {})
  story.does(chair, streams.meeting(meeting), 'minutes-signature', {})
  const followUp = streams.followUp(`${meeting}.1`)

  const [ordered] = toldBy(story, 'follow-up.ordered')
  assert.deepEqual([ordered?.person, ordered?.link], ['head-planning', `/follow-ups/${meeting}.1`])
  assert.match(ordered?.words ?? '', /综合规划处办理，请于2026年9月30日前反馈/)

  story.does('clerk-planning-1', followUp, 'replies', { words: '已完成。' })
  assert.deepEqual(people(toldBy(story, 'follow-up.replied')), OFFICE.toSorted())

  story.does(SECRETARY, followUp, 'returns', { words: '请附件。' })
  assert.deepEqual(people(toldBy(story, 'follow-up.returned')), ['head-planning'])
})

test('A7 轮值经批准，告知组长和每一名成员，召集人写明是召集人', () => {
  const story = tellStory(founded.copy())
  const stream = streams.reviewGroup('PLAN_FUND-2')
  story.does(SECRETARY, stream, 'establishment', {
    ...{ board: 'PLAN_FUND', name: '规划资金复核小组', from: '2027-01-01', to: '2027-06-30', leader: 'leader-3' },
    departments: ['WATERWAY', 'TRANSPORT'],
  })
  story.does('agency-head', stream, 'approval', { session: '领导小组第3次会议' })

  const notices = toldBy(story, 'review-group.approved')
  assert.deepEqual(
    notices.map(n => [n.person, /任「规划资金复核小组」(..)/.exec(n.words)?.[1]]),
    [
      ['leader-3', '组长'],
      ['head-waterway', '召集'],
      ['head-transport', '成员'],
    ],
  )
})

test('S135 领导小组会议的通知写作「2026年第1次领导小组会议」', () => {
  const story = tellStory(founded.copy())
  const id = called(story, 'LEADING', 'LEADING')
  story.does(SECRETARY, streams.meeting(id), 'topics', { subject: 'CATALOGUE', title: '审议职权目录' })
  story.does(SECRETARY, streams.meeting(id), 'notice', {})

  const notices = toldBy(story, 'meeting.notice-sent')
  assert.equal(notices.length, story.meeting(id).members.length)
  assert.match(notices[0]?.words ?? '', /^2026年第1次领导小组会议定于/)
})
