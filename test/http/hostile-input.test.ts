import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { MatterPage, SessionView } from '../../http/api/contract.ts'
import { type Answer, type Edge, openEdge, problemIn, type Visitor } from './edge.ts'

let edge: Edge
let clerk: Visitor
let id: string
let before_: number
before(async () => {
  edge = await openEdge()
  clerk = await edge.signIn('clerk-planning-1')
  const form = { item: 'DEMO-PF-01', title: '关于恶意输入的请示', department: 'PLANNING' }
  id = ((await clerk.post('/matters', form)).body as MatterPage).id
})
beforeEach(async () => {
  before_ = await edge.events()
})
after(() => edge.close())

/** Sends text as it is, so that what no JSON library would write can be sent too. */
function raw(path: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const own = {
    cookie: clerk.cookie,
    'x-csrf-token': clerk.csrf,
    'idempotency-key': randomUUID(),
    'content-type': 'application/json',
  }
  return edge.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { ...own, ...headers }, payload })
}

const chinese = /[\u4e00-\u9fff]/
const good = { title: '关于恶意输入的请示', disclosure: { attribute: 'ACTIVE' } }

/** What is wrong, what is sent, the field that the answer names. */
const forms: readonly (readonly [string, unknown, string])[] = [
  ['缺标题', { disclosure: good.disclosure }, 'title'],
  ['标题是数字', { ...good, title: 12345 }, 'title'],
  ['标题是数组', { ...good, title: ['一', '二', '三', '四'] }, 'title'],
  ['标题是 null', { ...good, title: null }, 'title'],
  ['标题太长', { ...good, title: '长'.repeat(121) }, 'title'],
  ['标题只有空格', { ...good, title: '      ' }, 'title'],
  ['标题含控制字符', { ...good, title: '标题\u0007标题标题' }, 'title'],
  ['标题含从右到左的控制符', { ...good, title: '标题\u202e标题标题' }, 'title'],
  ['标题含零宽字符', { ...good, title: '标\u200b题标题' }, 'title'],
  ['标题含 NUL', { ...good, title: '标题\u0000标题' }, 'title'],
  ['标题含半个字符', { ...good, title: '标题\ud800标题' }, 'title'],
  ['金额是文字', { ...good, amount: '一百万' }, 'amount'],
  ['金额为负', { ...good, amount: -1 }, 'amount'],
  ['金额过大', { ...good, amount: 1e300 }, 'amount'],
  ['依据是文字', { ...good, submissionBasis: '公路法' }, 'submissionBasis'],
  ['依据中有一条是对象', { ...good, submissionBasis: [{ a: 1 }] }, 'submissionBasis.0'],
  ['依据太多', { ...good, submissionBasis: Array.from({ length: 21 }, () => '依据') }, 'submissionBasis'],
  ['不认识的字段', { ...good, approved: true }, 'approved'],
  ['不认识的内层字段', { ...good, disclosure: { attribute: 'ACTIVE', secret: 1 } }, 'secret'],
  ['枚举之外的值', { ...good, disclosure: { attribute: 'MAYBE' } }, 'disclosure.attribute'],
  ['编码里有 SQL', { ...good, coDepartments: ["x'; drop table event; --"] }, 'coDepartments.0'],
  ['编码是对象原型上的名字', { ...good, coDepartments: ['constructor'] }, 'coDepartments.0'],
  ['整体是数组', [], ''],
  ['整体是文字', '"文字"', ''],
  ['整体是数字', '7', ''],
]

for (const [what, body, field] of forms) {
  test(`SEC-009 ${what}：4xx，指明字段，什么也没有存下`, async () => {
    const answer = await clerk.post(`/matters/${id}/details`, body)
    assert.equal(answer.status, 422, answer.text)
    const problem = problemIn(answer)
    assert.match(problem.detail, chinese)
    assert.equal(problem.field ?? '', field)
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(await edge.events(), before_)
  })
}

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const bodies: readonly (readonly [string, string | Buffer, Record<string, string>, number])[] = [
  ['不完整的 JSON', '{"title": ', {}, 400],
  ['不是 JSON', '<html></html>', {}, 400],
  ['多余的逗号', '{"a":1,}', {}, 400],
  ['NaN', '{"amount": NaN}', {}, 400],
  ['嵌套33层', deep(33), {}, 400],
  ['嵌套十万层', deep(100_000), {}, 400],
  ['10 MB 的文字', JSON.stringify({ title: 'x'.repeat(10_000_000) }), {}, 413],
  ['别的字符集', '{}', { 'content-type': 'application/json; charset=gbk' }, 415],
  ['GBK 的字节', Buffer.from([0x7b, 0x22, 0xb1, 0xea, 0x22, 0x3a, 0x31, 0x7d]), {}, 400],
  ['表单', 'title=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
  ['纯文字', 'x', { 'content-type': 'text/plain' }, 415],
  ['没有类型', 'x', { 'content-type': '' }, 415],
  ['__proto__', '{"__proto__": {"admin": true}}', {}, 422],
  ['constructor', '{"title": {"constructor": {"prototype": {}}}}', {}, 422],
  ['无穷大的数', '{"amount": 1e999}', {}, 422],
  ['键里有 NUL', '{"a\\u0000b": 1}', {}, 422],
]

for (const [what, payload, headers, status] of bodies) {
  test(`SEC-009 ${what}：${status}，一句中文，什么也没有存下`, async () => {
    const answer = await raw(`/matters/${id}/details`, payload, headers)
    assert.equal(answer.statusCode, status, answer.body.slice(0, 300))
    assert.match(answer.json().detail, chinese)
    assert.ok(answer.body.length < 1_000)
    assert.equal(await edge.events(), before_)
  })
}

test('HTML 和 SQL 只是文字：原样存下，原样作为 JSON 给出', async () => {
  const title = `<script>alert(1)</script>'; drop table event; --`
  const answer = await clerk.post(`/matters/${id}/details`, { ...good, title })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((answer.body as MatterPage).title, title)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  const found = await clerk.get(`/matters?q=${encodeURIComponent(`<script>'; drop`)}`)
  assert.equal(found.status, 200)
})

test('SEC-009 查询参数一样检查', async () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['/matters?page=0', 'page'],
    ['/matters?page=1e9', 'page'],
    ['/matters?page=x', 'page'],
    ['/matters?tier=5', 'tier'],
    ['/matters?status=NONSENSE', 'status'],
    [`/matters?department=${encodeURIComponent("' or 1=1 --")}`, 'department'],
    ['/matters?sort=password', 'sort'],
    ['/matters?status=DRAFT&status=CLOSED', 'status'],
    [`/matters?q=${'x'.repeat(101)}`, 'q'],
    ['/matters?q=%00', 'q'],
    ['/meetings?when=never', 'when'],
  ]
  for (const [path, field] of wrong) {
    const answer = await clerk.get(path)
    assert.equal(answer.status, 422, path)
    assert.equal(problemIn(answer).field, field, path)
    assert.match(problemIn(answer).detail, chinese)
  }
  assert.equal((await clerk.get(`/matters?q=${encodeURIComponent('%_\\')}`)).status, 200)
})

test('SEC-009 登录表单也一样', async () => {
  const tries: readonly unknown[] = [{}, { login: 1, password: 2 }, { login: 'a', password: 'b', admin: true }, [], 'x']
  for (const body of tries) {
    const answer: Answer = await edge.ask('/session', { method: 'POST', body })
    assert.ok([400, 422].includes(answer.status), answer.text)
    assert.match(problemIn(answer).detail, chinese)
  }
  const nul = await edge.ask('/session', { method: 'POST', body: { login: 'a\u0000', password: 'b' } })
  assert.equal(nul.status, 422)
})

test('每一个办理地址都经得起乱填：不出 5xx', async () => {
  const page = (await clerk.get(`/matters/${id}`)).body as MatterPage
  const junk: readonly unknown[] = [
    {},
    { a: 1 },
    { matter: 1 },
    { line: {}, hash: [] },
    { checks: 'x' },
    { needed: [1] },
  ]
  for (const { noun } of page.actions) {
    for (const body of junk) {
      const answer = await clerk.post(`/matters/${id}/${noun}`, body)
      assert.ok(answer.status < 500, `${noun} ${JSON.stringify(body)}: ${answer.text.slice(0, 200)}`)
    }
  }
  for (const noun of ['delegations', 'delegation-revocations', 'departments', 'persons']) {
    for (const body of junk) assert.ok((await clerk.post(`/agency/${noun}`, body)).status < 500)
  }
  const calls: readonly unknown[] = [
    { kind: 'GROUP', body: 'NOBODY-1', scheduledAt: '2026-12-01T01:00:00.000Z', place: '会议室' },
    { kind: 'GROUP', body: 'x/y', scheduledAt: '2026-12-01T01:00:00.000Z', place: '会议室' },
    { kind: 'INITIAL', body: 'NOWHERE', scheduledAt: '9999-12-31T23:59:59.999Z', place: '会议室' },
    { kind: 'DIRECTOR', body: 'DIRECTOR', scheduledAt: '2026-02-30T01:00:00Z', place: '会议室' },
  ]
  for (const body of calls) assert.ok((await clerk.post('/meetings', body)).status < 500, JSON.stringify(body))
})

test('出了差错时，答复里没有内情，日志里有', async t => {
  const other = await openEdge()
  t.after(() => other.close())
  const visitor = await other.signIn('clerk-planning-1')
  await other.store.database.pool.query('alter table matter_view rename to matter_view_away')
  const answer = await visitor.get('/matters')
  assert.equal(answer.status, 500)
  assert.equal(problemIn(answer).code, 'BUG')
  assert.ok(!/matter_view|relation|select/.test(answer.text))
  assert.match(other.lines.join('\n'), /matter_view/)
  assert.equal(((await visitor.get('/session')).body as SessionView).signedIn, true)
})
