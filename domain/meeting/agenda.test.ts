import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  called,
  FILING_ITEM,
  leaderReviewed,
  met,
  noticed,
  opened,
  SECRETARY,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const at = (body: string, kind: string, scheduledAt = '2026-07-20T02:00:00.000Z') => ({
  kind,
  body,
  scheduledAt,
  place: '第一会议室',
})

test('S87、S81 初审例会由送审处室自己召集，处室主要负责人主持，本处室人员参加', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting('INITIAL-SCI_TECH-2026-1')
  const refusal = { clause: 'S81', says: /初审例会由送审处室自己召集/, code: 'FORBIDDEN' } as const
  story.refused('clerk-planning-1', stream, 'calling', at('SCI_TECH', 'INITIAL'), refusal)
  story.refused(SECRETARY, stream, 'calling', at('SCI_TECH', 'INITIAL'), refusal)
  story.does('clerk-sci-tech-1', stream, 'calling', at('SCI_TECH', 'INITIAL'))
  const { chair, members } = story.meeting('INITIAL-SCI_TECH-2026-1')
  assert.equal(chair, 'head-sci-tech')
  assert.deepEqual(
    members.map(m => m.person),
    ['head-sci-tech', 'deputy-sci-tech', 'clerk-sci-tech-1', 'clerk-sci-tech-2'],
  )
})

test('S87 处室没有负责人的，开不了初审例会', () => {
  const story = tellStory(founded.copy())
  const post = story.organisation().assignments.find(a => a.person === 'head-sci-tech')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: story.today() })
  const stream = streams.meeting('INITIAL-SCI_TECH-2026-1')
  story.refused('clerk-sci-tech-1', stream, 'calling', at('SCI_TECH', 'INITIAL'), {
    clause: 'S87',
    says: /不能召开初审例会/,
  })
})

test('S89、S97 复核小组例会由召集人（排序第一者）或办公室召集，组长主持', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting('GROUP-PLAN_FUND-1-2026-1')
  const refusal = { clause: 'S97', says: /由召集人或领导小组办公室召集/, code: 'FORBIDDEN' } as const
  story.refused('head-transport', stream, 'calling', at('PLAN_FUND-1', 'GROUP'), refusal)
  story.copy().does(SECRETARY, stream, 'calling', at('PLAN_FUND-1', 'GROUP'))
  story.does('head-capital-construction', stream, 'calling', at('PLAN_FUND-1', 'GROUP'))
  const { chair, members } = story.meeting('GROUP-PLAN_FUND-1-2026-1')
  assert.equal(chair, 'leader-2')
  assert.deepEqual(
    members.map(m => m.person),
    [
      'leader-2',
      'head-capital-construction',
      'head-transport',
      'head-waterway',
      'head-toll-admin',
      'head-local-railway',
      'head-personnel',
    ],
  )
})

test('S90、A13 厅长办公会由厅主要领导主持，班子成员表决；驻厅纪检组长列席，不计票', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting('DIRECTOR-DIRECTOR-2026-1')
  story.refused('head-planning', stream, 'calling', at('DIRECTOR', 'DIRECTOR'), {
    clause: 'S90',
    says: /由厅办公室会务召集/,
  })
  const second = streams.meeting('DIRECTOR-PLANNING-2026-1')
  story.refused(SECRETARY, second, 'calling', at('PLANNING', 'DIRECTOR'), { clause: 'S90', says: /只有一个/ })
  story.does(SECRETARY, stream, 'calling', at('DIRECTOR', 'DIRECTOR'))
  const { chair, members } = story.meeting('DIRECTOR-DIRECTOR-2026-1')
  assert.equal(chair, 'agency-head')
  assert.deepEqual(
    members.map(m => [m.person, m.voting]),
    [
      ['agency-head', true],
      ['leader-1', true],
      ['leader-2', true],
      ['leader-3', true],
      ['leader-4', true],
      ['discipline-leader', false],
    ],
  )
})

test('会议不能召集在过去，不能重复召集', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting('DIRECTOR-DIRECTOR-2026-1')
  const past = at('DIRECTOR', 'DIRECTOR', '2026-07-05T02:00:00.000Z')
  story.refused(SECRETARY, stream, 'calling', past, { clause: 'S92', says: /不得早于现在/ })
  story.does(SECRETARY, stream, 'calling', at('DIRECTOR', 'DIRECTOR'))
  story.refused(SECRETARY, stream, 'calling', at('DIRECTOR', 'DIRECTOR'), { clause: 'S92', says: /已经召集/ })
})

test('S92 三种例会是同一个会议模型：议题、通知、到会、发言、结论、纪要，会次按主体按年连续', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const ids = [met(story, 'INITIAL', [id])]
  leaderReviewed(story, id)
  ids.push(met(story, 'GROUP', [id]), met(story, 'DIRECTOR', [id]))
  for (const meeting of ids) {
    const { stage, items, attendance, noticedAt, hash } = story.meeting(meeting)
    assert.deepEqual([stage, items.length, items[0]?.stage], ['SIGNED', 1, 'CONCLUDED'])
    assert.ok(attendance.length > 0 && noticedAt && hash && items[0]?.opinions.length)
  }
  const second = submitted(story, APPROVAL_ITEM)
  assert.equal(met(story, 'INITIAL', [second]), 'INITIAL-CAPITAL_CONSTRUCTION-2026-2')
  assert.equal(story.meeting('INITIAL-CAPITAL_CONSTRUCTION-2026-2').seq, 2)
})

test('MTG-007 同一件不能列入两次会议；复核小组只复核本板块的件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const first = called(story, 'GROUP', 'PLAN_FUND-1')
  story.does(SECRETARY, streams.meeting(first), 'items', { matter: id })
  const second = called(story, 'GROUP', 'PLAN_FUND-1', { on: '2026-08-03' })
  story.refused(
    SECRETARY,
    streams.meeting(second),
    'items',
    { matter: id },
    { clause: 'MTG-007', says: /已列入另一次会议的议程/ },
  )
  const other = called(story, 'GROUP', 'PERMIT-1')
  story.does(SECRETARY, streams.meeting(first), 'item-removals', { matter: id, reason: '改期' })
  story.refused(SECRETARY, streams.meeting(other), 'items', { matter: id }, { clause: 'S94', says: /不负责该板块/ })
  story.refused(
    SECRETARY,
    streams.meeting(second),
    'items',
    { matter: '2026-000999' },
    { clause: 'MTG-007', says: /没有这个件/ },
  )
  story.does(SECRETARY, streams.meeting(second), 'items', { matter: id })
})

test('S87 初审例会只审本处室主办的件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['PLANNING'] } })
  const meeting = called(story, 'INITIAL', 'PLANNING')
  story.refused(
    'clerk-planning-1',
    streams.meeting(meeting),
    'items',
    { matter: id },
    { clause: 'S87', says: /只审本处室主办的件/ },
  )
})

test('MTG-006 材料须提前3个工作日送达；提前量不足的须主持人同意并写明理由', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1', { on: '2026-07-13' })
  const stream = streams.meeting(meeting)
  assert.equal(story.today(), '2026-07-09')
  story.does(SECRETARY, stream, 'items', { matter: id })
  story.refused(
    SECRETARY,
    stream,
    'notice',
    {},
    { clause: 'MTG-006', says: /材料须提前3个工作日送达，距2026年7月13日开会只有2个工作日/ },
  )
  const short = { shortNoticeReason: '项目申报本周截止' }
  story.refused(SECRETARY, stream, 'notice', short, {
    clause: 'MTG-006',
    says: /须由会议主持人同意发出/,
    code: 'FORBIDDEN',
  })
  story.does('leader-2', stream, 'notice', short)
  assert.equal(story.meeting(meeting).shortNoticeReason, short.shortNoticeReason)
})

test('MTG-007 没有议题不能发出通知', () => {
  const story = tellStory(founded.copy())
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  story.refused(SECRETARY, streams.meeting(meeting), 'notice', {}, { clause: 'MTG-007', says: /议程上还没有议题/ })
})

test('E-40、MTG-008 会议通知发出后不得临时增加议题，审定件尤其不得', () => {
  const story = tellStory(founded.copy())
  const [first, second] = [submitted(story, APPROVAL_ITEM), submitted(story, APPROVAL_ITEM)]
  for (const id of [first, second]) upToTier(story, id, 4)
  const meeting = noticed(story, 'DIRECTOR', [first])
  const refusal = { clause: 'E-40', says: /会议通知已经发出，不得临时增加议题/ }
  story.refused(SECRETARY, streams.meeting(meeting), 'items', { matter: second }, refusal)
  opened(story, meeting)
  story.refused(SECRETARY, streams.meeting(meeting), 'items', { matter: second }, refusal)
  story.refused(
    SECRETARY,
    streams.meeting(meeting),
    'item-removals',
    { matter: first, reason: '改期' },
    { clause: 'MTG-008', says: /会议现为「进行中」/ },
  )
})

test('E-05 组长恰是该件分管领导的，通知发不出去，并列出可替换的厅领导；改由他人主持后可以', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, 'DEMO-PF-02', {}, { details: { coDepartments: ['CAPITAL_CONSTRUCTION'] } })
  upToTier(story, id, 3)
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const stream = streams.meeting(meeting)
  story.does(SECRETARY, stream, 'items', { matter: id })
  const says = /梁绍康（演示）是本件送审处室的分管领导.*可改由黎静宜（演示）、邝志远（演示）主持/
  story.refused(SECRETARY, stream, 'notice', {}, { clause: 'E-05', says, code: 'CONFLICT_OF_INTEREST' })
  const substitute = (presider: string) => ({ matter: id, presider, reason: '组长为联办处室分管领导' })
  story.refused(SECRETARY, stream, 'presiders', substitute('leader-1'), {
    clause: 'S95',
    says: /分管领导/,
    field: 'presider',
  })
  story.refused(SECRETARY, stream, 'presiders', substitute('discipline-leader'), {
    clause: 'A13',
    says: /监督问责小组组长/,
  })
  story.does(SECRETARY, stream, 'presiders', substitute('leader-3'))
  story.does(SECRETARY, stream, 'notice', {})

  opened(story, meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  assert.equal(story.meeting(meeting).items[0]?.presider, 'leader-3')
})

test('E-05 无人可换的，请转领导小组指定', () => {
  const story = tellStory(founded.copy())
  const coDepartments = ['CAPITAL_CONSTRUCTION', 'TRANSPORT', 'POLICY_LAW']
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments } })
  upToTier(story, id, 3)
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  story.does(SECRETARY, streams.meeting(meeting), 'items', { matter: id })
  story.refused(
    SECRETARY,
    streams.meeting(meeting),
    'notice',
    {},
    { clause: 'E-05', says: /无人可换，请转领导小组指定/ },
  )
})

test('MTG-014 暂缓的议题再次上会，须说明新情况', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'DEFERRED' })
  assert.equal(story.matter(id).status, 'DEFERRED')
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const stream = streams.meeting(meeting)
  story.refused(
    SECRETARY,
    stream,
    'items',
    { matter: id },
    { clause: 'MTG-014', says: /须说明新情况/, code: 'INCOMPLETE' },
  )
  story.does(SECRETARY, stream, 'items', { matter: id, circumstances: '主管部门已批复' })
  assert.deepEqual([story.matter(id).status, story.matter(id).listing?.meeting], ['LEADER_PASSED', meeting])
  assert.equal(story.matter(id).records.at(-1)?.superseded, true, '暂缓的那条记录保留并标失效')
})

test('MTG-004 暂缓满12个月未再提的可以终止，未满不得终止', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'DEFERRED' })
  story.on('2027-07-14')
  const reason = { reason: '暂缓期满未再提' }
  story.refused('SYSTEM', streams.matter(id), 'termination', reason, { clause: 'MTG-004', says: /暂缓未满规定期限/ })
  story.on('2027-07-15')
  story.does('SYSTEM', streams.matter(id), 'termination', reason)
  assert.equal(story.matter(id).status, 'TERMINATED')
})

test('S92 不同的会议同日召开，各有会次与纪要', () => {
  const story = tellStory(founded.copy())
  const [filing, approval] = [submitted(story, FILING_ITEM), submitted(story, APPROVAL_ITEM)]
  upToTier(story, approval, 4)
  upToTier(story, filing, 3)
  const on = '2026-08-03'
  const [group, director] = [noticed(story, 'GROUP', [filing], { on }), noticed(story, 'DIRECTOR', [approval], { on })]
  assert.notEqual(group, director)
  assert.deepEqual([story.meeting(group).seq, story.meeting(director).seq], [1, 1])
  assert.deepEqual(
    story.meeting(group).items.map(i => i.matter),
    [filing],
  )
  assert.deepEqual(
    story.meeting(director).items.map(i => i.matter),
    [approval],
  )
})
