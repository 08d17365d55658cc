import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Locator } from 'playwright-core'
import { fontCss, fontFile } from '../../portal/fonts.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

const good = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>阳光政务</title>
<link rel="stylesheet" href="/assets/fonts.css">
<style>body{font:32px "Noto Sans SC Web",sans-serif;color:#1f2329;margin:24px} button,input{font:inherit;max-width:100%;box-sizing:border-box} span{display:inline-block}</style></head>
<body><h1><span>阳</span><span>光</span><span>政</span><span>务</span></h1>
<p>每一项权力的行使都经过四级程序、默认公开：2026年9月1日。</p>
<form><label>标题 <input name="title"></label> <button>搜索</button></form>
<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></body></html>`

const poor = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title></head><body style="background:#fff">
<h2>没有一级标题</h2><input name="nameless"><img src="x.png"><button></button>
<p style="color:#999">浅灰</p><p style="color:#fff;background:linear-gradient(#000,#eee)">渐变</p>
<p style="opacity:.4">半透明</p><p style="font-size:24px;color:#888">大字可以浅一些</p><button disabled style="color:#ccc">停用</button>
<div style="width:2000px">太宽</div></body></html>`

const server = createServer(async (request, response) => {
  const path = request.url ?? ''
  const file = path.startsWith('/assets/fonts/') ? fontFile(path.slice('/assets/fonts/'.length)) : undefined
  if (file) return response.end(await readFile(file))
  if (path === '/assets/fonts.css') return response.setHeader('content-type', 'text/css').end(fontCss('/assets/fonts/'))
  const html = { '/good': good, '/poor': poor }[path]
  response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(html)
})
let origin = ''
let opened: Awaited<ReturnType<typeof openBrowser>>

before(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

async function visit(path: string, width?: number, browser: Browser = opened.browser) {
  const page = await openPage(browser, width)
  await page.goto(origin + path)
  return page
}

/** How many dark pixels an element is drawn with, and the picture itself to compare with another's. */
async function inkOf(locator: Locator): Promise<{ dark: number; picture: string }> {
  const picture = (await locator.screenshot()).toString('base64')
  const dark = await locator.page().evaluate(async png => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
    canvas?.drawImage(image, 0, 0)
    const bytes = canvas?.getImageData(0, 0, image.width, image.height).data ?? []
    return bytes.filter((byte, index) => index % 4 === 0 && byte < 100).length
  }, picture)
  return { dark, picture }
}

test('没有中文字体的机器上，网页字体也能写出「阳光政务」四个不同的字', async () => {
  const page = await visit('/good')
  const path = await screenshot(page, 'harness')
  assert.ok((await stat(path)).size > 2000)
  const loaded = await page.evaluate(() =>
    [...document.fonts].filter(face => face.status === 'loaded').map(face => `${face.family} ${face.weight}`),
  )
  for (const weight of [400, 700]) {
    assert.ok(
      loaded.some(face => face.replaceAll('"', '') === `Noto Sans SC Web ${weight}`),
      loaded.join(),
    )
  }
  const inks = []
  for (const character of '阳光政务') inks.push(await inkOf(page.getByText(character, { exact: true })))
  for (const { dark } of inks) assert.ok(dark > 150, `only ${dark} dark pixels`)
  assert.equal(new Set(inks.map(ink => ink.picture)).size, 4)
})

test('合格的页面通过检查：不横向滚动，标签、标题、对比度齐全', async () => {
  const page = await visit('/good', 360)
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
})

test('不合格之处逐条指出', async () => {
  const page = await visit('/poor', 1280)
  await assert.rejects(expectNoHorizontalScroll(page), /is 20\d\d px wide in 1280: <div/)
  const told = await accessibilityBasics(page).then(
    () => '',
    (error: Error) => error.message,
  )
  for (const problem of [/lang is «en»/, /no title/, /0 h1/, /no label: <input/, /no alt: <img/, /no name: <button/]) {
    assert.match(told, problem)
  }
  for (const text of ['浅灰', '渐变', '半透明']) assert.match(told, new RegExp(`contrast [\\d.]+ of 4.5: «${text}»`))
  for (const text of ['大字', '停用', '没有一级标题']) assert.ok(!told.includes(text), text)
})

test('几个测试文件可以同时各开一个浏览器', async () => {
  const several = await Promise.all([openBrowser(), openBrowser()])
  for (const { browser, close } of several) {
    assert.equal(await (await visit('/good', 800, browser)).title(), '阳光政务')
    await close()
  }
})

test('浏览器够不到本机以外的任何地方', async () => {
  const page = await openPage(opened.browser)
  await assert.rejects(page.goto('http://example.com/'), /ERR_NAME_NOT_RESOLVED/)
})
