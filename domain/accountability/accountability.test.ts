import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { FILING_ITEM, leaderReviewed, met, submitted, throughAllTiers } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import type { Register } from '../register/register.ts'
import type { Accountability } from './accountability.ts'
import { accountabilityActs } from './acts.ts'
import { assessmentFactsOf } from './assessment.ts'
import { appealDecisionClock, executionClock, overdueRectifications } from './clocks.ts'
import { responsibilityChain } from './responsibility.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const CLUE = streams.accountability('2026-001')
const LEADER = 'discipline-leader'
const LAW = 'head-policy-law'
const PERSONNEL = 'head-personnel'
const OFFICE_HEAD = 'head-general-office'
const PLANNER = 'head-planning'
const HANDLER = 'clerk-planning-1'

const clue = (story: Story) => story.world.state<Accountability>(CLUE)
const registration = {
  ...{ source: 'REFERRAL', reference: '粤交纪函〔2026〕1号（演示）', boards: ['PLAN_FUND'], departments: ['PLANNING'] },
  question: '该件的复核意见是否落实（演示）',
}
const finding = (more: object = {}) => ({ clause: 'S97', tier: 3, words: '复核意见没有落实（演示）', ...more })

/** Opened, in the hands of two, with one finding. */
function found(more: object = {}): Story {
  const story = opened()
  story.does(LAW, CLUE, 'findings', finding(more))
  return story
}

function opened(): Story {
  const story = tellStory(founded.copy())
  story.does(LAW, CLUE, 'registration', registration)
  story.does(LEADER, CLUE, 'opening', { reasons: '线索具体，有查核价值。', handlers: [LAW, PERSONNEL] })
  return story
}

const decision = (more: object = {}) => ({
  ...{
    finding: 1,
    measure: 'PERSON_ADMONITION',
    target: { kind: 'PERSON', person: PLANNER },
    body: 'DISCIPLINE_GROUP',
  },
  ...{ form: 'DECISION', document: '驻交纪〔2026〕3号（演示）', decidedOn: '2026-07-06', words: '情节较轻。' },
  ...more,
})

test('S129 线索到问责到整改到办结：登记、立项、说明、认定、整改、复查、公布结果，每一步换人', () => {
  const story = tellStory(founded.copy())
  story.does(LAW, CLUE, 'registration', registration)
  story.refused(LAW, CLUE, 'opening', {}, { clause: 'S145', says: /由监督问责小组组长办理/ })
  const one = { reasons: '值得查核。', handlers: [LAW] }
  story.refused(LEADER, CLUE, 'opening', one, { clause: 'S129', says: /承办人不得少于两人/ })
  story.does(LEADER, CLUE, 'opening', { reasons: '值得查核。', handlers: [LAW, PERSONNEL] })
  story.refused(OFFICE_HEAD, CLUE, 'findings', finding(), { clause: 'S145', says: /由本件承办人办理/ })
  const asked = { department: 'PLANNING', question: '复核意见为何没有落实', dueOn: '2026-07-15' }
  story.does(LAW, CLUE, 'explanation-requests', asked)
  story.does(PLANNER, CLUE, 'explanations', { department: 'PLANNING', words: '人员变动，交接不清。' })
  story.does(LAW, CLUE, 'findings', finding())
  const order = { finding: 1, department: 'PLANNING', dueOn: '2026-07-20', what: '逐条落实复核意见' }
  story.does(PERSONNEL, CLUE, 'rectification-orders', order)
  story.refused(LAW, CLUE, 'verifications', {}, { clause: 'S129', says: /没有等待复查的整改/ })
  story.does(PLANNER, CLUE, 'rectifications', { finding: 1, words: '已落实三条。' })
  const partly = { finding: 1, result: 'PARTLY', words: '还缺一条。' }
  story.refused(LAW, CLUE, 'verifications', partly, { clause: 'S153', says: /须另定晚于今天的整改期限/ })
  story.does(LAW, CLUE, 'verifications', { ...partly, dueOn: '2026-07-31' })
  story.refused(
    LEADER,
    CLUE,
    'closure',
    { way: 'RECTIFIED', summary: '已办结。' },
    { clause: 'S153', says: /没有整改完成/ },
  )
  story.does(PLANNER, CLUE, 'rectifications', { finding: 1, words: '四条全部落实。' })
  story.does(LAW, CLUE, 'verifications', { finding: 1, result: 'FULL', words: '经核实全部落实。' })
  story.does(LEADER, CLUE, 'closure', { way: 'RECTIFIED', summary: '一件复核意见未落实的问题已整改。' })

  assert.equal(clue(story).stage, 'CLOSED')
  const [outcome] = story.world.state<Register>(streams.register).outcomes
  assert.deepEqual([outcome?.rectification, outcome?.clauses, outcome?.measures], ['FULL', ['S97'], []])
})

test('S153 没有结论不能办结：没有认定、没有执行的问责、没有移送，各说各的缺什么', () => {
  const story = opened()
  const close = (way: string) => ({ way, summary: '拟办结（演示）' })
  story.refused(LEADER, CLUE, 'closure', close('SETTLED'), { clause: 'S153', says: /没有「没有发现问题」的查核结论/ })
  story.refused(LEADER, CLUE, 'closure', close('TRANSFERRED'), { clause: 'S153', says: /没有移送/ })
  story.refused(LEADER, CLUE, 'closure', close('RECTIFIED'), { clause: 'S153', says: /没有整改完成/ })
  story.refused(LEADER, CLUE, 'closure', close('ACCOUNTED'), { clause: 'S153', says: /还没有认定的问题/ })
  story.does(LAW, CLUE, 'no-findings', { words: '经查核没有发现问题。' })
  story.refused(LAW, CLUE, 'findings', finding(), { clause: 'S129', says: /没有发现问题/ })
  story.does(LEADER, CLUE, 'closure', close('SETTLED'))
})

test('S153 不予立项也要写明理由，登记的人不能自己决定', () => {
  const story = tellStory(founded.copy())
  story.does(LEADER, CLUE, 'registration', registration)
  const reasons = { reasons: '内容空泛，无从查核。' }
  story.refused(LEADER, CLUE, 'non-opening', reasons, { clause: 'S129', says: /登记线索的人不能自己决定/ })

  const other = tellStory(founded.copy())
  other.does(LAW, CLUE, 'registration', registration)
  other.does(LEADER, CLUE, 'non-opening', reasons)
  assert.equal(clue(other).stage, 'NOT_OPENED')
})

test('E-53 涉及小组成员所在处室的线索，该成员看不见；被要求说明的处室只能办自己那一份', () => {
  const story = tellStory(founded.copy())
  story.does(PERSONNEL, CLUE, 'registration', { ...registration, departments: ['POLICY_LAW'] })
  for (const { noun } of accountabilityActs) {
    story.refused(LAW, CLUE, noun, {}, { clause: 'S143', says: /没有找到，或您无权查看/ })
  }
  const stranger = { reasons: '值得查核。', handlers: [LAW, PERSONNEL] }
  story.refused(LEADER, CLUE, 'opening', stranger, { clause: 'E-53', says: /承办人须为不必回避的小组成员/ })
  story.does(LEADER, CLUE, 'opening', { ...stranger, handlers: [PERSONNEL, OFFICE_HEAD] })
  story.does(PERSONNEL, CLUE, 'explanation-requests', {
    department: 'POLICY_LAW',
    question: '请说明',
    dueOn: '2026-07-15',
  })
  story.refused(
    LAW,
    CLUE,
    'explanations',
    { department: 'PLANNING', words: '替别人说' },
    { clause: 'S129', says: /只能说明要求本处室说明的问题/ },
  )
  story.does(LAW, CLUE, 'explanations', { department: 'POLICY_LAW', words: '情况如下。' })
  story.refused(LAW, CLUE, 'findings', finding(), { clause: 'S145', says: /由本件承办人办理/ })
})

test('S123 报告线不经办公室：办公室只看得见改进建议，看不见线索', () => {
  const story = opened()
  story.refused('clerk-general-office-1', CLUE, 'improvement-answers', {}, { clause: 'S143', says: /没有找到/ })
  story.does(LAW, CLUE, 'improvements', { kind: 'RISK_POINT', subject: '变更审批', words: '增设复核环节。' })
  story.does('clerk-general-office-1', CLUE, 'improvement-answers', {
    no: 1,
    adopted: true,
    words: '纳入下次目录调整。',
  })
  for (const act of accountabilityActs)
    assert.ok(!act.roles.includes('OFFICE') || act.noun === 'improvement-answers', act.noun)
})

test('S62 查实的问题回到制度和风险点：建议由办公室答复一次，采纳与否都写明', () => {
  const story = found()
  story.does(LAW, CLUE, 'improvements', { kind: 'RULE', subject: '初审例会制度', words: '明确落实时限。' })
  story.does('clerk-general-office-1', CLUE, 'improvement-answers', {
    no: 1,
    adopted: false,
    words: '现行制度已有规定。',
  })
  story.refused(
    'clerk-general-office-1',
    CLUE,
    'improvement-answers',
    {},
    { clause: 'S62', says: /没有等待答复的改进建议/ },
  )
  assert.equal(clue(story).improvements[0]?.answer?.adopted, false)
})

test('ACC-007 责任链按记录算出：谁经办、谁送审、谁审核、谁主持、谁赞成、谁回避缺席，一个不漏', () => {
  const story = tellStory(founded.copy())
  const matter = submitted(story, FILING_ITEM)
  throughAllTiers(story, matter)
  const state = story.matter(matter)
  const meetings = Object.fromEntries(
    state.records.flatMap(r => (r.meeting ? [[r.meeting, story.meeting(r.meeting)]] : [])),
  )
  const chain = responsibilityChain(state, meetings, story.organisation())
  const parts = (tier: number) => chain.filter(l => l.tier === tier).map(l => l.part)

  assert.deepEqual(parts(0), ['HANDLED', 'SUBMITTED'])
  assert.deepEqual(parts(2), ['REVIEWED'])
  assert.ok(parts(3).includes('CHAIRED') && parts(3).includes('AGREED'))
  assert.equal(
    chain.filter(l => l.tier === 3).length,
    story.meeting(state.records.find(r => r.tier === 3)?.meeting ?? '').members.length,
  )
})

test('ACC-007 意见未被采纳、回避、缺席的人不承担责任；不在记录里的人不能列为责任人', () => {
  const story = tellStory(founded.copy())
  const matter = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [matter], { against: ['deputy-sci-tech'] })
  leaderReviewed(story, matter)
  story.does(LAW, CLUE, 'registration', { ...registration, matters: [matter] })
  story.does(LEADER, CLUE, 'opening', { reasons: '值得查核。', handlers: [LAW, PERSONNEL] })
  const responsible = (person: string) =>
    finding({ tier: 1, matter, responsibilities: [{ person, responsibility: 'MAIN' }] })
  story.refused(LAW, CLUE, 'findings', responsible('deputy-sci-tech'), {
    clause: 'ACC-007',
    says: /意见未被采纳的人不承担责任/,
  })
  story.refused(LAW, CLUE, 'findings', responsible('clerk-transport-1'), {
    clause: 'ACC-007',
    says: /不在这一件的办理记录中/,
  })
  story.does(LAW, CLUE, 'findings', responsible(story.matter(matter).handler))
  const link = clue(story).findings[0]?.chain.find(l => l.person === story.matter(matter).handler)
  assert.equal(link?.responsibility, 'MAIN')
})

test('ACC-001 ACC-002 措施对谁、谁有权决定：对组织三种、对个人四种，没有权的只能建议', () => {
  const story = found()
  const wrong = (more: object, clause: string, says: RegExp) =>
    story.refused(LAW, CLUE, 'measures', decision(more), { clause, says })
  wrong({ measure: 'ORG_CRITICISM' }, 'ACC-001', /只对组织采取/)
  wrong({ target: { kind: 'ORGANISATION', department: 'PLANNING' } }, 'ACC-001', /只对个人采取/)
  wrong({ measure: 'PERSON_ADJUSTMENT' }, 'ACC-002', /驻厅纪检组无权作出「组织调整或者组织处理」的决定，只能提出建议/)
  wrong({ body: 'ACCOUNTABILITY_GROUP' }, 'ACC-002', /监督问责小组无权/)
  wrong({ document: undefined }, 'ACC-002', /决定须登记作出机关的文号/)
  const suggestion = { form: 'SUGGESTION', document: undefined, decidedOn: undefined, body: 'ACCOUNTABILITY_GROUP' }
  story.does(LAW, CLUE, 'measures', decision({ ...suggestion, measure: 'PERSON_ADJUSTMENT' }))
  story.does(LAW, CLUE, 'measures', decision())
  assert.deepEqual(
    clue(story).measures.map(m => m.form),
    ['SUGGESTION', 'DECISION'],
  )
})

test('ACC-003 E-64 同一行为已有处分的不得再处分，可以并列组织处理', () => {
  const story = found()
  const sanction = decision({
    measure: 'PERSON_SANCTION',
    body: 'SUPERVISION_COMMISSION',
    document: '粤监〔2026〕8号（演示）',
  })
  story.does(LAW, CLUE, 'measures', sanction)
  const again = { ...sanction, body: 'PARTY_GROUP', document: '粤交党〔2026〕9号（演示）' }
  story.refused(LAW, CLUE, 'measures', again, {
    clause: 'ACC-003',
    says: /已由监察委员会（粤监〔2026〕8号（演示））处分，不得重复处分/,
  })
  story.does(
    LAW,
    CLUE,
    'measures',
    decision({ measure: 'PERSON_ADJUSTMENT', body: 'PARTY_GROUP', document: '粤交党〔2026〕10号（演示）' }),
  )
})

test('ACC-004 申诉：党内决定一个月内提出，三十日内决定；申诉成立的撤销原决定，记录保留', () => {
  const story = found()
  story.does(LAW, CLUE, 'measures', decision())
  const appeal = { measure: 1, by: PLANNER, on: '2026-08-10', words: '事实有出入。' }
  const late = story.copy()
  late.on('2026-08-12')
  late.refused(LAW, CLUE, 'appeals', appeal, { clause: 'ACC-004', says: /已经过期/ })
  story.on('2026-07-30')
  story.does(LAW, CLUE, 'appeals', { ...appeal, on: '2026-07-30' })
  story.refused(
    LEADER,
    CLUE,
    'closure',
    { way: 'ACCOUNTED', summary: '拟办结' },
    { clause: 'ACC-004', says: /还有申诉没有决定/ },
  )
  const rulebook = story.world.state<Parameters<typeof appealDecisionClock>[1]>(streams.rulebook)
  const filed = clue(story).measures[0]?.appeals[0] ?? assert.fail('no appeal')
  assert.deepEqual([appealDecisionClock(filed, rulebook, story.today()).amount, filed.appellant], [30, PLANNER])
  story.on('2026-08-20')
  story.does(LAW, CLUE, 'appeal-decisions', { measure: 1, upheld: true, on: '2026-08-20', words: '事实不清，撤销。' })
  const step = { measure: 1, step: 'ANNOUNCED', on: '2026-08-20', words: '宣布' }
  story.refused(LAW, CLUE, 'measure-steps', step, { clause: 'ACC-004', says: /经申诉已撤销，不再执行/ })
  assert.equal(clue(story).measures.length, 1)
})

test('ACC-005 ACC-006 四种形态只作统计；组织调整一个月内办结手续，执行逐步登记', () => {
  const story = found()
  const adjusted = { measure: 'PERSON_ADJUSTMENT', body: 'PARTY_GROUP', disciplineForm: 2 }
  story.does(LAW, CLUE, 'measures', decision(adjusted))
  const rulebook = story.world.state<Parameters<typeof executionClock>[1]>(streams.rulebook)
  const measure = clue(story).measures[0] ?? assert.fail('no measure')
  const clock = executionClock(measure, rulebook, story.today())
  assert.deepEqual([clock?.amount, clock?.unit], [1, 'MONTH'])
  const step = (name: string) => ({ measure: 1, step: name, on: story.today(), words: '已办' })
  story.refused(LAW, CLUE, 'measure-steps', step('DECLINED'), { clause: 'ACC-006', says: /决定须执行/ })
  story.does(LAW, CLUE, 'measure-steps', step('PROCEDURES_DONE'))
  story.refused(LAW, CLUE, 'measure-steps', step('PROCEDURES_DONE'), { clause: 'ACC-006', says: /已经登记过/ })
  story.does(LEADER, CLUE, 'closure', { way: 'ACCOUNTED', summary: '已给予组织处理。' })
  const facts = assessmentFactsOf(clue(story))
  assert.deepEqual([facts.disciplineForms, facts.findings], [[2], 1])
})

test('E-65 调离、退休不终止：登记现单位，线索照办', () => {
  const story = found()
  story.does(LAW, CLUE, 'measures', decision())
  const where = { person: PLANNER, where: '某市交通运输局（演示）', contact: '020-00000000' }
  story.does(LAW, CLUE, 'whereabouts', where)
  story.refused(LAW, CLUE, 'whereabouts', { ...where, person: HANDLER }, { clause: 'E-65', says: /与本线索无关/ })
  assert.equal(clue(story).whereabouts[PLANNER]?.where, where.where)
  assert.ok(!accountabilityActs.some(({ noun }) => /leave|retire/.test(noun)))
})

test('E-63 整改逾期看得出来：过了期限没有报告的逐项列出', () => {
  const story = found()
  story.does(LAW, CLUE, 'rectification-orders', {
    finding: 1,
    department: 'PLANNING',
    dueOn: '2026-07-20',
    what: '落实',
  })
  assert.deepEqual(overdueRectifications(clue(story), '2026-07-20'), [])
  assert.deepEqual(overdueRectifications(clue(story), '2026-07-21'), [
    { finding: 1, department: 'PLANNING', dueOn: '2026-07-20' },
  ])
  story.does(PLANNER, CLUE, 'rectifications', { finding: 1, words: '已经落实。' })
  assert.deepEqual(overdueRectifications(clue(story), '2026-07-21'), [])
})
