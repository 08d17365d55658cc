import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Page } from 'playwright-core'
import { streams } from '../../../domain/ids.ts'
import { convenerOf } from '../../../domain/review-group/composition.ts'
import type { ReviewGroup } from '../../../domain/review-group/review-group.ts'
import { dayOf } from '../../../domain/time.ts'
import type { MeetingPage } from '../../../http/api/contract.ts'
import type { Session } from '../../support/api.ts'
import { FILING_ITEM, noticed, submitted, upToTier } from '../../support/journey.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { foundedWorld, tellStory } from '../../support/story.ts'
import { windowOf } from '../desk-window.ts'
import { openBrowser, screenshot } from '../support.ts'
import { confirm, standsAt } from './desk.ts'

const CHAIR_SAYS = '同意大家意见。'
const CONCLUDED = '会议认为情况清楚，同意报备。'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
let matter = ''
let title = ''
let meeting: MeetingPage
let secretary: Session
let convening = ''
/** Whoever leads the group, whoever convened this item, and another division's head, each at a screen of their own. */
let chair: Page
let convener: Page
let other: Page

/** Given a filing before its review group, whose meeting is noticed and about to begin. */
before(async () => {
  const story = tellStory(await foundedWorld())
  matter = submitted(story, FILING_ITEM)
  upToTier(story, matter, 3)
  const id = noticed(story, 'GROUP', [matter])
  const { recorder, scheduledAt, body } = story.meeting(id)
  const group = story.world.state<ReviewGroup>(streams.reviewGroup(body))
  convening = convenerOf(group)?.person ?? assert.fail(`${body} has no convener`)
  title = story.matter(matter).title
  office = await openOffice({ withConsole: true, story })
  office.moveTo(dayOf(scheduledAt), '10:00')
  opened = await openBrowser()
  secretary = await office.as(recorder)
  meeting = await secretary.get<MeetingPage>(`/meetings/${id}`)
})

let failed = false
beforeEach(() => assert.ok(!failed, 'a step before this one failed'))
afterEach(t => {
  failed ||= 'passed' in t && !t.passed
})
after(async () => {
  await opened.close()
  await office.close()
})

const path = () => `/meetings/${meeting.id}`
const windows = () => [chair, convener, other]
const whoIs = (id: string) => meeting.members.find(({ who }) => who.id === id)?.who ?? assert.fail(`${id} is no member`)
const otherHead = () =>
  meeting.members.find(({ who }) => who.id.startsWith('head-') && who.id !== convening)?.who ??
  assert.fail('no other head')

/** Everything below is seen without loading a page again: a mark in the document outlives only that. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', ''))
const neverReloaded = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute('data-mark'))

const inAll = (seen: (page: Page) => Promise<void>) => Promise.all(windows().map(seen))

async function speak(page: Page, words: string): Promise<void> {
  await page.getByRole('radio', { name: '赞成' }).check()
  await page.getByLabel('意见', { exact: true }).fill(words)
  await page.getByRole('button', { name: '发表意见' }).click()
}

const speakers = (page: Page) => page.locator('.opinion > strong').allTextContents()

test('S89 MTG-003 组长、召集人、另一位处长各在自己的窗口等会：记录人宣布开会、登记到会，三个窗口同时看见', async () => {
  const people = [meeting.chair.id, convening, otherHead().id]
  const [first, second, third] = await Promise.all(
    people.map(who => windowOf(opened.browser, office.base, who, path())),
  )
  if (!first || !second || !third) assert.fail('three windows')
  ;[chair, convener, other] = [first, second, third]
  await inAll(page => standsAt(page, '已通知'))
  await inAll(mark)

  const { members } = await secretary.post<MeetingPage>(`${path()}/opening`)
  for (const { who } of members) await secretary.post(`${path()}/attendance`, { person: who.id, status: 'PRESENT' })

  await inAll(page => standsAt(page, '进行中'))
  await inAll(page => page.getByText(`${members.length} / ${members.length} 人`, { exact: true }).waitFor())
  await secretary.post(`${path()}/item-starts`, { matter })
  await inAll(page => page.locator('article').getByText('审议中').waitFor())
  await inAll(page =>
    page
      .locator('article')
      .getByText(`召集人 ${whoIs(convening).name}`)
      .waitFor(),
  )
  // A window that had lost the stream would ask every few seconds instead.
  await inAll(page => page.getByText('● 实时').waitFor())
  await chair.getByText(/等其他\d+人表态后，由您末位表态/).waitFor()
})

test('S93 MTG-010 两位成员各在自己的窗口表态，另外两个窗口随即看见；组长末位表态', async () => {
  await speak(convener, '资料齐全，同意报备。')
  await inAll(page => page.locator('.opinion').getByText('资料齐全，同意报备。').waitFor())
  await speak(other, '无不同意见，同意。')
  await inAll(page => page.locator('.opinion').getByText('无不同意见，同意。').waitFor())
  await screenshot(other, 'journey-three-windows-1-spoken')
  const tooEarly = chair.getByText(/主持人应末位表态，还有\d+人没有表态/)
  await tooEarly.waitFor()

  const { items } = await secretary.get<MeetingPage>(path())
  const silent = items[0]?.silent.filter(({ id }) => id !== meeting.chair.id) ?? []
  assert.ok(silent.length > 0)
  for (const { id } of silent) {
    const said = { matter, person: id, position: 'AGREE', words: '同意。' }
    await secretary.post(`${path()}/opinions`, said)
  }
  await chair.getByText('其他人都已表态，请您末位表态。').waitFor()
  await tooEarly.waitFor({ state: 'detached' })

  await speak(chair, CHAIR_SAYS)
  await inAll(page => page.locator('.opinion').getByText(CHAIR_SAYS).waitFor())
  const orders = await Promise.all(windows().map(speakers))
  const [order = []] = orders
  assert.equal(order.length, meeting.members.filter(({ voting }) => voting).length)
  assert.deepEqual(order.slice(0, 2), [whoIs(convening).name, otherHead().name])
  assert.equal(order.at(-1), meeting.chair.name)
  for (const seen of orders) assert.deepEqual(seen, order)
})

test('S89 MTG-004 组长在自己的窗口作出结论，成员的窗口随即看见；散会也一样，谁都没有刷新', async () => {
  assert.equal(await other.getByRole('button', { name: '作出结论' }).count(), 0)
  await chair.getByRole('button', { name: '作出结论' }).click()
  await confirm(chair, '作出结论', async form => {
    await form.getByRole('radio', { name: '同意', exact: true }).check()
    await form.getByLabel('结论意见').fill(CONCLUDED)
  })
  await inAll(page => page.getByText('结论：同意').waitFor())
  await inAll(page => page.locator('.conclusion').getByText(CONCLUDED).waitFor())
  await screenshot(convener, 'journey-three-windows-2-concluded')

  await secretary.post(`${path()}/adjournment`)
  await inAll(page => standsAt(page, '已散会，待签纪要'))
  for (const page of windows()) assert.ok(await neverReloaded(page))
})

test('S89 MTG-009 组长从待办签发纪要，结论才到件上：三个人在件的页面都看见复核小组的结论', async () => {
  const { minutesWork } = await secretary.get<MeetingPage>(path())
  const sections = minutesWork.suggested.map(({ matter: key, conclusion, narrative }) => ({
    matter: key,
    conclusion,
    narrative,
  }))
  await secretary.post(`${path()}/minutes-drafts`, { sections })
  await secretary.post(`${path()}/minutes-circulations`)
  await other.goto(`${office.base}/console/matters/${matter}`)
  await standsAt(other, '待复核小组复核')

  await chair.goto(`${office.base}/console/`)
  await chair.getByRole('link', { name: '签发纪要' }).filter({ hasText: meeting.title }).click()
  await chair.getByText('请通读纪要，无误后签发。').waitFor()
  await chair.getByRole('button', { name: '签发这份纪要' }).click()
  await chair.getByRole('button', { name: '确认签发' }).click()
  await chair.getByText('纪要指纹（SHA-256）').waitFor()
  await screenshot(chair, 'journey-three-windows-3-minutes')

  for (const page of windows()) {
    await page.goto(`${office.base}/console/matters/${matter}`)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await standsAt(page, '报备同意')
    const group = page.locator('.tiers > li').nth(2)
    await group.getByText('同意', { exact: true }).waitFor()
    await group.getByText(CONCLUDED).waitFor()
    await group.getByRole('link', { name: meeting.title }).waitFor()
  }
})
