import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { Complaint } from '../../domain/complaint/complaint.ts'
import type { ReportKeys } from '../../http/api/contract.ts'
import { openLetter, sealLetter } from '../../sealing/letter.ts'
import { sealBytes } from '../../sealing/seal.ts'
import { handle } from '../../store/handle.ts'
import { closeDays, publishPage } from '../../store/sealed-digests.ts'
import { keepSealedPart, readSealedPart } from '../../store/sealed-parts.ts'
import { eventually } from '../support/eventually.ts'
import { type LoggedPortal, openLoggedPortal } from '../support/logged-portal.ts'
import { type GroupKeys, prepareGroup } from '../support/reporter.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

const NOW = '2026-11-23T01:00:00.000Z'
const TOMORROW = '2026-11-24T01:00:00.000Z'
const SCRIPT = join(import.meta.dirname, '../../sealing/dist/report.js')
const WORDS = '演示：夜里有人把检测不合格的材料运进了工地，验收单是事后补的。'
const LEADER = 'discipline-leader'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-browser-report-'))
let portal: LoggedPortal
let group: GroupKeys
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  const reports = { proofDigits: 2, perMinute: 10_000, mostPartBytes: 5_000_000 }
  portal = await openLoggedPortal({ dataDir, reports, witnesses: ['省档案馆（演示）'] })
  group = await prepareGroup(portal.store, NOW)
  await publishPage(portal.store, SCRIPT, NOW)
  await eventually(async () => (await keysAnswer()).keys.length === 5)
  opened = await openBrowser()
})
after(async () => {
  await opened?.close()
  await portal?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const keysAnswer = async () => (await (await fetch(`${portal.base}/api/v1/report/keys`)).json()) as ReportKeys

interface Visit {
  readonly page: Page
  readonly complaints: string[]
  /** Every address that was asked for. */
  readonly asked: string[]
}

async function visit(width = 360): Promise<Visit> {
  const page = await openPage(opened.browser, width, 780)
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  const asked: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('request', request => asked.push(request.url()))
  await page.goto(`${portal.base}/supervision`)
  return { page, complaints, asked }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const heading = (page: Page, words: string | RegExp) =>
  page.locator('#report-desk h3', { hasText: words }).waitFor({ state: 'visible' })

/** From the first button to the step where it is written whom it concerns. */
async function begin(page: Page): Promise<void> {
  await press(page, '我要举报')
  await heading(page, '先看看这里收不收')
  await press(page, '在受理范围内，继续')
  await heading(page, '涉及哪个板块')
}

async function writeWords(page: Page): Promise<void> {
  await press(page, '下一步：写内容')
  await heading(page, '发生了什么')
  await page.getByLabel('内容').fill(WORDS)
}

const stateOf = async (number: string): Promise<Complaint> => {
  const row = await portal.store.database.kysely
    .selectFrom('complaint_view')
    .select('state')
    .where('id', '=', number)
    .executeTakeFirstOrThrow()
  return row.state as Complaint
}

let number = ''
let code = ''

test('S122 CMP-001 手机上匿名举报：一步一屏，浏览器里密封，回执只出现一次，成员打得开', async () => {
  const { page, complaints, asked } = await visit()
  const [title, address, depth] = await page.evaluate(() => [document.title, location.href, history.length])
  await begin(page)
  await screenshot(page, 'report-2-whom-360')
  await page.getByLabel('工程建设').check()
  await page.getByText('选择涉及的处室').click()
  await page.getByLabel('人事处', { exact: true }).check()
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'report-2-recused-360')
  assert.match((await page.locator('.report-outcome').textContent()) ?? '', /不会知道有这份举报的成员（1人）：人事处/)

  await press(page, '下一步：写内容')
  await press(page, '下一步：附件')
  assert.match((await page.locator('.verify-result.bad').textContent()) ?? '', /请写明内容.*依据：S122/)
  await page.getByLabel('内容').fill(WORDS)
  await page.getByLabel('标题').fill('演示：材料以次充好')
  await screenshot(page, 'report-3-words-360')
  await press(page, '下一步：附件')
  await page.getByLabel('选择文件').setInputFiles({
    name: '张三手机里的验收单.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('演示：验收单全文'),
  })
  await page.getByText('附件1.txt', { exact: true }).waitFor()
  await screenshot(page, 'report-4-files-360')
  await press(page, '下一步：匿名或实名')
  await heading(page, '匿名还是实名')
  await screenshot(page, 'report-5-identity-360')
  await press(page, '下一步：核对')
  await screenshot(page, 'report-6-check-360')
  await press(page, '密封并提交')
  await heading(page, '已收到，请先保存查询码')
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'report-7-receipt-360')
  number = (await page.locator('.report-number').textContent()) ?? ''
  code = ((await page.locator('.report-code').getAttribute('aria-label')) ?? '').replace('查询码 ', '')
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  assert.match((await page.locator('#report-desk').textContent()) ?? '', /由公开日志的密钥签名，本页已经核对过/)

  const kept = await stateOf(number)
  assert.deepEqual(kept.recused.departments, ['PERSONNEL'])
  const sealed = await readSealedPart(dataDir, kept.parts[0]?.blob ?? '')
  const letter = await openLetter(new Uint8Array(sealed ?? []), [group.members[1]?.identity ?? ''])
  assert.ok(letter.ok)
  assert.equal(letter.value.words, WORDS)
  assert.deepEqual(
    letter.value.attachments.map(({ name }) => name),
    ['附件1.txt'],
  )
  assert.deepEqual(
    await page.evaluate(() => [document.title, location.href, history.length]),
    [title, address, depth],
    'the page tells nothing of what was done on it',
  )
  assert.ok(asked.every(url => url.startsWith(portal.base)))
  assert.deepEqual(complaints, [])
  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length])
  assert.deepEqual(stored, [0, 0, 0])
  await page.close()
})

test('S122 查询：登记号和查询码打开信箱，答复在浏览器里打开；补充材料照样密封；次日核对它在公开日志里', async () => {
  await answerAs(LEADER, '演示：您反映的问题已经收到，正在核实。')
  const { page, complaints } = await visit()
  await press(page, '凭查询码查询')
  await page.getByLabel('登记号').fill(number)
  await page.getByLabel('查询码').fill('0000-0000-0000-0000')
  await press(page, '查询')
  await page.getByText('登记号和查询码对不上').waitFor()
  assert.match((await page.locator('#report-desk').textContent()) ?? '', /依据：E-60/)

  await page.getByLabel('查询码').fill(code.toLowerCase().replaceAll('-', ' '))
  await press(page, '查询')
  await heading(page, number)
  await page.getByText('演示：您反映的问题已经收到，正在核实。').waitFor()
  await accessibilityBasics(page)
  await screenshot(page, 'report-query-360')

  await press(page, '补充材料或提出意见')
  await page.getByLabel('内容').fill('演示：想起来，那天是11月8日。')
  await press(page, '密封并提交')
  await page.getByText('已收到您的补充。').waitFor()
  const kept = await stateOf(number)
  const sealed = await readSealedPart(dataDir, kept.messages[0]?.content.blob ?? '')
  const letter = await openLetter(new Uint8Array(sealed ?? []), [group.members[0]?.identity ?? ''])
  assert.equal(letter.ok && letter.value.words, '演示：想起来，那天是11月8日。')

  await press(page, '撤回')
  await page.getByText('已经掌握的线索，小组仍会依规核查').waitFor()
  await press(page, '返回')

  await closeDays(portal.store, dataDir, TOMORROW)
  await eventually(async () => {
    await press(page, '清除并关闭')
    await press(page, '凭查询码查询')
    await page.getByLabel('登记号').fill(number)
    await page.getByLabel('查询码').fill(code)
    await press(page, '查询')
    await heading(page, number)
    return (await page.getByRole('button', { name: '核对是否在公开日志里' }).count()) === 1
  })
  await press(page, '核对是否在公开日志里')
  await page
    .getByText(/本件在 2026-11-23 的受理登记里.*省档案馆（演示）见证/)
    .first()
    .waitFor()
  assert.equal(await page.locator('.verify-steps li.bad').count(), 0)
  await screenshot(page, 'report-proof-360')
  // The wrong code is answered with 200 like the right one: nothing for the console to complain of.
  assert.deepEqual(complaints, [])
  await page.close()
})

/** Triage, two handlers, an answer: as two members do it. */
async function answerAs(person: string, words: string): Promise<void> {
  const { mailbox } = await stateOf(number)
  const part = async (bytes: Uint8Array) => {
    const kept = await keepSealedPart(portal.store, dataDir, pieces(bytes), '2026-11-23')
    assert.ok(kept.ok)
    return kept.value
  }
  const done = async (noun: string, input: unknown) => {
    const command = { stream: `complaint/${number}`, noun, input, person, now: NOW, key: `browser-${noun}` }
    const result = await handle(portal.store, command)
    assert.ok(result.ok, JSON.stringify(result))
  }
  const note = await part(
    await sealBytes(new TextEncoder().encode('演示：分流说明'), [group.members[0]?.recipient ?? '']),
  )
  await done('triage', { class: 'DISCIPLINE_REPORT', note })
  await done('assignment', { handlers: [...group.members.map(member => member.person)] })
  const letter = { version: 1 as const, kind: 'REPLY' as const, words, attachments: [] }
  await done('replies', { reply: await part(await sealLetter(letter, [mailbox?.replyTo ?? ''])) })
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(bytes)
}

test('CMP-005 E-53 涉及组长或厅主要领导：只密封给上级，普通库里没有内容', async () => {
  const { page } = await visit(1280)
  await begin(page)
  await page.getByText('选择涉及的职务和人员').click()
  await page.getByLabel(/监督问责小组组长/).check()
  assert.match(
    (await page.locator('.report-outcome').textContent()) ?? '',
    /径送上级：只有「演示：上级纪检监察机关」能打开/,
  )
  await expectNoHorizontalScroll(page)
  await screenshot(page, 'report-upward-1280')
  await writeWords(page)
  await press(page, '下一步：核对')
  await press(page, '密封并提交')
  await heading(page, '已密封，径送上级')
  const upward = await stateOf((await page.locator('.report-number').textContent()) ?? '')
  assert.equal(upward.stage, 'UPWARD')
  assert.deepEqual(upward.parts, [])
  await page.close()
})

test('CMP-003 实名：姓名另行密封给两名身份受托人，登记里只有密文', async () => {
  const { page, complaints } = await visit(1920)
  await begin(page)
  await screenshot(page, 'report-2-whom-1920')
  await writeWords(page)
  await press(page, '下一步：附件')
  await press(page, '下一步：匿名或实名')
  await page.getByLabel(/^实名/).check()
  await press(page, '下一步：核对')
  assert.match((await page.locator('.verify-result.bad').textContent()) ?? '', /请填写姓名.*CMP-003/)
  await page.getByRole('textbox', { name: '姓名' }).fill('演示者甲')
  await page.getByRole('textbox', { name: '联系方式' }).fill('演示：13800000000')
  await press(page, '下一步：核对')
  await press(page, '密封并提交')
  await heading(page, '已收到，请先保存查询码')
  const kept = await stateOf((await page.locator('.report-number').textContent()) ?? '')
  assert.equal(kept.mode, 'REAL_NAME')
  assert.equal(kept.identity.length, 1)
  assert.doesNotMatch(JSON.stringify(kept), /演示者甲|13800000000/)
  assert.deepEqual(complaints, [])
  await page.close()
})

test('S122 收件公钥被调换：核对公开日志时发现，停下来说明，什么也没有送出', async () => {
  const { page, asked } = await visit()
  const stranger = group.superior.recipient
  await page.route('**/api/v1/report/keys', async route => {
    const response = await route.fetch()
    const answer = (await response.json()) as ReportKeys
    const keys = answer.keys.map(key => (key.purpose === 'CONTENT' ? { ...key, recipient: stranger } : key))
    await route.fulfill({ response, json: { ...answer, keys } })
  })
  await begin(page)
  await writeWords(page)
  await press(page, '下一步：附件')
  await press(page, '下一步：匿名或实名')
  await press(page, '下一步：核对')
  await press(page, '密封并提交')
  await page.getByText(/与公开日志里登记的公钥不一致，可能被人调换，请不要提交/).waitFor()
  await screenshot(page, 'report-swapped-360')
  assert.equal(
    asked.some(url => /report\/(parts|intake)/.test(url)),
    false,
  )
  await page.close()
})

test('CMP-004 页面不缓存、不带来路、脚本有指纹并登记在日志里；离开再退回看不到写过的', async () => {
  const response = await fetch(`${portal.base}/supervision`)
  const { headers } = response
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.equal(headers.get('set-cookie'), null)
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'; script-src 'self';.*connect-src 'self'/)
  assert.doesNotMatch(policy, /unsafe/)
  const text = await response.text()
  const [, path = '', integrity = ''] = /<script src="([^"]+)" integrity="([^"]+)"/.exec(text) ?? []
  const script = Buffer.from(await (await fetch(portal.base + path)).arrayBuffer())
  const digest = await crypto.subtle.digest('SHA-256', script)
  assert.equal(integrity, `sha256-${Buffer.from(digest).toString('base64')}`)
  assert.match(text, /与公开日志里 .* 登记的一致/)
  assert.ok(text.includes(Buffer.from(digest).toString('hex')))

  const { page } = await visit()
  await begin(page)
  await writeWords(page)
  await page.goto(`${portal.base}/about`)
  await page.goBack()
  await page.getByRole('button', { name: '我要举报' }).waitFor()
  assert.equal(await page.locator('textarea').count(), 0)
  assert.doesNotMatch((await page.content()) ?? '', /检测不合格的材料/)
  await page.close()
})

test('WEB-003 WEB-004 只用键盘也能走；大字、高对比下看得全；没有脚本时说明线下渠道', async () => {
  const { page, complaints } = await visit()
  for (const mode of ['大字', '高对比']) await press(page, mode)
  await page.getByRole('button', { name: '我要举报' }).focus()
  await page.keyboard.press('Enter')
  await heading(page, '先看看这里收不收')
  assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', /先看看这里收不收/)
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'report-1-large-contrast-360')
  await press(page, '在受理范围内，继续')
  await heading(page, '涉及哪个板块')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  assert.equal(await page.getByLabel('规划资金').isChecked(), true)
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'report-2-large-contrast-360')
  assert.deepEqual(complaints, [])
  await page.close()

  const context = await opened.browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(`${portal.base}/supervision`)
  assert.match((await plain.locator('#report-desk').textContent()) ?? '', /网上举报需要启用脚本/)
  assert.match((await plain.locator('main').textContent()) ?? '', /线下渠道/)
  await context.close()
})

test('S122 没有浏览器线程、没有 WebAssembly 也能密封（Tor 浏览器的设置）', async () => {
  const page = await openPage(opened.browser, 360, 780)
  page.setDefaultTimeout(15_000)
  await page.addInitScript(() => {
    for (const name of ['WebAssembly', 'Worker', 'SharedWorker', 'indexedDB'])
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true })
    HTMLCanvasElement.prototype.getContext = () => null
  })
  await page.goto(`${portal.base}/supervision`)
  await begin(page)
  await writeWords(page)
  await press(page, '下一步：附件')
  await press(page, '下一步：匿名或实名')
  await press(page, '下一步：核对')
  await press(page, '密封并提交')
  await heading(page, '已收到，请先保存查询码')
  await page.close()
})
