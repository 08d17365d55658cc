import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MeetingPage } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'
import { lookAt, lookInLargePrint, settled, windowOf } from './desk-window.ts'
import { openBrowser, screenshot } from './support.ts'

const MEETING = '/meetings/DIRECTOR-DIRECTOR-2026-6'
const DISSENT = '配套资金没有落实，不宜现在实施。'

let office: Office
let opened: Awaited<ReturnType<typeof openBrowser>>
let held: MeetingPage
let dissenter: { readonly id: string; readonly name: string }
before(async () => {
  office = await openOffice({ withConsole: true })
  opened = await openBrowser()
  await hold()
})
after(async () => {
  await opened.close()
  await office.close()
})

/** Given a 厅长办公会 that is over: all items agreed to, one member against the first. */
async function hold(): Promise<void> {
  const { recorder, chair } = await (await office.as('agency-head')).get<MeetingPage>(MEETING)
  office.moveTo('2026-11-27', '10:00')
  const secretary = await office.as(recorder.id)
  const { members, items } = await secretary.post<MeetingPage>(`${MEETING}/opening`)
  for (const { who } of members) await secretary.post(`${MEETING}/attendance`, { person: who.id, status: 'PRESENT' })
  for (const [index, { key: matter }] of items.entries()) {
    const page = await secretary.post<MeetingPage>(`${MEETING}/item-starts`, { matter })
    const item = page.items[index] ?? assert.fail('no item')
    const others = item.silent.filter(({ id }) => id !== item.presider.id)
    if (index === 0) dissenter = others.find(({ id }) => id !== chair.id) ?? assert.fail('nobody to dissent')
    for (const { id: person } of [...others, item.presider]) {
      const against = index === 0 && person === dissenter.id
      const said = against ? { position: 'DISAGREE', words: DISSENT } : { position: 'AGREE', words: '同意。' }
      await secretary.post(`${MEETING}/opinions`, { matter, person, ...said })
    }
    await (await office.as(item.presider.id)).post(`${MEETING}/conclusions`, {
      matter,
      conclusion: 'AGREED',
      opinion: '会议认为情况清楚。',
      tasks: [
        {
          words: `落实议题${index + 1}的配套措施`,
          owner: 'PLANNING',
          dueOn: index === 0 ? '2026-11-30' : '2026-12-20',
        },
      ],
    })
  }
  held = await secretary.post<MeetingPage>(`${MEETING}/adjournment`)
}

test('E-34 E-37 E-38 MTG-009 纪要从建议稿起草、比较两稿、异议人确认、主持人签发，到签发更正', async () => {
  const secretary = await windowOf(opened.browser, office.base, held.recorder.id, MEETING)
  await secretary.getByText('请核对建议稿').waitFor()
  await lookAt(secretary, 'minutes-suggested')

  // E-38: a conclusion that is not the recorded one is red before anything is sent.
  const conclusion = secretary.getByLabel('议题1会议结论')
  await conclusion.click()
  await secretary.locator('.ant-select-item-option').filter({ hasText: '暂缓' }).click()
  await secretary.getByText('第1项议题，纪要稿写「暂缓」，会议记录为「审议通过」，两者不一致').waitFor()
  await screenshot(secretary, 'minutes-mismatch-1280')
  await conclusion.click()
  await secretary
    .locator('.ant-select-item-option')
    .filter({ hasText: /^审议通过$/ })
    .last()
    .click()
  await secretary.getByText('两者不一致').waitFor({ state: 'detached' })
  await secretary.getByRole('button', { name: '保存为第1稿' }).click()

  const narrative = secretary.getByLabel('议题1审议情况')
  await secretary.getByRole('button', { name: '保存为第2稿' }).waitFor()
  await narrative.fill(`${await narrative.inputValue()}会议要求落实配套自今。`)
  await secretary.getByRole('button', { name: '保存为第2稿' }).click()
  await secretary.getByRole('heading', { name: '比较两稿' }).waitFor()
  const added = await secretary.locator('.differing ins').allTextContents()
  assert.equal(added.join('').replaceAll('新增：', ''), '会议要求落实配套自今。')
  await secretary.getByRole('button', { name: '送阅纪要稿' }).click()
  await secretary.getByText(`等待${dissenter.name}确认不同意见的记载。`).waitFor()
  await lookAt(secretary, 'minutes-drafts')
  await lookInLargePrint(secretary, 'minutes-drafts')

  const member = await windowOf(opened.browser, office.base, dissenter.id, MEETING)
  await member.getByText('请核对您对议题1的不同意见记载得对不对。').waitFor()
  await lookAt(member, 'minutes-dissent')
  await member.getByRole('button', { name: '提出修改意见' }).click()
  const comment = member.getByRole('dialog', { name: '提出修改意见' })
  await comment.getByLabel('修改意见').fill('请核对文字。')
  await comment.getByRole('button', { name: '确认提出修改意见' }).click()
  await comment.waitFor({ state: 'detached' })
  assert.equal(await member.locator('.dissent-words').textContent(), DISSENT)
  await member.getByRole('button', { name: '记载准确' }).click()
  await member.getByText('第2稿记载准确').waitFor()

  const chair = await windowOf(opened.browser, office.base, held.chair.id, MEETING)
  await chair.getByText('请通读纪要，无误后签发。').waitFor()
  await chair.getByRole('button', { name: '签发这份纪要' }).click()
  await chair.getByRole('button', { name: '确认签发' }).click()
  await chair.getByText('纪要指纹（SHA-256）').waitFor()
  await lookAt(chair, 'minutes-signed')

  await secretary.reload()
  await secretary.getByRole('button', { name: '提出更正' }).click()
  const erratum = secretary.getByRole('dialog', { name: '提出更正' })
  await erratum.getByLabel('第1处原文').fill('配套自今')
  await erratum.getByLabel('第1处更正为').fill('配套资金')
  await erratum.getByLabel('更正理由').fill('错别字')
  await lookAt(secretary, 'minutes-erratum-form')
  await erratum.getByRole('button', { name: '确认提出更正' }).click()
  await secretary.getByText('第1号更正等待会议主持人签发').waitFor()

  await chair.reload()
  await chair.getByRole('button', { name: '签发第1号更正' }).click()
  await chair.getByText('已更正').first().waitFor()
  await chair.getByRole('radiogroup', { name: '看哪一份' }).getByText('左右对照').click()
  await lookAt(chair, 'minutes-corrected')
  await lookInLargePrint(chair, 'minutes-corrected')
  const [original = '', corrected = ''] = await chair.locator('.paper').allTextContents()
  assert.match(original, /签发时的原文/)
  assert.match(original, /落实配套自今/)
  assert.doesNotMatch(original, /配套资金。/)
  assert.match(corrected, /落实配套资金/)

  const paper = chair.getByRole('link', { name: '下载 DOCX', exact: true })
  const file = await chair.request.get(`${office.base}${await paper.getAttribute('href')}`)
  assert.equal(file.status(), 200)

  await member.reload()
  await settled(member)
  const receipt = member.getByRole('link', { name: '下载议题1意见凭证' })
  const answer = await member.request.get(`${office.base}${await receipt.getAttribute('href')}`)
  assert.notEqual(answer.status(), 404, 'the receipt is the speaker’s own')
  for (const page of [secretary, member, chair]) await page.close()
})

test('MTG-013 签发后议定事项成为督办：逾期的在最前，处室反馈，办公室核实办结，滞留自动浮出', async () => {
  office.moveTo('2026-12-07')
  const head = await windowOf(opened.browser, office.base, 'head-planning', '/follow-ups')
  const first = head.getByRole('row').nth(1)
  await first.getByText('落实议题1的配套措施').waitFor()
  await first.getByText('逾期').waitFor()
  assert.equal(await head.getByRole('heading', { name: /^滞留/ }).count(), 0)
  await lookAt(head, 'follow-ups-open')
  await first.getByRole('link').click()
  await head.getByRole('button', { name: '反馈办理情况' }).click()
  await head.getByRole('textbox', { name: '办理情况' }).fill('配套措施已经落实。')
  await lookAt(head, 'follow-up-form')
  await head.getByRole('button', { name: '确认反馈办理情况' }).click()
  await head.getByText('配套措施已经落实。').waitFor()
  const path = new URL(head.url()).pathname.replace('/console', '')
  await head.close()

  const secretary = await windowOf(opened.browser, office.base, 'clerk-general-office-1', '/follow-ups')
  await secretary.getByRole('heading', { name: /^滞留/ }).waitFor()
  await lookAt(secretary, 'follow-ups-office')
  await secretary.goto(`${office.base}/console${path}`)
  await secretary.getByRole('button', { name: '核实办结' }).click()
  await secretary.getByRole('textbox', { name: '办理结果' }).fill('已现场核实。')
  await secretary.getByRole('button', { name: '确认核实办结' }).click()
  await secretary.getByText('已现场核实。').waitFor()
  await lookAt(secretary, 'follow-up-done')
  await secretary.close()
})
