import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoAgency, layFoundation } from '../../demo/foundation.ts'
import type { SessionView } from '../../http/api/contract.ts'
import { createAccount, demoPassword, disableAccount } from '../../store/accounts.ts'
import { recorderFor } from '../../store/recorder.ts'
import { demoFiles } from '../support/database.ts'
import { type Answer, type Edge, openEdge, problemIn } from './edge.ts'

let edge: Edge
before(async () => {
  edge = await openEdge()
})
after(() => edge.close())

const login = (name: string, password: string): Promise<Answer> =>
  edge.ask('/session', { method: 'POST', body: { login: name, password } })

test('演示模式列出演示账号和公开的口令，不列任何会话', async () => {
  const { body } = await edge.ask('/session')
  const view = body as SessionView
  assert.equal(view.signedIn, false)
  assert.equal(view.csrf, undefined)
  assert.equal(view.demoPassword, demoPassword)
  assert.equal(view.demoAccounts?.[0]?.login, 'agency-head')
  assert.ok(view.demoAccounts?.every(account => account.name.endsWith('（演示）')))
})

test('会话凭签名的、脚本读不到的 cookie；改动一个字符即不再有效；库中没有令牌本身', async () => {
  const answer = await login('clerk-planning-1', demoPassword)
  const cookie = String([answer.headers['set-cookie']].flat()[0])
  assert.match(cookie, /; HttpOnly/)
  assert.match(cookie, /; SameSite=Lax/)

  const value = cookie.split(';')[0] ?? ''
  assert.equal((await edge.ask('/todo', { headers: { cookie: value } })).status, 200)
  const forged = value.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))
  assert.equal((await edge.ask('/todo', { headers: { cookie: forged } })).status, 401)

  const token = decodeURIComponent(value.split('=')[1] ?? '').split('.')[0] ?? ''
  const { rows } = await edge.store.database.pool.query<{ token_hash: string }>('select token_hash from session')
  assert.ok(rows.length > 0)
  assert.ok(rows.every(row => /^[0-9a-f]{64}$/.test(row.token_hash) && row.token_hash !== token))
})

test('登录名不存在、口令不对、账号已停用，答复逐字相同', async () => {
  await disableAccount(edge.store, 'clerk-personnel-1', edge.now())
  const answers = [
    await login('nobody-here', 'Wrong#2026'),
    await login('clerk-waterway-1', 'Wrong#2026'),
    await login('clerk-personnel-1', demoPassword),
  ]
  assert.deepEqual(
    answers.map(answer => [answer.status, answer.text]),
    answers.map(() => [401, answers[0]?.text]),
  )
  assert.equal(problemIn(answers[0] as Answer).code, 'WRONG_PASSWORD')
})

test('SEC-004 连续失败5次锁定30分钟：其间正确的口令也不行，期满即可；记入安全日志', async () => {
  edge.moveTo('2026-11-23', '10:00')
  for (let n = 0; n < 5; n++) assert.equal((await login('clerk-waterway-2', `Wrong#${n}`)).status, 401)
  assert.equal((await login('clerk-waterway-2', demoPassword)).status, 401)

  edge.moveTo('2026-11-23', '10:29')
  assert.equal((await login('clerk-waterway-2', demoPassword)).status, 401)
  edge.moveTo('2026-11-23', '10:31')
  assert.equal((await login('clerk-waterway-2', demoPassword)).status, 200)

  const { rows } = await edge.store.database.pool.query<{ kind: string }>(
    `select kind from security_log where login = 'clerk-waterway-2' order by id`,
  )
  assert.deepEqual(
    rows.map(row => row.kind),
    ['LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED', 'LOGIN_FAILED', 'LOCKED', 'LOGIN'],
  )
})

test('SEC-004 同时发出的许多次猜测，也只有5次被看口令', async () => {
  const guesses = Array.from({ length: 12 }, (_, n) => login('clerk-ports-1', `Guess#${n}`))
  assert.ok((await Promise.all(guesses)).every(answer => answer.status === 401))
  const { rows } = await edge.store.database.pool.query<{ kind: string; n: number }>(
    `select kind, count(*) as n from security_log where login = 'clerk-ports-1' group by kind order by kind`,
  )
  assert.deepEqual(rows, [
    { kind: 'LOCKED', n: 1 },
    { kind: 'LOGIN_FAILED', n: 4 },
  ])
})

test('SEC-004 无操作30分钟后会话失效，有操作则延续', async () => {
  edge.moveTo('2026-11-23', '13:00')
  const clerk = await edge.signIn('clerk-planning-2')
  edge.moveTo('2026-11-23', '13:25')
  assert.equal((await clerk.get('/todo')).status, 200)
  edge.moveTo('2026-11-23', '13:50')
  assert.equal((await clerk.get('/todo')).status, 200)
  edge.moveTo('2026-11-23', '14:21')
  const late = await clerk.get('/todo')
  assert.equal(late.status, 401)
  assert.match(problemIn(late).detail, /重新登录/)
})

test('退出之后，同一个 cookie 不再有效', async () => {
  const clerk = await edge.signIn('clerk-planning-2')
  const headers = { cookie: clerk.cookie, 'x-csrf-token': clerk.csrf }
  assert.equal((await edge.ask('/session', { method: 'DELETE', headers })).status, 204)
  assert.equal((await clerk.get('/todo')).status, 401)
})

test('没有会话令牌的写请求不被接受：别的网站能带上 cookie，带不上令牌', async () => {
  const clerk = await edge.signIn('clerk-planning-2')
  const before = await edge.events()
  const draft = { item: 'DEMO-PF-01', title: '关于测试的请示', department: 'PLANNING' }
  for (const token of ['', 'x'.repeat(43)]) {
    const answer = await clerk.post('/matters', draft, { 'x-csrf-token': token })
    assert.equal(answer.status, 403)
    assert.equal(problemIn(answer).code, 'CSRF')
  }
  const crossSite = await clerk.post('/matters', draft, { 'sec-fetch-site': 'cross-site' })
  assert.equal(problemIn(crossSite).code, 'CSRF')
  assert.equal(await edge.events(), before)
})

test('登录请求过于频繁时被拒绝', async t => {
  const other = await openEdge()
  t.after(() => other.close())
  const statuses = new Set<number>()
  for (let n = 0; n < 301; n++) {
    statuses.add((await other.ask('/session', { method: 'POST', body: { login: '', password: '' } })).status)
  }
  assert.deepEqual([...statuses], [422, 429])
})

test('演示模式不能修改公开的口令', async () => {
  const clerk = await edge.signIn('clerk-planning-2')
  const answer = await clerk.post('/session/password', { current: demoPassword, next: 'Another#2026' })
  assert.equal(answer.status, 501)
})

test('SEC-005 非演示模式：初始口令须先修改，改前什么都不能办；改后旧会话失效', async t => {
  const real = await openEdge({
    contents: 'empty',
    fill: async store => {
      await layFoundation(recorderFor(store, demoFiles), { ...demoAgency, demo: false })
      const account = { login: 'lu', person: 'clerk-planning-1', password: 'First#2026', mustChange: true }
      assert.equal(await createAccount(store, account, '2026-11-23T00:00:00.000Z'), true)
      assert.equal(await createAccount(store, account, '2026-11-23T00:00:00.000Z'), false)
    },
  })
  t.after(() => real.close())
  const anonymous = (await real.ask('/session')).body as SessionView
  assert.equal(anonymous.demo, false)
  assert.equal(anonymous.demoPassword, undefined)
  assert.equal(anonymous.demoAccounts, undefined)

  const clerk = await real.signIn('lu', 'First#2026')
  assert.equal(((await clerk.get('/session')).body as SessionView).mustChange, true)
  for (const path of ['/todo', '/matters', '/agency']) {
    assert.equal(problemIn(await clerk.get(path)).code, 'PASSWORD_CHANGE_REQUIRED', path)
  }

  const change = (current: string, next: string) => clerk.post('/session/password', { current, next })
  assert.equal(problemIn(await change('Wrong#2026', 'Second#2026')).field, 'current')
  assert.match(problemIn(await change('First#2026', 'short')).detail, /至少8个字符/)
  assert.match(problemIn(await change('First#2026', 'First#2026')).detail, /不得与现在的相同/)
  assert.equal((await change('First#2026', 'Second#2026')).status, 200)

  assert.equal((await clerk.get('/session')).text.includes('"signedIn":false'), true)
  const again = await real.signIn('lu', 'Second#2026')
  assert.equal((await again.get('/todo')).status, 200)
  real.moveTo('2027-03-01')
  const later = await real.signIn('lu', 'Second#2026')
  assert.equal(problemIn(await later.get('/todo')).code, 'PASSWORD_CHANGE_REQUIRED')
})

test('日志里没有查询串、请求内容、口令和令牌', async () => {
  const clerk = await edge.signIn('clerk-planning-2')
  await clerk.get(`/matters?q=${encodeURIComponent('某某工程')}`)
  const log = edge.lines.join('\n')
  assert.match(log, /"path":"\/api\/v1\/matters"/)
  for (const secret of [demoPassword, clerk.csrf, clerk.cookie.slice(10, 40), 'q=', '某某工程', 'Wrong#']) {
    assert.ok(!log.includes(secret), secret)
  }
})
