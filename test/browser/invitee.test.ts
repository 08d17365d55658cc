import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { MeetingList, MeetingPage } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
let meeting: MeetingPage
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
  const secretary = await office.as('clerk-general-office-1')
  const { rows } = await secretary.get<MeetingList>('/meetings?kind=GROUP')
  const { id } = rows.find(row => row.stage === 'NOTICED') ?? assert.fail('no group meeting is to come')
  meeting = await secretary.get<MeetingPage>(`/meetings/${id}`)
})
after(async () => {
  await opened.close()
  await office.close()
})

/** Given somebody whom the group asked for and the office agreed to. @returns the link. */
async function invited(name: string, expiresAt = '2026-12-02T02:00:00.000Z'): Promise<string> {
  const item = meeting.items[0] ?? assert.fail('no item')
  const secretary = await office.as(meeting.recorder.id)
  const path = `/meetings/${meeting.id}`
  const asked = { matter: item.key, category: 'EXPERT', name, reason: '请业内专家参与复核' }
  const page = await secretary.post<MeetingPage>(`${path}/invitations`, asked)
  const invitation = page.items[0]?.invitees.at(-1)?.id ?? assert.fail('no invitation')
  const secret = randomBytes(32).toString('base64url')
  const link = createHash('sha256').update(secret).digest('hex')
  const materials = (item.brief?.materials ?? []).slice(0, 2).map(({ hash }) => hash)
  const terms = { invitation, link, expiresAt, materials, downloadable: false }
  await (await office.as('clerk-general-office-1')).post(`${path}/invitation-agreements`, terms)
  return `${office.base}/console/invite#${secret}`
}

/** The page of the link on a telephone. */
async function telephone(link: string): Promise<Page> {
  const page = await openPage(opened.browser, 360, 740)
  page.setDefaultTimeout(15_000)
  await page.goto(link)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function look(page: Page, name: string): Promise<void> {
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, `invitee-${name}`)
}

/** Everything that a finger aims at and that is lower than 44 px; a box's label is part of it. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'button, a, textarea:not([aria-hidden]), input:not([type=radio], [type=checkbox]), label:has(input)',
      ),
    ]
      .filter(element => element.getBoundingClientRect().height < 44)
      .map(element => `${element.tagName} ${element.textContent} ${element.getBoundingClientRect().height}`),
  )

test('E-13 E-14 S100 手机上打开邀请链接：申报、看材料、本人确认意见，再打开只能看', async () => {
  const link = await invited('沈知远（演示）')
  const page = await telephone(link)
  const secret = link.split('#')[1] ?? ''

  assert.equal(new URL(page.url()).hash, '', 'the secret has left the address bar')
  assert.equal(await page.getByRole('navigation').count(), 0)
  await page.getByText('请先申报有没有利害关系。').waitFor()
  assert.deepEqual(await smallTargets(page), [])
  await look(page, 'declaration-360')

  await page.getByLabel('没有利害关系').check()
  await page.getByRole('button', { name: '添加单位' }).click()
  await page.getByLabel('单位1名称').fill('岭南演示大学')
  await page.getByLabel('单位1统一社会信用代码').fill('123')
  await page.getByRole('button', { name: '提交申报' }).click()
  await page.getByText('统一社会信用代码应为18位').waitFor()
  await look(page, 'wrong-code-360')
  await page.getByLabel('单位1统一社会信用代码').fill('91350100m000100y43')
  await page.getByRole('button', { name: '提交申报' }).click()
  await page.getByRole('heading', { name: '发表意见' }).waitFor()

  const material = page.getByRole('button', { name: /^阅看/ }).first()
  await material.click()
  await page.locator('.invitee-text').first().waitFor()
  await page.getByLabel('您的意见').fill('建议补充超限检测数据。')
  await page.getByRole('button', { name: '确认并提交意见' }).click()
  await page.getByText('请勾选本人确认，再提交。').waitFor()
  await page.getByLabel(/^本人确认/).check()
  assert.deepEqual(await smallTargets(page), [])
  await look(page, 'opinion-360')
  await page.getByRole('button', { name: '大字版' }).click()
  await look(page, 'opinion-large')
  await page.getByRole('button', { name: '大字版' }).click()
  await page.getByRole('button', { name: '确认并提交意见' }).click()
  await page.getByText('您的意见已经记入会议记录').waitFor()
  await look(page, 'said-360')
  await page.reload()
  await page.getByText('建议补充超限检测数据。').waitFor()
  await page.close()

  const again = await telephone(link)
  await again.getByText('意见已经提交，不能修改。').waitFor()
  assert.equal(await again.getByRole('textbox').count(), 0)
  await again.setViewportSize({ width: 1280, height: 900 })
  await look(again, 'said-1280')
  assert.ok(!(await again.content()).includes(secret))
  await again.close()
})

test('E-13 申报有利害关系的：说一句感谢的话，链接随即关闭', async () => {
  const link = await invited('温以宁（演示）')
  const page = await telephone(link)

  await page.getByLabel('有利害关系', { exact: true }).check()
  await page.getByRole('button', { name: '提交申报' }).click()
  await page.getByText('感谢您如实申报。').waitFor()
  await look(page, 'blocked-360')
  await page.reload()

  await page.getByText('这个邀请链接现在打不开').waitFor()
  await page.close()
})

test('E-14 到期的链接、没有复制完整的链接：只说一句话，什么也看不到', async () => {
  const link = await invited('陆清和（演示）', '2026-11-23T02:00:00.000Z')
  office.moveTo('2026-11-24')

  const expired = await telephone(link)
  await expired.getByText('这个邀请链接现在打不开').waitFor()
  assert.ok(!(await expired.content()).includes(meeting.items[0]?.title ?? ''))
  await look(expired, 'expired-360')
  await expired.close()

  const cut = await telephone(`${office.base}/console/invite`)
  await cut.getByText('请点开邀请您的办公室发来的完整链接。').waitFor()
  await look(cut, 'no-secret-360')
  await cut.close()
})
