import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenshot } from '../support.ts'
import {
  checkControls,
  deskFor,
  dossierSays,
  greyReason,
  openMatter,
  saved,
  signInAs,
  standsAt,
  take,
  takeUp,
  uploadMaterials,
} from './desk.ts'
import { sitThrough } from './sitting.ts'

const desk = deskFor('journey-approval')
const title = '佛山至清远从化高速公路初步设计及概算审批（演示）'
let id = ''

test('S108 审定件：详细资料逐项上传、核对措施，齐了才送审', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-capital-construction-1')
  await page.goto(`${desk().office.base}/console/matters/new?item=DEMO-CS-02`)
  await page.getByLabel('标题').fill(title)
  await page.getByRole('button', { name: '建立送审件' }).click()
  await standsAt(page, '拟稿')
  id = page.url().split('/').at(-1) ?? ''

  await page.getByLabel('送审依据').fill('公路法 第二十五条')
  await page.getByLabel('金额（元）').fill('8600000000')
  await page.getByLabel('项目代码').fill('2026-440000-48-01-000001')
  await saved(page, '保存送审内容')
  await checkControls(page)
  assert.match(await greyReason(page, '送审'), /不能送审/)
  await uploadMaterials(page)
  await dossierSays(page, '送审要求的内容都齐了。')
  await screenshot(page, 'journey-approval-1-dossier')
  await take(page, '送审')
  await standsAt(page, '待初审')
})

test('S87 初审例会同意', () =>
  sitThrough(desk(), {
    secretary: 'clerk-capital-construction-2',
    chair: 'head-capital-construction',
    at: '2026-11-27T10:00',
    place: '二楼会议室（演示）',
    title,
    conclusion: '同意',
    shot: 'journey-approval-2-initial',
  }))

test('S88 分管厅领导审核，由其本人从待办中办理', async () => {
  const { page } = desk()
  await signInAs(desk(), 'leader-2')
  await takeUp(page, '分管领导审核', title)
  await take(page, '分管领导审核', form => form.getByLabel('审核意见').fill('同意送复核。'))
  await standsAt(page, '待复核小组复核')
})

test('S89 S94 复核小组例会由另一位厅领导主持', () =>
  sitThrough(desk(), {
    body: '工程建设',
    secretary: 'clerk-general-office-1',
    chair: 'leader-3',
    at: '2026-12-03T10:00',
    place: '五楼会议室（演示）',
    title,
    conclusion: '同意',
    shot: 'journey-approval-3-group',
  }))

test('S109 厅长办公会审议通过之前，「登记开始实施」是灰的', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-capital-construction-1')
  await openMatter(desk(), id)
  await standsAt(page, '待厅长办公会审议')
  assert.match(await greyReason(page, '登记开始实施'), /〔S109〕/)
})

test('S90 S113 MTG-010 厅长办公会：厅办召集、逐人表态，主要领导末位表态、作结论、签发', () =>
  sitThrough(desk(), {
    body: '厅长办公会',
    secretary: 'clerk-general-office-2',
    chair: 'agency-head',
    at: '2026-12-10T10:00',
    place: '五楼会议室（演示）',
    title,
    conclusion: '审议通过',
    shot: 'journey-approval-4-director',
  }))

test('S109 审议通过之后才可以实施：开始、完成、办结，公开页面列出四级程序', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-capital-construction-1')
  await takeUp(page, '登记开始实施', title)
  await standsAt(page, '审议通过')
  await take(page, '登记开始实施')
  await standsAt(page, '实施中')
  await take(page, '登记实施完成', form => form.getByLabel('实施结果').fill('批复已印发（演示）'))
  await take(page, '办结')
  await standsAt(page, '已办结')
  await screenshot(page, 'journey-approval-5-closed')

  await page.getByRole('link', { name: '公开页面' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  assert.equal(await page.locator('ol.track > li').count(), 4)
  const told = (await page.locator('main').textContent()) ?? ''
  assert.match(told, /批复已印发（演示）/)
  assert.doesNotMatch(told, /同意大家意见/)
})
