import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CardPage, CluePage, MatterList } from '../../http/api/contract.ts'
import { fullCard, fullClue, hundredCards, hundredClues } from '../support/accountability-answers.ts'
import { type Office, openOffice } from '../support/office.ts'
import { act, choose, textFile } from './act-drawer.ts'
import { lookAt, lookInLargePrint, settled, windowOf } from './desk-window.ts'
import { openBrowser, screenshot } from './support.ts'

const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const HEAD = 'head-planning'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
})
after(async () => {
  await opened.close()
  await office.close()
})

const openWindow = (login: string, path: string) => windowOf(opened.browser, office.base, login, path)

test('S129 S153 S62 ACC-007 线索：登记、立项、被查处室说明、按记录认定责任链、整改、他人复查、改进、办结', async () => {
  const session = await office.as(HEAD)
  const { rows } = await session.get<MatterList>('/matters?status=HANDLED')
  const matter = rows.find(({ department }) => department.code === 'PLANNING') ?? rows[0] ?? assert.fail('no matter')

  let page = await openWindow(MEMBER, '/clues')
  await settled(page)
  await lookAt(page, 'clues-empty')
  await page.getByRole('button', { name: '登记问题线索' }).click()
  const form = page.getByRole('dialog')
  await choose(form, '来源', /移送/)
  await form.getByLabel('来源编号或文号').fill('粤纪转〔2026〕1号（演示）')
  await choose(form, '涉及的处室', matter.department.name)
  await form.getByLabel('涉及的件').fill(matter.id)
  await form.getByLabel('需要查明的问题').fill('送审后改动材料，没有重新复核。')
  await form.getByRole('button', { name: /^确认/ }).click()
  await page.getByRole('heading', { name: '送审后改动材料，没有重新复核。' }).waitFor()
  const path = new URL(page.url()).pathname.replace('/console', '')
  await lookAt(page, 'clue-registered')
  await page.close()

  page = await openWindow(LEADER, path)
  await act(page, '立项', async drawer => {
    await drawer.getByLabel('立项理由').fill('反映具体，需要查明。')
    await choose(drawer, '承办人（至少两人）', /简慧君/)
    await choose(drawer, '承办人（至少两人）', /麦德胜/)
  })
  await page.close()

  page = await openWindow(MEMBER, path)
  await act(page, '要求说明情况', async drawer => {
    await choose(drawer, '处室', matter.department.name)
    await drawer.getByLabel('请说明的问题').fill('改动由谁提出？')
    await drawer.getByLabel('说明期限').fill('2026-12-01')
  })
  await page.close()

  // The inspected division's head opens the same page and sees their part of it, never where it came from.
  const head = `head-${matter.department.code.toLowerCase().replaceAll('_', '-')}`
  page = await openWindow(head, path)
  await page.getByRole('heading', { name: '改动由谁提出？' }).waitFor()
  assert.equal(await page.getByText('粤纪转').count(), 0)
  await lookAt(page, 'clue-inspected')
  await act(page, '说明情况', async drawer => {
    await choose(drawer, '处室', matter.department.name)
    await drawer.getByLabel('情况说明').fill('改动由经办人提出。')
  })
  await page.close()

  page = await openWindow(MEMBER, path)
  await act(page, '认定问题', async drawer => {
    await choose(drawer, '哪一件', matter.id)
    await choose(drawer, '问题出在哪一级', /第一级/)
    await drawer.getByLabel('违反的条款').fill('S106')
    await drawer.getByLabel('认定的问题').fill('送审后改动材料，没有重新复核。')
    await drawer.getByRole('group', { name: '责任链' }).getByRole('combobox').first().waitFor()
    await drawer.getByRole('group', { name: '责任链' }).getByRole('combobox').first().click()
    await page.locator('.ant-select-dropdown:visible').getByTitle('主体责任').click()
    await screenshot(page, 'clue-finding-form-1280')
  })
  await page
    .getByRole('table', { name: /责任链/ })
    .getByText('主体责任')
    .waitFor()
  await lookAt(page, 'clue-found')
  await act(page, '责令整改', async drawer => {
    await choose(drawer, '认定的问题', /^1\. /)
    await choose(drawer, '整改处室', matter.department.name)
    await drawer.getByLabel('整改要求').fill('重新送复核。')
    await drawer.getByLabel('整改期限').fill('2026-12-20')
  })
  await page.close()

  page = await openWindow(head, path)
  await page.locator('.rectification').getByRole('button', { name: '报告整改情况' }).click()
  const report = page.getByRole('dialog')
  await report.getByLabel('整改情况').fill('已经重新送复核。')
  await report.getByLabel('选择整改证据').setInputFiles(textFile('整改.txt', '整改证据（演示）'))
  await report.getByText('移去').waitFor()
  await report.getByRole('button', { name: /^确认/ }).click()
  await page.getByText('待复查').first().waitFor()
  await page.close()

  page = await openWindow(MEMBER, path)
  await page.getByRole('button', { name: '复查这一条' }).click()
  const check = page.getByRole('dialog')
  await check.getByLabel('整改到位').check()
  await check.getByLabel('复查意见').fill('已经重新复核。')
  await check.getByRole('button', { name: /^确认/ }).click()
  await check.waitFor({ state: 'detached' })
  await act(page, '提出改进建议', async drawer => {
    await choose(drawer, '改进什么', '制度')
    await drawer.getByLabel('制度或事项').fill('送审材料管理办法（演示）')
    await drawer.getByLabel('改进建议').fill('送审后改动的，一律重新复核。')
  })
  await page.close()

  page = await openWindow('head-general-office', path)
  await page.getByRole('button', { name: '答复这条建议' }).click()
  const answer = page.getByRole('dialog')
  await answer.getByLabel('采纳', { exact: true }).check()
  await answer.getByLabel('采纳情况').fill('列入修订计划。')
  await answer.getByRole('button', { name: /^确认/ }).click()
  await answer.waitFor({ state: 'detached' })
  await page.close()

  page = await openWindow(LEADER, path)
  await act(page, '办结', async drawer => {
    await choose(drawer, '怎样办结', '整改到位')
    await drawer.getByLabel('公开摘要').fill('送审后改动材料一件，已重新复核。')
  })
  await page.getByText('已办结').first().waitFor()
  await lookAt(page, 'clue-closed')
  await lookInLargePrint(page, 'clue-closed')
  const closed = await (await office.as(LEADER)).get<CluePage>(path)
  assert.equal(closed.findings[0]?.rectification?.stage, 'DONE')
  await page.close()
})

test('E-66 亮牌：组长亮牌、处室负责人申辩、他人复核撤销，记录保留', async () => {
  let page = await openWindow(LEADER, '/cards')
  await settled(page)
  await lookAt(page, 'cards-empty')
  await page.getByRole('button', { name: '亮牌', exact: true }).click()
  const form = page.getByRole('dialog')
  await choose(form, '牌', '黄牌')
  await choose(form, '处室', /规划/)
  await choose(form, '事由种类', '其他')
  await form.getByLabel('依据的条款').fill('E-63')
  await form.getByLabel('亮牌事由').fill('应报告的事项没有报告。')
  await form.getByRole('button', { name: /^确认/ }).click()
  await page.getByRole('heading', { name: '应报告的事项没有报告。' }).waitFor()
  const path = new URL(page.url()).pathname.replace('/console', '')
  await page.close()

  page = await openWindow(HEAD, path)
  await act(page, '申辩', drawer => drawer.getByLabel('申辩理由').fill('已于当日口头报告。'))
  await page.close()

  page = await openWindow(MEMBER, path)
  await lookAt(page, 'card-defended')
  await act(page, '复核申辩', async drawer => {
    await drawer.getByLabel('撤销亮牌').check()
    await drawer.getByLabel('复核意见').fill('查明已经报告。')
  })
  await lookAt(page, 'card-revoked')
  const card = await (await office.as(MEMBER)).get<CardPage>(path)
  assert.equal(card.stage, 'REVOKED')
  assert.equal(card.words, '应报告的事项没有报告。')
  await page.goto(`${office.base}/console/cards?state=revoked`)
  await page.getByText('复核撤销').waitFor()
  await page.close()
})

test('S129 E-66 一百条线索、一百张牌，各种宽度和大字版都看得全', async () => {
  const page = await openWindow(MEMBER, '/clues')
  const answer = (path: string, json: unknown) => page.route(`**/api/v1${path}`, route => route.fulfill({ json }))
  await answer('/clues?**', { rows: hundredClues, actions: [] })
  await answer('/clues/2026-001', fullClue)
  await answer('/cards?**', { rows: hundredCards, actions: [] })
  await answer('/cards/2026-002', fullCard)
  const screens = {
    'clues-hundred': '/clues',
    'clue-full': '/clues/2026-001',
    'cards-hundred': '/cards',
    'card-full': '/cards/2026-002',
  }
  for (const [name, path] of Object.entries(screens)) {
    await page.goto(`${office.base}/console${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await lookAt(page, name)
    await lookInLargePrint(page, name)
  }
  await page.close()
})
