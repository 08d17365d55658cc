import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CardList, CardPage, CluePage } from '../../http/api/contract.ts'
import { runTimers } from '../../store/timers.ts'
import { file, prepareGroup, sendInto } from '../support/reporter.ts'
import { type Answer, type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-cards-'))
let edge: Edge
let clue: string
before(async () => {
  edge = await openEdge({ dataDir, reports: { proofDigits: 1, perMinute: 1_000_000, mostPartBytes: 300_000 } })
  const member = await edge.signIn(MEMBER)
  const made = done<CluePage>(
    await member.post('/clues', {
      ...{ source: 'REFERRAL', reference: '演示来源', boards: [], departments: ['FINANCE_AUDIT'] },
      question: '演示：资金拨付是否及时',
    }),
  )
  clue = made.id
  await act(LEADER, 'opening', { reasons: '演示：值得查核', handlers: [MEMBER, 'head-personnel'] })
  await act(MEMBER, 'findings', { clause: 'S29', tier: 0, words: '演示：拨付逾期' })
  const order = { finding: 1, department: 'FINANCE_AUDIT', dueOn: '2026-11-25', what: '演示：补办手续' }
  await act(MEMBER, 'rectification-orders', order)
})
after(async () => {
  await edge.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const HEAD = 'head-finance-audit'

function done<T>(answer: Answer): T {
  assert.ok(answer.status < 300, answer.text)
  return answer.body as T
}
const act = async (person: string, noun: string, body: unknown) =>
  done<CluePage>(await (await edge.signIn(person)).post(`/clues/${clue}/${noun}`, body))
const cards = async (person: string, query = '?state=all') =>
  done<CardList>(await (await edge.signIn(person)).get(`/cards${query}`)).rows
const onCard = async (person: string, id: string, noun: string, body: unknown) =>
  (await edge.signIn(person)).post(`/cards/${id}/${noun}`, body)
const timers = () => runTimers(edge.store, edge.now())

test('E-63 整改逾期，平台每个期限亮一次黄牌，再过规定的日子亮红牌；牌上看不出是哪条线索', async () => {
  edge.moveTo('2026-11-25')
  await timers()
  assert.deepEqual(await cards(LEADER), [], 'on its last day it is not late')
  edge.moveTo('2026-11-26')
  await timers()
  await timers()
  edge.moveTo('2026-11-27')
  await timers()
  const colours = async () => (await cards(LEADER)).map(({ colour, ground, dueOn }) => [colour, ground, dueOn])
  assert.deepEqual(await colours(), [['YELLOW', 'RECTIFICATION_LATE', '2026-11-25']])
  edge.moveTo('2026-12-10')
  await timers()
  await timers()
  assert.deepEqual(await colours(), [
    ['RED', 'RECTIFICATION_LATE', '2026-11-25'],
    ['YELLOW', 'RECTIFICATION_LATE', '2026-11-25'],
  ])
  const { rows } = await edge.store.database.pool.query<{ data: unknown }>(
    `select data from event where stream like 'supervision/%'`,
  )
  assert.ok(!JSON.stringify(rows).includes(clue))
})

test('E-63 复查后另定的期限又过了，再亮一次；报了等复查的不亮', async () => {
  await act(HEAD, 'rectifications', { finding: 1, words: '演示：已补办' })
  await act(MEMBER, 'verifications', { finding: 1, result: 'NONE', words: '演示：没有', dueOn: '2026-12-15' })
  edge.moveTo('2026-12-14')
  await act(HEAD, 'rectifications', { finding: 1, words: '演示：这次补了' })
  edge.moveTo('2026-12-16')
  await timers()
  assert.equal((await cards(LEADER)).length, 2, 'reported in time and not yet verified')
  await act(MEMBER, 'verifications', { finding: 1, result: 'PARTLY', words: '演示：缺一份', dueOn: '2026-12-18' })
  edge.moveTo('2026-12-21')
  await timers()
  assert.deepEqual(
    (await cards(LEADER)).map(({ dueOn }) => dueOn),
    ['2026-12-18', '2026-11-25', '2026-11-25'],
  )
})

test('E-66 亮牌的处室申辩，别人复核撤销：考核的列表里没有了，撤销的仍查得到', async () => {
  const [latest] = await cards(LEADER)
  const id = latest?.id ?? assert.fail('no card')
  const stranger = await onCard('head-personnel', id, 'defences', { words: '演示：替人申辩' })
  assert.deepEqual([stranger.status, problemIn(stranger).clause], [403, 'S145'])
  done(await onCard(HEAD, id, 'defences', { words: '演示：期内已报，登记晚了' }))
  const own = await onCard(HEAD, id, 'reviews', { upheld: false, words: '演示：自己撤销' })
  assert.deepEqual([own.status, problemIn(own).clause], [403, 'S145'])
  const page = done<CardPage>(await onCard('head-personnel', id, 'reviews', { upheld: false, words: '演示：属实' }))
  assert.deepEqual([page.stageName, page.defence?.who.id, page.review?.upheld], ['复核撤销', HEAD, false])
  assert.ok((await cards(LEADER, '?state=open')).every(card => card.id !== id))
  assert.deepEqual(
    (await cards(LEADER, '?state=revoked')).map(card => card.id),
    [id],
  )
})

test('E-66 牌由组长、平台亮；运维、外处室工作人员看不到', async () => {
  const form = { colour: 'WARN', department: 'PORTS', clause: 'SUP-001', ground: 'OTHER', words: '演示：提醒' }
  const clerk = await edge.signIn('clerk-ports-1')
  assert.equal((await clerk.post('/cards', form)).status, 403)
  const shown = done<CardPage>(await (await edge.signIn(LEADER)).post('/cards', form))
  assert.deepEqual(
    (await cards('clerk-ports-1')).map(({ id }) => id),
    [shown.id],
  )
  for (const person of ['clerk-planning-1', 'operator-1']) assert.deepEqual(await cards(person), [], person)
})

test('E-59 查看举报人身份的申请被另一受托人拒绝，平台亮一次红牌：牌上没有登记号，组长不能自己亮', async () => {
  const group = await prepareGroup(edge.store, edge.now())
  const filed = await file(sendInto(edge.app), group, { words: '演示：一件举报', name: '演示：李四' })
  const first: Visitor = await edge.signIn(MEMBER)
  const second = await edge.signIn('head-personnel')
  const path = `/complaints/${filed.number}`
  done(await first.post(`${path}/identity-requests`, { other: 'head-personnel', ground: 'GIVE_FEEDBACK' }))
  const red = async () => (await cards(LEADER)).filter(({ ground }) => ground === 'IDENTITY_ACCESS')
  await timers()
  assert.deepEqual(await red(), [], 'a request alone is no offence')
  done(await second.post(`${path}/identity-refusals`, { ground: '演示：没有必要' }))
  await timers()
  await timers()
  const shown = await red()
  assert.deepEqual(
    shown.map(({ colour, clause, department }) => [colour, clause, department.code]),
    [['RED', 'E-59', 'SUPERVISION_OFFICE']],
  )
  assert.ok(!JSON.stringify(shown).includes(filed.number))
  const form = { colour: 'RED', department: 'PORTS', clause: 'E-59', ground: 'IDENTITY_ACCESS', words: '演示：自编' }
  const made = await (await edge.signIn(LEADER)).post('/cards', form)
  assert.deepEqual([made.status, problemIn(made).clause], [422, 'E-59'])
})
