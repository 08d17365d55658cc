import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RotationView } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lookAt, lookInLargePrint, settled, windowOf } from './desk-window.ts'
import { openBrowser, screenshot } from './support.ts'

const ROTATION = '/rotations/2027-01-01'

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

test('S72 S101 A8 轮值：编排、改出冲突当场看到条款、改回来、说明理由保存、生成复核小组', async () => {
  const page = await windowOf(opened.browser, office.base, 'clerk-general-office-1', '/rotations')
  await lookAt(page, 'rotations-empty')
  await page.getByRole('button', { name: '编排轮值方案' }).click()
  await page.getByRole('button', { name: '开始编排' }).click()
  await page.getByRole('status').getByText('正在编排').waitFor()
  await page.getByRole('heading', { name: '2027年1月1日起的轮值' }).waitFor()
  await page.getByText('核对方案，需要时调整，然后生成复核小组。').waitFor()
  await lookAt(page, 'rotation-plan')
  await lookInLargePrint(page, 'rotation-plan')

  // When the leader of the first term is put at the head of the second on the same board, A8 speaks at once.
  await page.getByRole('button', { name: '调整方案' }).click()
  const first = page.getByLabel('第1期 规划资金复核小组 组长')
  const second = page.getByLabel('第2期 规划资金复核小组 组长')
  const was = await second.inputValue()
  await second.selectOption(await first.inputValue())
  await page.locator('.board-faults').getByText('同一人不得连续两个轮值期任同一板块组长').waitFor()
  await page.locator('.board-faults').getByText('〔A8〕').first().waitFor()
  assert.ok(await page.getByRole('button', { name: '保存调整' }).isDisabled())
  await lookAt(page, 'rotation-conflict')
  await second.selectOption(was)
  await page.locator('.board-faults').waitFor({ state: 'detached' })

  // Dragging does what choosing does: the second division takes the convener's place.
  const seats = page.locator('.board-group').first().locator('.board-seat')
  const convener = page.getByLabel('第1期 规划资金复核小组 召集处室')
  const before = await convener.inputValue()
  await seats.nth(1).locator('.board-handle').hover()
  await page.mouse.down()
  const goal = (await seats.nth(0).boundingBox()) ?? assert.fail('no first seat')
  await page.mouse.move(goal.x + 60, goal.y + 10, { steps: 8 })
  await page.mouse.up()
  assert.notEqual(await convener.inputValue(), before)
  await page.getByText('没有冲突，可以保存。').waitFor()
  await page.getByRole('button', { name: '保存调整' }).click()
  const dialog = page.getByRole('dialog', { name: '保存调整' })
  await dialog.getByLabel('调整理由').fill('召集处室另有任务')
  await dialog.getByRole('button', { name: '确认保存调整' }).click()
  await page.getByText('调整：召集处室另有任务').waitFor()

  await page.getByRole('button', { name: /未列入的人员和处室/ }).click()
  await page.getByRole('dialog', { name: '未列入的人员和处室' }).getByText('〔A13〕').first().waitFor()
  await screenshot(page, 'rotation-excluded-1280')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '生成复核小组' }).click()
  await page.getByRole('button', { name: '确认生成复核小组' }).click()
  await page.getByText('请召集领导小组会议批准').waitFor()
  await settled(page)
  await lookAt(page, 'rotation-established')
  const kept = await (await office.as('clerk-general-office-1')).get<RotationView>(ROTATION)
  assert.notEqual(kept.plans[0]?.groups[0]?.members[0]?.department.code, before)
  assert.equal(kept.established?.groups.length, 8)
  await page.close()
})

test('S72 没有权限的人能看轮值，不能编排；没有的轮值说没有找到', async () => {
  const page = await windowOf(opened.browser, office.base, 'clerk-planning-1', '/rotations')
  await settled(page)
  assert.equal(await page.getByRole('button', { name: '编排轮值方案' }).count(), 0)
  await page.goto(`${office.base}/console/rotations/2031-01-01`)
  await page.getByRole('heading', { name: '没有找到' }).waitFor()
  await lookAt(page, 'rotation-not-found')

  // On its way, then unreachable: it says so, and the same button tries again.
  let answer = (): void => undefined
  const held = new Promise<void>(resolve => {
    answer = resolve
  })
  await page.route('**/api/v1/rotations', route => held.then(() => route.abort()))
  await page.goto(`${office.base}/console/rotations`)
  await page.getByRole('status', { name: '正在读取' }).waitFor()
  await screenshot(page, 'rotations-loading-1280')
  answer()
  await page.getByText('没有读到内容').waitFor()
  await lookAt(page, 'rotations-error')
  await page.unroute('**/api/v1/rotations')
  await page.getByRole('button', { name: '重试' }).click()
  await page.getByText('2027年1月1日起的轮值').waitFor()
  await page.close()
})

test('MTG-013 E-09 S145 督办、滞留和我的：列表、空、申报利害关系、邮件地址，各种宽度', async () => {
  const page = await windowOf(opened.browser, office.base, 'head-planning', '/follow-ups')
  await settled(page)
  await lookAt(page, 'follow-ups')
  await page.goto(`${office.base}/console/me`)
  await page.getByRole('heading', { name: '签名密钥' }).waitFor()
  await settled(page)
  await page.getByRole('button', { name: '申报利害关系' }).click()
  const dialog = page.getByRole('dialog', { name: '申报利害关系' })
  await dialog.getByLabel('单位名称').fill('珠江演示建设有限公司')
  await dialog.getByLabel('统一社会信用代码').fill('91440000000000000X')
  await dialog.getByLabel('关系', { exact: true }).fill('配偶在该单位任职')
  await dialog.getByRole('button', { name: '提交申报' }).click()
  await dialog.getByText('统一社会信用代码的位数或校验位不正确。').waitFor()
  await dialog.getByLabel('统一社会信用代码').fill('91350100M000100Y43')
  await dialog.getByRole('button', { name: '提交申报' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('珠江演示建设有限公司').waitFor()
  await page.getByRole('textbox', { name: '邮件地址' }).fill('head@example.cn')
  await page.getByRole('button', { name: '保存邮件地址' }).click()
  await page.getByText('已保存。').waitFor()
  await lookAt(page, 'me')
  await lookInLargePrint(page, 'me')
  await page.close()
})
