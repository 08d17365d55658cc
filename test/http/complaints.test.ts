import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ComplaintList, ComplaintPage, IdentityOpeningList } from '../../http/api/contract.ts'
import { openLetter, sealLetter } from '../../sealing/letter.ts'
import { openMailbox } from '../../sealing/mailbox.ts'
import { type Filed, file, type GroupKeys, lookInto, prepareGroup, type Send, sendInto } from '../support/reporter.ts'
import { type Answer, type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-complaints-'))
let edge: Edge
let send: Send
let group: GroupKeys
let leader: Visitor
let member: Visitor
let filed: Filed
before(async () => {
  edge = await openEdge({ dataDir, reports: { proofDigits: 1, perMinute: 1_000_000, mostPartBytes: 300_000 } })
  send = sendInto(edge.app)
  group = await prepareGroup(edge.store, edge.now())
  leader = await edge.signIn('discipline-leader')
  member = await edge.signIn('supervision-office-head')
  filed = await file(send, group, { words: '演示：一件举报', name: '演示：张三' })
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function done<T>(answer: Answer): T {
  assert.ok(answer.status < 300, answer.text)
  return answer.body as T
}

const ids = async (visitor: Visitor, query = '?state=all') =>
  done<ComplaintList>(await visitor.get(`/complaints${query}`)).rows.map(({ id }) => id)

async function sealedPart(visitor: Visitor, bytes: Uint8Array): Promise<{ blob: string; size: number }> {
  const answer = await edge.app.inject({
    method: 'POST',
    url: '/api/v1/complaints/parts',
    headers: { cookie: visitor.cookie, 'x-csrf-token': visitor.csrf, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

const words = (kind: 'NOTE' | 'REPLY', text: string) => ({ version: 1 as const, kind, words: text, attachments: [] })
const sealedNote = async (visitor: Visitor, text = '演示：说明') =>
  sealedPart(
    visitor,
    await sealLetter(
      words('NOTE', text),
      group.members.map(({ recipient }) => recipient),
    ),
  )

test('CMP-005 E-53 只有问责小组成员看得到；与举报有关的处室和成员，列表、页面、密封件都没有', async () => {
  assert.deepEqual(await ids(member), [filed.number])
  for (const person of ['agency-head', 'head-planning', 'clerk-general-office-1', 'operator-1', 'leader-1']) {
    const visitor = await edge.signIn(person)
    assert.deepEqual(await ids(visitor), [], person)
    assert.equal((await visitor.get(`/complaints/${filed.number}`)).status, 404, person)
  }
  const about = await file(send, group, {
    words: '演示：反映财务审计处',
    more: { recused: { departments: ['FINANCE_AUDIT'], persons: [] } },
  })
  const finance = await edge.signIn('head-finance-audit')
  assert.deepEqual(await ids(finance), [filed.number])
  const hidden = await finance.get(`/complaints/${about.number}`)
  assert.deepEqual(hidden.text, (await finance.get('/complaints/JB-99999999')).text)
  // A version that nobody can have seen is not answered by «changed meanwhile» where there is something.
  const old = { 'if-match': '"9999"' }
  const asked = await finance.post(`/complaints/${about.number}/triage`, {}, old)
  assert.deepEqual(asked.text, (await finance.post('/complaints/JB-99999999/triage', {}, old)).text)
  const { blob } = about.form.content as { blob: string }
  assert.equal((await finance.get(`/complaints/${about.number}/parts/${blob}`)).status, 404)
  assert.deepEqual((await ids(member)).toSorted(), [filed.number, about.number].toSorted())
})

test('S143 密封件只在所属的那一件下能取；别件的、没有的，一样说没有', async () => {
  const other = await file(send, group, { words: '演示：另一件' })
  const { blob } = other.form.content as { blob: string }
  assert.equal((await member.get(`/complaints/${other.number}/parts/${blob}`)).status, 200)
  for (const path of [
    `${filed.number}/parts/${blob}`,
    `${filed.number}/parts/${'0'.repeat(64)}`,
    `${filed.number}/parts/x`,
  ]) {
    assert.equal((await member.get(`/complaints/${path}`)).status, 404, path)
  }
})

test('CMP-003 身份的密封件，没有申请和同意以前，谁也取不到', async () => {
  const [pair] = filed.form.identity as { first: string; part: { blob: string } }[]
  for (const person of ['supervision-office-head', 'head-personnel', 'discipline-leader']) {
    const visitor = await edge.signIn(person)
    assert.equal((await visitor.get(`/complaints/${filed.number}/parts/${pair?.part.blob}`)).status, 404, person)
  }
  const page = done<ComplaintPage>(await leader.get(`/complaints/${filed.number}`))
  assert.equal(page.mode, 'REAL_NAME')
  assert.deepEqual(page.identity, [])
})

test('TRIAGE-001 CMP-002 分流、指定承办人、受理告知；举报人在信箱里读到答复', async () => {
  const path = `/complaints/${filed.number}`
  const triaged = await member.post(`${path}/triage`, { class: 'DISCIPLINE_REPORT', note: await sealedNote(member) })
  assert.equal(done<ComplaintPage>(triaged).stageName, '已分流，待指定承办人')
  const handlers = ['supervision-office-head', 'head-general-office']
  const page = done<ComplaintPage>(await leader.post(`${path}/assignment`, { handlers }))
  assert.deepEqual(
    page.handlers.map(({ id }) => id),
    handlers,
  )
  assert.ok(page.clocks.some(({ kind, clock }) => kind === 'ACKNOWLEDGEMENT' && clock.state === 'RUNNING'))
  const sealed = await sealLetter(words('REPLY', '演示：已经受理'), [page.replyTo ?? ''])
  const reply = await sealedPart(member, sealed)
  done(await member.post(`${path}/acknowledgement`, { accepted: true, reply }))
  const { steps, replies, keyBox } = await lookInto(send, filed.number, filed.token)
  assert.deepEqual(
    steps.map(step => step.words),
    ['已收到', '本件反映的是违纪违法问题，由厅监督问责小组办理。', '已受理'],
  )
  const identity = await openMailbox(keyBox, filed.code, filed.number)
  assert.ok(identity.ok)
  const letter = await openLetter(Buffer.from(replies[0]?.sealed ?? '', 'base64'), [identity.value])
  assert.equal(letter.ok && letter.value.words, '演示：已经受理')
})

test('CMP-001 给举报人的答复太长，信箱放不下，写的时候就说', async () => {
  const reply = { blob: '0'.repeat(64), size: 200_000 }
  const refused = await member.post(`/complaints/${filed.number}/replies`, { reply })
  assert.equal(refused.status, 422)
  assert.match(problemIn(refused).detail, /太长/)
})

test('S127 来信来访由成员登记，也只存密封件；不是成员的送不进密封件', async () => {
  const content = await sealedPart(
    member,
    await sealLetter(
      words('NOTE', '演示：来信'),
      group.members.map(({ recipient }) => recipient),
    ),
  )
  const { boards, industryConduct, recused, keys } = filed.form
  const form = {
    channel: 'LETTER',
    boards,
    industryConduct,
    mode: 'ANONYMOUS',
    content,
    attachments: [],
    recused,
    keys,
  }
  const page = done<ComplaintPage>(await member.post('/complaints', form))
  assert.match(page.id, /^JB-\d{8}$/)
  assert.equal(page.channel, 'LETTER')
  const clerk = await edge.signIn('clerk-planning-1')
  const answer = await edge.app.inject({
    method: 'POST',
    url: '/api/v1/complaints/parts',
    headers: { cookie: clerk.cookie, 'x-csrf-token': clerk.csrf, 'content-type': 'application/octet-stream' },
    payload: Buffer.from('x'),
  })
  assert.equal(answer.statusCode, 403)
})

test('E-59 谁申请打开、打开过身份，组长看得到，其他成员看不到', async () => {
  const asked = { other: 'head-personnel', ground: 'VERIFY_IDENTITY' }
  done(await member.post(`/complaints/${filed.number}/identity-requests`, asked))
  const rows = async (visitor: Visitor) =>
    done<IdentityOpeningList>(await visitor.get('/complaints/identity-openings')).rows
  assert.deepEqual(
    (await rows(leader)).map(({ complaint, second, ground }) => [complaint, second.id, ground]),
    [[filed.number, 'head-personnel', 'VERIFY_IDENTITY']],
  )
  assert.deepEqual(await rows(await edge.signIn('head-general-office')), [])
  assert.deepEqual(await rows(await edge.signIn('clerk-planning-1')), [])
})
