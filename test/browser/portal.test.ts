import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { portalRoutes } from '../../portal/routes.ts'
import { openStore } from '../../store/store.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from '../support/database.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

let database: TestDatabase
let server: FastifyInstance
let base = ''
let opened: Awaited<ReturnType<typeof openBrowser>>

before(async () => {
  database = await testDatabase('demo')
  server = Fastify()
  const store = openStore(database, DEMO_ORGAN)
  await server.register(portalRoutes({ store, clock: { now: () => '2026-11-23T01:00:00.000Z' } }))
  await server.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await server.close()
  await database.close()
})

/** Opens a page, and fails on anything that the content policy refuses or that is not there. */
async function visit(path: string, width: number): Promise<Page> {
  const page = await openPage(opened.browser, width)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(base + path)
  assert.deepEqual(complaints, [], path)
  return page
}

const shown = {
  home: '/',
  boards: '/boards',
  board: '/boards/construction',
  tiers: '/tiers',
  meetings: '/meetings',
  catalogue: '/catalogue',
  item: '/catalogue/DEMO-PM-06',
  matters: '/matters?q=%E5%85%AC%E8%B7%AF',
  matter: '/matters/2026-000045',
  withheld: '/matters/2026-000007',
  organisation: '/organisation',
  rules: '/rules',
  supervision: '/supervision',
  about: '/about',
}

for (const width of [360, 1280]) {
  test(`WEB-003 宽${width}：每种页面都不横向滚动，标签、标题、对比度齐全`, async () => {
    for (const [name, path] of Object.entries(shown)) {
      const page = await visit(path, width)
      await expectNoHorizontalScroll(page)
      await accessibilityBasics(page)
      await screenshot(page, `portal-${name}-${width}`)
      await page.close()
    }
  })
}

test('首页在768、1440、1920宽也不横向滚动，正文不无限拉宽', async () => {
  for (const width of [768, 1440, 1920]) {
    const page = await visit('/', width)
    await expectNoHorizontalScroll(page)
    await screenshot(page, `portal-home-${width}`)
    const box = await page.locator('.formula').boundingBox()
    assert.ok((box?.width ?? 0) <= 1370, `${box?.width}`)
    await page.close()
  }
})

test('WEB-006 关掉脚本照样查得到件、看得到经过；没有脚本就没有切换按钮', async () => {
  const context = await opened.browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(base)
  assert.equal(await page.locator('#tools').isVisible(), false)

  await page.fill('#q', '岸线')
  await page.click('.bigseek button')
  await page.click('text=西江内河物流园配套泊位港口岸线使用审批')

  assert.match((await page.locator('main').textContent()) ?? '', /第3级\s+复核小组复核/)
  await page.click('.facts a:has-text("港口岸线使用审批")')
  assert.match((await page.locator('h1').textContent()) ?? '', /^港口岸线使用审批$/)
  await context.close()
})

test('WEB-004 大字、高对比、简洁可切换，换页后仍在；高对比下对比度仍合格', async () => {
  const page = await visit('/', 360)
  for (const name of ['大字', '高对比', '简洁']) await page.getByRole('button', { name }).click()

  await page.goto(`${base}/matters/2026-000045`)

  assert.deepEqual(await page.evaluate(() => [...document.documentElement.classList].sort()), [
    'contrast',
    'large',
    'plain',
  ])
  assert.equal(await page.getByRole('button', { name: '大字' }).getAttribute('aria-pressed'), 'true')
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'portal-large-contrast-360')
  await page.close()
})

test('WEB-003 只用键盘：第一次按 Tab 遇到“跳到正文”，焦点看得见', async () => {
  const page = await visit('/matters', 1280)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '跳到正文')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth)
  assert.equal(outline, '3px')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'q')
  await page.close()
})

test('打印时不带导航和表单，表头每页重复', async () => {
  const page = await visit('/matters', 1280)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('nav[aria-label=主导航]').isVisible(), false)
  assert.equal(await page.locator('form.search').isVisible(), false)
  const display = await page.locator('main thead').evaluate(head => getComputedStyle(head).display)
  assert.equal(display, 'table-header-group')
  await page.close()
})
