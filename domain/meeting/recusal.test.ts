import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import {
  APPROVAL_ITEM,
  conclusionOf,
  detailsFor,
  FILING_ITEM,
  itemNow,
  met,
  noticed,
  opened,
  SECRETARY,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()

test('S94、S96、E-04 成员所在处室是送审或后补的联办处室的，自动回避，法定人数重算', () => {
  const { story, id, stream, meeting } = groupOpen(founded, { coDepartments: ['TRANSPORT', 'WATERWAY'] })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const item = itemIn(story, meeting)
  assert.deepEqual(
    item.recusals.map(r => r.person),
    ['head-transport', 'head-waterway'],
  )
  const started = story.world.events.findLast(e => e.type === 'meeting.item-started')?.data as {
    expected: number
    present: number
  }
  assert.deepEqual([started.expected, started.present], [5, 5])
  const refusal = { clause: 'E-09', says: /已对本议题回避，不得发表意见/, code: 'CONFLICT_OF_INTEREST' } as const
  story.refused('head-transport', stream, 'opinions', says(id, 'head-transport'), refusal)
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  assert.deepEqual([itemIn(story, meeting).conclusion?.agree, itemIn(story, meeting).conclusion?.expected], [5, 5])
})

test('E-06 召集人所在处室送审的，由下一顺位代召集并记录，原召集人不参与该议题', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, 'DEMO-CS-01', {}, { details: { coDepartments: ['PLANNING'] } })
  upToTier(story, id, 3)
  const meeting = sitting(story, 'GROUP', [id])
  story.does(SECRETARY, streams.meeting(meeting), 'item-starts', { matter: id })
  const { convener, actingConvener } = itemIn(story, meeting)
  assert.deepEqual([convener, actingConvener], ['head-finance-audit', true])
  story.refused('head-planning', streams.meeting(meeting), 'opinions', says(id, 'head-planning'), {
    clause: 'E-09',
    says: /已对本议题回避/,
  })
})

test('E-06 召集人请假的，同样由下一顺位代召集；都在的由排序第一者召集', () => {
  const usual = groupOpen(founded)
  usual.story.does(SECRETARY, usual.stream, 'item-starts', { matter: usual.id })
  const first = itemIn(usual.story, usual.meeting)
  assert.deepEqual([first.convener, first.actingConvener], ['head-capital-construction', false])

  const away = groupOpen(founded, { coDepartments: ['TRANSPORT'] }, ['head-capital-construction'])
  away.story.does(SECRETARY, away.stream, 'item-starts', { matter: away.id })
  const next = itemIn(away.story, away.meeting)
  assert.deepEqual([next.convener, next.actingConvener], ['head-waterway', true])
})

test('E-09 会中声明利害关系：立即回避，人数与票数重算，已发表的意见标“回避前发言”而保留', () => {
  const { story, id, stream, meeting } = groupOpen(founded)
  const recusal = (person: string) => ({ matter: id, person, reason: '近亲属任职于申报单位' })
  story.refused('head-transport', stream, 'recusals', recusal('head-transport'), {
    clause: 'MTG-002',
    says: /不在审议中/,
  })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.does('head-transport', stream, 'opinions', says(id, 'head-transport'))
  story.refused('head-waterway', stream, 'recusals', recusal('head-transport'), {
    clause: 'E-09',
    says: /由本人声明，或由记录人、主持人登记/,
  })
  story.refused(SECRETARY, stream, 'recusals', recusal('head-ports'), { clause: 'E-09', says: /不是会议组成人员/ })
  story.does('head-transport', stream, 'recusals', recusal('head-transport'))
  story.refused(SECRETARY, stream, 'recusals', recusal('head-transport'), { clause: 'E-09', says: /已经回避/ })
  story.refused('head-transport', stream, 'opinions', says(id, 'head-transport'), {
    clause: 'E-09',
    says: /已对本议题回避/,
  })
  assert.deepEqual(
    itemIn(story, meeting).opinions.map(o => [o.person, o.beforeRecusal]),
    [['head-transport', true]],
  )
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const { expected, agree, participants } = itemIn(story, meeting).conclusion ?? assert.fail('no conclusion')
  assert.deepEqual([expected, agree, participants.includes('head-transport')], [6, 6, false])
})

test('E-05 主持人会中须回避的，不得以“程序性主持”规避，须顺延另行指定', () => {
  const { story, id, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const recusal = { matter: id, person: 'leader-2', reason: '近亲属任职于申报单位' }
  story.refused('leader-2', stream, 'recusals', recusal, { clause: 'E-05', says: /请将本议题顺延并另行指定主持人/ })
  story.does(SECRETARY, stream, 'postponements', { matter: id, reason: '主持人回避' })
})

test('S95 议题列入后组长改分管该送审处室的，开始审议时同样被阻断', () => {
  const { story, id, stream } = groupOpen(founded)
  const post = story.organisation().assignments.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === 'SCI_TECH')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: '2026-07-13' })
  story.does('SYSTEM', streams.organisation, 'post-assignments', {
    person: 'leader-2',
    post: 'LEADER_IN_CHARGE',
    department: 'SCI_TECH',
    from: '2026-07-14',
  })
  const refusal = {
    clause: 'E-05',
    says: /梁绍康（演示）是本件送审处室的分管领导/,
    code: 'CONFLICT_OF_INTEREST',
  } as const
  story.refused(SECRETARY, stream, 'item-starts', { matter: id }, refusal)
  story.does(SECRETARY, stream, 'presiders', { matter: id, presider: 'leader-4', reason: '分工调整' })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
})

test('S10 经办人在初审例会上汇报而不表决；经办人为处室负责人的，不得主持审议自己的件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const meeting = sitting(story, 'INITIAL', [id])
  const stream = streams.meeting(meeting)
  story.does('clerk-sci-tech-1', stream, 'item-starts', { matter: id })
  assert.deepEqual(
    itemIn(story, meeting).recusals.map(r => [r.person, r.clause]),
    [['clerk-sci-tech-1', 'S10']],
  )
  story.refused('clerk-sci-tech-1', stream, 'opinions', says(id, 'clerk-sci-tech-1'), {
    clause: 'E-09',
    says: /已对本议题回避/,
  })

  const own = tellStory(founded.copy())
  const mine = submitted(own, FILING_ITEM, { handler: 'head-sci-tech' })
  const chaired = sitting(own, 'INITIAL', [mine])
  const refusal = {
    clause: 'S10',
    says: /主持人柳承志（演示）是本件经办人，不得主持审议/,
    code: 'CONFLICT_OF_INTEREST',
  } as const
  own.refused('clerk-sci-tech-1', streams.meeting(chaired), 'item-starts', { matter: mine }, refusal)
})

test('S10、E-08 经办人为处室负责人的，会前改由副职主持后可以审议', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, { handler: 'head-sci-tech' })
  const meeting = noticed(story, 'INITIAL', [id])
  const stream = streams.meeting(meeting)
  const chair = (person: string) => ({ chair: person, reason: '负责人为经办人' })
  story.refused('clerk-sci-tech-1', stream, 'chairs', chair('leader-1'), {
    clause: 'E-08',
    says: /主持人须是会议组成人员/,
  })
  story.refused('clerk-sci-tech-1', stream, 'chairs', chair('clerk-sci-tech-2'), {
    clause: 'E-08',
    says: /职务不能主持本会议/,
  })
  story.does('clerk-sci-tech-1', stream, 'chairs', chair('deputy-sci-tech'))
  opened(story, meeting)
  story.does('clerk-sci-tech-1', stream, 'item-starts', { matter: id })
  assert.equal(itemIn(story, meeting).presider, 'deputy-sci-tech')
})

test('S95 分工调整后，原来作过第二级审核的和新分管的，都不得主持复核', () => {
  const { story, id, stream } = groupOpen(founded)
  const post = story.organisation().assignments.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === 'SCI_TECH')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: '2026-07-13' })
  story.does('SYSTEM', streams.organisation, 'post-assignments', {
    person: 'leader-4',
    post: 'LEADER_IN_CHARGE',
    department: 'SCI_TECH',
    from: '2026-07-14',
  })
  const presider = (person: string) => ({ matter: id, presider: person, reason: '另行指定' })
  story.refused(SECRETARY, stream, 'presiders', presider('leader-1'), { clause: 'S95', says: /已对本件作第二级审核/ })
  story.refused(SECRETARY, stream, 'presiders', presider('leader-4'), { clause: 'S95', says: /本件送审处室的分管领导/ })
  story.does(SECRETARY, stream, 'presiders', presider('leader-3'))
})

test('S94、A9 第四级退回补正时不得再增减联办处室，否则复核过的成员会变成送审处室的人', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  met(story, 'DIRECTOR', [id], { conclusion: 'RETURNED' })
  const { handler, item } = story.matter(id)
  const details = (more: object) => detailsFor(itemNow(story, item), { ...more })
  const joined = details({ coDepartments: ['PLANNING'] })
  const refusal = { clause: 'S94', says: /第三级复核已经结束，不得再增减联办处室/, field: 'coDepartments' }
  story.refused(handler, streams.matter(id), 'details', joined, refusal)
  story.does(handler, streams.matter(id), 'details', details({ amount: 100 }))
})

test('S96、E-04 开始审议后成员调入送审处室的，须先登记回避才能作结论', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  const post = { person: 'head-transport', post: 'DIVISION_DEPUTY', department: 'SCI_TECH', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', post)
  const refusal = {
    clause: 'S96',
    says: /马骏程（演示）任职于送审处室科技处，须先登记回避再作结论/,
    code: 'CONFLICT_OF_INTEREST',
  } as const
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), refusal)
  story.does(SECRETARY, stream, 'recusals', { matter: id, person: 'head-transport', reason: '已调入送审处室' })
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
})

test('E-42 一次会议多个议题，回避和法定人数逐议题计算', () => {
  const story = tellStory(founded.copy())
  const plain = submitted(story, FILING_ITEM)
  const joint = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['TRANSPORT'] } })
  for (const id of [plain, joint]) upToTier(story, id, 3)
  const meeting = sitting(story, 'GROUP', [plain, joint])
  const expected = [plain, joint].map(id => {
    story.does(SECRETARY, streams.meeting(meeting), 'item-starts', { matter: id })
    spoken(story, meeting, id)
    story.does(SECRETARY, streams.meeting(meeting), 'conclusions', conclusionOf(story, id, 'AGREED'))
    return story.meeting(meeting).items.find(i => i.matter === id)?.conclusion?.expected
  })
  assert.deepEqual(expected, [7, 6])
})
