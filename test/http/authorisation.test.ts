import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { refuseUnlessRole } from '../../domain/access.ts'
import type { Act } from '../../domain/decider.ts'
import { streams } from '../../domain/ids.ts'
import { moduleFor } from '../../domain/registry.ts'
import type { MatterList, MeetingList, ReviewGroupList } from '../../http/api/contract.ts'
import type { Route } from '../../http/route.ts'
import { routesOf } from '../../http/routes.ts'
import { factsFor } from '../../store/facts/facts.ts'
import { demoFiles } from '../support/database.ts'
import { type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

/** One of each kind of person that the plan knows. */
const people = [
  'agency-head',
  'leader-1',
  'leader-2',
  'discipline-leader',
  'supervision-office-head',
  'clerk-general-office-1',
  'head-policy-law',
  'head-planning',
  'clerk-planning-1',
  'clerk-capital-construction-1',
  'head-capital-construction',
  'operator-1',
] as const

let edge: Edge
const visitors = new Map<string, Visitor>()
before(async () => {
  edge = await openEdge()
  for (const person of people) visitors.set(person, await edge.signIn(person))
})
after(() => edge.close())

const as = (person: string): Visitor => visitors.get(person) ?? assert.fail(`${person} is not signed in`)
const writes = () => routesOf(edge.store, demoFiles, false).filter(route => route.method !== 'GET')
/** Those for anybody, and those for whoever holds a link, know no session. */
const inSession = ({ access }: Route) => access === 'STAFF' || access === 'NEWCOMER'
const filled = (url: string) => url.replace(':id', '2026-000001').replace(':source', 'matter.x.1')

test('没有登录的人，每一个要登录的地址都是 401，什么也不发生', async () => {
  const before = await edge.events()
  const routes = routesOf(edge.store, demoFiles, false).filter(inSession)
  assert.ok(routes.length > 60)
  for (const { method, url, form } of routes) {
    const path = filled(url).replace(':hash', 'a'.repeat(64)).replace(':item', 'DEMO-PF-01')
    const headers = { 'idempotency-key': randomUUID(), ...(form ? { 'content-type': 'multipart/form-data' } : {}) }
    const answer = await edge.ask(path, { method, headers, ...(method === 'POST' && !form ? { body: {} } : {}) })
    assert.equal(answer.status, 401, `${method} ${url}`)
    assert.equal(problemIn(answer).code, 'NOT_SIGNED_IN')
  }
  assert.equal(await edge.events(), before)
})

test('登录了而没有会话令牌，每一个写地址都是 403', async () => {
  const before = await edge.events()
  const { cookie } = as('clerk-planning-1')
  for (const { method, url } of writes().filter(inSession)) {
    const headers = { cookie, 'idempotency-key': randomUUID() }
    const answer = await edge.ask(filled(url), { method, headers, ...(method === 'POST' ? { body: {} } : {}) })
    assert.equal(problemIn(answer).code, 'CSRF', `${method} ${url}`)
  }
  assert.equal(await edge.events(), before)
})

/** Things to act on: a draft, a matter under review and one that is over, a meeting of each kind, and the rest. */
async function targets(): Promise<readonly { readonly path: string; readonly stream: string }[]> {
  const head = as('agency-head')
  const first = async (visitor: Visitor, status: string) =>
    ((await visitor.get(`/matters?status=${status}`)).body as MatterList).rows[0]?.id ?? assert.fail(status)
  const matters = [
    await first(as('clerk-planning-1'), 'DRAFT'),
    await first(head, 'LEADER_PASSED'),
    await first(head, 'CLOSED'),
  ]
  const meetings = ((await head.get('/meetings?when=all')).body as MeetingList).rows
  const oneOfEach = [...new Map(meetings.map(meeting => [meeting.kind, meeting.id])).values()]
  const groups = ((await head.get('/review-groups')).body as ReviewGroupList).rows.map(group => group.id)
  return [
    ...matters.map(id => ({ path: `/matters/${id}`, stream: streams.matter(id) })),
    ...oneOfEach.map(id => ({ path: `/meetings/${id}`, stream: streams.meeting(id) })),
    ...groups.slice(0, 1).map(id => ({ path: `/review-groups/${id}`, stream: streams.reviewGroup(id) })),
    { path: '/agency', stream: streams.organisation },
    { path: '/rulebook', stream: streams.rulebook },
    { path: '/catalogue', stream: streams.catalogue },
    { path: '/erasures', stream: streams.disclosure },
  ]
}

test('S145 每种人对每件事的每项操作：没有这个身份的一律被拒，看不见的一律答没有，什么也不发生', async t => {
  const drafting = { item: 'DEMO-PF-01', title: '关于身份与操作的请示', department: 'PLANNING' }
  assert.equal((await as('clerk-planning-1').post('/matters', drafting)).status, 201)
  const before = await edge.events()
  const offered = new Set(writes().map(route => route.url))
  let asked = 0
  for (const { path, stream } of await targets()) {
    const url = path.replace(/^\/(matters|meetings|review-groups)\/.*/, '/$1/:id')
    const acts: readonly Act<unknown, unknown>[] = moduleFor(stream).acts
    for (const person of people) {
      const known = await factsFor(edge.store, stream, person, edge.now())
      const forbidden = acts.filter(act => offered.has(`${url}/${act.noun}`))
      for (const act of forbidden.filter(a => refuseUnlessRole(known.roles, a.roles, a.label))) {
        const answer = await as(person).post(`${path}/${act.noun}`)
        asked++
        const expected = known.visible ? 403 : 404
        assert.equal(answer.status, expected, `${person} ${act.noun} ${path}: ${answer.text}`)
      }
    }
  }
  t.diagnostic(`${asked} requests`)
  assert.ok(asked > 1_000)
  assert.equal(await edge.events(), before)
})

test('S10 S88 S73 几个说得出名字的例子', async () => {
  const head = as('agency-head')
  const waiting = ((await head.get('/matters?status=INITIAL_PASSED')).body as MatterList).rows[0]
  assert.ok(waiting, 'the demonstration has a matter before its leader')
  const form = { conclusion: 'AGREED', opinion: '同意。' }
  const said = async (person: string) => problemIn(await as(person).post(`/matters/${waiting.id}/leader-review`, form))

  assert.match((await said('agency-head')).detail, /「分管领导审核」由分管厅领导/)
  assert.equal((await said('discipline-leader')).code, 'FORBIDDEN')
  assert.equal((await said('operator-1')).status, 404)
  const operator = (await as('operator-1').get('/matters')).body as MatterList
  assert.equal(operator.total, 0)
})
