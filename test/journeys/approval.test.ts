import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MatterPage, Problem } from '../../http/api/contract.ts'
import { button } from '../support/api.ts'
import { type Draft, draftWhole, hold, type Office, openOffice } from '../support/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

const drafts: Draft[] = [
  {
    item: 'DEMO-CS-02',
    title: '佛山至清远从化高速公路初步设计及概算审批（演示）',
    department: 'CAPITAL_CONSTRUCTION',
    details: { amount: 8_600_000_000, projectCode: '2026-440000-48-01-000001' },
  },
  {
    item: 'DEMO-CS-03',
    title: '狮子洋通道较大设计变更审批（演示）',
    department: 'CAPITAL_CONSTRUCTION',
    details: { amount: 320_000_000 },
  },
  {
    item: 'DEMO-CS-02',
    title: '湛江港进港航道配套工程初步设计审批（演示）',
    department: 'CAPITAL_CONSTRUCTION',
    details: { amount: 910_000_000 },
  },
]
const [passed, conditional, refused] = ['passed', 'conditional', 'refused'] as const
const ids: Record<string, string> = {}
const page = async (which: string, login = 'clerk-capital-construction-1') =>
  (await office.as(login)).get<MatterPage>(`/matters/${ids[which]}`)

test('S108 S112 审定件：缺一份详细资料也不能送审，说出缺的是什么', async () => {
  const clerk = await office.as('clerk-capital-construction-1')
  const empty = await clerk.post<MatterPage>('/matters', { ...drafts[0], details: undefined, extra: undefined })
  const lacking = button(empty, 'submission')
  assert.match(lacking.sentence ?? '', /不能送审/)
  for (const [index, which] of [passed, conditional, refused].entries()) {
    const draft = drafts[index]
    assert.ok(draft)
    const whole = await draftWhole(clerk, draft)
    ids[which] = whole.id
    const first = whole.checklist.find(line => line.required && line.files.length > 0)
    assert.ok(first?.files[0])
    const { hash } = first.files[0]
    await clerk.post(`/matters/${whole.id}/material-removals`, { line: first.id, hash })
    const problem: Problem = await clerk.refused(`/matters/${whole.id}/submission`)
    assert.equal(problem.clause, 'S108')
    assert.ok(problem.detail.includes(first.name), problem.detail)
    await clerk.post(`/matters/${whole.id}/materials`, { line: first.id, hash })
    await clerk.post(`/matters/${whole.id}/submission`)
  }
})

test('S86 S93 S94 前三级：会议结论推进，本处室的人不复核，分管领导不当组长', async () => {
  const matters = Object.values(ids)
  await hold(office, {
    kind: 'INITIAL',
    body: 'CAPITAL_CONSTRUCTION',
    recorder: 'clerk-capital-construction-2',
    day: '2026-11-27',
    matters,
  })
  for (const id of matters) {
    await (await office.as('leader-2')).post(`/matters/${id}/leader-review`, {
      conclusion: 'AGREED',
      opinion: '同意送复核。',
    })
  }
  const meeting = await hold(office, {
    kind: 'GROUP',
    body: 'CONSTRUCTION-1',
    recorder: 'clerk-general-office-1',
    day: '2026-12-03',
    matters,
  })
  assert.ok(meeting.members.every(m => m.who.id !== 'head-capital-construction'))
  assert.notEqual(meeting.chair.id, 'leader-2')
  assert.equal((await page(passed)).status, 'MEETING_PENDING')
  assert.equal(button(await page(passed), 'implementation').clause, 'S109')
})

test('S90 S113 MTG-011 第四级：一件通过、一件原则同意附条件、一件暂缓后不同意', async () => {
  const opinion = '经充分讨论，'
  await hold(office, {
    kind: 'DIRECTOR',
    body: 'DIRECTOR',
    recorder: 'clerk-general-office-2',
    day: '2026-12-10',
    matters: Object.values(ids),
    against: ['leader-1'],
    conclude: {
      [String(ids[passed])]: { opinion: `${opinion}同意。` },
      [String(ids[conditional])]: {
        conclusion: 'AGREED_IN_PRINCIPLE',
        opinion: `${opinion}原则同意。`,
        conditions: [{ words: '补充通航安全论证', owner: 'CAPITAL_CONSTRUCTION', dueOn: '2026-12-25' }],
      },
      [String(ids[refused])]: { conclusion: 'DEFERRED', opinion: '资金来源尚待明确，暂缓。' },
    },
  })
  assert.equal((await page(passed)).status, 'APPROVED')
  assert.equal((await page(conditional)).status, 'AGREED_IN_PRINCIPLE')
  assert.equal((await page(refused)).status, 'DEFERRED')
})

test('S109 审议通过之后可以实施，直到办结', async () => {
  const clerk = await office.as('clerk-capital-construction-1')
  const path = `/matters/${ids[passed]}`
  await clerk.post(`${path}/implementation`, { startedOn: office.today() })
  await clerk.post(`${path}/implementation-completion`, { finishedOn: office.today(), result: '批复已印发（演示）' })
  assert.equal((await clerk.post<MatterPage>(`${path}/closure`)).status, 'CLOSED')
})

test('E-23 原则同意：条件逐条核销之前不得实施，由复核组长核销', async () => {
  const clerk = await office.as('clerk-capital-construction-1')
  const path = `/matters/${ids[conditional]}`
  assert.equal((await clerk.refused(`${path}/implementation`, { startedOn: office.today() })).clause, 'E-23')
  const condition = (await page(conditional)).conditions[0]?.id
  const leader = await office.as('leader-3')
  assert.equal((await leader.refused(`${path}/condition-confirmations`, { condition })).clause, 'E-23')
  await clerk.post(`${path}/condition-reports`, { condition, report: '论证报告已补充并通过评审。' })
  assert.equal((await clerk.refused(`${path}/condition-confirmations`, { condition })).code, 'FORBIDDEN')
  const cleared = await leader.post<MatterPage>(`${path}/condition-confirmations`, { condition })
  assert.equal(cleared.status, 'APPROVED')
})

test('MTG-014 E-22 暂缓的再次上会要说明新情况；不同意的再次送审要写明区别，30日内不得以同一理由再送', async () => {
  const secretary = await office.as('clerk-general-office-2')
  const called = await secretary.post<{ id: string }>('/meetings', {
    kind: 'DIRECTOR',
    body: 'DIRECTOR',
    scheduledAt: '2026-12-24T01:00:00.000Z',
    place: '五楼会议室（演示）',
  })
  assert.equal((await secretary.refused(`/meetings/${called.id}/items`, { matter: ids[refused] })).clause, 'MTG-014')
  await hold(office, {
    kind: 'DIRECTOR',
    body: 'DIRECTOR',
    recorder: 'clerk-general-office-2',
    day: '2026-12-24',
    matters: [String(ids[refused])],
    circumstances: '资金来源已由省财政部门函复。',
    conclude: { [String(ids[refused])]: { conclusion: 'NOT_AGREED', opinion: '方案不成熟，不同意。' } },
  })
  assert.equal((await page(refused)).status, 'NOT_APPROVED')
  const clerk = await office.as('clerk-capital-construction-1')
  const draft = {
    item: 'DEMO-CS-02',
    title: '湛江港进港航道配套工程初步设计审批（第二次）',
    department: 'CAPITAL_CONSTRUCTION',
  }
  const again = { ...draft, previous: ids[refused] }
  assert.equal((await clerk.refused('/matters', again)).clause, 'E-22')
  const difference = '已重新论证航道尺度，并落实省级补助资金来源。'
  assert.match((await clerk.refused('/matters', { ...again, difference, sameGround: true })).detail, /30日内/)
  const second = await clerk.post<MatterPage>('/matters', { ...again, difference })
  assert.equal(second.previous?.id, ids[refused])
})
