import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { demoPassword } from '../../store/accounts.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openPage, screenshot } from './support.ts'

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
]

/** A window of this person's own, at this page of the console. @param base `http://127.0.0.1:port`. */
export async function windowOf(browser: Browser, base: string, login: string, path: string): Promise<Page> {
  const page = await openPage(browser)
  page.setDefaultTimeout(20_000)
  await page.goto(`${base}/console/`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '待办', level: 1 }).waitFor()
  await page.goto(`${base}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

/** Waits until what the page shows has come. */
export const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin, .ant-btn-loading'))

/** Holds that the page fits every window and keeps nobody out, in large print too, and keeps a picture of each. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settled(page)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `${name}-${size.width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** The same at 1280 in large print. */
export async function lookInLargePrint(page: Page, name: string): Promise<void> {
  const large = page.getByRole('button', { name: '大字版' })
  await large.click()
  assert.equal(await large.getAttribute('aria-pressed'), 'true')
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, `${name}-large`)
  await large.click()
}
