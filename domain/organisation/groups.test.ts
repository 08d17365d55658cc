import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { seatsOf, sitsIn } from './groups.ts'
import { headOf, headOfBody } from './posts.ts'

const founded = await foundedWorld()
const story = tellStory(founded)
const today = story.today()
const organisation = story.organisation()
const seated = (group: Parameters<typeof seatsOf>[1]) => seatsOf(organisation, group, today)
const people = (role: string, group: Parameters<typeof seatsOf>[1]) =>
  seated(group)
    .filter(s => s.role === role)
    .map(s => s.person)

test('S64、S65 领导小组由厅主要领导任组长；换人后组长随职务自动更换，无须另行任命', () => {
  assert.deepEqual(people('LEADER', 'LEADING_GROUP'), ['agency-head'])

  const later = tellStory(founded.copy())
  const post = later.organisation().assignments.find(a => a.post === 'AGENCY_HEAD')
  later.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: '2026-07-31' })
  const next = { person: 'leader-1', post: 'AGENCY_HEAD', from: '2026-08-01' }
  later.does('SYSTEM', streams.organisation, 'post-assignments', next)
  const leaderOn = (day: string) =>
    seatsOf(later.organisation(), 'LEADING_GROUP', day).find(s => s.role === 'LEADER')?.person
  assert.equal(leaderOn('2026-07-31'), 'agency-head')
  assert.equal(leaderOn('2026-08-01'), 'leader-1')
})

test('S66 厅班子成员都是领导小组副组长', () => {
  const deputies = people('DEPUTY', 'LEADING_GROUP')
  assert.deepEqual(deputies, ['leader-1', 'leader-2', 'leader-3', 'leader-4', 'discipline-leader'])
})

test('S67 各处室和直属单位主要负责人为成员，新设机构任命负责人后自动成为成员', () => {
  const members = seated('LEADING_GROUP').filter(s => s.role === 'MEMBER')
  const headed = Object.values(organisation.departments).filter(d => d.kind !== 'resident-discipline')
  assert.equal(members.length, headed.length)
  assert.ok(
    members.some(m => m.department === 'ARCHIVE_INFO_CENTER'),
    '直属单位也在其列',
  )

  const later = tellStory(founded.copy())
  const unit = {
    department: 'ROAD_BUREAU',
    name: '公路事务中心',
    kind: 'affiliated-unit',
    boards: [],
    from: today,
    order: 99,
  }
  later.does('SYSTEM', streams.organisation, 'departments', unit)
  later.does('SYSTEM', streams.organisation, 'persons', { person: 'head-road', name: '路某（演示）', demo: true })
  assert.equal(sitsIn(later.organisation(), 'LEADING_GROUP', 'head-road', today), false)
  const post = { person: 'head-road', post: 'UNIT_HEAD', department: 'ROAD_BUREAU', from: today }
  later.does('SYSTEM', streams.organisation, 'post-assignments', post)
  assert.equal(sitsIn(later.organisation(), 'LEADING_GROUP', 'head-road', today), true)
})

test('S68、S69 领导小组办公室由厅办公室、党办、政策法规处、人事处和档案信息管理中心的主要负责人组成', () => {
  assert.deepEqual(
    seated('LEADING_OFFICE').map(s => s.department),
    ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'PERSONNEL', 'ARCHIVE_INFO_CENTER'],
  )
  for (const { person, department } of seated('LEADING_OFFICE')) {
    assert.equal(person, headOf(organisation, department ?? '', today))
  }
})

test('S121、S124 监督问责小组组长由驻厅纪检组长担任，随职务确定', () => {
  assert.deepEqual(people('LEADER', 'ACCOUNTABILITY_GROUP'), ['discipline-leader'])
})

test('S125、S126 监督问责小组成员为五处室主要负责人和驻厅监察室负责人', () => {
  const members = seated('ACCOUNTABILITY_GROUP').filter(s => s.role === 'MEMBER')
  assert.deepEqual(
    members.map(s => s.department),
    ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'FINANCE_AUDIT', 'PERSONNEL', 'SUPERVISION_OFFICE'],
  )
})

test('A12 “监督问责小组”与“厅监督问责小组”是同一个，由职务推导，没有可以另立一个的操作', () => {
  const first = seated('ACCOUNTABILITY_GROUP')
  assert.deepEqual(seatsOf(story.organisation(), 'ACCOUNTABILITY_GROUP', today), first)
  assert.equal(new Set(first.map(s => s.person)).size, first.length, '同一人只占一席')
})

test('E-08 主持工作的负责人等同主要负责人参加各小组', () => {
  const acting = organisation.assignments.find(a => a.acting && a.department === 'SCI_TECH')
  assert.equal(headOf(organisation, 'SCI_TECH', today), acting?.person)
  assert.equal(sitsIn(organisation, 'LEADING_GROUP', acting?.person ?? '', today), true)
})

test('S126 派驻机构也说得出负责人，但不因此成为“厅机关处室主要负责人”', () => {
  const [organisation, today] = [story.organisation(), story.today()]
  assert.equal(headOfBody(organisation, 'SUPERVISION_OFFICE', today), 'supervision-office-head')
  assert.equal(headOfBody(organisation, 'DISCIPLINE_GROUP', today), 'discipline-leader')
  assert.equal(headOf(organisation, 'SUPERVISION_OFFICE', today), undefined)
  assert.equal(headOfBody(organisation, 'PLANNING', today), headOf(organisation, 'PLANNING', today))
})
