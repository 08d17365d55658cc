import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { MatterPage, MeetingPage, TodoView } from '../../http/api/contract.ts'
import { type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

let edge: Edge
let clerk: Visitor
before(async () => {
  edge = await openEdge()
  clerk = await edge.signIn('clerk-planning-1')
})
after(() => edge.close())

const form = { item: 'DEMO-PF-01', title: '关于幂等与并发的请示', department: 'PLANNING' }
const details = { title: '关于幂等与并发的请示', disclosure: { attribute: 'ACTIVE' } }

async function drafted(): Promise<MatterPage> {
  const answer = await clerk.post('/matters', form)
  assert.equal(answer.status, 201, answer.text)
  return answer.body as MatterPage
}

test('S15 新建成功给出地址和整页；同一幂等键再来一次，还是那一件', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const first = await clerk.post('/matters', form, key)
  const { id } = first.body as MatterPage
  assert.equal(first.status, 201)
  assert.equal(first.headers.location, `/api/v1/matters/${id}`)
  const before = await edge.events()

  const second = await clerk.post('/matters', form, key)

  assert.equal((second.body as MatterPage).id, id)
  assert.equal(await edge.events(), before)
})

test('S15 连点两下新建（同时到达）只建一件', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const before = await edge.events()
  const answers = await Promise.all([1, 2, 3, 4].map(() => clerk.post('/matters', form, key)))
  assert.deepEqual(new Set(answers.map(answer => answer.status)), new Set([201]), answers.map(a => a.text).join('\n'))
  assert.equal(new Set(answers.map(answer => (answer.body as MatterPage).id)).size, 1)
  assert.equal(await edge.events(), before + 1)
})

test('S15 连点两下办理只办一次，两次都看到办完的样子', async () => {
  const { id } = await drafted()
  const key = { 'idempotency-key': randomUUID() }
  const before = await edge.events()
  const [one, two] = await Promise.all([1, 2].map(() => clerk.post(`/matters/${id}/details`, details, key)))
  assert.equal(one?.status, 200)
  assert.equal(two?.status, 200)
  assert.equal(await edge.events(), before + 1)
})

test('S15 同一幂等键用于另一项操作，被拒绝且什么也不发生', async () => {
  const { id } = await drafted()
  const key = { 'idempotency-key': randomUUID() }
  await clerk.post(`/matters/${id}/details`, details, key)
  const before = await edge.events()
  const other = await clerk.post(`/matters/${id}/details`, { ...details, title: '另一个标题的请示' }, key)
  assert.equal(other.status, 422)
  assert.equal(problemIn(other).field, 'Idempotency-Key')
  assert.equal(await edge.events(), before)
})

test('S15 没有幂等键、键过短的写请求，说明缺什么', async () => {
  for (const key of ['', 'short', 'x'.repeat(101), '键键键键键键键键']) {
    const answer = await clerk.post('/matters', form, { 'idempotency-key': encodeURIComponent(key) })
    assert.equal(answer.status, 400)
    assert.match(problemIn(answer).detail, /Idempotency-Key/)
  }
})

test('S15 两人看着同一版各办一次：一人办成，另一人得到一句话和 409', async () => {
  const { id, version } = await drafted()
  const colleague = await edge.signIn('clerk-planning-2')
  const seen = { 'if-match': `"${version}"` }
  const answers = await Promise.all([
    clerk.post(`/matters/${id}/details`, { ...details, title: '甲改过的标题' }, seen),
    colleague.post(`/matters/${id}/details`, { ...details, title: '乙改过的标题' }, seen),
  ])
  assert.deepEqual(answers.map(answer => answer.status).sort(), [200, 409])
  const lost = answers.find(answer => answer.status === 409)
  assert.ok(lost)
  assert.equal(problemIn(lost).code, 'CHANGED_MEANWHILE')
  assert.match(problemIn(lost).detail, /请先看最新情况/)

  const page = (await clerk.get(`/matters/${id}`)).body as MatterPage
  assert.equal(page.version, version + 1)
  assert.equal(answers.filter(answer => (answer.body as MatterPage).title === page.title).length, 1)
})

test('If-Match 写得不对，说明应怎样写', async () => {
  const { id } = await drafted()
  const answer = await clerk.post(`/matters/${id}/details`, details, { 'if-match': 'W/"x"' })
  assert.equal(answer.status, 400)
  assert.match(problemIn(answer).detail, /版本号/)
})

test('两人同时召集同一处室的会议，各得一个会次', async () => {
  const colleague = await edge.signIn('clerk-planning-2')
  const calling = { kind: 'INITIAL', body: 'PLANNING', scheduledAt: '2026-12-08T02:00:00.000Z', place: '三楼会议室' }
  const answers = await Promise.all([clerk.post('/meetings', calling), colleague.post('/meetings', calling)])
  assert.deepEqual(
    answers.map(answer => answer.status),
    [201, 201],
    answers.map(a => a.text).join('\n'),
  )
  const ids = answers.map(answer => (answer.body as MeetingPage).id)
  assert.equal(new Set(ids).size, 2)
})

test('办完之后，与之有关的人得到通知；已读只记第一次，别人的通知如同没有', async () => {
  const head = await edge.signIn('head-planning')
  // A delegation is told to whom it is given: the shortest act with a notice.
  const leader = await edge.signIn('leader-1')
  const delegation = {
    to: 'leader-4',
    departments: ['PLANNING'],
    firstDay: '2026-11-24',
    lastDay: '2026-11-25',
    reason: '出差',
  }
  assert.equal((await leader.post('/agency/delegations', delegation)).status, 200)
  const delegate = await edge.signIn('leader-4')
  const notice = await eventually(async () => {
    const todo = (await delegate.get('/todo')).body as TodoView
    return todo.notices.find(n => n.words.includes('委托您'))
  })
  assert.equal(notice.read, false)
  assert.equal((await head.post(`/notices/${notice.source}/reading`)).status, 404)
  assert.equal((await delegate.post(`/notices/${notice.source}/reading`)).status, 204)
  const todo = (await delegate.get('/todo')).body as TodoView
  assert.equal(todo.notices.find(n => n.source === notice.source)?.read, true)
})

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 100; n++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return assert.fail('it did not happen within two seconds')
}
