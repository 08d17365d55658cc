import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RotationCheckView, RotationList, RotationView } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'

const OFFICE = 'clerk-general-office-1'
const ROTATION = '/rotations/2027-01-01'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

test('S72、S101 办公室经接口编排、试看、调整两个轮值期，并编成复核小组；别人不能', async () => {
  const clerk = await office.as(OFFICE)
  const { nextFrom, mayPlan } = await clerk.get<RotationList>('/rotations')
  assert.deepEqual([nextFrom, mayPlan], ['2027-01-01', true])

  const asked = { terms: 2, membersPerGroup: 5, groupsPerBoard: 1 }
  const outsider = await (await office.as('clerk-planning-1')).refused(`${ROTATION}/plans`, asked)
  assert.equal(outsider.clause, 'S145')
  const planned = await clerk.post<RotationView>(`${ROTATION}/plans`, asked)
  const plan = planned.plans[0]
  assert.ok(plan)
  assert.deepEqual(plan.faults, [])
  assert.deepEqual(
    plan.terms.map(t => t.to),
    ['2027-06-30', '2027-12-31'],
  )
  assert.equal(plan.groups.length, 8)
  assert.ok(plan.excluded.some(e => e.clause === 'A13' && e.as === 'LEADER'))
  assert.ok(plan.excluded.some(e => e.clause === 'S94' && e.as === 'MEMBER'))

  const groups = plan.groups.map(({ board, name, from, to, leader, members }) => {
    return { board, name, from, to, leader: leader.id, departments: members.map(m => m.department.code) }
  })
  const twice = groups.map((group, at) => (at === 4 ? { ...group, leader: groups[0]?.leader ?? '' } : group))
  const looked = await clerk.post<RotationCheckView>(`${ROTATION}/check`, { plan: 1, groups: twice })
  assert.ok(looked.faults.some(f => f.clause === 'A8' && f.group === 4))
  const refused = await clerk.refused(`${ROTATION}/adjustments`, { plan: 1, groups: twice, reason: '试一试' })
  assert.match(refused.detail, /第2期「规划资金复核小组」/)

  const swapped = groups.map((group, at) =>
    at === 0 ? { ...group, departments: group.departments.toReversed() } : group,
  )
  const adjusted = await clerk.post<RotationView>(`${ROTATION}/adjustments`, {
    plan: 1,
    groups: swapped,
    reason: '召集人另有任务',
  })
  assert.equal(adjusted.plans[0]?.adjusted[0]?.reason, '召集人另有任务')
  const done = await clerk.post<RotationView>(`${ROTATION}/establishments`, { plan: 1 })
  assert.deepEqual(done.established?.groups.slice(0, 5), [
    'PLAN_FUND-2',
    'CONSTRUCTION-2',
    'PERMIT-2',
    'ENFORCEMENT-2',
    'PLAN_FUND-3',
  ])
  assert.deepEqual(done.plans[0]?.faults, [])
  assert.equal((await clerk.get<RotationList>('/rotations')).nextFrom, '2028-01-01')
  assert.equal((await clerk.refused(`${ROTATION}/plans`, asked)).clause, 'S101')
})

test('S101 排不出来的，说明原因；轮值起日与现行轮值重叠的，不编', async () => {
  const clerk = await office.as(OFFICE)
  const many = await clerk.refused('/rotations/2028-01-01/plans', { terms: 1, membersPerGroup: 30, groupsPerBoard: 1 })
  assert.equal(many.clause, 'S96')
  assert.match(many.detail, /^排不出来：第1期「规划资金」板块可任成员的处室主要负责人只有\d+名，不足每组30名。$/)
  const early = await clerk.refused('/rotations/2026-12-01/plans', { terms: 1, membersPerGroup: 5, groupsPerBoard: 1 })
  assert.match(early.detail, /新的轮值须在其后开始/)
  const none = await clerk.refused('/rotations/soon/plans', {})
  assert.match(none.detail, /真实的日期/)
})
