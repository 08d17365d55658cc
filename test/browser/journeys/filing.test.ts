import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenshot } from '../support.ts'
import {
  checkControls,
  deskFor,
  dossierSays,
  fillSignIn,
  greyReason,
  openMatter,
  saved,
  signInAs,
  signInByKeyboard,
  standsAt,
  stepButton,
  tabTo,
  take,
  takeUp,
  uploadMaterials,
} from './desk.ts'
import { sitThrough } from './sitting.ts'

const desk = deskFor('journey-filing')
const title = '广东珠江航运有限公司（演示）水路运输业务经营许可'
const HANDLING = '登记开始办理'
let id = ''

test('S105 报备件：填办理目录、上传资料、核对措施，齐了才送审', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-waterway-1')
  await page.getByRole('link', { name: '送审件' }).click()
  await page.getByRole('link', { name: '新建送审件' }).click()
  await page.getByRole('button', { name: /水路运输业务经营许可/ }).click()
  await page.getByLabel('标题').fill(title)
  await page.getByRole('button', { name: '建立送审件' }).click()
  await standsAt(page, '拟稿')
  id = page.url().split('/').at(-1) ?? ''

  await page.getByLabel('送审依据').fill('国内水路运输管理条例 第八条')
  await page.getByRole('button', { name: '添加一行办理目录' }).click()
  await page.getByLabel('第1行 名称').fill('国内水路运输经营许可')
  await page.getByLabel('第1行 数量或范围').fill('1家企业')
  await saved(page, '保存送审内容')
  await uploadMaterials(page)
  await checkControls(page)
  await dossierSays(page, '送审要求的内容都齐了。')
  await take(page, '送审')
  await standsAt(page, '待初审')
})

test('S106 报备同意之前，「登记开始办理」是灰的，旁边写着为什么', async () => {
  const { page } = desk()
  assert.match(await greyReason(page, HANDLING), /同意.*〔S106〕/)
  await screenshot(page, 'journey-filing-1-not-yet')
})

test('SEC-004 闲置半小时后要重新登录，登录后回到要去的那一页；那时退出也退得出去', async () => {
  const { page, office } = desk()
  office.moveTo(office.today(), '09:31')
  await page.getByRole('link', { name: '会议', exact: true }).click()
  await fillSignIn(page, 'clerk-waterway-1')
  await page.getByRole('heading', { name: '会议', level: 1 }).waitFor()

  office.moveTo(office.today(), '10:02')
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByLabel('登录名').waitFor()
})

test('S87 初审例会同意', () =>
  sitThrough(desk(), {
    secretary: 'clerk-waterway-2',
    chair: 'head-waterway',
    at: '2026-11-27T10:00',
    place: '四楼会议室（演示）',
    title,
    conclusion: '同意',
    shot: 'journey-filing-2-initial',
  }))

test('S88 S145 只用键盘：分管厅领导登录、找到待办、审核；别的领导办不了', async () => {
  const { page } = desk()
  await signInAs(desk(), 'leader-1')
  await openMatter(desk(), id)
  assert.equal(await stepButton(page, '分管领导审核').isVisible(), false)

  await signInByKeyboard(desk(), 'leader-3')
  await tabTo(page, page.getByRole('link', { name: '分管领导审核' }).filter({ hasText: title }))
  await page.keyboard.press('Enter')
  await standsAt(page, '待分管领导审核')
  await tabTo(page, stepButton(page, '分管领导审核'))
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: '分管领导审核' })
  await tabTo(page, form.getByLabel('审核意见'))
  await page.keyboard.type('同意报备。')
  await screenshot(page, 'journey-filing-3-leader-review')
  await tabTo(page, form.getByRole('button', { name: '确认分管领导审核' }))
  await page.keyboard.press('Enter')
  await standsAt(page, '待复核小组复核')
})

test('S106 分管厅领导同意了也还不能办理', async () => {
  await signInAs(desk(), 'clerk-waterway-1')
  await openMatter(desk(), id)
  assert.match(await greyReason(desk().page, HANDLING), /〔S106〕/)
})

test('S89 复核小组例会报备同意', () =>
  sitThrough(desk(), {
    body: '审批许可',
    secretary: 'clerk-general-office-1',
    chair: 'leader-4',
    at: '2026-12-03T10:00',
    place: '五楼会议室（演示）',
    title,
    conclusion: '同意',
    shot: 'journey-filing-4-group',
  }))

test('S106 S110 复核小组报备同意之后，「登记开始办理」可以点；办理、完成、办结', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-waterway-1')
  await takeUp(page, HANDLING, title)
  await standsAt(page, '报备同意')
  await screenshot(page, 'journey-filing-5-agreed')
  await take(page, HANDLING)
  await standsAt(page, '办理中')
  await take(page, '登记办理完成', form => form.getByLabel('办理结果').fill('已颁发许可证（演示）'))
  await take(page, '办结')
  await standsAt(page, '已办结')

  await page.getByRole('link', { name: '公开页面' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  const told = (await page.locator('main').textContent()) ?? ''
  assert.match(told, /复核小组复核/)
  assert.match(told, /已颁发许可证（演示）/)
  assert.doesNotMatch(told, /材料齐全，同意。/)
})
