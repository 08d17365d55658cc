import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchOf, drawn, inspectionOf, LEADER, MEMBER } from '../../test/support/spot-check-story.ts'
import type { Story } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { must } from '../result.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { publicationClock } from './clocks.ts'
import { type InspectionFacts, maySeeInspection, seesWork } from './facts.ts'
import type { Inspection } from './inspection.ts'
import { overdueRectifications } from './overdue.ts'

const ID = '2023-01-1'
const STREAM = streams.inspection(ID)

interface Told {
  readonly story: Story
  readonly inspectors: readonly string[]
  /** Of the inspected division. */
  readonly head: string
  readonly department: string
  readonly file: { readonly hash: string; readonly name: string }
}
const now = ({ story }: Told): Inspection => inspectionOf(story, ID)

/** One drawn matter of 科技处 or 规划处 before anybody looked at it. */
function opened(): Told {
  const story = drawn()
  const { inspectors, departments } = inspectionOf(story, ID)
  const department = must(departments[0], 'a division')
  const file = { hash: story.world.putFile('现场照片.txt', '演示照片'), name: '现场照片.txt' }
  return { story, inspectors, department, head: department === 'SCI_TECH' ? 'head-sci-tech' : 'head-planning', file }
}

const PLAN = { from: '2023-08-25', to: '2023-09-08', items: [{ what: '是否先办后报', clause: 'S106' }] }

function planned(): Told {
  const told = opened()
  const [one = ''] = told.inspectors
  told.story.does(one, STREAM, 'plan', PLAN)
  told.story.does(one, STREAM, 'evidence', { what: '演示：台账照片', files: [told.file] })
  return told
}

const found = (told: Told, grade: 'MINOR' | 'SERIOUS') =>
  told.story.does(told.inspectors[0] ?? '', STREAM, 'findings', {
    ...{ grade, clause: 'S106', department: told.department, words: '演示：报备材料缺少会议纪要', evidence: [1] },
  })

/** With a minor and a serious finding, signed by both. */
function concluded(...grades: ('MINOR' | 'SERIOUS')[]): Told {
  const told = planned()
  for (const grade of grades) found(told, grade)
  told.story.does(told.inspectors[0] ?? '', STREAM, 'report', { report: '演示：检查发现若干问题。' })
  for (const person of told.inspectors) {
    told.story.does(person, STREAM, 'signatures', { sha256: now(told).report?.sha256 })
  }
  return told
}

const by = (told: Told) => ({ leader: LEADER, head: told.head, inspector: told.inspectors[0] ?? '' })
const order = (told: Told, finding: number, dueOn = '2023-09-15') =>
  told.story.does(LEADER, STREAM, 'rectification-orders', { finding, department: told.department, dueOn })
const report = (told: Told, finding: number) =>
  told.story.does(told.head, STREAM, 'rectifications', { finding, words: '演示：已补齐材料。', files: [told.file] })

test('RND-006 检查表、发现、结论一步一步来：没有方案不取证，没有证据不写发现，证据须是本人上传的', () => {
  const told = opened()
  const { story, inspectors, file } = told
  const [one = ''] = inspectors
  const evidence = { what: '演示：台账', files: [file] }
  story.refused(one, STREAM, 'evidence', evidence, { clause: 'RND-006', says: /请先制定方案/ })
  story.refused(told.head, STREAM, 'plan', PLAN, { clause: 'S145', says: /由本次抽中的检查人办理/ })
  const late = { ...PLAN, to: '2023-08-24' }
  story.refused(one, STREAM, 'plan', late, { clause: 'RND-006', says: /止日不得早于起日/ })
  story.does(one, STREAM, 'plan', PLAN)
  const unknown = { ...evidence, files: [{ hash: 'ab'.repeat(32), name: '别人的.txt' }] }
  story.refused(one, STREAM, 'evidence', unknown, { clause: 'RND-006', says: /没有上传完/ })
  const bare = { grade: 'MINOR', clause: 'S106', department: told.department, words: '演示：材料不全', evidence: [1] }
  story.refused(one, STREAM, 'findings', bare, { clause: 'RND-006', says: /没有第1号证据/ })
  story.does(one, STREAM, 'evidence', evidence)
  const elsewhere = { ...bare, department: 'PORTS' }
  story.refused(one, STREAM, 'findings', elsewhere, { clause: 'RND-006', says: /不得随意扩大检查范围/ })
  story.does(one, STREAM, 'findings', bare)
  assert.equal(now(told).findings.length, 1)
})

test('RND-003 结论由两名检查人各自签字才生效，签字后改动的要重签，签过的不重复签', () => {
  const told = planned()
  const { story, inspectors } = told
  const [one = '', other = ''] = inspectors
  story.refused(one, STREAM, 'signatures', { sha256: 'ab'.repeat(32) }, { clause: 'RND-006', says: /还没有检查结论/ })
  story.does(one, STREAM, 'report', { report: '演示：没有发现问题。' })
  const { sha256 } = must(now(told).report, 'a report')
  story.does(one, STREAM, 'signatures', { sha256 })
  story.refused(one, STREAM, 'signatures', { sha256 }, { clause: 'RND-003', says: /您已经签字/ })
  story.refused(
    MEMBER === one ? 'clerk-ports-1' : 'clerk-ports-2',
    STREAM,
    'signatures',
    { sha256 },
    {
      clause: 'S143',
      says: /没有找到/,
    },
  )
  found(told, 'MINOR')
  assert.deepEqual([now(told).stage, now(told).signatures.length], ['PLANNED', 0])
  story.does(other, STREAM, 'report', { report: '演示：发现一个问题。' })
  story.refused(one, STREAM, 'signatures', { sha256 }, { clause: 'RND-006', says: /已经改动/ })
  for (const person of [one, other]) {
    story.does(person, STREAM, 'signatures', { sha256: now(told).report?.sha256 })
  }
  assert.deepEqual([now(told).stage, now(told).concluded?.findings], ['CONCLUDED', 1])
})

test('S145 附来的签名要由本人登记的密钥作出，冒充的不收', () => {
  const told = planned()
  const [one = ''] = told.inspectors
  told.story.does(one, STREAM, 'report', { report: '演示：没有发现问题。' })
  const signature = { method: 'SERVER_HELD', key: 'stranger', value: 'AAAA' }
  const forged = { sha256: now(told).report?.sha256, signature }
  told.story.refused(one, STREAM, 'signatures', forged, { clause: 'S145', says: /不是签名人登记在册的密钥/ })
})

test('RND-006 异议在30日内提出，由原检查人和被检查处室以外的两人以上复核，取消的发现不再追究', () => {
  const told = concluded('MINOR', 'SERIOUS')
  const { story, inspectors, head } = told
  const words = '演示：第一条与事实不符，纪要已在附件中。'
  const late = story.copy()
  late.on('2023-09-26')
  late.refused(head, STREAM, 'objections', { words }, { clause: 'RND-006', says: /现在已经过期/ })
  story.refused(LEADER, STREAM, 'objections', { words }, { clause: 'S145', says: /由被检查处室负责人办理/ })
  story.does(head, STREAM, 'objections', { words })
  story.refused(head, STREAM, 'objections', { words }, { clause: 'RND-006', says: /已经提出过异议/ })
  const stands = { finding: 1, department: told.department, dueOn: '2023-09-15' }
  story.refused(LEADER, STREAM, 'rectification-orders', stands, { clause: 'RND-006', says: /异议还没有作出复核决定/ })

  const pool = batchOf(story).frozen?.inspectors.filter(person => !inspectors.includes(person)) ?? []
  const assign = (reviewers: readonly string[]) => ({ reviewers })
  const own = assign([inspectors[0] ?? '', pool[0] ?? ''])
  story.refused(LEADER, STREAM, 'objection-assignments', own, { clause: 'RND-006', says: /原检查人，复核时须回避/ })
  const one = assign([pool[0] ?? ''])
  story.refused(LEADER, STREAM, 'objection-assignments', one, { clause: 'RND-006', says: /不得少于2人/ })
  const stranger = assign([pool[0] ?? '', 'clerk-ports-1'])
  story.refused(LEADER, STREAM, 'objection-assignments', stranger, { clause: 'RND-006', says: /不是监督问责小组成员/ })
  story.does(LEADER, STREAM, 'objection-assignments', assign(pool.slice(0, 2)))

  const upheld = { upheld: true, dropped: [1], words: '演示：第一条取消，第二条维持。' }
  const kept = { ...upheld, upheld: false }
  story.refused(pool[0] ?? '', STREAM, 'objection-decisions', kept, { clause: 'RND-006', says: /不取消发现/ })
  story.does(pool[0] ?? '', STREAM, 'objection-decisions', upheld)
  story.refused(LEADER, STREAM, 'rectification-orders', stands, { clause: 'RND-006', says: /已经撤回或取消/ })
  assert.equal(now(told).findings[0]?.dropped, true)
})

test('RND-007 结果自结论之日起20个工作日内公开，公开的是数量、摘要', () => {
  const told = concluded('MINOR')
  const { story } = told
  const rulebook = story.world.state<Rulebook>(streams.rulebook)
  assert.equal(publicationClock(now(told), rulebook, story.today())?.remainingWorkdays, 20)
  assert.equal(publicationClock(now(told), rulebook, '2023-10-09')?.late, true)
  story.refused(told.head, STREAM, 'publication', { summary: '演示：一切正常。' }, { clause: 'S145', says: /组长办理/ })
  const [event] = story.does(LEADER, STREAM, 'publication', { summary: '演示：发现一个轻微问题，已责令整改。' })
  assert.deepEqual(event?.data, { summary: '演示：发现一个轻微问题，已责令整改。', findings: 1, serious: 0 })
  story.refused(LEADER, STREAM, 'publication', { summary: '演示：再来一次。' }, { clause: 'RND-007', says: /已经公开/ })
  assert.equal(publicationClock(now(told), rulebook, '2023-12-01')?.state, 'STOPPED')
})

test('E-63 轻重混合的逐条分级：严重的转线索，轻微的整改；整改逾期列得出来', () => {
  const told = concluded('MINOR', 'SERIOUS')
  const { story } = told
  story.refused(LEADER, STREAM, 'referrals', { finding: 1 }, { clause: 'E-63', says: /轻微的问题责令整改/ })
  const [, clue] = story.does(LEADER, STREAM, 'referrals', { finding: 2 })
  assert.deepEqual([clue?.stream, clue?.type], [streams.accountability('2023-001'), 'accountability.registered'])
  story.refused(LEADER, STREAM, 'referrals', { finding: 2 }, { clause: 'E-63', says: /已经转为问题线索/ })

  order(told, 1)
  assert.deepEqual(overdueRectifications(now(told), '2023-09-15'), [])
  assert.deepEqual(overdueRectifications(now(told), '2023-09-18'), [
    { inspection: ID, finding: 1, department: told.department, dueOn: '2023-09-15' },
  ])
  story.on('2023-09-14')
  report(told, 1)
  assert.deepEqual(overdueRectifications(now(told), '2023-09-18'), [], 'in time, and waits for its verification')
})

test('S129 抽查发现的严重问题接上问题线索：写明来自哪项检查、哪个件，被检查处室回避', () => {
  const told = concluded('SERIOUS')
  const [, clue] = told.story.does(LEADER, STREAM, 'referrals', { finding: 1 })
  const data = clue?.data as Record<string, unknown>
  assert.deepEqual([data.source, data.reference, data.departments], ['INSPECTION', ID, [told.department]])
  assert.deepEqual(data.matters, [now(told).object.replace('MATTER:', '')])
  assert.deepEqual(data.recused, { departments: [told.department], persons: [] })
})

test('S153 整改由处室以外的人复查，没有到位的给新的期限；每一条都有去向、结果公开以后才能办结', () => {
  const told = concluded('MINOR', 'SERIOUS')
  const { story } = told
  const { inspector, head } = by(told)
  const close = (says: RegExp, clause = 'S153') => story.refused(LEADER, STREAM, 'closure', {}, { clause, says })
  close(/第1条发现还没有去向/)
  const yesterday = { finding: 1, department: told.department, dueOn: '2023-08-24' }
  story.refused(LEADER, STREAM, 'rectification-orders', yesterday, { clause: 'S153', says: /应晚于今天/ })
  order(told, 1)
  close(/第1条的整改还没有复查到位/)
  const verified = { finding: 1, result: 'FULL', words: '演示：已到位。' }
  story.refused(inspector, STREAM, 'verifications', verified, { clause: 'S153', says: /还没有报告整改情况/ })
  report(told, 1)
  story.refused(head, STREAM, 'verifications', verified, { clause: 'S145', says: /办理/ })
  const partly = { finding: 1, result: 'PARTLY', words: '演示：还缺一份。' }
  story.refused(inspector, STREAM, 'verifications', partly, { clause: 'S153', says: /须写明新的整改期限/ })
  story.does(inspector, STREAM, 'verifications', { ...partly, dueOn: '2023-09-28' })
  report(told, 1)
  story.does(MEMBER, STREAM, 'verifications', verified)
  close(/第2条是严重问题，还没有转为问题线索/, 'E-63')
  story.does(LEADER, STREAM, 'referrals', { finding: 2 })
  close(/还没有公开/, 'RND-007')
  story.does(LEADER, STREAM, 'publication', { summary: '演示：两个问题，一个已整改。' })
  story.does(LEADER, STREAM, 'closure', {})
  assert.equal(now(told).stage, 'CLOSED')
  story.refused(head, STREAM, 'responses', { words: '演示：迟到的意见' }, { clause: 'RND-006', says: /已办结/ })
})

test('RND-006 检查进行中，被检查处室负责人看得到方案、看不到证据和发现；不相干的人不知道有这项检查', () => {
  const told = planned()
  const facts = (person: string): InspectionFacts => ({
    ...{ person, organisation: told.story.organisation(), now: told.story.now(), today: told.story.today() },
    rulebook: told.story.world.state<Rulebook>(streams.rulebook),
  })
  const sees = (person: string) => [maySeeInspection(now(told), facts(person)), seesWork(now(told), facts(person))]
  assert.deepEqual(sees(told.inspectors[0] ?? ''), [true, true])
  assert.deepEqual(sees(told.head), [true, false])
  assert.deepEqual(sees('clerk-ports-1'), [false, false])
  assert.deepEqual(sees('operator-1'), [false, false])
})
