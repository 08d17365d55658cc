import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MatterList, MeetingList, MeetingPage } from '../../http/api/contract.ts'
import { drawPages } from '../support/pages.ts'
import { type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

let edge: Edge
let office: Visitor
let clerk: Visitor
before(async () => {
  edge = await openEdge()
  office = await edge.signIn('clerk-general-office-1')
  clerk = await edge.signIn('clerk-planning-1')
})
after(() => edge.close())

const signedMeeting = '/meetings/GROUP-CONSTRUCTION-1-2026-4/papers'

/** The bytes of an answer; `inject` gives them where `ask` would read them as text. */
async function file(visitor: Visitor, path: string) {
  const answer = await edge.app.inject({ url: `/api/v1${path}`, headers: { cookie: visitor.cookie } })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, body: answer.body }
}

test('DOC-004 会议的通知、议题清单、签到表、表决记录、纪要，DOCX和PDF都能下载', async () => {
  for (const paper of ['notice', 'agenda', 'sign-in', 'votes', 'minutes', 'minutes-original']) {
    const pdf = await file(office, `${signedMeeting}/${paper}`)
    const docx = await file(office, `${signedMeeting}/${paper}?format=docx`)

    assert.equal(pdf.status, 200, pdf.body.slice(0, 300))
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
    assert.equal(docx.status, 200, docx.body.slice(0, 300))
    assert.match(String(docx.headers['content-type']), /wordprocessingml/)
    assert.equal(docx.bytes.subarray(0, 2).toString(), 'PK')
  }
})

test('DOC-004 下载的文件以公文的中文标题命名', async () => {
  const { headers, bytes } = await file(office, `${signedMeeting}/minutes?format=pdf`)

  const disposition = String(headers['content-disposition'])
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? ''
  assert.equal(decodeURIComponent(encoded), '工程建设复核小组2026年第4次复核小组例会纪要.pdf')
  assert.match(disposition, /^attachment; filename="[\x20-\x7e]+\.pdf"/)
  assert.equal(Number(headers['content-length']), bytes.length)
  const [first] = await drawPages(bytes, 1)
  assert.match(first?.text ?? '', /〔2026〕4号/)
})

test('MTG-009 纪要没有签发就没有纪要可下载，说明缘由', async () => {
  const answer = await office.get('/meetings/INITIAL-CAPITAL_CONSTRUCTION-2026-9/papers/minutes')

  assert.equal(answer.status, 409)
  assert.equal(problemIn(answer).clause, 'MTG-009')
  assert.match(problemIn(answer).detail, /纪要尚未签发/)
})

test('MTG-006 通知发出前没有通知，MTG-003 散会前没有表决记录', async () => {
  const planned = ((await office.get('/meetings?when=all')).body as MeetingList).rows.find(r => r.stage === 'PLANNED')
  assert.ok(planned)

  const notice = problemIn(await office.get(`/meetings/${planned.id}/papers/notice`))
  const votes = problemIn(await office.get(`/meetings/${planned.id}/papers/votes`))

  assert.match(notice.detail, /会议通知尚未发出/)
  assert.match(votes.detail, /表决记录散会后才能形成/)
  assert.equal((await file(office, `/meetings/${planned.id}/papers/sign-in`)).status, 200)
})

test('S143 看不到会议的人，它的每一种公文都是没有找到；没有的公文也是', async () => {
  for (const paper of ['notice', 'minutes', 'votes', 'erratum-1']) {
    assert.equal((await clerk.get(`${signedMeeting}/${paper}`)).status, 404)
  }
  for (const paper of ['nothing', 'erratum-1', 'erratum-0', 'excerpt-1', '__proto__', 'constructor']) {
    assert.equal((await office.get(`${signedMeeting}/${paper}`)).status, 404, paper)
  }
  assert.equal((await office.get(`${signedMeeting}/minutes?format=exe`)).status, 422)
})

test('S93 DOC-004 件的议题摘录和审议决定，看得到这件的人都能下载；还没有的说明缘由', async () => {
  const head = await edge.signIn('agency-head')
  const excerpt = await file(head, '/matters/2026-000026/papers/excerpt-3')
  const decision = await file(head, '/matters/2026-000026/papers/decision?format=docx')

  assert.equal(excerpt.status, 200, excerpt.body.slice(0, 300))
  const text = (await drawPages(excerpt.bytes, 1))
    .map(page => page.text)
    .join('')
    .replace(/\s/g, '')
  assert.match(text, /摘自：工程建设复核小组2026年第4次复核小组例会纪要/)
  assert.equal(decision.status, 200, decision.body.slice(0, 300))

  const [early] = ((await head.get('/matters?status=SUBMITTED_INITIAL')).body as MatterList).rows
  assert.ok(early)
  const none = problemIn(await head.get(`/matters/${early.id}/papers/decision`))
  assert.equal(none.clause, 'DOC-004')
  assert.match(none.detail, /尚未经复核小组复核/)
  assert.match(problemIn(await head.get(`/matters/${early.id}/papers/excerpt-1`)).detail, /还没有议题摘录/)
  assert.equal((await head.get(`/matters/${early.id}/papers/excerpt-2`)).status, 404)
})

test('MTG-013 没有的督办没有督办单', async () => {
  assert.equal((await office.get('/follow-ups/DIRECTOR-DIRECTOR-2026-4.99/papers/order')).status, 404)
})

test('E-37 更正签发前没有更正可下载；签发后有更正和更正后的纪要，原纪要还在', async () => {
  const meeting = '/meetings/GROUP-CONSTRUCTION-1-2026-4'
  const { chair, recorder, place } = (await office.get(meeting)).body as MeetingPage
  const corrections = [{ was: place, now: '厅机关六楼会议室（演示）' }]
  const by = await edge.signIn(recorder.id)

  const proposed = await by.post(`${meeting}/erratum-proposals`, { corrections, reason: '地点误写' })
  assert.equal(proposed.status, 200, proposed.text)
  const early = problemIn(await office.get(`${meeting}/papers/erratum-1`))
  assert.match(early.detail, /第1次更正尚未由主持人签发/)

  const issued = await (await edge.signIn(chair.id)).post(`${meeting}/errata`, { erratum: 1 })
  assert.equal(issued.status, 200, issued.text)
  const words = async (paper: string): Promise<string> => {
    const pages = await drawPages((await file(office, `${meeting}/papers/${paper}`)).bytes, 1)
    return pages.map(({ text }) => text.replace(/\s/g, '')).join('')
  }
  assert.match(await words('erratum-1'), /全文厅机关三楼会议室（演示）厅机关六楼会议室（演示）/)
  assert.match(await words('minutes'), /在厅机关六楼会议室（演示）主持召开[\s\S]*更正一（2026年11月23日）：地点误写/)
  assert.match(await words('minutes-original'), /在厅机关三楼会议室（演示）主持召开/)
  assert.doesNotMatch(await words('minutes-original'), /更正/)
})
