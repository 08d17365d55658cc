import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { AUDITOR, digestsOf, LEADER, REGISTER, registerStory } from '../../test/support/register-story.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { noOrganisation } from '../organisation/organisation.ts'
import { noRulebook } from '../rulebook/rulebook.ts'
import { addDays } from '../time.ts'
import { maySeeRegister } from './facts.ts'
import { evolveRegister, missingDaysOf, noRegister } from './register.ts'
import type { CountedComplaint } from './statistics.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const HEAD = 'agency-head'
const OTHER_LEADER = 'leader-1'
const MEMBER = 'head-policy-law'

test('S122、CMP-004 日承诺一天接一天公布：过完的才能公布，不能跳过、不能重来，数目和次序不透露什么', () => {
  const story = registerStory(founded)
  const close = (day: string, digests: readonly string[] = digestsOf(day)) => ({ day, digests })
  const refused = (input: object, says: RegExp, field: string) =>
    story.refused('SYSTEM', REGISTER, 'day-closing', input, { clause: 'CMP-004', says, field })

  refused(close('2026-10-08'), /还没有过完/, 'day')
  story.closed('2026-10-05')
  refused(close('2026-10-07'), /应先公布2026年10月6日的/, 'day')
  refused(close('2026-10-05'), /已经公布/, 'day')
  refused(close('2026-10-01'), /在首日之前/, 'day')
  const [first = '', ...rest] = digestsOf('2026-10-06')
  refused(close('2026-10-06', []), /64的倍数/, 'digests')
  refused(close('2026-10-06', rest), /64的倍数/, 'digests')
  refused(close('2026-10-06', [...rest, first]), /由小到大/, 'digests')
  refused(close('2026-10-06', [first, first, ...rest.slice(1)]), /没有重复/, 'digests')
  story.does('SYSTEM', REGISTER, 'day-closing', close('2026-10-06', digestsOf('2026-10-06', 128)))
  story.closed('2026-10-07')

  const { firstClosed, lastClosed } = story.register()
  assert.deepEqual([firstClosed, lastClosed], ['2026-10-05', '2026-10-07'])
  assert.deepEqual(missingDaysOf(story.register()), [])
})

test('CMP-004 日承诺只由平台公布，人不能代它公布', () => {
  const story = registerStory(founded)
  const input = { day: '2026-10-07', digests: digestsOf('2026-10-07') }
  for (const person of [LEADER, MEMBER, HEAD]) {
    story.refused(person, REGISTER, 'day-closing', input, { clause: 'S145', says: /办理/ })
  }
})

test('CMP-004 登记册只记住首日、末日和缺口，不因日子增多而变大；缺的每一天都列得出来', () => {
  const by = { person: 'SYSTEM', post: 'SYSTEM', department: 'SYSTEM' }
  const closing = (state: typeof noRegister, day: string) => {
    const data = { day, digests: [...digestsOf(day)] }
    return evolveRegister(state, { type: 'register.day-closed', data, at: '2027-01-01T01:00:00.000Z', by, version: 1 })
  }
  let state = noRegister
  for (let day = '2026-01-01'; day < '2026-09-30'; day = addDays(day, 1)) state = closing(state, day)
  const size = JSON.stringify(state).length
  state = closing(state, '2026-09-30')
  assert.equal(JSON.stringify(state).length, size)

  state = closing(closing(state, '2026-10-03'), '2026-10-05')
  assert.deepEqual(missingDaysOf(state), ['2026-10-01', '2026-10-02', '2026-10-04'])
})

test('CMP-004 举报页的脚本变了才公布指纹，各个脚本分别记', () => {
  const story = registerStory(founded)
  const page = (letter: string, name = 'report.js') => ({ name, sha256: letter.repeat(64) })
  story.does('SYSTEM', REGISTER, 'pages', page('a'))
  story.refused('SYSTEM', REGISTER, 'pages', page('a'), { clause: 'CMP-004', says: /没有变化/ })
  story.does('SYSTEM', REGISTER, 'pages', page('b'))
  story.does('SYSTEM', REGISTER, 'pages', page('a', 'seal.js'))
  story.does('SYSTEM', REGISTER, 'pages', page('a'))
  assert.deepEqual(
    story.register().pages.map(({ name, sha256 }) => `${name} ${sha256[0]}`),
    ['seal.js a', 'report.js a'],
  )
})

const counted = (more: Partial<CountedComplaint> = {}): CountedComplaint => ({
  ...{ boards: ['PERMIT'], industryConduct: false, transferred: false, disposed: false },
  ...{ closed: false, substantiated: false, ...more },
})

test('CMP-008、S141 组长在满季之后公布季度统计，只公布一次；少的不公布数目，行风单独计', () => {
  const story = registerStory(founded)
  const complaints = Array.from({ length: 12 }, (_, index) => counted({ industryConduct: index < 7 }))
  story.world.lookUp({ counted: [...complaints, counted({ boards: ['ENFORCEMENT'] })] })
  const quarter = { quarter: '2026-Q3' }

  story.refused(MEMBER, REGISTER, 'quarters', quarter, { clause: 'S145', says: /组长/ })
  story.refused(LEADER, REGISTER, 'quarters', { quarter: '2026-Q4' }, { clause: 'CMP-008', says: /满季之后/ })
  story.refused(LEADER, REGISTER, 'quarters', { quarter: '2026-Q5' }, { clause: 'CMP-008', says: /2026-Q3 的样子/ })
  story.does(LEADER, REGISTER, 'quarters', quarter)
  story.refused(LEADER, REGISTER, 'quarters', quarter, { clause: 'CMP-008', says: /已经公布/ })

  const rows = story.register().quarters[0]?.rows ?? []
  const count = (board: string, measure: string) => rows.find(r => r.board === board && r.measure === measure)?.count
  assert.equal(count('PERMIT', 'RECEIVED'), 12)
  assert.equal(count('PERMIT', 'INDUSTRY_CONDUCT'), 7)
  assert.equal(count('ENFORCEMENT', 'RECEIVED'), 'FEW')
  assert.equal(count('CONSTRUCTION', 'RECEIVED'), 0)
})

test('S123 组长直接向厅党组、领导小组提交密封报告，厅领导签收；别人经不了手', () => {
  const story = registerStory(founded)
  const keys = [story.leadershipKey(HEAD), story.leadershipKey(OTHER_LEADER)]
  const form = story.report('2026-Q3', keys)

  for (const person of [MEMBER, 'head-general-office', HEAD, 'operator-1']) {
    story.refused(person, REGISTER, 'reports', form, { clause: 'S145', says: /监督问责小组组长/ })
  }
  story.refused(HEAD, REGISTER, 'report-receipts', { no: 1 }, { clause: 'S123', says: /没有等待您签收/ })
  story.does(LEADER, REGISTER, 'reports', form)
  story.refused(LEADER, REGISTER, 'report-receipts', { no: 1 }, { clause: 'S123', says: /没有等待您签收/ })
  story.refused('head-ports', REGISTER, 'report-receipts', { no: 1 }, { clause: 'S143', says: /无权查看/ })
  story.refused(HEAD, REGISTER, 'report-receipts', { no: 2 }, { clause: 'S123', says: /没有这份/, field: 'no' })
  story.does(HEAD, REGISTER, 'report-receipts', { no: 1 })
  story.refused(HEAD, REGISTER, 'report-receipts', { no: 1 }, { clause: 'S123', says: /没有等待您签收/ })

  const [report] = story.register().reports
  assert.deepEqual([report?.no, report?.submittedBy, report?.receipts.map(r => r.person)], [1, LEADER, [HEAD]])
})

test('S123 报告只密封给收件的厅领导：公钥停用的、用途不同的、提交人自己的，都不行', () => {
  const story = registerStory(founded)
  const [head, own] = [story.leadershipKey(HEAD), story.leadershipKey(LEADER)]
  const content = { key: 'content-key', purpose: 'CONTENT', recipient: `age1${'k'.repeat(58)}` }
  story.does(LEADER, streams.organisation, 'sealing-keys', content)
  const refused = (keys: readonly string[], says: RegExp) =>
    story.refused(LEADER, REGISTER, 'reports', story.report('2026-Q3', keys), { clause: 'S123', says, field: 'keys' })

  refused(['no-such-key'], /仍然有效的公钥/)
  refused(['content-key'], /仍然有效的公钥/)
  refused([head, head], /只列一次/)
  refused([own], /除提交人以外/)
  story.does(LEADER, REGISTER, 'reports', story.report('2026-Q3', [head, own]))
  story.does(HEAD, streams.organisation, 'sealing-key-revocations', { key: head, reason: '更换浏览器' })
  refused([head, own], /仍然有效的公钥/)
})

test('S123 报告期满才能提交，写法有定；密封件要收到、对得上', () => {
  const story = registerStory(founded)
  const form = story.report('2026-Q3', [story.leadershipKey(HEAD)])
  const refused = (more: object, says: RegExp, field: string) =>
    story.refused(LEADER, REGISTER, 'reports', { ...form, ...more }, { clause: 'S123', says, field })

  refused({ period: '2026-Q4' }, /满期之后提交/, 'period')
  refused({ period: '三季度' }, /2026-Q3/, 'period')
  refused({ to: [] }, /报告的对象/, 'to')
  refused({ to: ['PARTY_GROUP', 'PARTY_GROUP'] }, /只列一次/, 'to')
  refused({ report: 'a'.repeat(64) }, /不一致/, 'report')
  refused({ part: { blob: form.report, size: 1 } }, /没有收到/, 'part')
  const unsent = 'b'.repeat(64)
  refused({ report: unsent, part: { blob: unsent, size: 4096 } }, /没有收到/, 'part')
  for (const period of ['2026-09', '2026-H1', '2025']) {
    story.does(LEADER, REGISTER, 'reports', { ...form, period })
  }
})

test('S123 谁看得见：小组、厅领导、纪检、审计看得见报告的登记，处室和运维看不见', () => {
  const story = registerStory(founded)
  story.auditor()
  const facts = (person: string) => ({
    ...{ now: story.now(), today: story.today(), organisation: story.organisation(), rulebook: noRulebook },
    ...{ sealedParts: {}, person },
  })
  const sees = (person: string) => maySeeRegister(noRegister, facts(person))
  for (const person of [LEADER, MEMBER, HEAD, OTHER_LEADER, 'supervision-office-head', AUDITOR, 'SYSTEM']) {
    assert.equal(sees(person), true, person)
  }
  for (const person of ['clerk-general-office-1', 'head-ports', 'clerk-ports-1', 'operator-1', 'nobody']) {
    assert.equal(sees(person), false, person)
  }
  assert.equal(maySeeRegister(noRegister, { ...facts(LEADER), organisation: noOrganisation }), false)
})

test('S153 线索办结，结果不具名地记入登记册', () => {
  const story = registerStory(founded)
  const clue = streams.accountability('2026-001')
  story.does('head-personnel', clue, 'registration', {
    ...{ source: 'SIGNAL', reference: '红牌2026-001', boards: ['PERMIT'], departments: ['PORTS'] },
    question: '许可超期是否有人为拖延',
  })
  const handlers = ['head-policy-law', 'head-personnel']
  story.does(LEADER, clue, 'opening', { reasons: '线索具体，可以查核。', handlers })
  const closure = { way: 'SETTLED', summary: '经查核，没有发现人为拖延。' }
  story.refused(LEADER, clue, 'closure', closure, { clause: 'S153', says: /不能了结/ })
  assert.equal(story.register().outcomes.length, 0)

  story.does('head-policy-law', clue, 'no-findings', { words: '经查核没有发现问题。' })
  story.does(LEADER, clue, 'closure', closure)
  const [outcome] = story.register().outcomes
  assert.deepEqual(
    [outcome?.source, outcome?.boards, outcome?.rectification, outcome?.on],
    ['SIGNAL', ['PERMIT'], 'NOT_NEEDED', '2026-10-08'],
  )
  assert.ok(!JSON.stringify(outcome).includes('head-'), 'nobody is named')
})

test('E-67 可核验包只由审计管理员导出，写明接收单位和依据；谁导出的不进视图', () => {
  const story = registerStory(founded)
  story.auditor()
  const form = {
    ...{ from: '2026-07-01', to: '2026-09-30', receiver: '省委巡视组（演示）', reason: '巡视工作需要' },
    ...{ entries: 120, sha256: 'c'.repeat(64) },
  }
  for (const person of [LEADER, MEMBER, HEAD, 'operator-1', 'SYSTEM']) {
    story.refused(person, REGISTER, 'exports', form, { clause: 'S145', says: /审计管理员/ })
  }
  const refused = (more: object, says: RegExp, field: string) =>
    story.refused(AUDITOR, REGISTER, 'exports', { ...form, ...more }, { clause: 'E-67', says, field })
  refused({ to: '2026-06-30' }, /不得早于起日/, 'to')
  refused({ to: '2026-10-09' }, /不得晚于今天/, 'to')
  refused({ receiver: '' }, /接收单位/, 'receiver')
  refused({ reason: undefined }, /依据必填/, 'reason')

  story.does(AUDITOR, REGISTER, 'exports', form)
  const [exported] = story.register().exports
  assert.deepEqual([exported?.export, exported?.entries, exported?.on], [1, 120, '2026-10-08'])
  assert.ok(!JSON.stringify(story.register()).includes(AUDITOR))
  const recorded = story.world.events.find(e => e.type === 'register.exported')?.data ?? {}
  assert.deepEqual({ ...recorded }, { export: 1, ...form, person: AUDITOR })
})
