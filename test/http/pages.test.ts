import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as z from 'zod'
import { streams } from '../../domain/ids.ts'
import {
  type MatterList,
  type MatterPage,
  type MeetingList,
  type MeetingPage,
  matterPage,
  meetingPage,
  type SummaryList,
  type TodoView,
  todoView,
} from '../../http/api/contract.ts'
import { routesOf } from '../../http/routes.ts'
import { factsForAll } from '../../store/facts/facts.ts'
import { demoFiles } from '../support/database.ts'
import { testKey } from '../support/log.ts'
import { type Edge, openEdge, type Visitor } from './edge.ts'

let edge: Edge
before(async () => {
  edge = await openEdge({ signer: testKey('pages') })
})
after(() => edge.close())

/** Refuses any field that the contract does not have. */
function strict(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.strictObject(Object.fromEntries(Object.entries(schema.shape).map(([k, v]) => [k, strict(v as z.ZodType)])))
  }
  if (schema instanceof z.ZodArray) return z.array(strict(schema.element as z.ZodType))
  if (schema instanceof z.ZodOptional) return strict(schema.unwrap() as z.ZodType).optional()
  return schema
}

async function allMatters(visitor: Visitor): Promise<readonly string[]> {
  const ids: string[] = []
  for (let page = 1; ; page++) {
    const { rows } = (await visitor.get(`/matters?page=${page}`)).body as MatterList
    ids.push(...rows.map(row => row.id))
    if (rows.length < 50) return ids
  }
}

/** What cannot be read without saying what of. */
const needsRange: readonly string[] = ['/spot-checks/strata', '/spot-checks/candidates']
const RANGE = 'from=2026-07-01&to=2026-09-30&kinds=MATTER'

test('每个读取地址对每种人都合约定的形状，一个字段也不多', async () => {
  const reads = routesOf(edge.store, demoFiles, false).filter(
    r => r.method === 'GET' && r.access !== 'INVITEE' && !r.url.includes(':'),
  )
  for (const person of [
    'agency-head',
    'clerk-general-office-1',
    'clerk-planning-1',
    'discipline-leader',
    'operator-1',
  ]) {
    const visitor = await edge.signIn(person)
    for (const { url, answers } of reads) {
      const answer = await visitor.get(needsRange.includes(url) ? `${url}?${RANGE}` : url)
      if (needsRange.includes(url) && person !== 'discipline-leader') {
        // What may be drawn is for the supervision group, which prepares it.
        assert.equal(answer.status, 404, `${person} ${url}`)
        continue
      }
      assert.equal(answer.status, 200, `${person} ${url}: ${answer.text.slice(0, 300)}`)
      assert.equal(answer.headers['cache-control'], 'no-store')
      if (answers instanceof z.ZodType) strict(answers).parse(answer.body)
    }
  }
})

test('演示中的每一件、每一次会议都打得开，合约定的形状', async () => {
  const head = await edge.signIn('agency-head')
  const ids = await allMatters(head)
  assert.ok(ids.length >= 50)
  for (const id of ids) strict(matterPage).parse((await head.get(`/matters/${id}`)).body)
  const meetings = ((await head.get('/meetings?when=all')).body as MeetingList).rows
  assert.ok(meetings.length >= 50)
  for (const { id } of meetings) strict(meetingPage).parse((await head.get(`/meetings/${id}`)).body)
})

test('S143 列表里有的都打得开；打得开的列表里都有（只因条件责任处室而可见的除外）', async () => {
  const { rows } = await edge.store.database.pool.query<{ id: string }>('select id from matter_view order by id')
  const everything = rows.map(row => streams.matter(row.id))
  for (const person of [
    'leader-3',
    'head-waterway',
    'clerk-waterway-1',
    'clerk-planning-2',
    'head-archive-info-center',
  ]) {
    const visitor = await edge.signIn(person)
    const listed = new Set(await allMatters(visitor))
    const known = await factsForAll(edge.store, everything, person, edge.now())
    const visible = known.filter(k => k.visible && !k.roles.has('CONDITION_OWNER')).map(k => k.stream.slice(7))
    for (const id of listed) assert.equal((await visitor.get(`/matters/${id}`)).status, 200, `${person} ${id}`)
    assert.deepEqual(
      visible.filter(id => !listed.has(id)),
      [],
      person,
    )
  }
})

test('待办的每一条都办得了：到它的页面上，那个按钮是亮的', async () => {
  const { rows } = await edge.store.database.pool.query<{ login: string }>('select login from account order by login')
  let entries = 0
  for (const { login } of rows) {
    const visitor = await edge.signIn(login)
    const todo = (await visitor.get('/todo')).body as TodoView
    todoView.parse(todo)
    assert.equal(todo.counts.total, todo.entries.length)
    for (const entry of todo.entries) {
      entries++
      if (entry.noun === 'calling' || entry.kind === 'GROUP') continue
      if (entry.kind === 'SUMMARY') {
        const summaries = (await visitor.get('/summaries')).body as SummaryList
        const summary = summaries.rows.find(row => row.id === entry.id)
        assert.ok(summary?.actions[0]?.allowed, entry.id)
        continue
      }
      const page = (await visitor.get(entry.link)).body as MatterPage | MeetingPage
      const action = page.actions.find(a => a.noun === entry.noun)
      assert.equal(action?.allowed, true, `${login} ${entry.link} ${entry.noun}`)
    }
  }
  assert.ok(entries >= 20, `${entries} entries`)
})

test('S145 谁主管谁负责：办结的“审定”件，从经办人到厅主要领导一个不缺', async () => {
  const head = await edge.signIn('agency-head')
  const done = (await head.get('/matters?level=APPROVAL&status=CLOSED')).body as MatterList
  const approved =
    done.rows[0] ?? ((await head.get('/matters?level=APPROVAL&status=IMPLEMENTING')).body as MatterList).rows[0]
  assert.ok(approved)
  const page = (await head.get(`/matters/${approved.id}`)).body as MatterPage
  assert.deepEqual(
    page.chain.map(link => link.duty),
    ['经办', '主持初审例会', '分管领导审核', '复核小组组长', '主持厅长办公会'],
  )
  assert.deepEqual(
    page.tiers.map(tier => [tier.tier, tier.state]),
    [1, 2, 3, 4].map(tier => [tier, 'DONE']),
  )
  assert.ok(page.tiers.every(tier => tier.clock && tier.by && tier.concludedAt))
  assert.ok(page.timeline.length > 10)
})

test('S17 搜索：标题中的词、件号、几个词同时', async () => {
  const head = await edge.signIn('agency-head')
  const search = async (q: string) => (await head.get(`/matters?q=${encodeURIComponent(q)}`)).body as MatterList
  const [first] = ((await head.get('/matters')).body as MatterList).rows
  assert.ok(first)
  assert.ok((await search(first.id)).rows.some(row => row.id === first.id))
  const word = first.title.slice(2, 6)
  assert.ok((await search(`${word} ${first.id.slice(-3)}`)).rows.some(row => row.id === first.id))
  assert.equal((await search('绝不会有的词')).total, 0)
})
