import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { recompute } from '../../domain/draw/transcript.ts'
import { parseTranscript } from '../../domain/draw/transcript-schema.ts'
import { proposedWeights } from '../../domain/spot-check/weights.ts'
import type { StrataList } from '../../http/api/contract.ts'
import { sealBytes } from '../../sealing/seal.ts'
import { demoPassword } from '../../store/accounts.ts'
import { handle } from '../../store/handle.ts'
import { closeDays } from '../../store/sealed-digests.ts'
import { keepSealedPart } from '../../store/sealed-parts.ts'
import { signIn } from '../support/api.ts'
import { eventually } from '../support/eventually.ts'
import { type LoggedPortal, openLoggedPortal } from '../support/logged-portal.ts'
import { prepareGroup } from '../support/reporter.ts'
import { accessibilityBasics, expectNoHorizontalScroll, openBrowser, openPage, screenshot } from './support.ts'

const ANNOUNCED = '2026-11-23T01:00:00.000Z'
const DRAWN = '2026-11-24T02:30:00.000Z'
const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const RANGE = 'kinds=MATTER&kinds=ITEM&kinds=DIVISION&from=2026-01-01&to=2026-11-23'
const BATCH = '/spot-checks/2026-01'

/** No beacon of the demonstration's days is known: dice are thrown. */
const plan = {
  kind: 'DICE',
  sources: Array.from({ length: 25 }, (_, i) => ({ name: `第${i + 1}掷`, count: 1, from: 1, to: 6 })),
}
const source = {
  ...{ kind: 'CEREMONY', at: '2026-11-24T02:00:00.000Z', plan, place: '演示：三楼会议室' },
  witnesses: ['演示见证人甲', '演示见证人乙'],
}
const ceremony = { kind: 'DICE', sources: plan.sources.map(({ name }, i) => ({ name, numbers: [((i * 5) % 6) + 1] })) }

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-browser-draw-'))
let portal: LoggedPortal
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  portal = await openLoggedPortal({ dataDir })
  const preparation = await prepared()
  await drawBatch('2026-01', preparation)
  await drawBatch('2026-02', { ...preparation, title: '演示：漏了处室的一批' })
  await done(MEMBER, 'spot-check/2026-02', 'void-requests', { reason: '演示：对象库漏了一个处室' }, DRAWN)
  await done(LEADER, 'spot-check/2026-02', 'voiding', {}, DRAWN)
  await closeDays(portal.store, dataDir, DRAWN)
  await oneComplaint('2026-07-15T00:00:00.000Z')
  await done(LEADER, 'register', 'quarters', { quarter: '2026-Q3' }, DRAWN)
  opened = await openBrowser()
})
after(async () => {
  await opened?.close()
  await portal?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

let commands = 0
async function done(person: string, stream: string, noun: string, input: unknown, now: string): Promise<void> {
  const result = await handle(portal.store, { stream, noun, input, person, now, key: `draw-${commands++}` })
  assert.ok(result.ok, JSON.stringify(result))
}

async function prepared() {
  const member = await signIn(portal.base, MEMBER, demoPassword)
  const { strata } = await member.get<StrataList>(`/spot-checks/strata?${RANGE}`)
  return {
    title: '演示：2026年第四季度权力运行抽查',
    rule: { kinds: ['MATTER', 'ITEM', 'DIVISION'], from: '2026-01-01', to: '2026-11-23', boards: [], departments: [] },
    strata: strata.map(({ stratum }) => ({ stratum, rate: 0.05 })),
    weights: proposedWeights,
    perObject: 2,
  }
}

/** From the preparation to the draw, as a member and the leader do it. */
async function drawBatch(id: string, preparation: unknown): Promise<void> {
  const stream = `spot-check/${id}`
  await done(MEMBER, stream, 'preparation', preparation, ANNOUNCED)
  await done(MEMBER, stream, 'freezing', {}, ANNOUNCED)
  await done(LEADER, stream, 'announcement', { source }, ANNOUNCED)
  await done(MEMBER, stream, 'draw', { ceremony }, DRAWN)
}

/** As it was received in the quarter that is counted. */
async function oneComplaint(now: string): Promise<void> {
  const [member] = (await prepareGroup(portal.store, now)).members
  assert.ok(member)
  const sealed = await sealBytes(new TextEncoder().encode('演示：一件举报'), [member.recipient])
  const content = await keepSealedPart(portal.store, dataDir, Readable.from([Buffer.from(sealed)]), now.slice(0, 10))
  assert.ok(content.ok)
  const both = { recused: { departments: ['SUPERVISION_OFFICE'], persons: [] }, attachments: [], keys: [member.key] }
  const what = { channel: 'NETWORK', boards: ['CONSTRUCTION'], industryConduct: false, mode: 'ANONYMOUS' }
  await done('REPORTER', 'complaint/JB-00000001', 'intake', { ...what, ...both, content: content.value }, now)
}

interface Visit {
  readonly page: Page
  readonly complaints: string[]
}

async function visit(
  path: string,
  width = 1280,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Visit> {
  const page = await openPage(opened.browser, width)
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await prepare(page)
  await page.goto(portal.base + path)
  return { page, complaints }
}

const words = async (page: Page) => (await page.locator('main').textContent()) ?? ''

async function redo(page: Page): Promise<string> {
  await page.getByRole('button', { name: '重算' }).click()
  await page.locator('.verify-result').first().waitFor()
  return (await page.locator('.verify-result strong').first().textContent()) ?? ''
}

test('E-62 S128 宽360、1280、1920：市民按“重算”，浏览器从头重做一遍，得到同一份名单，逐步说明', async () => {
  await eventually(async () => (await fetch(`${portal.base}/log/record/spot-check/2026-01.json`)).ok)
  for (const width of [360, 1280, 1920]) {
    const { page, complaints } = await visit(BATCH, width)
    assert.equal(await redo(page), '重算相符：得到的是同一份名单。')
    const steps = await page.locator('.verify-steps').textContent()
    assert.match(steps ?? '', /对象池 \d+ 个对象/)
    assert.match(steps ?? '', /一次性码与抽取以前公布的承诺相符/)
    assert.match(steps ?? '', /重新抽对象：\d+ 个分层/)
    assert.match(steps ?? '', /公告是公开日志第 \d+ 号条目，登记于2026年11月23日 09:00/)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `spot-check-redone-${width}`)
    assert.deepEqual(complaints, [])
    await page.close()
  }
})

test('RND-001 服务器换掉一个抽中的对象：重算不符，说出应当是哪一个', async () => {
  const { page } = await visit(BATCH, 360, page =>
    page.route('**/transcript.json', async route => {
      const response = await route.fetch()
      const transcript = JSON.parse(await response.text())
      const [first] = transcript.result.drawn
      first.ids = [transcript.announcement.pool.find((e: { id: string }) => !first.ids.includes(e.id)).id]
      await route.fulfill({ response, json: transcript })
    }),
  )
  assert.match(await redo(page), /重算不符/)
  assert.match((await page.locator('.verify-steps li.bad').first().textContent()) ?? '', /抽中的应是/)
  await accessibilityBasics(page)
  await screenshot(page, 'spot-check-forged-360')
  await page.close()
})

test('E-62 抽取记录和 draw.py 都下载得到，draw.py 不用本站代码也得出同样的结果', async () => {
  const text = await (await fetch(`${portal.base}${BATCH}/transcript.json`)).text()
  const transcript = parseTranscript(text)
  assert.ok(transcript.ok)
  assert.equal(recompute(transcript.value).ok, true)
  const [script, record] = [join(dataDir, 'draw.py'), join(dataDir, 'record.json')]
  writeFileSync(script, await (await fetch(`${portal.base}/spot-checks/draw.py`)).text())
  writeFileSync(record, text)
  const { stdout } = await promisify(execFile)('python3', [script, record])
  assert.match(stdout, /抽取　成立/)
})

test('RND-002 作废的批次留着，写明已作废；抽取前看得到公告，没有的批次是找不到', async () => {
  const list = await visit('/spot-checks', 360)
  assert.match(await words(list.page), /演示：漏了处室的一批.*已作废/s)
  await expectNoHorizontalScroll(list.page)
  await accessibilityBasics(list.page)
  await screenshot(list.page, 'spot-checks-360')
  await list.page.close()

  const voided = await visit('/spot-checks/2026-02')
  assert.match(await words(voided.page), /本批次已作废，下面是作废前的原名单/)
  assert.equal(await voided.page.getByRole('button', { name: '重算' }).count(), 1)
  await voided.page.close()

  assert.equal((await fetch(`${portal.base}/spot-checks/2099-01`)).status, 404)
  assert.equal((await fetch(`${portal.base}/spot-checks/2099-01/transcript.json`)).status, 404)
})

test('RND-004 RND-005 不用脚本也读得到公告、分层、权重、对象池和名单；检查人只列职务，不列姓名', async () => {
  const context = await opened.browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
  const page = await context.newPage()
  await page.goto(portal.base + BATCH)
  const text = await words(page)
  for (const part of ['名单冻结', '约定的随机数', '公开掷骰', '事后报备加3', '对象池指纹', '没有剔除任何对象'])
    assert.ok(text.includes(part), part)
  assert.match(text, /主要负责人/)
  const { rows } = await portal.store.database.pool.query<{ name: string }>(
    "select data ->> 'name' as name from event where type = 'organisation.person-registered'",
  )
  assert.ok(rows.length > 10)
  assert.deepEqual(
    rows.filter(({ name }) => name && text.includes(name)),
    [],
  )
  await context.close()
})

test('CMP-008 S122 每天的受理登记没有断档，季度统计小数不显示，都是表格', async () => {
  for (const width of [360, 1280]) {
    const { page, complaints } = await visit('/outcomes', width)
    const text = await words(page)
    assert.match(text, /2026年11月23日.*没有断档/s)
    assert.match(text, /2026年第3季度/)
    assert.equal(await page.locator('td', { hasText: '少于5件' }).count(), 1)
    assert.equal(await page.locator('.chart text', { hasText: '工程建设' }).count(), 0)
    await expectNoHorizontalScroll(page)
    await accessibilityBasics(page)
    await screenshot(page, `outcomes-${width}`)
    assert.deepEqual(complaints, [])
    await page.close()
  }
})

test('WEB-003 WEB-004 只用键盘也能重算；大字、高对比下看得全', async () => {
  const { page } = await visit(BATCH, 360)
  for (const mode of ['大字', '高对比']) await page.getByRole('button', { name: mode }).click()
  await page.getByRole('button', { name: '重算' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.verify-result').first().waitFor()
  await expectNoHorizontalScroll(page)
  await accessibilityBasics(page)
  await screenshot(page, 'spot-check-large-contrast-360')
  await page.close()
})
