import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parameters } from '../../spec/parameters.ts'
import {
  concluded,
  FILING_ITEM,
  leaderReviewed,
  noticed,
  opened,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { createWorld } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import {
  flagRule,
  initialMeetingRulesOf,
  numberRule,
  type Rulebook,
  rulesOfVersion,
  rulesOn,
  textRule,
} from './rulebook.ts'

const founded = await foundedWorld()
const RULEBOOK = streams.rulebook
const HEAD = 'agency-head'
const adopting = (key: string, value: unknown, effectiveFrom = '2026-07-06') => ({
  effectiveFrom,
  parameters: [{ key, value, source: '复核小组例会议事规则第5条' }],
  reason: '工作需要',
})

test('A15 方案没有写的都是参数，平台启用时每个参数都有值和出处', () => {
  const rules = rulesOn(tellStory(founded).world.state<Rulebook>(RULEBOOK), '2026-07-06')
  for (const { key, value } of parameters) {
    assert.equal(rules.parameters[key]?.value, value, key)
    assert.notEqual(rules.parameters[key]?.source.trim(), '', key)
  }
  assert.equal(numberRule(rules, 'supplement.dueDays'), 5)
  assert.equal(textRule(rules, 'quorum.operator'), '>')
  assert.equal(flagRule(rules, 'rotation.sameLeaderConsecutive'), false)
})

test('S3 规则带生效日期：生效日之前按旧版，生效日起按新版，旧版留存', () => {
  const story = tellStory(founded.copy())
  story.does(HEAD, RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 8, '2026-08-01'))
  const book = story.world.state<Rulebook>(RULEBOOK)
  assert.equal(numberRule(rulesOn(book, '2026-07-31'), 'supplement.dueDays'), 5)
  assert.equal(numberRule(rulesOn(book, '2026-08-01'), 'supplement.dueDays'), 8)
  assert.equal(numberRule(rulesOfVersion(book, 1), 'supplement.dueDays'), 5)
  assert.equal(numberRule(rulesOn(book, '2026-08-01'), 'resubmission.waitDays'), 30, '没有调整的参数照旧')
  story.refused(HEAD, RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 6, '2026-07-31'), {
    clause: 'S3',
    says: /不得早于现行版本的生效日/,
  })
})

test('S3 旧件按旧规则跑完：补正期限依送审时的版本', () => {
  const story = tellStory(founded.copy())
  const old = submitted(story, FILING_ITEM)
  story.does(HEAD, RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 1))
  const young = submitted(story, FILING_ITEM)
  const dueDay = (id: string) => {
    upToTier(story, id, 2)
    story.on('2026-08-03')
    leaderReviewed(story, id, 'RETURNED')
    return story.matter(id).supplement?.dueOn
  }
  assert.equal(dueDay(old), '2026-08-10')
  assert.equal(dueDay(young), '2026-08-04')
})

test('S71 参数由厅主要领导批准方可变更，变更连同理由、出处和版本留痕', () => {
  const story = tellStory(founded.copy())
  story.refused('clerk-general-office-1', RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 8), {
    clause: 'S145',
    says: /由厅主要领导办理/,
    code: 'FORBIDDEN',
  })
  const [event] = story.does(HEAD, RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 8))
  const data = event?.data as { version: number; reason: string; parameters: { key: string; source: string }[] }
  assert.equal(event?.by.person, HEAD)
  assert.equal(data.version, 2)
  assert.equal(data.reason, '工作需要')
  assert.equal(data.parameters.find(p => p.key === 'supplement.dueDays')?.source, '复核小组例会议事规则第5条')
})

test('S71 平台自己只能在启用时采用第一版默认参数，此后不能自行调整', () => {
  const story = tellStory(createWorld())
  const first = {
    ...adopting('supplement.dueDays', 5),
    parameters: parameters.map(({ key, value, source }) => ({ key, value, source })),
  }
  story.does('SYSTEM', RULEBOOK, 'rule-sets', first)
  const refusal = { clause: 'S71', says: /须经批准，平台不能自行调整/, code: 'FORBIDDEN' } as const
  story.refused('SYSTEM', RULEBOOK, 'rule-sets', adopting('supplement.dueDays', 8), refusal)
})

test('S71 不认识的参数、类型不符的值、规则无法使用的值都被拒', () => {
  const story = tellStory(founded.copy())
  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['no.such', 1, /没有名为 no\.such 的参数/],
    ['supplement.dueDays', '五', /值类型不符/],
    ['supplement.dueDays', 2.5, /不在允许的范围内/],
    ['supplement.dueDays', -1, /不在允许的范围内/],
    ['quorum.ratio.group', 1.5, /不在允许的范围内/],
    ['decision.mode.group', 'NOBODY_DECIDES', /不在允许的范围内/],
    ['quorum.operator', '<', /不在允许的范围内/],
    ['largeFund.threshold', '很多', /不在允许的范围内/],
  ]
  for (const [key, value, says] of wrong)
    story.refused(HEAD, RULEBOOK, 'rule-sets', adopting(key, value), { clause: 'S71', says })
  for (const [key, value] of [
    ['quorum.operator', '>='],
    ['quorum.ratio.group', 0.75],
    ['largeFund.threshold', 5_000_000],
  ] as const) {
    story.does(HEAD, RULEBOOK, 'rule-sets', adopting(key, value))
  }
})

test('S71 领导小组办公室登记制度', () => {
  const story = tellStory(founded.copy())
  const document = { document: 'REGIME-9', title: '信息平台管理办法', kind: 'REGULATION', status: 'CONSULTING' }
  story.refused('clerk-planning-1', RULEBOOK, 'documents', document, { clause: 'S145', says: /领导小组办公室/ })
  story.does('clerk-general-office-1', RULEBOOK, 'documents', document)
  assert.equal(story.world.state<Rulebook>(RULEBOOK).documents['REGIME-9']?.status, 'CONSULTING')
})

test('S71 处室负责人只能登记本处室的初审例会制度，不能改动全厅的制度或别处室的制度', () => {
  const story = tellStory(founded.copy())
  const own = {
    document: 'INITIAL-PLANNING',
    title: '综合规划处初审例会制度',
    kind: 'INITIAL_MEETING_RULES',
    status: 'REVISED',
    department: 'PLANNING',
    issuedOn: '2026-07-01',
  }
  const refusal = { clause: 'S71', says: /处室只登记本处室的初审例会制度/, code: 'FORBIDDEN' } as const
  story.refused(
    'head-planning',
    RULEBOOK,
    'documents',
    { ...own, document: 'REGIME-0', kind: 'PLAN', status: 'ABOLISHED' },
    refusal,
  )
  story.refused(
    'head-planning',
    RULEBOOK,
    'documents',
    { ...own, document: 'INITIAL-PORTS', department: 'PORTS' },
    refusal,
  )
  story.refused('head-planning', RULEBOOK, 'documents', { ...own, document: 'REGIME-0' }, refusal)
  story.does('head-planning', RULEBOOK, 'documents', own)
})

test('S54 制度有研究制订、征求意见、印发、修订、废止五种状态，印发的须有印发日', () => {
  const story = tellStory(founded.copy())
  const document = { document: 'REGIME-9', title: '信息平台管理办法', kind: 'REGULATION' }
  const inState = (status: string, issuedOn?: string) => ({ ...document, status, ...(issuedOn ? { issuedOn } : {}) })
  const register = (input: object) => story.does('clerk-general-office-1', RULEBOOK, 'documents', input)
  for (const status of ['DRAFTING', 'CONSULTING']) register(inState(status))
  for (const status of ['ISSUED', 'REVISED']) {
    story.refused('clerk-general-office-1', RULEBOOK, 'documents', inState(status), {
      clause: 'S54',
      says: /须填印发日/,
    })
    register(inState(status, '2026-07-01'))
  }
  register(inState('ABOLISHED'))
  story.refused('clerk-general-office-1', RULEBOOK, 'documents', inState('LOST'), {
    clause: 'S71',
    says: /状态不在允许的范围内/,
  })
})

test('A17 制度库初始六条：方案、四件新订、一件修订；每个送审处室另有本处室初审例会制度', () => {
  const { documents } = tellStory(founded).world.state<Rulebook>(RULEBOOK)
  const all = Object.values(documents)
  const regulations = all.filter(d => d.kind === 'REGULATION')
  assert.equal(all.filter(d => d.kind === 'PLAN').length, 1)
  assert.equal(regulations.filter(d => d.status === 'ISSUED').length, 4)
  assert.deepEqual(
    regulations.filter(d => d.status === 'REVISED').map(d => d.title),
    ['广东省交通运输厅厅长办公会议工作规则'],
  )
  for (const title of ['监督机制建设管理规定', '监督问责办法', '复核小组例会议事规则', '初审例会制度']) {
    assert.ok(
      regulations.some(d => d.title.includes(title)),
      title,
    )
  }
  const divisions = Object.values(tellStory(founded).organisation().departments).filter(d => d.boards.length > 0)
  for (const { code } of divisions) {
    assert.ok(initialMeetingRulesOf(tellStory(founded).world.state<Rulebook>(RULEBOOK), code), code)
  }
})

test('S8 制度登记上位依据文件', () => {
  const { documents } = tellStory(founded).world.state<Rulebook>(RULEBOOK)
  assert.ok(documents['REGIME-0']?.basis.some(b => b.includes('中共中央办公厅、国务院办公厅')))
})

test('S81 初审例会制度须指明处室；未印发的不算制定', () => {
  const story = tellStory(founded.copy())
  const rules = {
    document: 'INITIAL-PLANNING',
    title: '综合规划处初审例会制度',
    kind: 'INITIAL_MEETING_RULES',
    status: 'DRAFTING',
  }
  story.refused('head-planning', RULEBOOK, 'documents', rules, { clause: 'S81', says: /须指明处室/ })
  story.refused(
    'head-planning',
    RULEBOOK,
    'documents',
    { ...rules, department: 'NOWHERE' },
    { clause: 'S81', says: /没有这个处室/ },
  )
  const book = () => story.world.state<Rulebook>(RULEBOOK)
  assert.equal(initialMeetingRulesOf(book(), 'PLANNING')?.status, 'ISSUED')
  story.does('head-planning', RULEBOOK, 'documents', { ...rules, department: 'PLANNING' })
  assert.equal(initialMeetingRulesOf(book(), 'PLANNING'), undefined)
})

test('S3 法定人数的口径改了，已开的会议不变，新开的会议按新口径', () => {
  const story = tellStory(founded.copy())
  const [first, second] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of [first, second]) upToTier(story, id, 3)
  const missing = ['head-personnel']
  const hold = (id: string) => {
    const meeting = noticed(story, 'GROUP', [id])
    opened(story, meeting, missing)
    return meeting
  }
  const old = hold(first)
  concluded(story, old, first)
  signed(story, old)
  const before = story.meeting(old)
  story.does(HEAD, RULEBOOK, 'rule-sets', adopting('quorum.ratio.group', 0.9, story.today()))
  const young = hold(second)
  const refusal = { clause: 'MTG-001', says: /应到7人，实到6人，至少7人/, code: 'NO_QUORUM' } as const
  story.refused(SECRETARY, streams.meeting(young), 'item-starts', { matter: second }, refusal)
  assert.deepEqual(story.meeting(old), before)
})
