/** What people do at a desk: sign in, find their next step, fill a form, put a file in. Everything by what is seen and read. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../../store/accounts.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { openBrowser, openPage, screenshot } from '../support.ts'

/** One browser window in an office, at which its people sign in one after another. */
export interface Desk {
  readonly office: Office
  readonly page: Page
  /** What the page itself complained of; a refusal by the server is no complaint. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const STEP_MS = 15_000
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/

/**
 * One desk for all steps of a journey, each of them a test. After the first that fails the others fail at once, and the
 * screen at which it failed is kept as artefacts/screenshots/<name>-failed.png.
 */
export function deskFor(name: string): () => Desk {
  let desk: Desk | undefined
  let failed = false
  const opened = () => desk ?? assert.fail('the desk is not open')
  before(async () => {
    desk = await openDesk()
  })
  beforeEach(() => assert.ok(!failed, 'a step before this one failed'))
  afterEach(async t => {
    if (failed || !('passed' in t) || t.passed) return
    failed = true
    await screenshot(opened().page, `${name}-failed`)
  })
  after(async () => {
    await desk?.close()
    assert.deepEqual(desk?.complaints, [])
  })
  return opened
}

async function openDesk(): Promise<Desk> {
  const office = await openOffice({ withConsole: true })
  const opened = await openBrowser()
  const page = await openPage(opened.browser)
  page.setDefaultTimeout(STEP_MS)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) complaints.push(message.text())
  })
  const close = async () => {
    await opened.close()
    await office.close()
  }
  return { office, page, complaints, close }
}

const signInField = (page: Page) => page.getByLabel('登录名')

/** Whoever sat here leaves; without a session the page to sign in on is there already. */
async function toSignIn({ office, page }: Desk): Promise<void> {
  await page.goto(`${office.base}/console/`)
  const leaving = page.getByRole('button', { name: '退出' })
  await leaving.or(signInField(page)).waitFor()
  if (await leaving.isVisible()) await leaving.click()
  await signInField(page).waitFor()
}

const signedIn = (page: Page) => page.getByRole('heading', { name: '待办', level: 1 }).waitFor()

/** Fills the form to sign in by, once it is there. */
export async function fillSignIn(page: Page, login: string): Promise<void> {
  await signInField(page).fill(login)
  await page.getByLabel('密码').fill(demoPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Signs in with name and password, and comes to the list of what is to be done. */
export async function signInAs(desk: Desk, login: string): Promise<void> {
  await toSignIn(desk)
  await fillSignIn(desk.page, login)
  await signedIn(desk.page)
}

/** The same through the demonstration's list of accounts: look for the person, one click. */
export async function chooseAccount(desk: Desk, login: string): Promise<void> {
  const { page } = desk
  await toSignIn(desk)
  await page.getByLabel('查找演示账号').fill(login)
  await page.getByRole('region', { name: '演示账号' }).getByRole('button').click()
  await signedIn(page)
}

/** The same without a mouse. */
export async function signInByKeyboard(desk: Desk, login: string): Promise<void> {
  const { page } = desk
  await toSignIn(desk)
  await tabTo(page, signInField(page))
  await page.keyboard.type(login)
  await tabTo(page, page.getByLabel('密码'))
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await signedIn(page)
}

const MOST_TABS = 80

/** Presses Tab until this has the focus, and holds that the focus can be seen there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`${target} cannot be reached with Tab`)
}

/** Goes to what waits for this person, from their list. */
export async function takeUp(page: Page, what: string, title: string): Promise<void> {
  await page.getByRole('link', { name: what }).filter({ hasText: title }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

/** Goes to a matter by its address, as from a link in a letter. */
export async function openMatter({ office, page }: Desk, id: string): Promise<void> {
  await page.goto(`${office.base}/console/matters/${id}`)
  await page.getByRole('region', { name: '卷宗' }).waitFor()
}

/** The button of a step that may be taken now. */
export const stepButton = (page: Page, label: string): Locator =>
  page.getByRole('region', { name: '现在可以办' }).getByRole('button', { name: label, exact: true })

/** Takes a step that may be taken now: its form opens over the page, is filled and confirmed, and closes. */
export async function take(page: Page, label: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  await stepButton(page, label).click()
  await confirm(page, label, fill)
}

/** Fills and confirms the form that has just opened. */
export async function confirm(page: Page, title: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  const form = page.getByRole('dialog', { name: title })
  await fill?.(form)
  await form.getByRole('button', { name: `确认${title}` }).click()
  await form.waitFor({ state: 'detached' })
}

/** A step that stands there grey, with the sentence that says why. */
export async function greyReason(page: Page, label: string): Promise<string> {
  const button = stepButton(page, label)
  assert.ok(await button.isDisabled(), `${label} should be grey`)
  const why = await button.getAttribute('aria-describedby')
  assert.ok(why, `${label} should say why it is grey`)
  const reason = page.locator(`#${why}`)
  assert.ok(await reason.isVisible(), `the reason for ${label} should be in sight`)
  return (await reason.textContent()) ?? ''
}

/** Where the matter or the meeting stands, in its own word, e.g. 已知悉. */
export async function standsAt(page: Page, status: string): Promise<void> {
  await page.locator('.matter-head').getByText(status, { exact: true }).waitFor()
}

/** Puts a file on every line of the checklist that must have one, through the browser's own choice of files. */
export async function uploadMaterials(page: Page): Promise<number> {
  const lines = page.getByRole('listitem').filter({ has: page.getByText('必备', { exact: true }) })
  const count = await lines.count()
  for (let index = 0; index < count; index += 1) await uploadTo(page, lines.nth(index))
  return count
}

export async function uploadTo(page: Page, line: Locator): Promise<void> {
  const name = (await line.getByRole('strong').first().textContent()) ?? ''
  const buffer = Buffer.from(`${name}（演示） ${page.url()}`)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), line.getByText('上传').first().click()])
  await chooser.setFiles({ name: `${name}.txt`, mimeType: 'text/plain', buffer })
  await line.getByRole('link', { name: `${name}.txt` }).waitFor()
}

/** Marks every control measure as carried out, one by one, and saves. */
export async function checkControls(page: Page): Promise<void> {
  for (const done of await page.getByRole('radio', { name: '已落实', exact: true }).all()) await done.check()
  for (const note of await page.getByLabel(/^措施\d+核对说明$/).all()) await note.fill('已逐条核对')
  await saved(page, '保存核对结果')
}

/** Sends a form that stays in the page, and waits for the answer. */
export async function saved(page: Page, button: string): Promise<void> {
  const answered = page.waitForResponse(response => response.request().method() === 'POST')
  await page.getByRole('button', { name: button, exact: true }).click()
  assert.equal((await answered).status(), 200, button)
}

/** Waits for the line over the dossier that says how much is still missing. */
export const dossierSays = (page: Page, words: string) =>
  page.getByRole('region', { name: '卷宗' }).getByText(words).waitFor()
