import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  type ComplaintStory,
  complaintStory,
  FINANCE,
  identityFor,
  keyOf,
  LAW,
  LEADER,
  MEMBERS,
  NUMBER,
  PERSONNEL,
  report,
} from '../../test/support/complaint-story.ts'
import { foundedWorld } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { REPORTER } from '../organisation/facts.ts'
import { complaintActs } from './acts.ts'
import { clocksOf } from './clocks.ts'
import type { ComplaintClass } from './complaint.ts'
import { maySeeComplaint } from './facts.ts'
import { recusedBy } from './recusal.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

const NOT_THERE = { clause: 'S143', says: /没有找到，或您无权查看/, code: 'NOT_FOUND' } as const

/** Triaged and in the hands of two members. */
function handled(story: ComplaintStory, kind: ComplaintClass = 'DISCIPLINE_REPORT', number = NUMBER): void {
  const stream = streams.complaint(number)
  story.does(LAW, stream, 'triage', { class: kind, note: story.part(`triage ${number}`) })
  story.does(LEADER, stream, 'assignment', { handlers: [LAW, PERSONNEL] })
}

function acknowledged(story: ComplaintStory, number = NUMBER): void {
  const reply = story.part(`ack ${number}`)
  story.does(LAW, streams.complaint(number), 'acknowledgement', { accepted: true, reply })
}

const settled = (story: ComplaintStory, number = NUMBER) => {
  const stream = streams.complaint(number)
  const papers = [{ kind: 'SETTLE_REPORT', part: story.part(`settle ${number}`) }]
  story.does(LAW, stream, 'disposition', { disposition: 'SETTLE', papers })
  story.does(LEADER, stream, 'disposition-approval', {})
}

test('S122 S140 匿名举报从网上来：分流、指定两人、告知受理、初步核实、反馈、结案，一步不少', () => {
  const story = complaintStory(founded)
  story.reported()
  assert.equal(story.complaint().stage, 'RECEIVED')
  handled(story)
  acknowledged(story)
  const papers = [{ kind: 'CHECK_APPROVAL', part: story.part('approval') }]
  story.does(LAW, story.stream, 'disposition', { disposition: 'PRELIMINARY_CHECK', papers })
  story.refused(LAW, story.stream, 'disposition-approval', {}, { clause: 'S145', says: /由监督问责小组组长/ })
  story.does(LEADER, story.stream, 'disposition-approval', {})
  story.refused(LEADER, story.stream, 'closure', { result: 'PARTLY' }, { clause: 'S153', says: /没有经批准并已办结/ })
  story.does(PERSONNEL, story.stream, 'papers', { papers: [{ kind: 'CHECK_REPORT', part: story.part('checked') }] })
  story.refused(LEADER, story.stream, 'closure', { result: 'PARTLY' }, { clause: 'S153', says: /还没有反馈举报人/ })
  story.does(LAW, story.stream, 'feedback', { reply: story.part('feedback') })
  story.does(LEADER, story.stream, 'closure', { result: 'PARTLY' })

  const { stage, result, replies } = story.complaint()
  assert.deepEqual([stage, result], ['CLOSED', 'PARTLY'])
  assert.deepEqual(
    replies.map(r => r.about),
    ['ACKNOWLEDGEMENT', 'FEEDBACK'],
  )
})

test('S122 密封件没有收到、长度不符、同一件交两次，登记不了，话说得清楚', () => {
  const story = complaintStory(founded)
  const never = { blob: 'f'.repeat(64), size: 10 }
  const says = /密封件没有收到/
  const given = report(story.part)
  story.refused(
    REPORTER,
    story.stream,
    'intake',
    { ...given, content: never },
    { clause: 'S122', says, field: 'content' },
  )
  const twice = { ...given, attachments: [given.content] }
  story.refused(REPORTER, story.stream, 'intake', twice, {
    clause: 'S122',
    says: /不能提交两次/,
    field: 'attachments.0',
  })
  story.refused(
    REPORTER,
    story.stream,
    'intake',
    { ...given, channel: 'LETTER' },
    { clause: 'S122', says: /由小组成员登记/ },
  )
  story.refused(LAW, story.stream, 'intake', given, { clause: 'S122', says: /网上提交的由举报人登记/ })
})

test('E-53 CMP-005 涉及小组成员：该成员看不见、办不了，存在与否也不知道；代组长由下一位担任', () => {
  const story = complaintStory(founded)
  const { recused, upward } = recusedBy(
    story.organisation(),
    { departments: ['FINANCE_AUDIT'], persons: [] },
    story.today(),
  )
  assert.equal(upward, false)
  assert.ok(recused.persons.includes(FINANCE))
  const keys = MEMBERS.filter(m => m !== FINANCE).map(m => keyOf(m, 'CONTENT'))
  story.refused(REPORTER, story.stream, 'intake', report(story.part, { recused }), {
    clause: 'CMP-005',
    says: /属于应当回避的人/,
  })
  story.reported({ recused, keys })

  for (const { noun } of complaintActs) story.refused(FINANCE, story.stream, noun, {}, NOT_THERE)
  for (const person of ['operator-1', 'clerk-general-office-1', 'agency-head', 'leader-1']) {
    story.refused(person, story.stream, 'triage', {}, NOT_THERE)
  }
  const facts = (person: string) => ({
    person,
    now: story.now(),
    today: story.today(),
    organisation: story.organisation(),
  })
  assert.equal(maySeeComplaint(story.complaint(), facts(FINANCE)), false)
  assert.equal(maySeeComplaint(story.complaint(), facts(LAW)), true)
  story.does(LAW, story.stream, 'triage', { class: 'DISCIPLINE_REPORT', note: story.part('n') })
  const handlers = { handlers: [LAW, FINANCE] }
  story.refused(LEADER, story.stream, 'assignment', handlers, { clause: 'E-53', says: /无须回避的监督问责小组成员/ })
})

test('E-53 CMP-005 反映组长或厅主要领导的不入普通库，只密封给上级，本厅没有人看得见', () => {
  const story = complaintStory(founded)
  for (const person of [LEADER, 'agency-head']) {
    const { recused, upward } = recusedBy(story.organisation(), { departments: [], persons: [person] }, story.today())
    assert.equal(upward, true, person)
    story.refused(REPORTER, story.stream, 'intake', report(story.part, { recused }), {
      clause: 'CMP-005',
      says: /径送上级机关/,
    })
  }
  const sealed = story.part('upward')
  const wrong = { destination: 'key-nobody', sealed }
  story.refused(REPORTER, story.stream, 'upward-intake', wrong, { clause: 'CMP-005', says: /没有登记或者已经停用/ })
  story.does(REPORTER, story.stream, 'upward-intake', { destination: keyOf(LEADER, 'SUPERIOR'), sealed })

  const { stage, upward, parts, keys } = story.complaint()
  assert.deepEqual([stage, upward?.sealed, parts, keys], ['UPWARD', sealed, [], []])
  for (const person of MEMBERS) story.refused(person, story.stream, 'triage', {}, NOT_THERE)
  story.does('SYSTEM', story.stream, 'upward-handing', { receipt: '交接-1' })
  story.refused(
    'SYSTEM',
    story.stream,
    'upward-handing',
    { receipt: '交接-2' },
    { clause: 'CMP-005', says: /已经登记过交接凭证/ },
  )
})

test('S127 TRIAGE-001 不涉及四大板块的只能转出并告知；分流可以改一次，须另写说明', () => {
  const story = complaintStory(founded)
  story.reported({ boards: [] })
  const triage = (kind: string, note: string) => ({ class: kind, note: story.part(note) })
  story.refused(LAW, story.stream, 'triage', triage('DISCIPLINE_REPORT', 'a'), {
    clause: 'S127',
    says: /不涉及四大板块业务/,
  })
  story.does(LAW, story.stream, 'triage', triage('OUT_OF_SCOPE', 'b'))
  story.refused(LAW, story.stream, 'triage', triage('OUT_OF_SCOPE', 'c'), { clause: 'TRIAGE-001', says: /没有改变/ })

  const other = complaintStory(founded)
  other.reported()
  other.does(LAW, other.stream, 'triage', { class: 'PETITION', note: other.part('first') })
  other.does(LAW, other.stream, 'triage', { class: 'SERVICE_COMPLAINT', note: other.part('second') })
  other.refused(
    LAW,
    other.stream,
    'triage',
    { class: 'CONSULT', note: other.part('third') },
    { clause: 'TRIAGE-001', says: /已经改过一次/ },
  )
  assert.equal(other.complaint().triageChanged, true)
})

test('E-55 业务诉求转出：交了哪些材料记下，告知举报人去向，不转给被反映的处室，不丢件', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story, 'SERVICE_COMPLAINT')
  const content = story.complaint().parts[0]?.blob ?? ''
  const sent = {
    destination: '效能与行风工作机构',
    handed: [content],
    note: story.part('why'),
    reply: story.part('told'),
  }
  const { reply: _, ...untold } = sent
  story.refused(LAW, story.stream, 'transfer', untold, { clause: 'E-55', says: /须写明给举报人的答复/ })
  const theirs = { ...sent, destination: story.organisation().departments.CAPITAL_CONSTRUCTION?.name ?? '' }
  story.refused(LAW, story.stream, 'transfer', theirs, { clause: 'CMP-005', says: /不得转给被反映的处室/ })
  story.does(LAW, story.stream, 'transfer', sent)
  story.refused(
    LEADER,
    story.stream,
    'closure',
    { result: 'SUBSTANTIATED' },
    { clause: 'S153', says: /与本件的处置方式不一致/ },
  )
  story.does(LEADER, story.stream, 'closure', { result: 'TRANSFERRED' })
  assert.deepEqual(story.complaint().transfers[0]?.handed, [content])
})

test('S141 行风问题单独记下，不与违纪举报混在一起', () => {
  const story = complaintStory(founded)
  story.reported({ industryConduct: true })
  assert.equal(story.complaint().industryConduct, true)
})

test('CMP-002 期限：分流5个工作日，实名告知15个工作日，处置意见1个月，反馈15个工作日，各按各的单位', () => {
  const story = complaintStory(founded)
  story.reported({ mode: 'REAL_NAME', identity: identityFor(story.part) })
  const clocks = () =>
    Object.fromEntries(
      clocksOf(story.complaint(), story.world.state('rulebook'), story.today()).map(c => [c.kind, c.reading]),
    )
  assert.equal(story.today(), '2026-07-06')
  assert.equal(clocks().TRIAGE?.dueOn, '2026-07-13')
  assert.equal(clocks().ACKNOWLEDGEMENT?.dueOn, '2026-07-27')
  handled(story)
  assert.equal(clocks().DISPOSITION?.dueOn, '2026-08-06')
  acknowledged(story)
  assert.equal(clocks().ACKNOWLEDGEMENT?.state, 'STOPPED')
  settled(story)
  assert.equal(clocks().DISPOSITION?.state, 'STOPPED')
  assert.equal(clocks().FEEDBACK?.dueOn, '2026-07-27')
  story.on('2026-08-03')
  assert.equal(clocks().FEEDBACK?.late, true)
})

test('CMP-002 信访受理60日，可延长30日一次', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story, 'PETITION')
  const note = story.part('longer')
  story.refused(LEADER, story.stream, 'extension', { note }, { clause: 'CMP-002', says: /只有已经受理的信访事项/ })
  acknowledged(story)
  story.does(LEADER, story.stream, 'extension', { note })
  story.refused(
    LEADER,
    story.stream,
    'extension',
    { note: story.part('again') },
    { clause: 'CMP-002', says: /已经延长过一次/ },
  )
  assert.equal(story.complaint().extendedTo, '2026-10-08')
})

test('CMP-006 S153 四类处置各有必填文书；暂存待查有复查日，不能结案，到期另作处置', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story)
  const papers = [{ kind: 'HOLD_REASONS', part: story.part('hold') }]
  const hold = { disposition: 'HOLD', papers, reviewOn: '2026-10-09' }
  story.refused(
    LAW,
    story.stream,
    'disposition',
    { disposition: 'HOLD', papers: [] },
    { clause: 'CMP-006', says: /暂存待查须有暂存待查理由/ },
  )
  story.refused(
    LAW,
    story.stream,
    'disposition',
    { ...hold, reviewOn: undefined },
    { clause: 'CMP-006', says: /晚于今天的复查日/ },
  )
  story.refused(
    LAW,
    story.stream,
    'disposition',
    { ...hold, disposition: 'SETTLE' },
    { clause: 'CMP-006', says: /须有了结报告/ },
  )
  story.does(LAW, story.stream, 'disposition', hold)
  story.does(LEADER, story.stream, 'disposition-approval', {})
  story.refused(
    LEADER,
    story.stream,
    'closure',
    { result: 'UNSUBSTANTIATED' },
    { clause: 'CMP-006', says: /暂存待查不是处理结果/ },
  )
  story.on('2026-10-09')
  story.does(LAW, story.stream, 'hold-review', { reopened: true, note: story.part('new lead') })
  settled(story)
  assert.equal(story.complaint().earlierProposals.length, 1)
  assert.equal(story.complaint().concludedOn, '2026-10-09')
})

test('CMP-007 E-56 同一问题多人举报：后收的并入先收的，不删除，各自的反馈期限各自起算', () => {
  const story = complaintStory(founded)
  const second = 'JB-87654321'
  story.reported({ mode: 'REAL_NAME', identity: identityFor(story.part) })
  handled(story)
  story.on('2026-07-08')
  story.reported(
    { mode: 'REAL_NAME', identity: [{ first: LAW, second: PERSONNEL, part: story.part('identity 2') }] },
    second,
  )
  handled(story, 'DISCIPLINE_REPORT', second)
  const stream = streams.complaint(second)
  story.refused(LAW, story.stream, 'merger', { into: second }, { clause: 'CMP-007', says: /先收到的是主件/ })
  story.does(LAW, stream, 'merger', { into: NUMBER })
  story.refused(LEADER, stream, 'closure', { result: 'MERGED' }, { clause: 'S153', says: /主件还没有处理结果/ })
  story.on('2026-07-20')
  settled(story)

  const joined = story.complaint(second)
  assert.deepEqual([joined.stage, joined.mergedInto, joined.concludedOn], ['MERGED', NUMBER, '2026-07-20'])
  assert.deepEqual(story.complaint().joined, [second])
  const kinds = clocksOf(joined, story.world.state('rulebook'), story.today()).map(c => c.kind)
  assert.ok(kinds.includes('FEEDBACK') && kinds.includes('ACKNOWLEDGEMENT'))
  story.does(LAW, stream, 'feedback', { reply: story.part('told both') })
  story.does(LEADER, stream, 'closure', { result: 'MERGED' })
})

test('CMP-002 CMP-006 过了复查日才批准的暂存，当日就该复查，时钟照样算得出', () => {
  const story = complaintStory(founded)
  story.reported()
  handled(story)
  const papers = [{ kind: 'HOLD_REASONS', part: story.part('hold late') }]
  story.does(LAW, story.stream, 'disposition', { disposition: 'HOLD', papers, reviewOn: '2026-07-10' })
  story.on('2026-07-20')
  story.does(LEADER, story.stream, 'disposition-approval', {})

  const clock = clocksOf(story.complaint(), story.world.state('rulebook'), story.today()).find(
    c => c.kind === 'HOLD_REVIEW',
  )
  assert.equal(clock?.reading.dueOn, '2026-07-20')
})
