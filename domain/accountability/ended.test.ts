import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import type { Register } from '../register/register.ts'
import type { Accountability } from './accountability.ts'

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

const registration = (departments = ['PLANNING']) => ({
  ...{ source: 'REFERRAL', reference: '粤交纪函〔2026〕2号（演示）', boards: ['PLAN_FUND'], departments },
  question: '资金安排是否经集体研究（演示）',
})
const opening = { reasons: '线索具体，有查核价值。', handlers: [LAW, PERSONNEL] }
const found = { clause: 'S29', tier: 0, words: '没有经集体研究（演示）' }
const clue = (story: Story) => story.world.state<Accountability>(CLUE)

function withFindings(count: number): Story {
  const story = tellStory(founded.copy())
  story.does(LAW, CLUE, 'registration', registration())
  story.does(LEADER, CLUE, 'opening', opening)
  for (let no = 1; no <= count; no++) story.does(LAW, CLUE, 'findings', found)
  return story
}

const measure = (more: object = {}) => ({
  ...{ finding: 1, measure: 'PERSON_ADMONITION', target: { kind: 'PERSON', person: PLANNER } },
  ...{ body: 'DISCIPLINE_GROUP', form: 'DECISION', document: '驻交纪〔2026〕5号（演示）', decidedOn: '2026-07-06' },
  words: '情节较轻（演示）',
  ...more,
})
const suggested = (more: object = {}) => {
  const { document: _, decidedOn: __, ...rest } = measure({ body: 'ACCOUNTABILITY_GROUP', form: 'SUGGESTION' })
  return { ...rest, ...more }
}
const step = (no: number, name: string) => ({ measure: no, step: name, on: '2026-07-06', words: '已办（演示）' })
const close = (way: string) => ({ way, summary: '已办结（演示）' })

test('S129 组长登记的线索（如抽查转来的），由另一名不须回避的成员决定是否立项，不会卡住', () => {
  const story = tellStory(founded.copy())
  story.does(LEADER, CLUE, 'registration', registration(['GENERAL_OFFICE']))
  story.refused(LEADER, CLUE, 'opening', opening, { clause: 'S129', says: /由另一名成员决定/ })
  story.refused(PERSONNEL, CLUE, 'opening', opening, { clause: 'S145', says: /由监督问责小组组长办理/ })
  // The first seat after the leader's is the general office's own, and the clue is about that.
  story.refused(OFFICE_HEAD, CLUE, 'opening', opening, { clause: 'S143', says: /没有找到/ })
  story.does('head-party-office', CLUE, 'opening', opening)
  assert.equal(clue(story).decided?.person, 'head-party-office')
  // From then on the leader leads again.
  story.does(LAW, CLUE, 'no-findings', { words: '没有发现问题（演示）' })
  story.refused('head-party-office', CLUE, 'closure', close('SETTLED'), { clause: 'S145', says: /组长/ })
  story.does(LEADER, CLUE, 'closure', close('SETTLED'))
})

test('S62 E-53 改进建议由办公室里不须回避的人答复：涉及其处室的人看不见', () => {
  const story = tellStory(founded.copy())
  story.does(LAW, CLUE, 'registration', registration(['GENERAL_OFFICE']))
  story.does(LEADER, CLUE, 'opening', opening)
  story.does(LAW, CLUE, 'improvements', { kind: 'RULE', subject: '用印制度', words: '增设登记环节（演示）' })
  const answer = { no: 1, adopted: true, words: '已修订（演示）' }
  story.refused('clerk-general-office-1', CLUE, 'improvement-answers', answer, { clause: 'S143', says: /没有找到/ })
  story.does('head-party-office', CLUE, 'improvement-answers', answer)
})

test('E-64 ACC-003 建议处分以后，有权机关的处分决定可以登记；再建议、再决定都被拦下，组织处理可以并列', () => {
  const story = withFindings(1)
  story.does(LAW, CLUE, 'measures', suggested({ measure: 'PERSON_SANCTION' }))
  const again = { clause: 'ACC-003', says: /已经提出处分建议，等待有权机关答复/ }
  story.refused(LAW, CLUE, 'measures', suggested({ measure: 'PERSON_SANCTION' }), again)
  const sanction = measure({ measure: 'PERSON_SANCTION', body: 'SUPERVISION_COMMISSION' })
  story.does(LAW, CLUE, 'measures', sanction)
  const twice = { clause: 'ACC-003', says: /不得重复处分；可以并列组织处理/ }
  story.refused(LAW, CLUE, 'measures', sanction, twice)
  story.refused(LAW, CLUE, 'measures', suggested({ measure: 'PERSON_SANCTION' }), twice)
  story.does(LAW, CLUE, 'measures', measure({ measure: 'PERSON_ADJUSTMENT', body: 'PARTY_GROUP' }))
})

test('ACC-004 申诉由被问责的本人提出，不早于决定', () => {
  const story = withFindings(1)
  story.does(LAW, CLUE, 'measures', measure())
  const appeal = { measure: 1, by: PLANNER, on: '2026-07-06', words: '事实有出入（演示）' }
  story.refused(LAW, CLUE, 'appeals', { ...appeal, by: LAW }, { clause: 'ACC-004', says: /由被问责的本人提出/ })
  story.refused(LAW, CLUE, 'appeals', { ...appeal, on: '2026-07-03' }, { clause: 'ACC-004', says: /不得早于决定日/ })
  story.does(LAW, CLUE, 'appeals', appeal)
})

test('S153 ACC-006 措施没有执行、建议没有答复的不能办结：组织调整要办结手续，宣布了还不算', () => {
  const story = withFindings(1)
  story.does(LAW, CLUE, 'measures', measure({ measure: 'PERSON_ADJUSTMENT', body: 'PARTY_GROUP' }))
  story.does(LAW, CLUE, 'measure-steps', step(1, 'ANNOUNCED'))
  const unfinished = { clause: 'ACC-006', says: /第1项措施「组织调整或者组织处理」还没有执行或者答复/ }
  story.refused(LEADER, CLUE, 'closure', close('ACCOUNTED'), unfinished)
  story.does(LAW, CLUE, 'measure-steps', step(1, 'PROCEDURES_DONE'))
  story.does(LAW, CLUE, 'measures', suggested({ measure: 'TALK_REMINDER', target: { kind: 'PERSON', person: LAW } }))
  story.refused(LEADER, CLUE, 'closure', close('ACCOUNTED'), { clause: 'ACC-006', says: /第2项措施「谈话提醒」/ })
  story.does(LAW, CLUE, 'measure-steps', step(2, 'DECLINED'))
  story.does(LEADER, CLUE, 'closure', close('ACCOUNTED'))
})

test('E-63 S153 轻的整改、重的问责，各有各的去向：缺一项都不能办结，齐了就能', () => {
  const story = withFindings(2)
  const order = { finding: 1, department: 'PLANNING', dueOn: '2026-07-20', what: '补开会议（演示）' }
  story.does(LAW, CLUE, 'rectification-orders', order)
  story.does(PLANNER, CLUE, 'rectifications', { finding: 1, words: '已补开（演示）' })
  story.does(LAW, CLUE, 'verifications', { finding: 1, result: 'FULL', words: '属实（演示）' })
  story.does(LAW, CLUE, 'measures', suggested({ measure: 'TRANSFER' }))
  story.does(LAW, CLUE, 'measure-steps', step(1, 'FILED'))
  const open = { clause: 'S153', says: /第2项问题还没有去向/ }
  for (const way of ['ACCOUNTED', 'TRANSFERRED']) story.refused(LEADER, CLUE, 'closure', close(way), open)
  story.does(LAW, CLUE, 'measures', measure({ finding: 2 }))
  story.does(LAW, CLUE, 'measure-steps', step(2, 'FILED'))
  story.does(LEADER, CLUE, 'closure', close('ACCOUNTED'))
  const [outcome] = story.world.state<Register>(streams.register).outcomes
  assert.deepEqual([outcome?.rectification, outcome?.measures.length], ['FULL', 2])
  assert.ok(!JSON.stringify(outcome).includes(PLANNER), 'without names')
})

test('ACC-004 S153 唯一的决定经申诉撤销的，可以予以了结，不会没有出路', () => {
  const story = withFindings(1)
  story.does(LAW, CLUE, 'measures', measure())
  story.refused(LEADER, CLUE, 'closure', close('SETTLED'), { clause: 'ACC-006', says: /还没有执行/ })
  story.does(LAW, CLUE, 'appeals', { measure: 1, by: PLANNER, on: '2026-07-06', words: '事实有出入（演示）' })
  const decision = { measure: 1, upheld: true, on: '2026-07-06', words: '事实不清，撤销（演示）' }
  story.does(LAW, CLUE, 'appeal-decisions', decision)
  story.refused(LEADER, CLUE, 'closure', close('ACCOUNTED'), { clause: 'S153', says: /没有已经执行的问责措施/ })
  story.does(LEADER, CLUE, 'closure', close('SETTLED'))
  assert.deepEqual(story.world.state<Register>(streams.register).outcomes[0]?.measures, [])
})
