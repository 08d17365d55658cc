import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MatterList, MatterPage, MeetingList } from '../../http/api/contract.ts'
import { type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

let edge: Edge
let stranger: Visitor
let owner: Visitor
let head: Visitor
before(async () => {
  edge = await openEdge()
  stranger = await edge.signIn('clerk-waterway-1')
  owner = await edge.signIn('clerk-planning-1')
  head = await edge.signIn('agency-head')
})
after(() => edge.close())

test('S143 编号不存在与无权查看，答复逐字相同：件、材料、办理', async () => {
  const mine = (await owner.get('/matters')).body as MatterList
  const submitted = mine.rows.find(row => row.submittedOn !== undefined)
  assert.ok(submitted)
  const page = (await owner.get(`/matters/${submitted.id}`)).body as MatterPage
  const file = page.checklist.flatMap(line => line.files)[0]
  assert.ok(file)

  const unknown = await stranger.get('/matters/2026-999999')
  const answers = [
    await stranger.get(`/matters/${submitted.id}`),
    await stranger.get(`/matters/${submitted.id}/materials/${file.hash}`),
    await stranger.get(`/matters/2026-999999/materials/${file.hash}`),
    await owner.get(`/matters/${submitted.id}/materials/${'0'.repeat(64)}`),
    await stranger.post(`/matters/${submitted.id}/submission`),
    await stranger.post('/matters/2026-999999/submission'),
    await stranger.post('/matters/2026-999999/leader-review', { conclusion: 'AGREED', opinion: '同意' }),
    await stranger.get(`/matters/${'9'.repeat(300)}`),
    await stranger.get('/matters/%00'),
    await stranger.get('/matters/..%2f..%2fetc%2fpasswd'),
    await stranger.get(`/matters/${encodeURIComponent("' or 1=1 --")}`),
    await stranger.get('/matters/constructor'),
  ]
  assert.equal(unknown.status, 404)
  for (const [index, answer] of answers.entries()) {
    assert.equal(answer.text, unknown.text, `answer ${index}`)
    assert.equal(answer.status, 404)
  }
  assert.equal((await owner.get(`/matters/${submitted.id}/materials/${file.hash}`)).status, 200)
})

test('S143 会议、复核小组、汇总报告、事项也一样', async () => {
  const meetings = (await head.get('/meetings?when=all&kind=INITIAL')).body as MeetingList
  const theirs = meetings.rows.find(row => row.id.includes('CAPITAL_CONSTRUCTION'))
  assert.ok(theirs)
  const unknown = (await stranger.get('/meetings/DIRECTOR-DIRECTOR-2026-999')).text
  const answers = [
    await stranger.get(`/meetings/${theirs.id}`),
    await stranger.post(`/meetings/${theirs.id}/adjournment`),
    await stranger.post('/meetings/DIRECTOR-DIRECTOR-2026-999/adjournment'),
    await stranger.get('/meetings/x'),
    await stranger.post('/review-groups/PERMIT-99/approval', { session: '某次会议' }),
    await stranger.post('/summaries/DEMO-PM-01_2026Q3/submission', { note: '替别的处室汇总' }),
    await stranger.post('/summaries/NONE_2026Q3/submission', { note: '没有这个事项的' }),
    await stranger.post('/summaries/DEMO-PM-01_someday/submission', { note: '没有这个时期的' }),
    await stranger.get('/catalogue/items/DEMO-XX-99'),
    await stranger.get('/catalogue/items/__proto__'),
  ]
  for (const [index, answer] of answers.entries()) assert.equal(answer.text, unknown, `answer ${index}`)
})

test('别的处室的拟稿在列表、搜索和待办中都看不到，编号也打不开；厅领导也一样', async () => {
  const drafted = await owner.post('/matters', {
    item: 'DEMO-PF-01',
    title: '关于只有本处室看得见的请示',
    department: 'PLANNING',
  })
  const { id } = drafted.body as MatterPage
  for (const visitor of [stranger, head]) {
    const found = (await visitor.get(`/matters?q=${encodeURIComponent('只有本处室看得见')}`)).body as MatterList
    assert.equal(found.total, 0)
    assert.equal((await visitor.get(`/matters/${id}`)).status, 404)
    assert.ok(!(await visitor.get('/todo')).text.includes(id))
  }
  const own = (await owner.get(`/matters?q=${encodeURIComponent('只有本处室看得见')}`)).body as MatterList
  assert.deepEqual(
    own.rows.map(row => row.id),
    [id],
  )
})

test('没有的地址、没有的方法，用一句中文回答', async () => {
  const none = await stranger.get('/nothing-here')
  assert.equal(none.status, 404)
  assert.equal(problemIn(none).code, 'NO_ROUTE')
  assert.equal((await stranger.post('/matters/2026-000001/draft')).status, 404)
  assert.equal((await stranger.post('/matters/2026-000001/lateness')).status, 404)
  assert.equal((await edge.ask('/todo', { method: 'PUT' })).status, 404)
})
