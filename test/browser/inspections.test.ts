import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AgencyView, InspectionPage, SpotCheckPage } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'
import {
  announcedBatch,
  drawnBatch,
  fullInspection,
  hundredBatches,
  hundredInspections,
} from '../support/supervision-answers.ts'
import { act, choose, textFile } from './act-drawer.ts'
import { lookAt, lookInLargePrint, settled, windowOf } from './desk-window.ts'
import { openBrowser, screenshot } from './support.ts'

const BATCH = '/spot-checks/2026-01'
const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
/** Twenty-five throws of one die. */
const THROWS = '4 1 6 2 5 3 3 6 1 2 4 5 6 1 1 3 2 5 4 6 2 3 5 1 4'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await office.close()
})

const openWindow = (login: string, path: string) => windowOf(opened.browser, office.base, login, path)

test('RND-001 RND-002 RND-004 抽查：准备方案、冻结、公告掷骰子、到时录入点数抽取', async () => {
  let page = await openWindow(MEMBER, '/spot-checks')
  await settled(page)
  await page.getByText('还没有抽查过。').waitFor()
  await lookAt(page, 'spot-checks-empty')
  await page.getByRole('button', { name: '准备新批次' }).click()
  const onward = page.getByRole('button', { name: '下一步' })
  await page.getByLabel('批次名称').fill('2026年第四季度权力运行抽查（演示）')
  await lookAt(page, 'spot-check-preparation-1')
  await onward.click()
  await page
    .getByLabel(/已办件.*的比例/)
    .first()
    .waitFor()
  await page
    .getByLabel(/已办件.*的比例/)
    .first()
    .fill('120')
  await lookAt(page, 'spot-check-preparation-2')
  await onward.click()
  await page.getByLabel('审定加几分').waitFor()
  await lookAt(page, 'spot-check-preparation-3')
  await onward.click()
  await page.getByLabel('每个对象几名检查人').waitFor()
  await lookAt(page, 'spot-check-preparation-4')

  // A rate over 100 % is refused by the rule, and the form leads back to where it was typed.
  await page.getByRole('button', { name: '保存准备方案' }).click()
  await page.getByText('的比例应大于0，不超过100%。').first().waitFor()
  await page
    .getByLabel(/已办件.*的比例/)
    .first()
    .fill('10')
  await onward.click()
  await page.getByLabel('审定加几分').waitFor()
  await onward.click()
  await page.getByRole('button', { name: '保存准备方案' }).click()
  await page.getByText('准备中').first().waitFor()
  await settled(page)
  await lookAt(page, 'spot-check-prepared')

  await act(page, '冻结对象池和检查人名录')
  await page.getByText('已冻结，待公告').first().waitFor()
  assert.match((await page.locator('.digest').first().textContent()) ?? '', /^[0-9a-f]{64}$/)
  await lookAt(page, 'spot-check-frozen')
  const why = page.getByText('「公告抽取」由监督问责小组组长办理。')
  await page.getByText(/由他人办理的/).click()
  await why.waitFor()
  await page.close()

  page = await openWindow(LEADER, BATCH)
  await act(page, '公告抽取', async form => {
    await form.getByLabel('当众掷骰子').check()
    await form.getByLabel('掷骰子的时间').fill('2026-11-23T11:00')
    await form.getByLabel('地点').fill('厅机关一楼政务公开大厅（演示）')
    await form.getByLabel('一枚骰子掷几次').fill('10')
    await form.getByText('不足64比特').waitFor()
    await form.getByLabel('一枚骰子掷几次').fill('25')
    await form.getByText('够了').waitFor()
    await form.getByLabel('见证人').fill('区晓明（演示）\n钟志强（演示）')
    await screenshot(page, 'spot-check-announcement-form-1280')
  })
  await page.getByText('还有2小时').or(page.getByText('还有1小时59分')).first().waitFor()
  await lookAt(page, 'spot-check-announced')
  await page.close()

  office.moveTo('2026-11-23', '11:05')
  page = await openWindow(MEMBER, BATCH)
  await page.getByText('时间已到').waitFor()
  await act(page, '抽取', async form => {
    await form.getByLabel('按次序写下25次的点数').fill(THROWS.slice(0, -2))
    await form.getByText('已写下24个，共25个。').waitFor()
    await form.getByLabel('按次序写下25次的点数').fill(THROWS)
    await form.getByText('25个都写下了').waitFor()
    await screenshot(page, 'spot-check-draw-form-1280')
  })
  await page.getByRole('heading', { name: /^抽取结果/ }).waitFor()
  await lookAt(page, 'spot-check-drawn')
  await lookInLargePrint(page, 'spot-check-drawn')
  const drawn = await (await office.as(MEMBER)).get<SpotCheckPage>(BATCH)
  assert.ok((drawn.drawn?.pairs.length ?? 0) > 0)
  assert.ok(drawn.drawn?.pairs.every(({ inspectors }) => inspectors.length === 2))
  await page.close()
})

test('RND-006 RND-007 E-63 S153 检查：方案、取证、发现、两人签字、责令整改、整改、他人复查、公开、办结', async () => {
  const inspection = await firstInspection()
  const path = `/inspections/${inspection.id}`
  const [one, two] = inspection.inspectors.map(({ id }) => id)
  const division = inspection.departments[0] ?? assert.fail('no division')
  const head = await headOf(division.code)

  let page = await openWindow(one ?? '', '/inspections')
  await page.getByRole('link', { name: inspection.object.title }).first().waitFor()
  await lookAt(page, 'inspections-mine')
  await page.goto(`${office.base}/console${path}`)
  await page.getByText('由检查人制定检查方案').waitFor()
  await lookAt(page, 'inspection-open')
  await act(page, '制定检查方案', async form => {
    await form.getByLabel('检查起日').fill('2026-11-24')
    await form.getByLabel('检查止日').fill('2026-12-04')
    await form.getByLabel('1. 检查内容').fill('公开内容与审定内容是否一致')
    await form.getByLabel('依据').fill('S79')
  })
  await act(page, '登记证据', async form => {
    await form.getByLabel('证据说明').fill('公开页面的打印件')
    await form.getByLabel('选择证据文件').setInputFiles(textFile('证据.txt', '公开页面（演示）'))
    await form.getByText('移去').waitFor()
  })
  await act(page, '记录发现的问题', async form => {
    await form.getByLabel('轻微：责令整改').check()
    await form.getByLabel('违反的条款').fill('S79')
    await choose(form, '责任处室', division.name)
    await form.getByLabel('发现的问题').fill('公开的附件缺少第二页。')
    await choose(form, '由哪些证据证明', /^1\. /)
  })
  await act(page, '撰写检查结论', async form => {
    await form.getByLabel('检查结论').fill('程序完整，发现轻微问题一个。')
  })
  await lookAt(page, 'inspection-reported')
  await act(page, '在检查结论上签字')
  // Signed once: the same person cannot sign for the other.
  await page.getByText('您已经签字，请等其他检查人签字。').waitFor()
  await page.close()

  page = await openWindow(two ?? '', path)
  await act(page, '在检查结论上签字')
  await page.getByText('已作出结论').first().waitFor()
  await page.close()

  page = await openWindow(LEADER, path)
  await act(page, '责令整改', async form => {
    await choose(form, '发现的问题', /^1\. /)
    await choose(form, '整改处室', division.name)
    await form.getByLabel('整改期限').fill('2026-12-18')
  })
  await act(page, '公开检查结果', async form => {
    await form.getByLabel('公开摘要').fill('发现轻微问题一个，已责令整改。')
  })
  await page.getByText('第1条的整改还没有复查到位。').waitFor()
  await lookAt(page, 'inspection-published')
  await page.close()

  page = await openWindow(head, path)
  await page.locator('.rectification').getByRole('button', { name: '报告整改情况' }).click()
  await page.getByRole('dialog').getByLabel('整改情况').fill('已经补上第二页，并核对全部附件。')
  await page.getByLabel('选择整改证据').setInputFiles(textFile('整改.txt', '整改证据（演示）'))
  await page.getByText('移去').waitFor()
  await page.getByRole('button', { name: '确认报告整改情况' }).click()
  await page.getByText('待复查').first().waitFor()
  await settled(page)
  await lookAt(page, 'inspection-rectified')
  await page.close()

  page = await openWindow(one ?? '', path)
  await page.getByRole('button', { name: '复查这一条' }).click()
  await page.getByLabel('整改到位').check()
  await page.getByLabel('复查意见').fill('附件齐全，整改到位。')
  await page.getByRole('button', { name: '确认复查整改' }).click()
  await page.getByText('复查：').waitFor()
  await page.close()

  page = await openWindow(LEADER, path)
  await act(page, '办结')
  await page.getByText('已办结').first().waitFor()
  await lookAt(page, 'inspection-closed')
  await lookInLargePrint(page, 'inspection-closed')
  await page.close()
})

test('RND-002 RND-004 一百个批次、三百个对象、一百件检查，各种宽度和大字版都看得全', async () => {
  const page = await openWindow(MEMBER, '/spot-checks')
  const answer = (path: string, json: unknown) => page.route(`**/api/v1${path}`, route => route.fulfill({ json }))
  await answer('/spot-checks', hundredBatches)
  await answer('/spot-checks/2026-02', drawnBatch)
  await answer('/spot-checks/2026-03', announcedBatch)
  await answer('/inspections?**', { rows: hundredInspections })
  await answer('/inspections/2026-02-1', fullInspection)
  const screens = {
    'spot-checks-hundred': '/spot-checks',
    'spot-check-drawn-hundred': '/spot-checks/2026-02',
    'spot-check-announced-long': '/spot-checks/2026-03',
    'inspections-hundred': '/inspections',
    'inspection-full': '/inspections/2026-02-1',
  }
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(`${office.base}/console${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await lookAt(page, name)
    await lookInLargePrint(page, name)
  }
  await page.close()
})

test('S128 没有读到、还在读、无权准备、没有这个批次，都说清楚', async () => {
  const page = await openWindow('clerk-planning-1', '/spot-checks')
  await settled(page)
  assert.ok(await page.getByRole('button', { name: '准备新批次' }).isDisabled())
  await page.getByText('由监督问责小组成员办理。').waitFor()
  await page.goto(`${office.base}/console/spot-checks/2031-01`)
  await page.getByRole('heading', { name: '没有找到' }).waitFor()

  let answer = (): void => undefined
  const held = new Promise<void>(resolve => {
    answer = resolve
  })
  await page.route('**/api/v1/spot-checks', route => held.then(() => route.abort()))
  await page.goto(`${office.base}/console/spot-checks`)
  await page.getByRole('status', { name: '正在读取' }).waitFor()
  await screenshot(page, 'spot-checks-loading-1280')
  answer()
  await page.getByText('没有读到内容').waitFor()
  await lookAt(page, 'spot-checks-error')
  await page.close()
})

/** One that was drawn of a single division, so that its head is who puts it right. */
async function firstInspection(): Promise<InspectionPage> {
  const session = await office.as(MEMBER)
  const { drawn } = await session.get<SpotCheckPage>(BATCH)
  for (const { inspection } of drawn?.pairs ?? []) {
    const page = await session.get<InspectionPage>(`/inspections/${inspection?.id}`)
    if (page.departments.length === 1 && !page.inspectors.some(({ id }) => id === LEADER)) return page
  }
  return assert.fail('nothing was drawn')
}

async function headOf(code: string): Promise<string> {
  const { departments } = await (await office.as(MEMBER)).get<AgencyView>('/agency')
  return departments.find(one => one.code === code)?.head?.id ?? assert.fail(`nobody heads ${code}`)
}
