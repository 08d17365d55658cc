import assert from 'node:assert/strict'
import { test } from 'node:test'
import { called, SECRETARY } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { type ReviewGroup, specialGroupId } from './review-group.ts'

const founded = await foundedWorld()
const NEXT = streams.reviewGroup('PLAN_FUND-2')
const next = {
  board: 'PLAN_FUND',
  name: '规划资金复核小组',
  from: '2027-01-01',
  to: '2027-06-30',
  leader: 'leader-3',
  departments: ['WATERWAY', 'CAPITAL_CONSTRUCTION', 'TRANSPORT'],
}

test('S72、S101 领导小组办公室编排轮值：起止日、组长、成员、排序；历史轮值可查', () => {
  const story = tellStory(founded.copy())
  story.refused('clerk-planning-1', NEXT, 'establishment', next, { clause: 'S145', says: /由领导小组办公室办理/ })
  story.does(SECRETARY, NEXT, 'establishment', next)
  const group = story.world.state<ReviewGroup>(NEXT)
  assert.deepEqual(
    group.members.map(m => [m.order, m.department]),
    [
      [1, 'WATERWAY'],
      [2, 'CAPITAL_CONSTRUCTION'],
      [3, 'TRANSPORT'],
    ],
  )
  assert.deepEqual([group.from, group.to, group.leader], ['2027-01-01', '2027-06-30', 'leader-3'])
  assert.equal(story.world.state<ReviewGroup>(streams.reviewGroup('PLAN_FUND-1')).leader, 'leader-2')
})

test('S101 轮值期须有先后，不得与上一轮值重叠，不得重复编排', () => {
  const story = tellStory(founded.copy())
  story.refused(
    SECRETARY,
    NEXT,
    'establishment',
    { ...next, to: '2027-01-01' },
    { clause: 'S101', says: /止日须晚于起日/ },
  )
  story.refused(
    SECRETARY,
    NEXT,
    'establishment',
    { ...next, from: '2026-12-31' },
    { clause: 'S101', says: /须在上一轮值止日之后/ },
  )
  story.does(SECRETARY, NEXT, 'establishment', next)
  story.refused(SECRETARY, NEXT, 'establishment', next, { clause: 'S101', says: /本轮值已经编排/, code: 'WRONG_STATE' })
})

test('S101 轮值期外不得召开该小组的例会', () => {
  const story = tellStory(founded.copy(), '2026-12-30')
  const meeting = streams.meeting('GROUP-PLAN_FUND-1-2027-1')
  const late = { kind: 'GROUP', body: 'PLAN_FUND-1', scheduledAt: '2027-01-04T02:00:00.000Z', place: '第一会议室' }
  story.refused(SECRETARY, meeting, 'calling', late, { clause: 'S101', says: /不在该复核小组的轮值期内/ })
  called(story, 'GROUP', 'PLAN_FUND-1', { on: '2026-12-31' })
})

test('A7 轮值由领导小组批准后才能开例会；召集人由显式排序确定，不按姓名推定', () => {
  const story = tellStory(founded.copy(), '2027-01-05')
  story.does(SECRETARY, NEXT, 'establishment', next)
  const meeting = { kind: 'GROUP', body: 'PLAN_FUND-2', scheduledAt: '2027-01-11T02:00:00.000Z', place: '第一会议室' }
  const id = streams.meeting('GROUP-PLAN_FUND-2-2027-1')
  story.refused(SECRETARY, id, 'calling', meeting, { clause: 'A7', says: /轮值未经领导小组批准/ })
  story.refused(SECRETARY, NEXT, 'approval', { session: '第3次会议' }, { clause: 'S145', says: /由厅主要领导办理/ })
  story.does('agency-head', NEXT, 'approval', { session: '第3次会议' })
  story.refused('agency-head', NEXT, 'approval', { session: '第3次会议' }, { clause: 'A7', says: /已经批准/ })
  story.does(SECRETARY, id, 'calling', meeting)
  assert.equal(story.world.state<ReviewGroup>(NEXT).members[0]?.person, 'head-waterway')

  const twice = { ...next, departments: ['WATERWAY', 'TRANSPORT', 'WATERWAY'] }
  story.refused(SECRETARY, streams.reviewGroup('PERMIT-9'), 'establishment', twice, {
    clause: 'A7',
    says: /只能排一次/,
  })
})

test('A8 同一人不得连续两个轮值期任同一板块组长；规则允许时可以', () => {
  const story = tellStory(founded.copy())
  const again = { ...next, leader: 'leader-2' }
  story.refused(SECRETARY, NEXT, 'establishment', again, {
    clause: 'A8',
    says: /梁绍康.*上一轮值的组长/,
    field: 'leader',
  })
  const allowed = {
    effectiveFrom: story.today(),
    parameters: [{ key: 'rotation.sameLeaderConsecutive', value: true, source: '领导小组第3次会议' }],
    reason: '班子成员暂缺',
  }
  story.does('agency-head', streams.rulebook, 'rule-sets', allowed)
  story.does(SECRETARY, NEXT, 'establishment', again)
})

test('S95 组长须是厅领导', () => {
  const story = tellStory(founded.copy())
  const division = { ...next, leader: 'head-waterway' }
  story.refused(SECRETARY, NEXT, 'establishment', division, { clause: 'S95', says: /不是厅领导，不得任复核小组组长/ })
  story.does(SECRETARY, NEXT, 'establishment', next)
})

test('A13 驻厅纪检组长任监督问责小组组长，不得任复核小组组长', () => {
  const story = tellStory(founded.copy())
  const watched = { ...next, leader: 'discipline-leader' }
  story.refused(SECRETARY, NEXT, 'establishment', watched, {
    clause: 'A13',
    says: /监督问责小组组长/,
    code: 'CONFLICT_OF_INTEREST',
  })
})

test('S96 成员须是厅机关处室主要负责人，直属单位和驻厅纪检机构不在其列', () => {
  const story = tellStory(founded.copy())
  const withDepartment = (department: string) => ({ ...next, departments: ['WATERWAY', department] })
  const outside = { clause: 'S96', says: /不是厅机关处室/, field: 'departments' } as const
  story.refused(SECRETARY, NEXT, 'establishment', withDepartment('ARCHIVE_INFO_CENTER'), outside)
  const vacant = { clause: 'S96', says: /没有主要负责人/ }
  story.refused(SECRETARY, NEXT, 'establishment', withDepartment('SUPERVISION_OFFICE'), vacant)
  story.does(SECRETARY, NEXT, 'establishment', withDepartment('ENFORCEMENT_BUREAU'))
})

test('E-11 特别复核组只由领导小组会议指定，办公室不能自行编排', () => {
  const story = tellStory(founded.copy())
  const special = streams.reviewGroup(specialGroupId('2026-000001'))
  story.refused(SECRETARY, special, 'establishment', next, { clause: 'E-11', says: /由领导小组会议指定/ })
  story.refused(
    'agency-head',
    special,
    'approval',
    { session: '第3次会议' },
    { clause: 'A7', says: /没有这个复核小组/ },
  )
  assert.equal(story.world.state<ReviewGroup>(special).name, '')
})
