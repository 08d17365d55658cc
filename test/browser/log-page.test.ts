import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { LogView } from '../../http/api/contract.ts'
import { demoPassword } from '../../store/accounts.ts'
import { signIn } from '../support/api.ts'
import { type LoggedPortal, openLoggedPortal } from '../support/logged-portal.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

let portal: LoggedPortal
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  portal = await openLoggedPortal({ witnesses: ['驻厅纪检监察组（演示）'] })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await portal.close()
})

/** Looks at a page of the portal at three widths, and returns its words. */
async function lookAt(base: string, path: string, name: string): Promise<string> {
  let words = ''
  for (const width of [360, 1280, 1920]) {
    const page = await openPage(opened.browser, width)
    await page.goto(base + path)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `${name}-${width}`)
    words = await wordsOf(page)
    await page.close()
  }
  return words
}

const wordsOf = async (page: Page): Promise<string> => (await page.locator('body').textContent()) ?? ''

test('S11 透明日志页：多少条、何时公布、谁见证、公钥指纹，四种自己验证的办法，能证明和不能证明什么', async () => {
  const words = await lookAt(portal.base, '/log', 'log')

  assert.match(words, /已公布\s*3,\d{3}条/)
  assert.match(words, /驻厅纪检监察组（演示）\s*2\d{3}年\d+月\d+日 \d\d:\d\d\s*已见证/)
  const vkey = (await (await fetch(`${portal.base}/log/vkey`)).text()).trim()
  const fingerprint = createHash('sha256').update(vkey).digest('hex')
  assert.equal(words.replace(/\s/g, '').includes(fingerprint), true)
  assert.match(words, new RegExp(`npx yangguang verify ${portal.base}/log`))
  assert.match(words, /登记的事是否属实/)
  assert.doesNotMatch(words, /暂停更新/)
})

test('S11 每一页的页脚都有透明日志的链接，独立核对程序可以下载', async () => {
  const home = await (await fetch(portal.base)).text()
  assert.match(home, /<footer[\s\S]*href="\/log"/)
  const program = await fetch(`${portal.base}/log/verify.py`)
  assert.equal(program.status, 200)
  assert.match(program.headers.get('content-disposition') ?? '', /attachment/)
  assert.match(await program.text(), /^#!\/usr\/bin\/env python3/)
})

test('S11 第一个检查点之前：说还没有公布，件的页面说还不能证实', async () => {
  const fresh = await openLoggedPortal({ withoutLog: true })
  try {
    assert.match(await lookAt(fresh.base, '/log', 'log-before'), /还没有公布第一个检查点，有 3,\d{3} 条登记等待写入/)

    const page = await openPage(opened.browser)
    await page.goto(`${fresh.base}/matters/2026-000045`)
    assert.equal(await page.locator('.qr').count(), 0)
    await page.getByRole('button', { name: '验证', exact: true }).click()
    await page.getByText('还不能证实：公开日志还没有开始公布。').waitFor()
    await page.close()
  } finally {
    await fresh.close()
  }
})

test('S11 见证人不答复：不公布新的检查点，透明日志页、门户每一页和工作台都说明', async () => {
  await portal.silenceWitnesses()
  const clerk = await signIn(portal.base, 'clerk-planning-1', demoPassword)
  await clerk.post('/matters', { item: 'DEMO-PF-01', title: '断了见证以后的一件（演示）', department: 'PLANNING' })
  const { trouble } = await troubled(clerk)

  const words = await lookAt(portal.base, '/log', 'log-trouble')
  assert.match(words, /日志暂停更新，自2\d{3}年/)
  assert.match(trouble?.sentence ?? '', /ECONNREFUSED 127\.0\.0\.1:\d+/, 'staff are told all of it')
  assert.match(words, /原因：见证人不足/)
  assert.doesNotMatch(words, /ECONNREFUSED|connect /, 'addresses inside the house are not for the public')
  assert.match(words, /等待写入\s*1条/)
  assert.match(await lookAt(portal.base, '/', 'home-log-trouble'), /公开日志暂停更新/)

  const page = await openPage(opened.browser)
  await page.goto(`${portal.base}/console/`)
  await page.getByLabel('登录名').fill('head-planning')
  await page.getByLabel('密码').fill(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByText('透明日志暂停更新').waitFor()
  await accessibilityBasics(page)
  await screenshot(page, 'console-log-trouble-1280')
  await page.goto(`${portal.base}/matters/2026-000045`)
  await page.getByRole('button', { name: '验证', exact: true }).click()
  await page.getByText('已证实：').waitFor()
  await page.close()
})

/** Waits until the log says what is wrong. */
async function troubled(clerk: Awaited<ReturnType<typeof signIn>>): Promise<LogView> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await clerk.get<LogView>('/log')
    if (status.trouble) return status
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  return assert.fail('no trouble was told')
}
