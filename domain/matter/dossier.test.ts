import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  attach,
  castOf,
  detailsFor,
  drafted,
  FILING_ITEM,
  filled,
  itemNow,
  met,
  REPORT_ITEM,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { type Expected, foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { dossierOf, measuresOf } from './dossier.ts'
import { maySee } from './visibility.ts'

const founded = await foundedWorld()

/** Submission of a dossier with one thing missing is refused; put right, the same dossier goes. */
function refusedUntil(story: Story, id: string, expected: Expected, putRight: () => void): void {
  const { handler } = story.matter(id)
  story.refused(handler, streams.matter(id), 'submission', {}, { code: 'INCOMPLETE', ...expected })
  putRight()
  story.does(handler, streams.matter(id), 'submission', {})
  assert.equal(story.matter(id).status, 'SUBMITTED_INITIAL')
}

const fix = (story: Story, id: string, details: Record<string, unknown>) => () => {
  const { handler, item } = story.matter(id)
  story.does(handler, streams.matter(id), 'details', detailsFor(itemNow(story, item), details))
}

test('S79 按事项的送审材料清单逐项核对，缺一项不能送审，并说出缺哪一项', () => {
  const story = tellStory(founded.copy())
  const first = itemNow(story, REPORT_ITEM).materials.find(l => l.required && !l.detailed)
  const id = drafted(story, REPORT_ITEM)
  filled(story, id, { withoutLines: [first?.id ?? ''] })
  refusedUntil(story, id, { clause: 'S79', says: new RegExp(`送审材料缺「${first?.name}」，不能送审`) }, () =>
    attach(story, id, first?.id ?? ''),
  )
})

test('S79 可选材料不交也能送审', () => {
  const story = tellStory(founded.copy())
  assert.ok(itemNow(story, APPROVAL_ITEM).materials.some(line => !line.required))
  submitted(story, APPROVAL_ITEM)
})

test('S79 只能上传清单上有的材料、已经上传完成的文件，同一文件不重复', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  const { handler } = story.matter(id)
  const hash = story.world.putFile('a.txt', 'a')
  const stream = streams.matter(id)
  story.refused(handler, stream, 'materials', { line: 'M99', hash }, { clause: 'S79', says: /材料清单中没有这一行/ })
  story.refused(
    handler,
    stream,
    'materials',
    { line: 'M1', hash: 'f'.repeat(64) },
    { clause: 'S79', says: /文件还没有上传完成/ },
  )
  story.does(handler, stream, 'materials', { line: 'M1', hash })
  story.refused(handler, stream, 'materials', { line: 'M1', hash }, { clause: 'S79', says: /已经有同样的文件/ })
  story.does(handler, stream, 'material-removals', { line: 'M1', hash })
  story.refused(handler, stream, 'material-removals', { line: 'M1', hash }, { clause: 'S79', says: /没有这个材料/ })
})

test('S80 没有列明送审依据的不能送审，可以列多条', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  filled(story, id, { details: { submissionBasis: [] } })
  const both = ['公路法第四十四条', '公路安全保护条例第二十七条']
  refusedUntil(story, id, { clause: 'S80', says: /没有列明送审依据/ }, fix(story, id, { submissionBasis: both }))
  assert.deepEqual(story.matter(id).submissionBasis, both)
})

test('S103 “报告”件须填写办理说明', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  filled(story, id, { details: { handlingNote: undefined } })
  refusedUntil(story, id, { clause: 'S103', says: /“报告”件须填写办理说明/ }, fix(story, id, {}))
})

test('S105 “报备”件须提供办理目录和相关资料', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  filled(story, id, { details: { handlingList: [] } })
  refusedUntil(story, id, { clause: 'S105', says: /“报备”件须提供办理目录/ }, fix(story, id, {}))

  const bare = drafted(story, FILING_ITEM)
  filled(story, bare, { withoutLines: itemNow(story, FILING_ITEM).materials.map(l => l.id) })
  story.refused(
    story.matter(bare).handler,
    streams.matter(bare),
    'submission',
    {},
    { clause: 'S105', says: /“报备”件须提供相关资料/ },
  )
})

test('S108 “审定”按详细模板校验，详细资料缺一不可；“报备”不要求详细资料', () => {
  const story = tellStory(founded.copy())
  const detailed = itemNow(story, APPROVAL_ITEM).materials.filter(l => l.required && l.detailed)
  assert.ok(detailed.length > 0)
  for (const line of detailed) {
    const id = drafted(story, APPROVAL_ITEM)
    filled(story, id, { withoutLines: [line.id] })
    refusedUntil(story, id, { clause: 'S108', says: new RegExp(`“审定”须提供事项详细资料，缺「${line.name}」`) }, () =>
      attach(story, id, line.id),
    )
  }
  const item = { ...itemNow(story, APPROVAL_ITEM), level: 'FILING' as const }
  const lines = dossierOf(story.matter(drafted(story, APPROVAL_ITEM)), item).map(l => l.line)
  for (const { id } of detailed) assert.ok(!lines.includes(id))
})

test('S13 审定事项未挂齐材料不得进入程序，进入后不可跳级', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, APPROVAL_ITEM)
  filled(story, id, { withoutLines: ['M1'] })
  const { handler } = story.matter(id)
  const { leader } = castOf(story, story.matter(id).department)
  story.refused(handler, streams.matter(id), 'submission', {}, { clause: 'S108', says: /缺「/ })
  attach(story, id, 'M1')
  story.does(handler, streams.matter(id), 'submission', {})
  const jump = { conclusion: 'AGREED', opinion: '同意。' }
  story.refused(leader, streams.matter(id), 'leader-review', jump, { clause: 'S88', says: /本件现为「待初审」/ })
})

test('S59 送审前须逐条核对该事项绑定的防控措施并写明情况，未核对不能流转', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  filled(story, id, { withoutChecks: true })
  const measures = measuresOf(itemNow(story, FILING_ITEM)).map(m => ({ risk: m.risk, measure: m.measure }))
  const { handler } = story.matter(id)
  const check = (list: readonly object[]) => ({ checks: list.map(m => ({ ...m, done: true, note: '已落实' })) })
  assert.ok(measures.length > 1)
  story.does(handler, streams.matter(id), 'control-checks', check(measures.slice(1)))
  const strange = { clause: 'S59', says: /该事项没有防控措施 R9\/C9/ }
  story.refused(handler, streams.matter(id), 'control-checks', check([{ risk: 'R9', measure: 'C9' }]), strange)
  const silent = { checks: measures.map(m => ({ ...m, done: true, note: '' })) }
  story.refused(handler, streams.matter(id), 'control-checks', silent, { clause: 'S59', says: /核对说明/ })
  refusedUntil(story, id, { clause: 'S59', says: /防控措施还没有逐条核对/ }, () =>
    story.does(handler, streams.matter(id), 'control-checks', check(measures)),
  )
})

test('S20 防控措施未落实的不放行，事后报备（加急）也不例外', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  const { handler, head, leader } = { ...castOf(story, 'SCI_TECH'), handler: story.matter(id).handler }
  const stream = streams.matter(id)
  filled(story, id)
  const checks = story.matter(id).checks
  story.does(handler, stream, 'control-checks', { checks: checks.map((c, i) => ({ ...c, done: i > 0 })) })
  const urgent = { reason: '汛期抢修，时限紧急', whyNotBefore: '当晚险情无法等待', handledAt: story.now() }
  story.does(handler, stream, 'post-filing', urgent)
  story.does(head, stream, 'urgency-proposal', { opinion: '属实' })
  story.does(leader, stream, 'urgency-confirmation', { opinion: '确认' })
  refusedUntil(story, id, { clause: 'S20', says: /廉洁性审核不因加急而放行/ }, () =>
    story.does(handler, stream, 'control-checks', { checks }),
  )
})

test('S152 廉洁性核对表随件走：送审后不可再改，到第三、四级时复核和审议人员都看得到', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const seen = (person: string) =>
    maySee(story.matter(id), { person, now: story.now(), today: story.today(), organisation: story.organisation() })
  const { handler, checks } = story.matter(id)
  assert.equal(checks.length, measuresOf(itemNow(story, APPROVAL_ITEM)).length)
  story.refused(
    handler,
    streams.matter(id),
    'control-checks',
    { checks: [] },
    { clause: 'S59', says: /只有「拟稿」.*才能核对防控措施/ },
  )
  upToTier(story, id, 3)
  const group = story.world.state<{ leader: string; members: { person: string }[] }>(
    streams.reviewGroup('CONSTRUCTION-1'),
  )
  for (const person of [group.leader, ...group.members.map(m => m.person)]) assert.equal(seen(person), true, person)
  met(story, 'GROUP', [id])
  assert.equal(story.matter(id).status, 'MEETING_PENDING')
  for (const person of ['agency-head', 'leader-1', 'leader-4']) assert.equal(seen(person), true, person)
  assert.deepEqual(story.matter(id).checks, checks)
})

test('S81 处室没有制定本处室初审例会制度，不能启用送审', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  filled(story, id)
  const rules = {
    document: 'INITIAL-SCI_TECH',
    title: '科技处初审例会制度',
    kind: 'INITIAL_MEETING_RULES',
    department: 'SCI_TECH',
  }
  story.does('head-sci-tech', streams.rulebook, 'documents', { ...rules, status: 'DRAFTING' })
  refusedUntil(story, id, { clause: 'S81', says: /科技处还没有制定本处室初审例会制度，不能送审/ }, () =>
    story.does('head-sci-tech', streams.rulebook, 'documents', { ...rules, status: 'ISSUED', issuedOn: story.today() }),
  )
})

test('S11、ATTR-002、PUB-004 不主动公开的，须选定条例第14至16条的依据并写10个字以上理由，否则不能送审', () => {
  const story = tellStory(founded.copy())
  for (const attribute of ['NONE', 'ON_REQUEST']) {
    const id = drafted(story, REPORT_ITEM)
    const reason = '涉及企业报价和工艺，公开会损害其权益'
    filled(story, id, { details: { disclosure: { attribute } } })
    const { handler } = story.matter(id)
    story.refused(handler, streams.matter(id), 'submission', {}, { clause: 'S11', says: /必须选定法定依据/ })
    fix(story, id, { disclosure: { attribute, ground: 'ART15_TRADE_SECRET', reason: '商业秘密' } })()
    const settled = { disclosure: { attribute, ground: 'ART15_TRADE_SECRET', reason } }
    refusedUntil(story, id, { clause: 'ATTR-002', says: /理由至少10个字/ }, fix(story, id, settled))
  }
  const id = drafted(story, REPORT_ITEM)
  const own = detailsFor(itemNow(story, REPORT_ITEM), { disclosure: { attribute: 'NONE', ground: 'WE_PREFER_NOT' } })
  story.refused(story.matter(id).handler, streams.matter(id), 'details', own, {
    clause: 'S79',
    says: /依据只能取自条例第14、15、16条/,
  })
})

test('ATTR-001、PUB-001 公开属性默认为主动公开，没有不带属性的件', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  assert.deepEqual(story.matter(id).disclosure, { attribute: 'ACTIVE' })
  const { disclosure: _, ...silent } = detailsFor(itemNow(story, REPORT_ITEM))
  assert.equal(story.world.do(story.matter(id).handler, story.now(), streams.matter(id), 'details', silent).ok, false)
})

test('国家秘密不得录入：选了这个依据连保存都不行', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  const secret = detailsFor(itemNow(story, REPORT_ITEM), {
    disclosure: { attribute: 'NONE', ground: 'ART14_STATE_SECRET', reason: '涉及国家秘密，不能公开此件' },
  })
  const result = story.world.do(story.matter(id).handler, story.now(), streams.matter(id), 'details', secret)
  assert.equal(result.ok, false)
  assert.match(result.ok ? '' : result.error.sentence, /非涉密系统，不得录入国家秘密/)
})

test('SGS-002 相对人为单位的须填统一社会信用代码，校验位要对', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  const company = { kind: 'ORGANISATION', name: '演示运输有限公司' }
  const { handler } = story.matter(id)
  filled(story, id, { details: { counterparty: company } })
  const mistyped = detailsFor(itemNow(story, REPORT_ITEM), { counterparty: { ...company, uscc: '91350100M000100Y44' } })
  assert.equal(story.world.do(handler, story.now(), streams.matter(id), 'details', mistyped).ok, false)
  const right = { counterparty: { ...company, uscc: '91350100M000100Y43' } }
  refusedUntil(story, id, { clause: 'SGS-002', says: /须填统一社会信用代码/ }, fix(story, id, right))
})

test('S96 联办处室须是本厅的其他处室', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  const { handler } = story.matter(id)
  for (const wrong of ['TRANSPORT', 'NOWHERE']) {
    const details = detailsFor(itemNow(story, REPORT_ITEM), { coDepartments: [wrong] })
    story.refused(handler, streams.matter(id), 'details', details, {
      clause: 'S96',
      says: /联办处室须是本厅的其他处室/,
    })
  }
  fix(story, id, { coDepartments: ['PORTS'] })()
})
