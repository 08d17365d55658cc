import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { InviteeDone, InviteePage, MeetingList, MeetingPage } from '../../http/api/contract.ts'
import { type Answer, type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

interface Item {
  readonly id: string
  readonly title: string
  readonly materials: readonly { readonly hash: string }[]
}

let edge: Edge
let office: Visitor
let recorder: Visitor
let meeting: MeetingPage
let matter: Item
before(async () => {
  edge = await openEdge()
  office = await edge.signIn('clerk-general-office-1')
  ;({ meeting, matter } = await groupMeeting())
  recorder = await edge.signIn(meeting.recorder.id)
})
after(() => edge.close())

const done = <T>(answer: Answer): T => {
  assert.ok(answer.status < 300, answer.text)
  return answer.body as T
}

/** Given a 复核小组例会 of the demonstration whose notice was sent, and its first matter, which has materials. */
async function groupMeeting(): Promise<{ meeting: MeetingPage; matter: Item }> {
  const { rows } = done<MeetingList>(await office.get('/meetings?kind=GROUP'))
  const { id } = rows.find(row => row.stage === 'NOTICED') ?? assert.fail('no group meeting is to come')
  const page = done<MeetingPage>(await office.get(`/meetings/${id}`))
  const item = page.items[0] ?? assert.fail('no item')
  const materials = item.brief?.materials ?? assert.fail('no brief')
  assert.ok(materials.length > 1, 'the matter has several materials')
  return { meeting: page, matter: { id: item.key, title: item.title, materials } }
}

interface Link {
  readonly secret: string
  readonly invitation: string
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>
}

/** Whoever holds this secret, in a browser without any session. */
function holder(secret: string): Omit<Link, 'invitation'> {
  const authorization = `Invitation ${secret}`
  return {
    secret,
    get: path => edge.ask(path, { headers: { authorization } }),
    post: (path, body, headers = {}) => {
      const own = { authorization, 'idempotency-key': randomUUID(), ...headers }
      return edge.ask(path, { method: 'POST', headers: own, body })
    },
  }
}

/** When the secretary asks for somebody and the office agrees, its browser having made the link. */
async function invited(materials: readonly string[], more: Record<string, unknown> = {}): Promise<Link> {
  const asked = { matter: matter.id, category: 'EXPERT', name: '演示专家', reason: '请业内专家参与复核' }
  const page = done<MeetingPage>(await recorder.post(`/meetings/${meeting.id}/invitations`, asked))
  const invitation = page.items[0]?.invitees.at(-1)?.id ?? assert.fail('no invitation')
  const secret = randomBytes(32).toString('base64url')
  const link = createHash('sha256').update(secret).digest('hex')
  const terms = { invitation, link, expiresAt: '2026-12-02T02:00:00.000Z', materials, downloadable: false, ...more }
  done(await office.post(`/meetings/${meeting.id}/invitation-agreements`, terms))
  return { ...holder(secret), invitation }
}

const unrelated = { related: false, units: [] }

test('S98 S100 E-14 凭一次性链接：看一个议题的脱敏材料，申报利害关系，发表意见并记入会议', async () => {
  const material = matter.materials[0] ?? assert.fail('no material')
  const link = await invited([material.hash])

  const before = done<InviteePage>(await link.get('/invitee'))
  assert.equal(before.meeting.place, meeting.place)
  assert.equal(before.item.title, matter.title)
  assert.deepEqual([before.invitee.name, before.invitee.categoryName], ['演示专家', '专家学者'])
  assert.deepEqual(before.materials, [], 'nothing may be read before interests were declared')
  assert.equal((await link.get(`/invitee/materials/${material.hash}`)).status, 404)
  const early = await link.post('/invitee/opinions', { words: '同意方案。' })
  assert.equal(early.status, 409)
  assert.match(problemIn(early).detail, /请先申报利害关系/)

  const declared = done<InviteeDone>(await link.post('/invitee/declarations', unrelated))
  assert.deepEqual(
    declared.page?.materials.map(m => m.hash),
    [material.hash],
  )
  const file = await link.get(`/invitee/materials/${material.hash}`)
  assert.equal(file.status, 200)
  assert.equal(file.headers['cache-control'], 'no-store')
  assert.match(String(file.headers['content-disposition']), /^inline; /)

  const words = '方案可行，建议补充论证。'
  const said = done<InviteeDone>(await link.post('/invitee/opinions', { position: 'AGREE', words }))
  assert.equal(said.page?.opinion?.words, words)
  assert.ok(said.page.actions.every(action => !action.allowed))
  const shown = done<MeetingPage>(await office.get(`/meetings/${meeting.id}`)).items[0]
  assert.equal(shown?.invitees.find(i => i.id === link.invitation)?.opinion?.words, words)
  assert.equal(shown?.tally.agree, 0, 'an invited person is never counted (A10)')
  assert.equal((await link.post('/invitee/opinions', { words: '再说一次。' })).status, 409)
})

test('E-14 受邀人看不到金额、成员、他人意见和未商定的材料', async () => {
  const [first, ...others] = matter.materials
  const link = await invited([first?.hash ?? ''])
  done(await link.post('/invitee/declarations', unrelated))
  const answer = await link.get('/invitee')
  const told = answer.text
  for (const { who } of meeting.members) assert.ok(!told.includes(who.id) && !told.includes(who.name), who.id)
  for (const { hash } of others) {
    assert.ok(!told.includes(hash))
    assert.equal((await link.get(`/invitee/materials/${hash}`)).status, 404)
  }
  const amount = meeting.items[0]?.brief?.amount
  if (amount !== undefined) assert.ok(!told.includes(String(amount)))
  const note = meeting.items[0]?.brief?.handlingNote
  if (note) assert.ok(!told.includes(note))
  assert.equal(answer.headers['set-cookie'], undefined)
})

test('E-13 申报有利害关系的，邀请当场阻断，链接从此打不开', async () => {
  const link = await invited([])
  const related = { related: true, units: [], words: '本人参与过该项目的论证' }
  const key = { 'idempotency-key': randomUUID() }
  const blocked = done<InviteeDone>(await link.post('/invitee/declarations', related, key))
  assert.equal(blocked.page, undefined)
  assert.match(blocked.sentence, /感谢您如实申报/)
  assert.deepEqual(done(await link.post('/invitee/declarations', related, key)), blocked, 'sent again under its key')
  assert.equal((await link.get('/invitee')).status, 404)
  const invitee = done<MeetingPage>(await office.get(`/meetings/${meeting.id}`)).items[0]?.invitees
  assert.equal(invitee?.find(i => i.id === link.invitation)?.stage, 'BLOCKED')
})

test('E-14 不存在、到期、阻断、残缺的链接，答复一字不差', async () => {
  const blocked = await invited([])
  done(await blocked.post('/invitee/declarations', { related: true, units: [] }))
  const expired = await invited([], { expiresAt: '2026-11-24T01:00:00.000Z' })
  assert.equal((await expired.get('/invitee')).status, 200)
  edge.moveTo('2026-11-24', '09:00')
  const unknown = holder(randomBytes(32).toString('base64url'))
  const answers = [
    await unknown.get('/invitee'),
    await expired.get('/invitee'),
    await blocked.get('/invitee'),
    await holder(unknown.secret.slice(1)).get('/invitee'),
    await edge.ask('/invitee'),
    await expired.get(`/invitee/materials/${'a'.repeat(64)}`),
    await unknown.post('/invitee/declarations', unrelated),
    await expired.post('/invitee/opinions', { words: '同意方案。' }),
    await blocked.post('/invitee/opinions', { words: '同意方案。' }),
  ]
  edge.moveTo('2026-11-23')
  for (const { status, text } of answers) assert.deepEqual([status, text], [404, answers[0]?.text])
  assert.match(answers[0]?.text ?? '', /请与邀请您的办公室联系/)
})

test('E-14 链接的秘密只在持有人手里：数据库只有它的指纹，工作人员也不能代受邀人发表意见', async () => {
  const link = await invited([])
  const { rows } = await edge.store.database.pool.query<{ found: boolean }>(
    `select exists (select from event where data::text like '%' || $1 || '%')
         or exists (select from meeting_view where state::text like '%' || $1 || '%') as found`,
    [link.secret],
  )
  assert.deepEqual(rows, [{ found: false }])
  const before = await edge.events()
  assert.equal((await office.post(`/meetings/${meeting.id}/invitee-opinions`, { words: '代为同意。' })).status, 404)
  assert.equal((await office.post('/invitee/opinions', { words: '代为同意。' })).status, 404)
  assert.equal(await edge.events(), before)
})

test('E-14 写操作要有幂等键，拒绝别的网站发来的请求', async () => {
  const link = await invited([])
  const headers = { authorization: `Invitation ${link.secret}` }
  const bare = await edge.ask('/invitee/declarations', { method: 'POST', headers, body: unrelated })
  assert.equal(problemIn(bare).code, 'KEY_MISSING')
  const foreign = await link.post('/invitee/declarations', unrelated, { 'sec-fetch-site': 'cross-site' })
  assert.equal(problemIn(foreign).code, 'CSRF')
  assert.equal(done<InviteePage>(await link.get('/invitee')).declared, undefined)
})

test('E-14 一个地址一分钟里试得太多，先歇一会儿', async () => {
  const unknown = holder(randomBytes(32).toString('base64url'))
  const statuses = new Set<number>()
  for (let tries = 0; tries < 130; tries++) statuses.add((await unknown.get('/invitee')).status)
  assert.deepEqual([...statuses].toSorted(), [404, 429])
})
