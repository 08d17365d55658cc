import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  called,
  concluded,
  noticed,
  opened,
  SECRETARY,
  signed,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { type ReviewGroup, specialGroupId } from '../review-group/review-group.ts'
import { refuseItem } from './acts-agenda.ts'
import type { MeetingFacts } from './facts.ts'
import { noMeeting } from './meeting.ts'
import { seatsFor } from './seats.ts'

const founded = await foundedWorld()
const TOPIC = { subject: 'OTHER', title: '听取上半年阳光政务工作汇报' }

/** 领导小组会议已开，正在审议一个议题。 */
function topicUnderWay() {
  const story = tellStory(founded.copy())
  const meeting = called(story, 'LEADING', 'LEADING')
  const stream = streams.meeting(meeting)
  story.does(SECRETARY, stream, 'topics', TOPIC)
  story.does(SECRETARY, stream, 'notice', {})
  opened(story, meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: 'T-1' })
  return { story, meeting, stream }
}

test('S135、S64 领导小组会议由办公室召集，只有一个，厅主要领导主持，各处室负责人参加', () => {
  const story = tellStory(founded.copy())
  const calling = (body: string) => ({
    kind: 'LEADING',
    body,
    scheduledAt: '2026-07-20T02:00:00.000Z',
    place: '会议室',
  })
  const stream = streams.meeting('LEADING-LEADING-2026-1')
  const refusal = { clause: 'S135', says: /由领导小组办公室召集/ }
  story.refused('head-planning', stream, 'calling', calling('LEADING'), refusal)
  const other = streams.meeting('LEADING-PLANNING-2026-1')
  story.refused(SECRETARY, other, 'calling', calling('PLANNING'), { clause: 'S135', says: /领导小组只有一个/ })
  story.does(SECRETARY, stream, 'calling', calling('LEADING'))
  const { chair, members } = story.meeting('LEADING-LEADING-2026-1')
  assert.equal(chair, 'agency-head')
  for (const person of ['agency-head', 'leader-1', 'head-planning']) assert.ok(members.some(m => m.person === person))
})

test('S135、S86 领导小组会议不审议送审的件，会前会后都列不进去', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const meeting = called(story, 'LEADING', 'LEADING')
  const stream = streams.meeting(meeting)
  const refusal = { clause: 'S135', says: /不审议送审的件，其议题请用「列入领导小组议题」/ }
  story.refused(SECRETARY, stream, 'items', { matter: id }, refusal)
  story.does(SECRETARY, stream, 'topics', TOPIC)
  story.does(SECRETARY, stream, 'notice', {})
  story.refused(SECRETARY, stream, 'late-items', { matter: id, reason: '紧急事项' }, refusal)
})

test('S135 领导小组的结论为同意、修改后同意、不同意或暂缓，不附条件和补正内容', () => {
  const { story, meeting, stream } = topicUnderWay()
  spoken(story, meeting, 'T-1')
  const conclude = (conclusion: string, more: object = {}) => ({
    ...{ matter: 'T-1', conclusion, opinion: '会议听取了汇报。' },
    ...more,
  })
  const condition = { words: '补充数据', owner: 'PLANNING', dueOn: '2026-12-31' }
  const wrong = [
    [conclude('RETURNED', { needed: ['补充'] }), /同意、修改后同意、不同意或暂缓/],
    [conclude('WITHDRAWN'), /同意、修改后同意、不同意或暂缓/],
    [conclude('AGREED_IN_PRINCIPLE', { conditions: [condition] }), /同意、修改后同意、不同意或暂缓/],
    [conclude('AGREED', { needed: ['补充材料'] }), /不附条件和补正内容/],
    [conclude('AGREED', { conditions: [condition] }), /不附条件和补正内容/],
  ] as const
  for (const [input, says] of wrong) story.refused(SECRETARY, stream, 'conclusions', input, { clause: 'S135', says })
  for (const conclusion of ['AGREED', 'DEFERRED'])
    story.copy().does(SECRETARY, stream, 'conclusions', conclude(conclusion))
  story.does(SECRETARY, stream, 'conclusions', conclude('AGREED_WITH_CHANGES', { changes: '第二条按会议意见修改' }))
})

test('S135 撤下的领导小组议题只从议程上撤下，没有件受影响', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting(called(story, 'LEADING', 'LEADING'))
  story.does(SECRETARY, stream, 'topics', TOPIC)
  const events = story.does(SECRETARY, stream, 'item-removals', { matter: 'T-1', reason: '改期' })
  assert.deepEqual(
    events.map(e => e.type),
    ['meeting.item-removed'],
  )
})

test('E-43 领导小组会与厅长办公会同日连开：两次会议，两套会次，两份纪要，不合并记录', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  const on = '2026-08-03'
  const director = noticed(story, 'DIRECTOR', [id], { on })
  const leading = called(story, 'LEADING', 'LEADING', { on })
  story.does(SECRETARY, streams.meeting(leading), 'topics', TOPIC)
  story.does(SECRETARY, streams.meeting(leading), 'notice', {})
  for (const meeting of [leading, director]) opened(story, meeting)
  concluded(story, leading, 'T-1')
  concluded(story, director, id)
  for (const meeting of [leading, director]) signed(story, meeting)

  const [one, other] = [story.meeting(leading), story.meeting(director)]
  assert.deepEqual([leading, director], ['LEADING-LEADING-2026-1', 'DIRECTOR-DIRECTOR-2026-1'])
  assert.deepEqual([one.seq, other.seq], [1, 1], '会次各自连续')
  assert.notEqual(one.hash, other.hash)
  assert.deepEqual([one.minutes?.includes(id), other.minutes?.includes(TOPIC.title)], [false, false])
})

const group = (more: Partial<ReviewGroup>): ReviewGroup => ({
  ...{ id: 'PLAN_FUND-1', board: 'PLAN_FUND', name: '特别复核组', from: '2026-07-01', to: '2026-12-31' },
  ...{ leader: 'leader-4', members: [{ person: 'head-policy-law', department: 'POLICY_LAW', order: 1 }] },
  ...more,
})

test('E-11 特别复核组只复核为其指定的件，板块不同也可以；该件别的复核小组不得复核', () => {
  const story = tellStory(founded.copy())
  const [own = '', other = ''] = [submitted(story, APPROVAL_ITEM), submitted(story, APPROVAL_ITEM)]
  for (const id of [own, other]) upToTier(story, id, 3)
  const rulebook = story.world.state<MeetingFacts['rulebook']>(streams.rulebook)
  const base = { now: story.now(), today: story.today(), person: SECRETARY, organisation: story.organisation() }
  const ask = (matter: string, of: ReviewGroup, specialGroup?: string) => {
    const listed = { ...story.matter(matter), ...(specialGroup ? { specialGroup } : {}) }
    const facts = { ...base, rulebook, group: of, matters: {} }
    return refuseItem({ ...noMeeting, kind: 'GROUP', body: of.id, stage: 'PLANNED' }, listed, undefined, facts)
  }
  const special = group({ id: specialGroupId(own), special: own })
  const regular = group({ id: 'CONSTRUCTION-1', board: 'CONSTRUCTION' })

  assert.equal(ask(own, special, special.id), undefined)
  assert.match(ask(other, special)?.sentence ?? '', /只复核领导小组为其指定的件/)
  assert.equal(ask(other, special)?.clause, 'E-11')
  assert.match(ask(own, regular, special.id)?.sentence ?? '', /其他复核小组不得复核/)
  assert.equal(ask(other, regular), undefined)
  assert.equal(ask(other, group({}))?.clause, 'S94')
})

test('E-11、A7 特别复核组须经批准，在其期限内开会，组长主持', () => {
  const story = tellStory(founded.copy())
  const seat = (more: Partial<ReviewGroup>, day = '2026-08-03') => {
    const of = group({ id: specialGroupId('2026-000001'), special: '2026-000001', ...more })
    return seatsFor('GROUP', of.id, of, story.organisation(), day)
  }
  const refused = (result: ReturnType<typeof seat>) => (result.ok ? undefined : result.error.clause)
  assert.equal(refused(seat({})), 'A7')
  assert.equal(refused(seat({ approvedAt: '2026-07-10T02:00:00.000Z' }, '2027-01-04')), 'S101')
  const seated = seat({ approvedAt: '2026-07-10T02:00:00.000Z' })
  assert.ok(seated.ok)
  assert.deepEqual([seated.value.chair, seated.value.members.length], ['leader-4', 2])
})

test('E-11、S96 指定特别复核组的议题，送审处室的人回避，其他处室的人不回避', () => {
  const story = tellStory(founded.copy())
  const coDepartments = ['CAPITAL_CONSTRUCTION', 'TRANSPORT', 'WATERWAY', 'TOLL_ADMIN', 'LOCAL_RAILWAY', 'PERSONNEL']
  const id = submitted(story, 'DEMO-PF-02', {}, { details: { coDepartments } })
  upToTier(story, id, 3)
  const meeting = called(story, 'LEADING', 'LEADING')
  const stream = streams.meeting(meeting)
  const special = { leader: 'leader-4', departments: ['POLICY_LAW', 'ENFORCEMENT_BUREAU', 'FINANCE_AUDIT'] }
  const title = '复核小组成员处室均为联办处室，须指定特别复核组'
  story.does(SECRETARY, stream, 'topics', { subject: 'SPECIAL_GROUP', reference: [id], special, title })
  story.does(SECRETARY, stream, 'topics', TOPIC)
  story.does(SECRETARY, stream, 'notice', {})
  opened(story, meeting)
  const recusedFrom = (matter: string) => {
    story.does(SECRETARY, stream, 'item-starts', { matter })
    const recused = story.meeting(meeting).items.find(i => i.matter === matter)?.recusals ?? []
    story.does(SECRETARY, stream, 'postponements', { matter, reason: '另行安排' })
    return recused.map(r => [r.person, r.clause])
  }
  const submitting = ['SCI_TECH', ...coDepartments].map(d => `head-${d.toLowerCase().replaceAll('_', '-')}`)
  assert.deepEqual(
    recusedFrom('T-1').toSorted(),
    submitting.toSorted().map(person => [person, 'S96']),
  )
  assert.deepEqual(recusedFrom('T-2'), [])
})
