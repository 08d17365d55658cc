import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { streams } from '../../domain/ids.ts'
import type { MeetingPage } from '../../http/api/contract.ts'
import { demoPassword } from '../../store/accounts.ts'
import { type Crowd, crowdOpen } from '../support/crowd.ts'
import { called, submitted } from '../support/journey.ts'
import { type Office, openOffice } from '../support/office.ts'
import type { Story } from '../support/story.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

const ITEMS = 40

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
let crowd: Crowd
let planned = ''
before(async () => {
  crowd = await crowdOpen(ITEMS)
  planned = planAnother(crowd.story)
  office = await openOffice({ withConsole: true, story: withLongNames(crowd.story) })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await office.close()
})

/** Given the same division's next meeting, with forty more matters on its agenda and no notice yet. */
function planAnother(story: Story): string {
  const matters = Array.from({ length: ITEMS }, () => submitted(story, 'DEMO-PF-01'))
  const id = called(story, 'INITIAL', 'PLANNING')
  const { recorder } = story.meeting(id)
  for (const matter of matters) story.does(recorder, streams.meeting(id), 'items', { matter })
  return `/meetings/${id}`
}

/** The crowd's numbers as names of the usual length, a few of them long: no screen is tried with shorter ones. */
function withLongNames(story: Story): Story {
  const families = ['陈', '李', '欧阳', '黄', '司徒', '梁', '诸葛', '林']
  const given = ['志远', '婉婷', '嘉诚', '明', '丽华', '建国', '静宜', '文清']
  const nameOf = (n: number) => `${families[n % 8]}${given[Math.floor(n / 8) % 8]}（演示）`
  const events = story.world.events.map(event => {
    const { person = '' } = event.data as { readonly person?: string }
    const number = /^crowd-(\d+)$/.exec(person)?.[1]
    const named = event.stream === streams.organisation && 'name' in (event.data as object)
    return number && named ? { ...event, data: { ...(event.data as object), name: nameOf(Number(number)) } } : event
  })
  return { ...story, world: { ...story.world, events } }
}

async function windowOf(login: string, path: string): Promise<Page> {
  const page = await openPage(opened.browser)
  page.setDefaultTimeout(20_000)
  await page.goto(`${office.base}/console/`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '待办', level: 1 }).waitFor()
  await page.goto(`${office.base}/console${path}`)
  await page.locator('article').first().waitFor()
  return page
}

async function lookAt(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280, 1920]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 })
    await look(page, `${name}-${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
  await page.getByRole('button', { name: '大字版' }).click()
  await look(page, `${name}-large`)
  await page.getByRole('button', { name: '大字版' }).click()
}

async function look(page: Page, name: string): Promise<void> {
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, `meeting-${name}`)
}

const titles = async () => {
  const { items } = await (await office.as(crowd.recorder)).get<MeetingPage>(planned)
  return items.map(({ key }) => key)
}
const order = (page: Page) => page.locator('.agenda .number').allTextContents()

test('S92 四十项议程：用键盘拖、用鼠标拖、用按钮移，次序都存进会议', async () => {
  const page = await windowOf(crowd.recorder, planned)
  const [a, b, c, ...rest] = await titles()

  await page.getByRole('button', { name: '拖动 议题1', exact: true }).focus()
  await page.keyboard.press('Space')
  await page.getByText(/已拿起议题/).waitFor({ state: 'attached' })
  await page.keyboard.press('ArrowDown')
  await page.getByText(/移到第2项/).waitFor({ state: 'attached' })
  const saved = page.waitForResponse(answer => answer.url().endsWith('/agenda-orders'))
  await page.keyboard.press('Space')
  assert.equal((await saved).status(), 200)
  assert.deepEqual(await titles(), [b, a, c, ...rest])

  const moved = page.waitForResponse(answer => answer.url().endsWith('/agenda-orders'))
  await page.getByRole('button', { name: '上移 议题2', exact: true }).click()
  await moved
  assert.deepEqual(await titles(), [a, b, c, ...rest])

  const handles = page.locator('.handle')
  const [from, to] = [await handles.nth(0).boundingBox(), await handles.nth(2).boundingBox()]
  if (!from || !to) assert.fail('no handles')
  const dropped = page.waitForResponse(answer => answer.url().endsWith('/agenda-orders'))
  await page.mouse.move(from.x + 5, from.y + 5)
  await page.mouse.down()
  await page.mouse.move(from.x + 5, from.y + 40, { steps: 4 })
  await page.mouse.move(to.x + 5, to.y + 20, { steps: 8 })
  await page.mouse.up()
  await dropped
  assert.deepEqual(await titles(), [b, c, a, ...rest])
  assert.deepEqual((await order(page)).slice(0, 3), [b, c, a])
  await lookAt(page, 'crowd-planned')
  await page.close()
})

test('WEB-003 六十人、四十项议题的会：记录人和成员的窗口，各种宽度和大字版都看得全', async () => {
  const path = `/meetings/${crowd.meeting}`
  const matter = crowd.matters[0]
  const secretary = await office.as(crowd.recorder)
  await secretary.post(`${path}/item-starts`, { matter })
  for (const [index, person] of crowd.members.slice(0, 31).entries()) {
    const said =
      index % 9 === 4
        ? {
            position: 'DISAGREE',
            words: '资金来源没有落实，前期工作深度不够，建议补充论证后再议，不同意本次列入计划。',
          }
        : { position: index % 11 === 5 ? 'ABSTAIN' : 'AGREE', words: '材料齐全，同意。' }
    await secretary.post(`${path}/opinions`, { matter, person, ...said })
  }
  const left = crowd.members.at(-2)
  await secretary.post(`${path}/attendance`, { person: left, status: 'LEFT' })

  const atRecorder = await windowOf(crowd.recorder, path)
  await atRecorder.getByText('● 实时').waitFor()
  assert.equal(await atRecorder.locator('.opinion').count(), 31)
  assert.equal(await atRecorder.locator('.seat').count(), 60)
  await lookAt(atRecorder, 'crowd-recorder')
  await atRecorder.close()

  const atMember = await windowOf(crowd.members[40] ?? '', path)
  await atMember.getByText('请您表态。').waitFor()
  await lookAt(atMember, 'crowd-member')
  await atMember.close()
})

test('MTG-003 MTG-013 无记名表决：只登记票数和两名计票人，结论带议定事项，各人的窗口只见票数', async () => {
  const path = `/meetings/${crowd.meeting}`
  const secretary = await office.as(crowd.recorder)
  await secretary.post(`${path}/postponements`, { matter: crowd.matters[0], reason: '材料待补' })
  const { items } = await secretary.get<MeetingPage>(path)
  const agree = String((items[1]?.quorum.present ?? 0) - 9)
  const page = await windowOf(crowd.recorder, path)
  await page.getByText('无记名', { exact: true }).click()
  await page.getByRole('button', { name: '开始审议 议题2' }).click()
  await page.getByText('请监票人、计票人清点后登记票数。').waitFor()
  assert.equal(await page.getByRole('button', { name: '记录意见' }).count(), 0)

  await page.getByRole('button', { name: '登记计票结果' }).click()
  const count = page.getByRole('dialog', { name: '登记计票' })
  await count.getByLabel('赞成票').fill(agree)
  await count.getByLabel('反对票').fill('6')
  await count.getByLabel('弃权票').fill('3')
  const tellers = count.getByLabel('监票人、计票人')
  for (const name of ['诸葛明（演示）', '欧阳丽华（演示）']) {
    await tellers.fill(name)
    await tellers.press('Enter')
  }
  await page.keyboard.press('Escape')
  await screenshot(page, 'meeting-count-form')
  await count.getByRole('button', { name: '确认登记计票' }).click()
  await count.waitFor({ state: 'detached' })
  assert.deepEqual(await page.locator('.tally-table td').allTextContents(), [agree, '6', '3'])

  await page.getByRole('button', { name: '作出结论' }).click()
  const form = page.getByRole('dialog', { name: '作出结论' })
  await form.getByLabel('结论意见').fill('同意，抓紧组织实施。')
  await form.getByRole('button', { name: '添加一条议定事项' }).click()
  await form.getByLabel('议定事项1', { exact: true }).fill('按季度报送资金拨付进度')
  await form.getByLabel('议定事项1责任处室').fill('综合规划处')
  await form.getByLabel('议定事项1责任处室').press('Enter')
  await form.getByLabel('议定事项1完成期限').fill('2026-12-31')
  await look(page, 'conclusion-form')
  await form.getByRole('button', { name: '确认作出结论' }).click()

  await page.locator('article').getByText('按季度报送资金拨付进度').waitFor()
  await look(page, 'concluded')
  await page.close()
})
