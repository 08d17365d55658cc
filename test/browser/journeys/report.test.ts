import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectNoHorizontalScroll, screenshot } from '../support.ts'
import {
  checkControls,
  chooseAccount,
  deskFor,
  dossierSays,
  greyReason,
  saved,
  signInAs,
  standsAt,
  take,
  takeUp,
  uploadMaterials,
} from './desk.ts'
import { sitThrough } from './sitting.ts'

const desk = deskFor('journey-report')

const title = '国道G205线惠州段涉路施工活动许可办理情况（演示）'

test('S103 S111 报告件，经办人从演示账号登录：建件、写办理说明、上传、核对、送审', async () => {
  const { page } = desk()
  await chooseAccount(desk(), 'clerk-transport-1')
  await page.getByRole('link', { name: '职权目录' }).click()
  await page.getByLabel('查找职权事项').fill('涉路施工')
  await page.getByRole('link', { name: '涉路施工活动许可' }).click()
  await page.getByRole('link', { name: '新建送审件' }).click()
  await page.getByLabel('标题').fill(title)
  await page.getByRole('button', { name: '建立送审件' }).click()
  await standsAt(page, '拟稿')
  assert.match(await greyReason(page, '送审'), /不能送审|办理说明/)
  await screenshot(page, 'journey-report-1-draft')

  await page.getByLabel('送审依据').fill('公路法 第44、45、55条')
  await page.getByLabel('办理说明').fill('本月受理涉路施工许可12件，办结11件，1件补正中。')
  await page.getByRole('radio', { name: '主动公开' }).check()
  await saved(page, '保存送审内容')
  await uploadMaterials(page)
  await checkControls(page)
  await dossierSays(page, '送审要求的内容都齐了。')
  await screenshot(page, 'journey-report-2-dossier')
  await take(page, '送审')
  await standsAt(page, '待初审')
})

test('S87 初审例会：召集、列入议题、通知、到会、逐人表态、结论，处室负责人签发纪要', () =>
  sitThrough(desk(), {
    secretary: 'clerk-transport-2',
    chair: 'head-transport',
    at: '2026-11-27T10:00',
    place: '三楼会议室（演示）',
    title,
    conclusion: '同意',
    shot: 'journey-report-3-initial',
  }))

test('S88 分管厅领导审核', async () => {
  const { page } = desk()
  await signInAs(desk(), 'leader-3')
  await takeUp(page, '分管领导审核', title)
  await take(page, '分管领导审核', form => form.getByLabel('审核意见').fill('已阅，同意送复核。'))
  await standsAt(page, '待复核小组复核')
})

test('S89 S93 复核小组例会：组长末位表态、作结论、签发，件即已知悉', () =>
  sitThrough(desk(), {
    body: '审批许可',
    secretary: 'clerk-general-office-1',
    chair: 'leader-4',
    at: '2026-12-03T10:00',
    place: '五楼会议室（演示）',
    title,
    conclusion: '已知悉',
    shot: 'journey-report-4-group',
  }))

test('S103 S11 S115 已知悉的件由经办人办结；公开页面逐级列出三级程序', async () => {
  const { page } = desk()
  await signInAs(desk(), 'clerk-transport-1')
  await takeUp(page, '办结', title)
  await standsAt(page, '已知悉')
  await take(page, '办结')
  await standsAt(page, '已办结')
  await screenshot(page, 'journey-report-5-closed')

  await page.getByRole('link', { name: '公开页面' }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  const tiers = await page.locator('ol.track > li h3').allTextContents()
  assert.deepEqual(
    tiers.map(words => words.replace(/\s+/g, '')),
    ['第1级业务部门初审', '第2级厅分管领导审核', '第3级复核小组复核'],
  )
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /材料齐全，同意。|同意大家意见。/)
  await expectNoHorizontalScroll(page)
  await screenshot(page, 'journey-report-6-public')
})
