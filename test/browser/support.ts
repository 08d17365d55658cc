import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { accessibilityProblems } from './accessibility.ts'
import { findChromium } from './chromium.ts'

const screenshots = join(import.meta.dirname, '..', '..', 'artefacts', 'screenshots')

// Only this machine is reachable, so that a page that leans on the outside fails here as it would in a closed network.
// No sandbox, as root cannot have one; the browser opens no pages but our own.
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-first-run',
  '--no-sandbox',
]

/** Starts a browser of this test's own, as root or not, offline. Its `close` ends it with all its pages. */
export async function openBrowser(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const { executablePath, env } = await findChromium()
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...process.env, LANG: 'zh_CN.UTF-8', ...env },
  })
  return { browser, close: () => browser.close() }
}

/** Opens a page as an official in Guangdong has it, with cookies of its own; the size is in CSS pixels. */
export async function openPage(browser: Browser, width = 1280, height = 900): Promise<Page> {
  return await browser.newPage({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
}

/** Saves the whole page as artefacts/screenshots/<name>.png once its fonts are there, and returns the file's path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  assert.match(name, /^[a-z0-9-]+$/, 'a screenshot has a kebab-case name')
  await mkdir(screenshots, { recursive: true })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const path = join(screenshots, `${name}.png`)
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
  return path
}

/** Holds that the page is no wider than its window, and names what sticks out. */
export async function expectNoHorizontalScroll(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const scrollsInside = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrollsInside(element.parentElement))
    const wide = [...document.body.querySelectorAll('*')]
      .filter(
        element => element.getBoundingClientRect().right > clientWidth + 1 && !scrollsInside(element.parentElement),
      )
      .map(element => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`)
    return { scrollWidth, clientWidth, wide: wide.slice(0, 5) }
  })
  const { scrollWidth, clientWidth, wide } = found
  assert.ok(scrollWidth <= clientWidth, `${page.url()} is ${scrollWidth} px wide in ${clientWidth}: ${wide.join(' ')}`)
}

/**
 * Holds what every page owes its readers: lang=zh-CN, a title, one h1, a label for every field, a name for every button
 * and link, alt for every image, and text that stands out from its background by 4.5:1 (3:1 when large), as WCAG 2.2 AA has it.
 */
export async function accessibilityBasics(page: Page): Promise<void> {
  const problems = await page.evaluate(accessibilityProblems)
  assert.deepEqual(problems, [], `${page.url()} keeps readers out:\n${problems.join('\n')}`)
}
