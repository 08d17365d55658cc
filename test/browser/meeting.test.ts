import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { MeetingPage } from '../../http/api/contract.ts'
import { demoPassword } from '../../store/accounts.ts'
import { type Office, openOffice } from '../support/office.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

const SITTING = '/meetings/DIRECTOR-DIRECTOR-2026-6'
const PLANNED = '/meetings/GROUP-ENFORCEMENT-1-2026-6'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
let recorder = ''
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
  recorder = (await meetingAt(SITTING)).recorder.id
})
after(async () => {
  await opened.close()
  await office.close()
})

const meetingAt = async (path: string, login = 'agency-head') => (await office.as(login)).get<MeetingPage>(path)

/** A window of this person's own, at this page. */
async function windowOf(login: string, path: string): Promise<Page> {
  const page = await openPage(opened.browser)
  page.setDefaultTimeout(15_000)
  await page.goto(`${office.base}/console/`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '待办', level: 1 }).waitFor()
  await page.goto(`${office.base}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const live = (page: Page) => page.getByText('● 实时').waitFor()

/** Marks the document, so that it is seen when it was loaded anew. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', ''))
const neverReloaded = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute('data-mark'))

/** The reason that stands in sight beside something grey. */
async function greyReason(button: Locator): Promise<string> {
  assert.ok(await button.isDisabled(), 'it should be grey')
  const why = button.page().locator(`#${await button.getAttribute('aria-describedby')}`)
  await why.waitFor()
  return (await why.textContent()) ?? ''
}

const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin, .ant-btn-loading'))

async function lookAt(page: Page, name: string, widths = [360, 1280, 1920]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 })
    await settled(page)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `meeting-${name}-${width}`)
  }
}

test('S98 E-14 邀请由小组提出、办公室商定，链接只在浏览器里产生、只显示一次，服务器只有指纹', async () => {
  const page = await windowOf('clerk-general-office-1', PLANNED)
  await page.getByRole('button', { name: '提出邀请 议题1' }).click()
  const proposal = page.getByRole('dialog', { name: '提出邀请' })
  await proposal.getByLabel('受邀类别').fill('专家')
  await proposal.getByLabel('受邀类别').press('Enter')
  await proposal.getByLabel('姓名').fill('沈知远（演示）')
  await proposal.getByLabel('邀请理由').fill('熟悉超限运输执法')
  await proposal.getByRole('button', { name: '确认提出邀请' }).click()
  await proposal.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: '商定邀请 沈知远（演示）' }).click()
  const agreement = page.getByRole('dialog', { name: '商定邀请' })
  const sent = page.waitForRequest(request => request.url().endsWith('/invitation-agreements'))
  await agreement.getByRole('button', { name: '确认商定邀请' }).click()
  const shown = page.getByRole('textbox', { name: '邀请链接' })
  await shown.waitFor()
  const [address, secret = ''] = (await shown.inputValue()).split('#')

  assert.equal(address, `${office.base}/console/invite`)
  const body = (await sent).postData() ?? ''
  assert.ok(body.includes(createHash('sha256').update(secret).digest('hex')))
  assert.ok(!body.includes(secret), 'the secret stays in the browser')
  await screenshot(page, 'meeting-invitation-link')
  await page.getByRole('button', { name: '已交给本人，关闭' }).click()
  await shown.waitFor({ state: 'detached' })
  await page.close()
})

test('E-12 记录人登记到会，成员的窗口不刷新就看见', async () => {
  office.moveTo('2026-11-27', '10:00')
  await (await office.as(recorder)).post(`${SITTING}/opening`)
  const [atRecorder, atMember] = await Promise.all([windowOf(recorder, SITTING), windowOf('leader-4', SITTING)])
  await Promise.all([live(atRecorder), live(atMember)])
  await mark(atMember)
  const { members } = await meetingAt(SITTING)
  const name = members.at(-1)?.who.name ?? ''

  await atRecorder.getByRole('button', { name: `${name}到会` }).click()

  const row = atMember.locator('.attendance li').filter({ hasText: name })
  await row.getByText('到会', { exact: true }).waitFor()
  await atMember.locator('[aria-live=polite]', { hasText: `${name}到会` }).waitFor({ state: 'attached' })
  assert.ok(await neverReloaded(atMember))
  await Promise.all([atRecorder.close(), atMember.close()])
})

test('MTG-003 MTG-010 成员在自己的窗口表态，主持人的窗口随即看见票数；下一议题还不能开始，灰着并写明条款', async () => {
  const secretary = await office.as(recorder)
  const { members } = await meetingAt(SITTING)
  for (const { who } of members) await secretary.post(`${SITTING}/attendance`, { person: who.id, status: 'PRESENT' })
  const [atRecorder, atChair, atMember] = await Promise.all(
    [recorder, 'agency-head', 'leader-4'].map(login => windowOf(login, SITTING)),
  )
  if (!atRecorder || !atChair || !atMember) assert.fail('three windows')
  await Promise.all([atRecorder, atChair, atMember].map(live))
  await mark(atChair)
  await atRecorder.getByRole('button', { name: '开始审议 议题1' }).click()
  await atChair.locator('article').getByText('审议中').waitFor()
  await atChair.getByText(/等其他\d+人表态后，由您末位表态/).waitFor()

  await atMember.getByText('请您表态。').waitFor()
  await atMember.getByRole('radio', { name: '反对' }).check()
  await atMember.getByLabel('意见', { exact: true }).fill('概算依据不足，不同意。')
  await atMember.getByRole('button', { name: '发表意见' }).click()

  await atChair.getByText('概算依据不足，不同意。').waitFor()
  assert.deepEqual(await atChair.locator('.tally-table td').allTextContents(), ['0', '1', '0', '4'])
  assert.ok(await neverReloaded(atChair))

  await atRecorder.locator('.rail-item').nth(1).click()
  assert.match(await greyReason(atRecorder.getByRole('button', { name: '开始审议 议题2' })), /〔MTG-003〕/)
  await Promise.all([atRecorder, atChair, atMember].map(page => page.close()))
})

test('MTG-003 实时连接断了，页面说明正在重连，改为每隔几秒询问，仍然看得见别人的登记', async () => {
  const blind = await windowOf('leader-3', '/meetings')
  await blind.route('**/api/v1/meetings/*/live', route => route.abort())
  await blind.goto(`${office.base}/console${SITTING}`)
  await blind.getByText('已断开，正在重连').waitFor()

  const item = (await meetingAt(SITTING)).items.find(({ stage }) => stage === 'UNDER_WAY')
  const said = { matter: item?.key, person: 'leader-1', position: 'AGREE', words: '材料齐全，同意。' }
  await (await office.as('leader-1')).post(`${SITTING}/opinions`, said)

  await blind.locator('.opinion').getByText('材料齐全，同意。').waitFor()
  await screenshot(blind, 'meeting-broken')
  await blind.close()
})

test('E-10 成员申请他人回避，裁定之前此人不表决；主持人在自己的窗口裁定，结果人人看见', async () => {
  const [atMember, atChair] = await Promise.all(['leader-4', 'agency-head'].map(login => windowOf(login, SITTING)))
  if (!atMember || !atChair) assert.fail('two windows')
  const { members } = await meetingAt(SITTING)
  const asked = members.find(({ who }) => who.id === 'leader-2')?.who ?? assert.fail('leader-2 is no member')

  await atMember.getByRole('button', { name: '申请他人回避 议题1' }).click()
  const request = atMember.getByRole('dialog', { name: '申请他人回避' })
  await request.getByLabel('申请谁回避').fill(asked.name)
  await request.getByLabel('申请谁回避').press('Enter')
  await request.getByLabel('申请理由').fill('其配偶在设计单位任职')
  await request.getByRole('button', { name: '确认申请他人回避' }).click()
  await request.waitFor({ state: 'detached' })

  await atChair.getByText(`请先对${asked.name}的回避申请作出裁定。`).waitFor()
  await atChair.locator('.seat', { hasText: asked.name }).getByText('回避待裁定').waitFor()
  await screenshot(atChair, 'meeting-recusal-request')
  await atChair.getByRole('button', { name: `裁定${asked.name}的回避申请` }).click()
  const ruling = atChair.getByRole('dialog', { name: '裁定回避申请' })
  await ruling.getByRole('radio', { name: '应当回避' }).check()
  await ruling.getByLabel('裁定理由').fill('存在利害关系，应当回避')
  await ruling.getByRole('button', { name: '确认裁定回避申请' }).click()
  await ruling.waitFor({ state: 'detached' })

  await atMember.locator('.seat-recused', { hasText: asked.name }).waitFor()
  await atMember.getByText('存在利害关系，应当回避').first().waitFor()
  await Promise.all([atMember.close(), atChair.close()])
})

test('S135 领导小组会议：从会议列表召集，列入议题，特别复核组要提出组长和成员处室', async () => {
  office.moveTo('2026-11-27', '15:00')
  const page = await windowOf('clerk-general-office-1', '/meetings')
  await page.getByRole('button', { name: '召集会议' }).click()
  const calling = page.getByRole('dialog', { name: '召集会议' })
  await calling.getByRole('combobox', { name: '会议' }).fill('领导小组')
  await calling.getByRole('combobox', { name: '会议' }).press('Enter')
  await calling.getByLabel('会议时间').fill('2026-12-04T09:00')
  await calling.getByLabel('地点').fill('五楼会议室（演示）')
  await calling.getByRole('button', { name: '确认召集会议' }).click()
  await page.getByRole('button', { name: '列入领导小组议题' }).click()
  const topic = page.getByRole('dialog', { name: '列入领导小组议题' })
  await topic.getByLabel('议题类别').fill('特别复核组')
  await topic.getByLabel('议题类别').press('Enter')
  await topic.getByLabel('特别复核组成员处室').waitFor()
  await screenshot(page, 'meeting-topic-form')
  await topic.getByLabel('议题类别').fill('其他')
  await topic.getByLabel('议题类别').press('Enter')
  await topic.getByLabel('议题', { exact: true }).fill('听取2026年度权力运行监督情况汇报')
  await topic.getByRole('button', { name: '确认列入领导小组议题' }).click()

  await page.getByRole('article', { name: /听取2026年度权力运行监督情况汇报/ }).waitFor()
  await lookAt(page, 'leading')
  await page.close()
})

test('WEB-003 会议读不到、没有、正在读：各说各的话', async () => {
  const page = await windowOf('leader-4', '/meetings')
  const address = `${office.base}/console${SITTING}`
  await page.route(`**/api/v1${SITTING}`, () => {})
  await page.goto(address)
  await page.getByRole('status', { name: '正在读取' }).waitFor()
  await accessibilityBasics(page)
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await page.route(`**/api/v1${SITTING}`, route => route.fulfill({ status: 500, body: '' }))
  await page.goto(address)
  await page.getByText('平台没有正常回答').waitFor()
  await accessibilityBasics(page)
  await screenshot(page, 'meeting-error')
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await page.goto(`${office.base}/console/meetings/INITIAL-PLANNING-2026-99`)
  await page.getByRole('heading', { name: '没有找到' }).waitFor()
  await page.close()
})

test('WEB-003 会议月历：按月看，翻月，手机上是列表', async () => {
  const page = await windowOf('clerk-general-office-1', '/meetings?view=calendar')
  await page.getByRole('heading', { name: '2026年11月' }).waitFor()
  await page.getByRole('link', { name: /2026年第6次厅长办公会/ }).waitFor()
  await lookAt(page, 'calendar')

  await page.getByRole('button', { name: '下月' }).click()
  await page.getByRole('heading', { name: '2026年12月' }).waitFor()
  assert.match(page.url(), /month=2026-12/)
  await page.close()
})
