import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MatterPage } from '../../http/api/contract.ts'
import { button } from '../support/api.ts'
import { draftWhole, hold, type Office, openOffice } from '../support/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

test('S105 S106 S110 报备件：目录和资料齐全，三级程序同意之后才可开始办理，之前不行', async () => {
  const clerk = await office.as('clerk-waterway-1')
  const title = '广东珠江航运有限公司（演示）水路运输业务经营许可'
  const started = await clerk.post<MatterPage>('/matters', { item: 'DEMO-PM-04', title, department: 'WATERWAY' })
  const { clause, sentence } = button(started, 'submission')
  assert.ok(clause && sentence, 'an empty dossier cannot be submitted, and says why')

  const matter = await draftWhole(clerk, {
    item: 'DEMO-PM-04',
    title,
    department: 'WATERWAY',
    details: { handlingList: [{ name: '国内水路运输经营许可', quantity: '1家企业' }] },
  })
  const stolen = matter.checklist.flatMap(line => line.files)[0]?.hash
  const other = await office.as('clerk-ports-2')
  const own = await other.post<MatterPage>('/matters', {
    item: 'DEMO-PM-05',
    title: '港口经营许可（演示）',
    department: 'PORTS',
  })
  const theft = { line: own.checklist[0]?.id, hash: stolen }
  const caught = await other.refused(`/matters/${own.id}/materials`, theft)
  assert.equal(caught.clause, 'S79', 'a file belongs to whoever uploaded it: knowing its fingerprint gives nothing')
  assert.equal(button(matter, 'handling').clause, 'S106')
  const path = `/matters/${matter.id}`
  await clerk.post(`${path}/submission`)
  assert.equal((await clerk.refused(`${path}/handling`, { startedOn: office.today() })).clause, 'S106')

  await hold(office, {
    kind: 'INITIAL',
    body: 'WATERWAY',
    recorder: 'clerk-waterway-2',
    day: '2026-11-27',
    matters: [matter.id],
  })
  const stranger = await office.as('leader-1')
  assert.equal(
    (await stranger.refused(`${path}/leader-review`, { conclusion: 'AGREED', opinion: '同意' })).clause,
    'S145',
  )
  const leader = await office.as('leader-3')
  await leader.post(`${path}/leader-review`, { conclusion: 'AGREED', opinion: '同意报备。' })

  const meeting = await hold(office, {
    kind: 'GROUP',
    body: 'PERMIT-1',
    recorder: 'clerk-general-office-1',
    day: '2026-12-03',
    matters: [matter.id],
  })
  assert.equal(meeting.stage, 'SIGNED')
  const again = await office.as('clerk-waterway-1')
  const agreed = await again.get<MatterPage>(path)
  assert.equal(agreed.status, 'FILED_AGREED')
  assert.deepEqual(
    agreed.tiers.map(t => [t.tier, t.state]),
    [
      [1, 'DONE'],
      [2, 'DONE'],
      [3, 'DONE'],
    ],
  )
  assert.deepEqual(button(agreed, 'handling'), {})
  await again.post(`${path}/handling`, { startedOn: office.today() })
  await again.post(`${path}/handling-completion`, { finishedOn: office.today(), result: '已颁发许可证（演示）' })
  assert.equal((await again.post<MatterPage>(`${path}/closure`)).status, 'CLOSED')

  const page = await (await fetch(`${office.base}/matters/${matter.id}`)).text()
  assert.ok(page.includes(title) && page.includes('复核小组复核'))
  assert.ok(!page.includes('材料齐全，同意。'), 'who said what stays inside')
})

test('S107 A4 A5 E-24 E-25 事后报备：有事由、有确认人、有时钟、永久标识；复核不同意的要整改', async () => {
  office.moveTo('2026-12-04')
  const clerk = await office.as('clerk-ports-1')
  const matter = await draftWhole(clerk, {
    item: 'DEMO-PM-05',
    title: '台风后港口应急装卸作业经营许可（演示）',
    department: 'PORTS',
    details: { handlingList: [{ name: '应急装卸作业' }] },
  })
  const path = `/matters/${matter.id}`
  await clerk.post(`${path}/post-filing`, {
    reason: '台风登陆后航道受阻，救灾物资须当日卸船',
    whyNotBefore: '夜间接报，来不及召开初审例会',
    handledAt: '2026-12-03T18:00:00.000Z',
  })
  assert.equal((await clerk.refused(`${path}/submission`)).clause, 'A5')
  assert.equal((await clerk.refused(`${path}/urgency-confirmation`, { opinion: '自己确认' })).clause, 'S145')
  await (await office.as('head-ports')).post(`${path}/urgency-proposal`, { opinion: '情况属实' })
  const leader = await office.as('leader-3')
  const confirmed = await leader.post<MatterPage>(`${path}/urgency-confirmation`, { opinion: '确认紧急' })
  assert.equal(confirmed.postFiling?.clocks.length, 2)

  office.moveTo('2026-12-10')
  const late = await (await office.as('clerk-ports-1')).post<MatterPage>(`${path}/submission`)
  assert.match(late.marks.join(), /逾期未补报/, 'three workdays have passed')

  await hold(office, {
    kind: 'INITIAL',
    body: 'PORTS',
    recorder: 'clerk-ports-2',
    day: '2026-12-16',
    matters: [matter.id],
  })
  await (await office.as('leader-3')).post(`${path}/leader-review`, { conclusion: 'AGREED', opinion: '同意送复核' })
  await hold(office, {
    kind: 'GROUP',
    body: 'PERMIT-1',
    recorder: 'clerk-general-office-1',
    day: '2026-12-22',
    matters: [matter.id],
    conclude: { [matter.id]: { conclusion: 'NOT_AGREED', opinion: '可以事前报备而未报备，不同意。' } },
  })
  const handler = await office.as('clerk-ports-1')
  const refused = await handler.get<MatterPage>(path)
  assert.equal(refused.status, 'NOT_AGREED')
  assert.ok(refused.rectification && refused.rectification.report === undefined)
  assert.equal(button(refused, 'closure').clause, 'E-25')
  await handler.post(`${path}/rectification`, { report: '已补办手续，并完善夜间应急报备流程。' })
  assert.equal((await handler.post<MatterPage>(`${path}/closure`)).status, 'CLOSED')
  const page = await (await fetch(`${office.base}/matters/${matter.id}`)).text()
  assert.match(page, /事后报备，复核不同意，已整改/)
  assert.match(page, /逾期未补报/)
})
