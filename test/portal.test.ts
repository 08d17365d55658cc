import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { demoItems } from '../demo/items.ts'
import type { Matter } from '../domain/matter/matter.ts'
import type { Meeting } from '../domain/meeting/meeting.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { leadership } from '../domain/organisation/posts.ts'
import { flowSvg } from '../portal/flow.ts'
import { layFlow } from '../portal/flow-layout.ts'
import { portalRoutes } from '../portal/routes.ts'
import { openStore, type Store } from '../store/store.ts'
import { readAgency } from '../store/views/agency.ts'
import { DEMO_ORGAN, type TestDatabase, testDatabase } from './support/database.ts'

const NOW = '2026-11-23T01:00:00.000Z'

let database: TestDatabase
let store: Store
let server: FastifyInstance
let organisation: Organisation
let matters: readonly Matter[]
let meetings: readonly Meeting[]
/** Every page that can be reached from the home page by following links, by its address. */
const pages = new Map<string, string>()

async function serve(over: Store): Promise<FastifyInstance> {
  const app = Fastify()
  // Another part of the program, with a «not there» of its own.
  await app.register(async api => api.setNotFoundHandler((_request, reply) => reply.code(404).send('no such route')), {
    prefix: '/api/v1',
  })
  await app.register(portalRoutes({ store: over, clock: { now: () => NOW } }))
  return app
}

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers })
const plainly = (text: string) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

async function walk(): Promise<void> {
  const waiting = ['/']
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (pages.has(url)) continue
    const answer = await get(url)
    assert.equal(answer.statusCode, 200, url)
    pages.set(url, plainly(answer.body))
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue
    for (const [, href = ''] of answer.body.matchAll(/ (?:href|src)="(\/[^"#]*)/g)) waiting.push(plainly(href))
  }
}

before(async () => {
  database = await testDatabase('demo')
  store = openStore(database, DEMO_ORGAN)
  server = await serve(store)
  organisation = (await readAgency(store)).organisation
  const states = async (table: string) =>
    (await database.pool.query(`select state from ${table} order by id`)).rows.map(row => row.state)
  matters = await states('matter_view')
  meetings = await states('meeting_view')
  await walk()
})
after(async () => {
  await server.close()
  await database.close()
})

const submitted = () => matters.filter(m => m.submittedAt)
const openly = (m: Matter) => m.disclosure.attribute === 'ACTIVE'

test('S36、WEB-003 从首页顺着链接走得到每一页，没有一处断链；每页有语言、标题、唯一的一级标题和跳转正文', () => {
  const html = [...pages].filter(([, text]) => text.startsWith('<!doctype html>'))
  for (const path of [
    '/boards',
    '/tiers',
    '/meetings',
    '/catalogue',
    '/organisation',
    '/rules',
    '/supervision',
    '/about',
  ]) {
    assert.ok(pages.has(path), path)
  }
  for (const { item } of demoItems) assert.ok(pages.has(`/catalogue/${item}`), item)
  for (const [url, text] of html) {
    assert.match(text, /<html lang="zh-CN">/, url)
    assert.match(text, /<title>[^<]+<\/title>/, url)
    assert.equal(text.match(/<h1[ >]/g)?.length, 1, url)
    assert.ok(text.includes('href="#main"') && text.includes('id="main"'), url)
    assert.doesNotMatch(text, /undefined|\[object|NaN/, url)
    // A block of data is no program.
    const refused = /\sstyle="|<script(?! src=| type="application\/json")|\son\w+="/
    assert.doesNotMatch(text, refused, `${url}: nothing that the content policy refuses`)
  }
})

test('WEB-001 每页写明网站、栏目、标题、日期和来源；件的来源是送审处室', () => {
  for (const [url, text] of pages) {
    if (!text.startsWith('<!doctype html>')) continue
    for (const name of ['SiteName', 'ColumnName', 'ArticleTitle', 'PubDate', 'ContentSource']) {
      assert.match(text, new RegExp(`<meta name="${name}" content="[^"]+">`), `${url} ${name}`)
    }
  }
  assert.match(pages.get('/matters/2026-000001') ?? '', /ContentSource" content="科技处"/)
})

test('S17 从每个事项查得到它的件，从每件查得回它的事项', async () => {
  for (const { item } of demoItems) {
    const own = submitted().filter(m => m.item === item)
    const list = (await get(`/matters?item=${item}`)).body
    for (const { id } of own) {
      assert.ok(list.includes(`href="/matters/${id}"`), `${item} → ${id}`)
      assert.ok(pages.get(`/matters/${id}`)?.includes(`href="/catalogue/${item}"`), `${id} → ${item}`)
    }
  }
})

test('S11、S115 全部公开页面里，除厅领导外没有任何人的姓名和登录名', () => {
  const today = NOW.slice(0, 10)
  const leaders = leadership(organisation, today)
  const inside = Object.values(organisation.persons).filter(p => !leaders.includes(p.id))
  assert.ok(inside.length > 50)
  for (const [url, text] of pages) {
    for (const { id, name } of inside) {
      assert.ok(!text.includes(name), `${name} on ${url}`)
      // A login may be a word of an address («planning»), so only whole ones count.
      assert.doesNotMatch(text, new RegExp(`(?<![\\w-])${id}(?![\\w-])`), `${id} on ${url}`)
    }
  }
})

test('S115 全部公开页面里没有意见、发言、办理说明、材料文件名、风险分析和紧急事由', () => {
  const kept: string[] = []
  for (const m of matters) {
    kept.push(...m.records.flatMap(r => [r.opinion, r.changes ?? '', ...r.needed]), m.handlingNote ?? '')
    kept.push(...m.materials.map(f => f.name), ...m.checks.map(c => c.note), ...m.handlingList.map(l => l.name))
    kept.push(...m.conditions.flatMap(c => [c.words, c.report ?? '']), m.withdrawal?.reason ?? '')
    kept.push(m.postFiling?.reason ?? '', m.postFiling?.whyNotBefore ?? '', m.rectification?.task ?? '')
    if (m.counterparty?.kind === 'PERSON') kept.push(m.counterparty.name)
    if (!openly(m)) kept.push(m.title, m.counterparty?.name ?? '', m.result ?? '', m.location ?? '')
  }
  kept.push(...meetings.flatMap(m => m.items.flatMap(i => i.opinions.map(o => o.words))))
  kept.push(...demoItems.flatMap(i => i.riskAnalyses.flatMap(a => [a.manifestation])))
  // What an open title or result, or the catalogue's checklists say as well, is no secret where it is repeated inside.
  const catalogue = demoItems.map(({ riskAnalyses: _, ...item }) => item)
  const open = JSON.stringify([
    submitted()
      .filter(openly)
      .map(m => [m.title, m.result]),
    catalogue,
  ])
  const telling = [...new Set(kept)].filter(words => [...words].length >= 6 && !open.includes(words))
  assert.ok(telling.length > 100, `${telling.length} texts looked for`)

  for (const [url, text] of pages) {
    for (const words of telling) assert.ok(!text.includes(words), `«${words}» on ${url}`)
  }
})

test('S11 不予公开的件：用标题里的词查不到，它的页面说明依据哪一条，并照列级次', async () => {
  const closed = submitted().filter(m => !openly(m))
  assert.ok(closed.length >= 2)
  for (const { id, title, submissionBasis } of closed) {
    const found = (await get(`/matters?q=${encodeURIComponent(title)}`)).body
    assert.match(found, /<strong>0<\/strong>件/, title)
    const page = pages.get(`/matters/${id}`) ?? ''
    assert.match(page, /（标题不予公开）/)
    assert.match(page, /条例第1[456]条/)
    assert.match(page, /业务部门初审/)
    for (const basis of submissionBasis)
      assert.ok(!page.includes(`<li>${basis}</li>`), 'its grounds might tell what it is')
  }
})

test('没有送审的件同没有的件一样：404，列表和搜索里都没有', async () => {
  const drafts = matters.filter(m => !m.submittedAt)
  assert.ok(drafts.length > 0)
  for (const { id, title } of drafts) {
    assert.equal((await get(`/matters/${id}`)).statusCode, 404)
    assert.match((await get(`/matters?q=${encodeURIComponent(title)}`)).body, /<strong>0<\/strong>件/)
  }
  assert.equal((await get('/api/v1/nothing')).body, 'no such route')
  const unknown = ['/matters/2026-999999', '/catalogue/NONE', '/catalogue/NONE/flow.svg', '/boards/none', '/nothing']
  for (const url of unknown) {
    const answer = await get(url)
    assert.equal(answer.statusCode, 404, url)
    assert.match(answer.body, /没有找到这一页/, url)
  }
})

test('E-25 事后报备被复核不同意的件，公开页写明“事后报备，复核不同意，已整改”', () => {
  const refused = matters.filter(m => m.postFiling && m.rectification?.report)
  assert.ok(refused.length > 0)
  for (const { id } of refused) {
    const page = pages.get(`/matters/${id}`) ?? ''
    assert.match(page, /事后报备，复核不同意，已整改/)
    assert.match(page, /事后报备：本件因时限非常紧急先行办理，事后补报/)
  }
  const late = matters.find(m => m.marks.includes('POST_FILED_LATE'))
  assert.match(pages.get(`/matters/${late?.id}`) ?? '', /逾期未补报/)
})

test('S111、S113 报告、报备的页面只有三级，审定有四级', () => {
  for (const { id, level } of submitted()) {
    const tiers = new Set([...(pages.get(`/matters/${id}`) ?? '').matchAll(/第(\d)级　/g)].map(([, no]) => no))
    assert.equal(tiers.size, level === 'APPROVAL' ? 4 : 3, id)
  }
})

test('S44、PUB-007 目录写明版本、会议和生效日，可以整份下载', async () => {
  const page = pages.get('/catalogue') ?? ''
  assert.match(page, /现行第1版，领导小组2026年第1次会议（演示）审议确定，2026年7月1日起施行/)
  const answer = await get('/catalogue.csv')
  assert.match(String(answer.headers['content-disposition']), /^attachment/)
  assert.equal(answer.body.trim().split('\r\n').length, demoItems.length + 1)
})

test('S45、S46、S47 事项页有流程图和内容相同的表格，关键环节、风险点和措施都列出', () => {
  for (const item of demoItems) {
    const page = pages.get(`/catalogue/${item.item}`) ?? ''
    assert.match(page, /<svg [^>]*role="img" aria-label="[^"]+流程图/)
    for (const { name } of [...item.nodes, ...item.risks]) assert.ok(page.includes(name), `${item.item} ${name}`)
    for (const { words } of item.risks.flatMap(r => r.measures)) assert.ok(page.includes(words), words)
    for (const { title } of item.legalBasis) assert.ok(page.includes(title), title)
    const { nodes, edges } = layFlow(item.nodes, item.edges)
    assert.deepEqual([nodes.length, edges.length], [item.nodes.length, item.edges.length])
    assert.ok(flowSvg(item).text.startsWith('<svg xmlns='))
  }
})

test('S23、S71 制度和现行规则参数逐条列出，参数写明出处', async () => {
  const page = pages.get('/rules') ?? ''
  const { rulebook } = await readAgency(store)
  for (const { title } of Object.values(rulebook.documents)) assert.ok(page.includes(title), title)
  for (const key of Object.keys(rulebook.ruleSets.at(-1)?.parameters ?? {})) assert.ok(page.includes(key), key)
  assert.match(page, /第 3 级（复核）办结时限[\s\S]{0,400}10个工作日/)
})

test('S127 S140 监督页：举报只由脚本在浏览器里打开，脚本带指纹；没有脚本时没有表单，说明别的渠道', () => {
  const page = pages.get('/supervision') ?? ''
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'))
  assert.match(main, /<script src="\/assets\/report\.js[^"]*" integrity="sha256-[A-Za-z0-9+/=]{44}"/)
  assert.match(main, /<noscript>[\s\S]*网上举报需要启用脚本/)
  assert.match(main, /线下渠道/)
  assert.doesNotMatch(main, /<form|<input|<textarea/)
})

test('不怀好意的查询不出错，也不改变页面', async () => {
  const hostile = [
    `q=${encodeURIComponent('<script>alert(1)</script>')}`,
    `q=${'%E8%B7%AF'.repeat(4000)}`,
    'q=%00%01%ff',
    'q=a%00b&q=c',
    `q=${encodeURIComponent("' or 1=1; drop table event; --")}`,
    'q=%25&board=constructor&level=__proto__&page=-1&from=0000-00-00',
    'q[]=1&q[a]=2',
    '__proto__[x]=1',
  ]
  for (const query of hostile) {
    for (const path of ['/matters', '/matters.csv', '/catalogue', '/']) {
      const answer = await get(`${path}?${query}`)
      assert.ok(answer.statusCode < 500, `${path}?${query.slice(0, 60)}: ${answer.statusCode}`)
      assert.ok(!answer.body.includes('<script>alert'), query)
    }
  }
  for (const path of ['/matters/%00', '/matters/..%2f..%2fetc', "/boards/'--", '/%3Cscript%3E']) {
    assert.equal((await get(path)).statusCode, 404, path)
  }
  for (const path of ['/matters/%zz', `/catalogue/${'x'.repeat(3000)}`])
    assert.ok((await get(path)).statusCode < 500, path)
})

test('访问者不会得到 Cookie；页面带校验标签，内容没变时答 304；资源可长期保存', async () => {
  const first = await get('/')
  assert.equal(first.headers['set-cookie'], undefined)
  assert.match(String(first.headers['content-security-policy']), /default-src 'self'/)

  const again = await get('/', { 'if-none-match': String(first.headers.etag) })
  assert.deepEqual([again.statusCode, again.body], [304, ''])

  const [, css = ''] = /href="(\/assets\/portal\.css\?v=[^"]+)"/.exec(first.body) ?? []
  const asset = await get(css, { 'accept-encoding': 'gzip' })
  assert.deepEqual([asset.statusCode, asset.headers['content-encoding']], [200, 'gzip'])
  assert.match(String(asset.headers['cache-control']), /immutable/)
  assert.equal((await get('/assets/../routes.ts')).statusCode, 404)
  assert.equal((await get('/assets/fonts/..%2f..%2fpackage.json')).statusCode, 404)
})

test('空库也打得开每一页，都说清楚还没有什么', async () => {
  const empty = await serve(openStore(database, 'EMPTY'))
  for (const url of [
    '/',
    '/boards',
    '/boards/permit',
    '/tiers',
    '/meetings',
    '/catalogue',
    '/matters',
    '/organisation',
    '/rules',
    '/supervision',
    '/about',
    '/catalogue.csv',
    '/matters.csv',
  ]) {
    const answer = await empty.inject(url)
    assert.equal(answer.statusCode, 200, url)
  }
  assert.match((await empty.inject('/catalogue')).body, /还没有经领导小组审议确定/)
  await empty.close()
})

test('数据库连不上时说一句人话，不露出内部细节', async () => {
  const gone = await testDatabase()
  await gone.close()
  const app = await serve(openStore(gone, DEMO_ORGAN))
  const answer = await app.inject('/')
  assert.ok(answer.statusCode >= 500)
  assert.doesNotMatch(answer.body, /pool|kysely|Error/)
  await app.close()
})
