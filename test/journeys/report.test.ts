import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MatterPage, SummaryList, SummaryView } from '../../http/api/contract.ts'
import { button } from '../support/api.ts'
import { draftWhole, hold, type Office, openOffice } from '../support/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

test('S103 S110 S111 报告件：办理说明 → 三级程序 → 已知悉 → 办结，永远到不了厅长办公会', async () => {
  const clerk = await office.as('clerk-transport-1')
  const matter = await draftWhole(clerk, {
    item: 'DEMO-PM-01',
    title: '国道G205线惠州段涉路施工活动许可办理情况（演示）',
    department: 'TRANSPORT',
  })
  const path = `/matters/${matter.id}`
  assert.equal((await clerk.refused(`${path}/submission`)).clause, 'S103', 'the 办理说明 is missing')
  await clerk.post(`${path}/details`, {
    title: matter.title,
    submissionBasis: ['公路法 第44、45、55条'],
    handlingNote: '本月受理涉路施工许可12件，办结11件，1件补正中。',
    disclosure: { attribute: 'ACTIVE' },
  })
  await clerk.post(`${path}/submission`)
  await hold(office, {
    kind: 'INITIAL',
    body: 'TRANSPORT',
    recorder: 'clerk-transport-2',
    day: '2026-11-27',
    matters: [matter.id],
  })
  await (await office.as('leader-3')).post(`${path}/leader-review`, {
    conclusion: 'AGREED',
    opinion: '已阅，同意送复核。',
  })
  await hold(office, {
    kind: 'GROUP',
    body: 'PERMIT-1',
    recorder: 'clerk-general-office-1',
    day: '2026-12-03',
    matters: [matter.id],
  })

  const handler = await office.as('clerk-transport-1')
  const noted = await handler.get<MatterPage>(path)
  assert.equal(noted.status, 'NOTED')
  assert.equal(noted.statusName, '已知悉')
  assert.deepEqual(
    noted.tiers.map(t => t.tier),
    [1, 2, 3],
  )
  assert.equal(button(noted, 'implementation').clause, 'S109')

  const office2 = await office.as('clerk-general-office-2')
  const director = await office2.post<{ id: string }>('/meetings', {
    kind: 'DIRECTOR',
    body: 'DIRECTOR',
    scheduledAt: '2026-12-18T01:00:00.000Z',
    place: '五楼会议室（演示）',
  })
  assert.equal((await office2.refused(`/meetings/${director.id}/items`, { matter: matter.id })).clause, 'S111')
  assert.equal((await handler.post<MatterPage>(`${path}/closure`)).status, 'CLOSED')
})

test('S104 E-72 季度汇总报告：期满自动出任务，期内办结的件一件不少', async () => {
  office.moveTo('2027-01-04')
  const clerk = await office.as('clerk-transport-1')
  const { rows } = await clerk.get<SummaryList>('/summaries')
  const due = rows.find(row => row.item === 'DEMO-PM-01' && row.period === '2026Q4')
  assert.equal(due?.state, 'DUE')
  assert.ok(due.matters.some(m => m.title.startsWith('国道G205线惠州段')))
  const submitted = await clerk.post<SummaryView>(`/summaries/${due.id}/submission`, {
    note: '第四季度涉路施工许可总体平稳。',
  })
  assert.equal(submitted.state, 'SUBMITTED')
  assert.deepEqual(
    submitted.matters.map(m => m.id),
    due.matters.map(m => m.id),
  )
  assert.equal((await clerk.refused(`/summaries/${due.id}/submission`, { note: '再交一次试试' })).clause, 'S104')
})
