import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { MatterList, MeetingPage } from '../../http/api/contract.ts'
import { demoPassword } from '../../store/accounts.ts'
import { type Office, openOffice } from '../support/office.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

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

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
]

interface Visitor {
  readonly page: Page
  readonly complaints: string[]
}

/** A window in which somebody is signed in, or nobody. */
async function visitor(login?: string): Promise<Visitor> {
  const page = await openPage(opened.browser)
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${office.base}/console/`)
  await page.getByRole('heading', { name: '登录工作台' }).waitFor()
  if (login !== undefined) {
    await page.getByLabel('登录名').fill(login)
    await page.getByLabel('密码').fill(demoPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '待办', level: 1 }).waitFor()
  }
  return { page, complaints }
}

/** Goes to a page and waits until what it shows has come. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${office.base}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin, .ant-btn-loading'))

/** Holds that the page shown fits every window and keeps nobody out, and keeps a picture of each. */
async function lookAt({ page, complaints }: Visitor, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settled(page)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `console-${name}-${size.width}`)
  }
  assert.deepEqual(complaints, [], name)
}

/** The same at 1280 in large print. */
async function lookInLargePrint(visiting: Visitor, name: string): Promise<void> {
  const { page } = visiting
  await page.setViewportSize({ width: 1280, height: 900 })
  const large = page.getByRole('button', { name: '大字版' })
  await large.click()
  assert.equal(await large.getAttribute('aria-pressed'), 'true')
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, `console-${name}-large`)
  await large.click()
}

async function expectOnFirstScreen(target: Locator, when: string): Promise<void> {
  const box = (await target.boundingBox()) ?? assert.fail(`${target} is not there: ${when}`)
  const height = target.page().viewportSize()?.height ?? 0
  assert.ok(box.y + box.height <= height, `${target} ends at ${box.y + box.height} of ${height}: ${when}`)
}

async function matterIn(status: string): Promise<string> {
  const { rows } = await (await office.as('agency-head')).get<MatterList>(`/matters?status=${status}`)
  return rows[0]?.id ?? assert.fail(`the demonstration has no matter in ${status}`)
}

async function lookAtAll(login: string, pages: Readonly<Record<string, string>>): Promise<void> {
  const visiting = await visitor(login)
  for (const [name, path] of Object.entries(pages)) {
    await visit(visiting.page, path)
    await lookAt(visiting, name)
  }
  await visiting.page.close()
}

test('WEB-003 登录页：各种宽度都看得全，标签、对比度齐全', async () => {
  const visiting = await visitor()
  await lookAt(visiting, 'sign-in')
  await lookInLargePrint(visiting, 'sign-in')
  await visiting.page.close()
})

const people = {
  clerk: 'clerk-transport-1',
  head: 'head-capital-construction',
  leader: 'leader-3',
  secretary: 'clerk-general-office-1',
  'agency-head': 'agency-head',
}
for (const [who, login] of Object.entries(people)) {
  test(`WEB-003 待办，${login}：各种宽度和大字版都看得全`, async () => {
    const visiting = await visitor(login)
    await settled(visiting.page)
    await lookAt(visiting, `todo-${who}`)
    await lookInLargePrint(visiting, `todo-${who}`)
    await visiting.page.close()
  })
}

test('WEB-003 送审件：六十多件的列表，各种状态的件', async () => {
  const { total } = await (await office.as('agency-head')).get<MatterList>('/matters')
  assert.ok(total >= 60, `${total} matters`)
  await lookAtAll('agency-head', { matters: '/matters' })
  await lookAtAll('leader-3', {
    'matter-under-review': `/matters/${await matterIn('INITIAL_PASSED')}`,
    'matter-post-filing': `/matters/${await matterIn('POST_FILING_REGISTERED')}`,
    'matter-conditions': `/matters/${await matterIn('AGREED_IN_PRINCIPLE')}`,
    'matter-returned': `/matters/${await matterIn('RETURNED')}`,
    'matter-not-agreed': `/matters/${await matterIn('NOT_AGREED')}`,
    'matter-closed': `/matters/${await matterIn('CLOSED')}`,
  })
  const visiting = await visitor('leader-3')
  await visit(visiting.page, `/matters/${await matterIn('AGREED_IN_PRINCIPLE')}`)
  await lookInLargePrint(visiting, 'matter-conditions')
  await visiting.page.close()
})

test('下一步不用找：待办的第一条、件上的主按钮都在第一屏，电脑上大字版也是', async () => {
  const { page } = await visitor('leader-3')
  const matter = `/matters/${await matterIn('INITIAL_PASSED')}`
  const expectNextStep = async (when: string) => {
    await visit(page, '/')
    await expectOnFirstScreen(page.locator('.todo-what').first(), when)
    await visit(page, matter)
    await expectOnFirstScreen(page.getByRole('button', { name: '分管领导审核', exact: true }), when)
  }
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNextStep(`${size.width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: '大字版' }).click()
  await expectNextStep('1280, large print')
  await page.close()
})

test('WEB-003 新建送审件、拟稿的件，和其上打开的表单', async () => {
  const clerk = await office.as('clerk-capital-construction-1')
  const title = '狮子洋通道较大设计变更审批（演示）'
  const { id } = await clerk.post<{ id: string }>('/matters', {
    item: 'DEMO-CS-03',
    title,
    department: 'CAPITAL_CONSTRUCTION',
  })
  await lookAtAll('clerk-capital-construction-1', {
    'new-matter': '/matters/new',
    'new-matter-form': '/matters/new?item=DEMO-CS-02',
    'matter-draft': `/matters/${id}`,
  })
  const visiting = await visitor('leader-3')
  await visit(visiting.page, `/matters/${await matterIn('INITIAL_PASSED')}`)
  await visiting.page.getByRole('button', { name: '分管领导审核', exact: true }).click()
  await visiting.page.getByRole('dialog').getByText('退回补正').click()
  await lookAt(visiting, 'matter-form')
  await visiting.page.close()
})

test('WEB-003 会议、汇总报告、职权目录、复核小组、组织、规则', async () => {
  await lookAtAll('clerk-general-office-1', {
    meetings: '/meetings',
    'meetings-past': '/meetings?when=past',
    'meeting-planned': '/meetings/GROUP-ENFORCEMENT-1-2026-6',
    'review-groups': '/review-groups',
    organisation: '/organisation',
    rulebook: '/rulebook',
    password: '/password',
  })
  await lookAtAll('clerk-transport-1', {
    summaries: '/summaries',
    catalogue: '/catalogue',
    item: '/catalogue/DEMO-PM-01',
  })
})

test('PII-004 透明日志：状况人人可看，销毁盐值由办公室申请、驻厅纪检同意', async () => {
  const secretary = await office.as('clerk-general-office-1')
  await secretary.post('/erasures/erasure-requests', {
    stream: 'organisation',
    version: 2,
    field: 'by.person',
    ground: 'ART15_PRIVACY',
    reason: '演示：该字段误含与本件无关的个人信息，应当事人申请销毁',
  })
  await lookAtAll('clerk-planning-1', { log: '/log' })
  await lookAtAll('clerk-general-office-1', { 'log-office': '/log' })
  const visiting = await visitor('discipline-leader')
  await visit(visiting.page, '/log')
  await lookAt(visiting, 'log-discipline')
  await visiting.page.getByRole('button', { name: '同意销毁第1项' }).click()
  await visiting.page.getByRole('button', { name: '销毁', exact: true }).click()
  await visiting.page.getByText('已销毁').waitFor()
  await visiting.page.close()
})

test('WEB-003 没有的地址、无权看的件：说没有找到，指一条回去的路', async () => {
  await lookAtAll('clerk-transport-1', { 'not-found': '/no-such-page' })
  const visiting = await visitor('clerk-party-office-1')
  await visit(visiting.page, `/matters/${await matterIn('INITIAL_PASSED')}`)
  const refusal = 'Failed to load resource: the server responded with a status of 404 (Not Found)'
  assert.deepEqual(visiting.complaints.splice(0), [refusal], 'no more is said of it than of a number that is not there')
  await visiting.page.getByRole('link', { name: '回到待办' }).waitFor()
  await lookAt(visiting, 'forbidden')
  await visiting.page.close()
})

test('WEB-003 正在开的厅长办公会：记录人、成员看到的，作结论的表单，大字版', async () => {
  const path = '/meetings/DIRECTOR-DIRECTOR-2026-6'
  const { recorder } = await (await office.as('agency-head')).get<MeetingPage>(path)
  office.moveTo('2026-11-27', '10:00')
  const secretary = await office.as(recorder.id)
  const { members, items } = await secretary.post<MeetingPage>(`${path}/opening`)
  for (const { who } of members) await secretary.post(`${path}/attendance`, { person: who.id, status: 'PRESENT' })
  const matter = items[0]?.key ?? assert.fail('an empty agenda')
  const { items: started } = await secretary.post<MeetingPage>(`${path}/item-starts`, { matter })
  const speaker = started[0]?.silent.find(({ id }) => id !== 'agency-head')?.id ?? assert.fail('nobody to speak')
  await secretary.post(`${path}/opinions`, { matter, person: speaker, position: 'AGREE', words: '同意。' })

  await lookAtAll('leader-4', { 'meeting-as-member': path })
  const visiting = await visitor(recorder.id)
  await visit(visiting.page, path)
  await lookAt(visiting, 'meeting-as-recorder')
  await lookInLargePrint(visiting, 'meeting-as-recorder')
  await visiting.page.getByRole('button', { name: '作出结论' }).click()
  await visiting.page.getByRole('radio', { name: /原则同意/ }).check()
  await lookAt(visiting, 'meeting-conclusion')
  await visiting.page.close()
})
