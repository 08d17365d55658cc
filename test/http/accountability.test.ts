import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Register } from '../../domain/register/register.ts'
import type { ChainPreview, ClueList, CluePage } from '../../http/api/contract.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
/** A matter of the demonstration that its review group agreed to. */
let matter: Matter
let clue: string
before(async () => {
  office = await openOffice()
  const { rows } = await office.store.database.pool.query<{ state: Matter }>(
    `select state from matter_view where department = 'CAPITAL_CONSTRUCTION' order by id`,
  )
  const reviewed = rows.map(row => row.state).find(m => m.records.some(r => r.tier === 3 && !r.superseded))
  matter = reviewed ?? assert.fail('no reviewed matter')
})
after(() => office.close())

const LEADER = 'discipline-leader'
const MEMBER = 'supervision-office-head'
const PERSONNEL = 'head-personnel'
const LAW = 'head-policy-law'
const BUILDER = 'head-capital-construction'
const SOURCE = '粤交纪函〔2026〕11号（演示）'
const QUESTION = '招标文件送审以后是否改动（演示）'

const page = async (person: string) => (await office.as(person)).get<CluePage>(`/clues/${clue}`)
const act = async (person: string, noun: string, body: unknown) =>
  (await office.as(person)).post<CluePage>(`/clues/${clue}/${noun}`, body)
const refused = async (person: string, noun: string, body: unknown = {}) =>
  (await office.as(person)).refused(`/clues/${clue}/${noun}`, body)
const status = async (person: string, path: string) =>
  (await fetch(`${office.base}/api/v1${path}`, { headers: { cookie: (await office.as(person)).cookie } })).status
const listed = async (person: string) =>
  (await (await office.as(person)).get<ClueList>('/clues?state=all')).rows.map(({ id }) => id)
const buttons = ({ actions }: CluePage) => actions.filter(a => a.allowed).map(a => a.noun)

test('S129 线索由成员登记、组长立项，登记的人不能立项；按钮写明为什么不能办', async () => {
  const made = await (await office.as(MEMBER)).post<CluePage>('/clues', {
    ...{ source: 'REFERRAL', reference: SOURCE, boards: ['CONSTRUCTION'], matters: [matter.id] },
    ...{ departments: ['CAPITAL_CONSTRUCTION', 'POLICY_LAW'], question: QUESTION },
  })
  clue = made.id
  assert.deepEqual([made.stageName, made.whole], ['待决定是否立项', true])
  const opening = made.actions.find(a => a.noun === 'opening')
  assert.deepEqual([opening?.allowed, opening?.refusal?.clause], [false, 'S145'])
  assert.ok(buttons(await page(LEADER)).includes('opening'))
  const opened = await act(LEADER, 'opening', { reasons: '线索具体（演示）', handlers: [MEMBER, PERSONNEL] })
  assert.equal(opened.stageName, '查核办理中')
})

test('E-53 S123 须回避的成员、办公室、被涉及的处室、运维都不知道有这条线索，答复与没有一样', async () => {
  for (const person of [LAW, BUILDER, 'clerk-general-office-1', 'operator-1', 'leader-2']) {
    assert.deepEqual(await listed(person), [], person)
    const nothing = await (await office.as(person)).refused('/clues/2026-999999/findings')
    assert.deepEqual(await refused(person, 'findings'), nothing, person)
    assert.equal(await status(person, `/clues/${clue}`), 404)
    assert.equal(await status(person, `/clues/${clue}/chain?matter=${matter.id}&tier=3`), 404)
  }
  // The head of the general office sits in the group, and nothing here is about that division.
  for (const person of [LEADER, MEMBER, 'head-general-office']) assert.deepEqual(await listed(person), [clue], person)
})

test('S129 CMP-005 被要求说明的处室只看得见问它的问题和自己的说明：没有来源、没有别的处室、没有别人的材料', async () => {
  const ask = (department: string) => ({ department, question: `请${department}说明（演示）`, dueOn: '2026-12-04' })
  await act(MEMBER, 'explanation-requests', ask('CAPITAL_CONSTRUCTION'))
  await act(MEMBER, 'explanation-requests', ask('POLICY_LAW'))
  const [builder, law] = [await office.as(BUILDER), await office.as(LAW)]
  const mine = { hash: await builder.upload('对照表.txt', '演示：改动前后对照'), name: '对照表.txt' }
  const theirs = { hash: await law.upload('审查意见.txt', '演示：合法性审查'), name: '审查意见.txt' }
  const said = { department: 'CAPITAL_CONSTRUCTION', words: '改动由经办人提出（演示）' }
  assert.equal(
    (await refused(BUILDER, 'explanations', { ...said, files: [theirs] })).detail,
    '文件没有上传，请重新选择。',
  )
  await act(BUILDER, 'explanations', { ...said, files: [mine] })
  await act(LAW, 'explanations', { department: 'POLICY_LAW', words: '审查时没有这一条（演示）', files: [theirs] })

  const seen = await page(BUILDER)
  assert.deepEqual([seen.whole, seen.explanations.map(e => e.department.code)], [false, ['CAPITAL_CONSTRUCTION']])
  // Buttons are named for everybody alike.
  const text = JSON.stringify({ ...seen, actions: [] })
  for (const hidden of [SOURCE, QUESTION, 'POLICY_LAW', '审查时没有', '立项', MEMBER, 'REFERRAL']) {
    assert.ok(!text.includes(hidden), hidden)
  }
  assert.equal(await status(BUILDER, `/clues/${clue}/files/${mine.hash}`), 200)
  assert.equal(await status(BUILDER, `/clues/${clue}/files/${theirs.hash}`), 404)
  assert.equal(await status(LAW, `/clues/${clue}/files/${theirs.hash}`), 200)
  assert.equal(await status(MEMBER, `/clues/${clue}/files/${mine.hash}`), 200)
})

test('ACC-007 认定时责任链由平台按这一件的记录给出，责任人只能从中选，回避和反对的选不了', async () => {
  const { chain } = await (await office.as(MEMBER)).get<ChainPreview>(`/clues/${clue}/chain?matter=${matter.id}&tier=3`)
  const parts = new Set(chain.map(link => link.partName))
  for (const part of ['经办', '签批送审', '分管审核', '主持并作出结论', '赞成结论']) assert.ok(parts.has(part), part)
  const finding = { clause: 'S106', tier: 3, matter: matter.id, words: '改动后没有重新复核（演示）' }
  const responsible = (person: string) => ({ ...finding, responsibilities: [{ person, responsibility: 'MAIN' }] })
  assert.equal((await refused(MEMBER, 'findings', responsible('clerk-transport-1'))).clause, 'ACC-007')
  const found = await act(MEMBER, 'findings', responsible(matter.handler))
  assert.deepEqual(
    found.findings[0]?.chain.map(link => [link.person.id, link.partName]),
    chain.map(link => [link.person.id, link.partName]),
  )
  const blamed = found.findings[0]?.chain.filter(link => link.responsibilityName !== undefined)
  assert.deepEqual(
    blamed?.map(link => link.person.id),
    chain.filter(l => l.person.id === matter.handler && l.mayAnswer).map(l => l.person.id),
  )
})

test('ACC-001 ACC-002 ACC-003 ACC-005 ACC-006 E-64 问责措施：越权的只能建议，处分不重复，执行逐步登记', async () => {
  const target = { kind: 'PERSON', person: matter.handler }
  const decision = { finding: 1, target, form: 'DECISION', decidedOn: '2026-11-23', words: '演示：情节较轻' }
  const beyond = {
    ...decision,
    measure: 'PERSON_ADMONITION',
    body: 'ACCOUNTABILITY_GROUP',
    document: '演示〔2026〕1号',
  }
  assert.equal((await refused(MEMBER, 'measures', beyond)).clause, 'ACC-002')
  const organisation = { ...beyond, target: { kind: 'ORGANISATION', department: 'CAPITAL_CONSTRUCTION' } }
  assert.equal((await refused(MEMBER, 'measures', organisation)).clause, 'ACC-001')
  const sanction = {
    ...decision,
    measure: 'PERSON_SANCTION',
    body: 'SUPERVISION_COMMISSION',
    document: '演示〔2026〕8号',
  }
  await act(MEMBER, 'measures', { ...sanction, disciplineForm: 2 })
  assert.equal((await refused(MEMBER, 'measures', sanction)).clause, 'ACC-003')
  const critic = { ...decision, measure: 'ORG_CRITICISM', target: organisation.target, body: 'PARTY_GROUP' }
  await act(MEMBER, 'measures', { ...critic, document: '演示〔2026〕9号' })
  for (const measure of [1, 2]) {
    await act(MEMBER, 'measure-steps', { measure, step: 'ANNOUNCED', on: '2026-11-23', words: '演示：已宣布' })
  }
  const own = await page(BUILDER)
  assert.deepEqual(
    own.measures.map(m => [m.measure, m.disciplineForm]),
    [['ORG_CRITICISM', undefined]],
  )
})

test('ACC-004 E-65 申诉有时钟，本人调离也照样登记、照样决定', async () => {
  const where = { person: matter.handler, where: '演示：某市交通运输局', contact: '020-00000000' }
  assert.equal((await act(MEMBER, 'whereabouts', where)).whereabouts[0]?.where, where.where)
  const appealed = await act(MEMBER, 'appeals', {
    ...{ measure: 1, by: matter.handler, on: '2026-11-23', words: '演示：事实有出入' },
  })
  const [appeal] = appealed.measures[0]?.appeals ?? []
  assert.equal(appeal?.clock?.dueOn, '2026-12-23')
  const early = await refused(LEADER, 'closure', { way: 'ACCOUNTED', summary: '演示：已问责' })
  assert.equal(early.clause, 'ACC-004')
  const decided = { measure: 1, upheld: false, on: '2026-11-23', words: '演示：维持' }
  assert.equal((await act(MEMBER, 'appeal-decisions', decided)).measures[0]?.revoked, false)
})

test('S129 S62 S153 整改由别人复查，改进建议交办公室答复，办结后结果不带姓名地进入公开登记', async () => {
  const order = { finding: 1, department: 'CAPITAL_CONSTRUCTION', dueOn: '2026-12-10', what: '演示：重新复核' }
  await act(PERSONNEL, 'rectification-orders', order)
  assert.equal((await page(BUILDER)).next, '请整改并报告情况。')
  await act(BUILDER, 'rectifications', { finding: 1, words: '演示：已送复核' })
  assert.equal(
    (await refused(BUILDER, 'verifications', { finding: 1, result: 'FULL', words: '自己说的' })).clause,
    'S145',
  )
  const partly = { finding: 1, result: 'PARTLY', words: '演示：缺会议纪要', dueOn: '2026-12-20' }
  await act(MEMBER, 'verifications', partly)
  assert.equal((await refused(LEADER, 'closure', { way: 'ACCOUNTED', summary: '演示：已问责' })).clause, 'S153')
  await act(BUILDER, 'rectifications', { finding: 1, words: '演示：纪要已补' })
  await act(MEMBER, 'verifications', { finding: 1, result: 'FULL', words: '演示：属实' })

  await act(MEMBER, 'improvements', { kind: 'RULE', subject: '招标文件送审', words: '演示：改动须重新送复核' })
  const office1 = await page('clerk-general-office-1')
  assert.deepEqual([office1.whole, office1.findings, office1.measures, office1.explanations], [false, [], [], []])
  assert.ok(!JSON.stringify(office1).includes(SOURCE))
  await act('clerk-general-office-1', 'improvement-answers', { no: 1, adopted: true, words: '演示：纳入修订' })

  const closed = await act(LEADER, 'closure', { way: 'ACCOUNTED', summary: '演示：一件改动后未复核，已问责并整改' })
  assert.deepEqual([closed.stage, closed.closure?.wayName], ['CLOSED', '已问责'])
  const { rows } = await office.store.database.pool.query<{ state: Register }>('select state from register_view')
  const outcome = rows[0]?.state.outcomes.find(one => one.outcome === clue)
  assert.deepEqual([outcome?.clauses, outcome?.rectification], [['S106'], 'FULL'])
  for (const name of [matter.handler, SOURCE, 'CAPITAL_CONSTRUCTION']) {
    assert.ok(!JSON.stringify(outcome).includes(name), name)
  }
})
