/** A meeting by hand, from its calling to its signed minutes, as its secretary and its chair do it on the meeting's page. */
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { screenshot } from '../support.ts'
import { confirm, type Desk, signInAs, standsAt, take, takeUp } from './desk.ts'

export interface Sitting extends Calling {
  readonly secretary: string
  readonly chair: string
  /** The matter on the agenda. */
  readonly title: string
  readonly conclusion: string
  /** Where screenshots are kept: artefacts/screenshots/<shot>-….png. */
  readonly shot: string
}

/**
 * The secretary calls the meeting, sends the notice, and on the day records who is there and what they say; the chair speaks
 * last from their own screen, draws the conclusion, and signs. Leaves the clock at the hour of the meeting.
 */
export async function sitThrough(desk: Desk, sitting: Sitting): Promise<void> {
  const { page, office } = desk
  const { secretary, chair, title, conclusion, shot, at } = sitting
  await signInAs(desk, secretary)
  const meeting = await callMeeting(page, sitting)
  await putOnAgenda(page, title)
  await sendNotice(page)

  office.moveTo(at.slice(0, 10), at.slice(11))
  await signInAs(desk, secretary)
  await takeUp(page, '宣布开会', meeting)
  await openWithEverybody(page)
  await startItem(page, title)
  await recordOpinions(page, title, 1)
  assert.deepEqual(await silent(page, title), [await presider(page, title)], 'whoever presides speaks last')

  await signInAs(desk, chair)
  await takeUp(page, '对议题发表意见', meeting)
  await screenshot(page, `${shot}-under-way`)
  await speak(page, title, '发表意见', '同意大家意见。')
  await conclude(page, title, conclusion, '会议认为情况清楚。')

  await signInAs(desk, secretary)
  await takeUp(page, '散会', meeting)
  await adjourn(page)
  await signInAs(desk, chair)
  await takeUp(page, '签发纪要', meeting)
  await take(page, '签发纪要')
  await page.getByText('纪要指纹（SHA-256）').waitFor()
  await screenshot(page, `${shot}-minutes`)
}

interface Calling {
  /** Chosen by name where the person calls more than one body's meetings. */
  readonly body?: string
  /** Shanghai time, e.g. `2026-11-27T10:00`. */
  readonly at: string
  readonly place: string
}

/** Calls a meeting from the list of meetings, and comes to its page. @returns its name. */
async function callMeeting(page: Page, { body, at, place }: Calling): Promise<string> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '会议' }).click()
  await page.getByRole('button', { name: '召集会议' }).click()
  await confirm(page, '召集会议', async form => {
    if (body) {
      const field = form.getByRole('combobox', { name: '会议' })
      await field.fill(body)
      await field.press('Enter')
    }
    await form.getByLabel('会议时间').fill(at)
    await form.getByLabel('地点').fill(place)
  })
  await standsAt(page, '筹备中')
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? assert.fail('the meeting has no name')
}

const agendaItem = (page: Page, title: string): Locator => page.getByRole('article', { name: title })

/** Puts what waits for this tier on the agenda with one click, and sends everybody the notice. */
async function putOnAgenda(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `列入议题 ${title}` }).click()
  await agendaItem(page, title).waitFor()
}

async function sendNotice(page: Page): Promise<void> {
  await take(page, '发出会议通知')
  await standsAt(page, '已通知')
}

/** Opens the meeting with everybody there. */
async function openWithEverybody(page: Page): Promise<void> {
  await take(page, '宣布开会')
  await standsAt(page, '进行中')
  await page.getByRole('button', { name: '全部到会' }).click()
  await page.getByRole('button', { name: '全部到会' }).waitFor({ state: 'detached' })
  const [present, members] = ((await page.getByText(/^\d+ \/ \d+ 人$/).textContent()) ?? '').match(/\d+/g) ?? []
  assert.equal(present, members)
}

async function startItem(page: Page, title: string): Promise<void> {
  await agendaItem(page, title)
    .getByRole('button', { name: /^开始审议/ })
    .click()
  await agendaItem(page, title).getByText('审议中').waitFor()
}

const opinions = (page: Page, title: string) => agendaItem(page, title).locator('.opinion')

/** Says one opinion: one's own, or, by the recorder, that of whoever's turn it is. */
async function speak(page: Page, title: string, button: '发表意见' | '记录意见', words: string): Promise<void> {
  const item = agendaItem(page, title)
  const before = await opinions(page, title).count()
  await item.getByRole('radio', { name: '赞成' }).check()
  await item.getByLabel('意见', { exact: true }).fill(words)
  await item.getByRole('button', { name: button }).click()
  await opinions(page, title).nth(before).waitFor()
}

async function presider(page: Page, title: string): Promise<string> {
  const line = await agendaItem(page, title).getByText('本议题主持人').textContent()
  return /本议题主持人 (\S+)/.exec(line ?? '')?.[1] ?? assert.fail('nobody presides')
}

/** Who has not spoken yet. */
async function silent(page: Page, title: string): Promise<readonly string[]> {
  const line = agendaItem(page, title).getByText(/^尚未表态：/)
  if (!(await line.isVisible())) return []
  return ((await line.textContent()) ?? '').replace('尚未表态：', '').split('、')
}

/** The recorder writes down what each of the others says, until only so many are left to speak. */
async function recordOpinions(page: Page, title: string, leave: number): Promise<void> {
  while ((await silent(page, title)).length > leave) await speak(page, title, '记录意见', '材料齐全，同意。')
}

async function conclude(page: Page, title: string, conclusion: string, opinion: string): Promise<void> {
  const item = agendaItem(page, title)
  await item.getByRole('button', { name: '作出结论' }).click()
  await confirm(page, '作出结论', async form => {
    await form.getByRole('radio', { name: conclusion, exact: true }).check()
    await form.getByLabel('结论意见').fill(opinion)
  })
  await item.getByText(`结论：${conclusion}`).waitFor()
}

async function adjourn(page: Page): Promise<void> {
  await take(page, '散会')
  await standsAt(page, '已散会，待签纪要')
}
