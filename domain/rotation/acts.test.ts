import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECRETARY } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { must } from '../result.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { candidatesFor, problemFingerprint, problemOf, type RotationProblem, slotsOf } from './problem.ts'
import type { PlannedGroup, Rotation } from './rotation.ts'

const founded = await foundedWorld()
const FROM = '2027-01-01'
const NEXT = streams.rotation(FROM)
const REQUEST = { terms: 1, membersPerGroup: 2, groupsPerBoard: 1 }
const NO_LOG = { size: 0, root: '' }
const RUNNING = ['PLAN_FUND-1', 'CONSTRUCTION-1', 'PERMIT-1', 'ENFORCEMENT-1']

function problemNow(story: Story, from = FROM): RotationProblem {
  const groups = RUNNING.map(id => story.world.state<ReviewGroup>(streams.reviewGroup(id)))
  const rulebook = story.world.state<Rulebook>(streams.rulebook)
  return problemOf({ today: story.today(), organisation: story.organisation(), rulebook, groups }, from, REQUEST)
}

/** Groups made by hand for the one term: whoever has not led or sat yet, board after board. */
function byHand(problem: RotationProblem): readonly PlannedGroup[] {
  const [used, groups] = [new Set<string>(), [] as PlannedGroup[]]
  const leaders = leadersInTurn(problem, 0, new Set())
  for (const [at, { term, ...slot }] of slotsOf(problem).entries()) {
    const free = candidatesFor(problem, term, slot.board).divisions.filter(d => !used.has(d))
    const departments = free.slice(0, problem.membersPerGroup)
    for (const department of departments) used.add(department)
    groups.push({ ...slot, leader: must(leaders?.[at], 'a leader'), departments })
  }
  return groups
}

function leadersInTurn(
  problem: RotationProblem,
  at: number,
  taken: ReadonlySet<string>,
): readonly string[] | undefined {
  const slot = slotsOf(problem)[at]
  if (!slot) return []
  for (const { person } of candidatesFor(problem, slot.term, slot.board).leaders) {
    const led = problem.previous.some(p => p.board === slot.board && p.leader === person)
    const rest = led || taken.has(person) ? undefined : leadersInTurn(problem, at + 1, new Set([...taken, person]))
    if (rest) return [person, ...rest]
  }
  return undefined
}

function planned(story: Story) {
  const problem = problemNow(story)
  const input = { request: REQUEST, problem: problemFingerprint(problem), seed: NO_LOG, groups: byHand(problem) }
  return { problem, input }
}

test('S72、S101 办公室编排、调整、编成；编成的各组待领导小组批准，批准前不得开例会', () => {
  const story = tellStory(founded.copy(), '2026-11-23')
  const { input } = planned(story)
  story.refused('head-planning', NEXT, 'plans', input, { clause: 'S145', says: /由领导小组办公室办理/ })
  story.refused(SECRETARY, NEXT, 'establishments', { plan: 1 }, { clause: 'S101', says: /还没有轮值方案/ })
  story.does(SECRETARY, NEXT, 'plans', input)

  const groups = input.groups.map((g, at) => (at === 0 ? { ...g, departments: g.departments.toReversed() } : g))
  story.does(SECRETARY, NEXT, 'adjustments', { plan: 1, groups, reason: '召集人出国' })
  story.does(SECRETARY, NEXT, 'establishments', { plan: 1 })
  assert.deepEqual(story.world.state<Rotation>(NEXT).established?.groups, [
    'PLAN_FUND-2',
    'CONSTRUCTION-2',
    'PERMIT-2',
    'ENFORCEMENT-2',
  ])
  const group = story.world.state<ReviewGroup>(streams.reviewGroup('PLAN_FUND-2'))
  assert.deepEqual(
    group.members.map(m => m.department),
    groups[0]?.departments,
  )
  assert.deepEqual([group.rotation, group.from, group.to, group.approvedAt], [FROM, FROM, '2027-06-30', undefined])
  const meeting = { kind: 'GROUP', body: 'PLAN_FUND-2', scheduledAt: '2027-01-11T02:00:00.000Z', place: '第一会议室' }
  const id = streams.meeting('GROUP-PLAN_FUND-2-2027-1')
  story.refused(SECRETARY, id, 'calling', meeting, { clause: 'A7', says: /轮值未经领导小组批准/ })
  story.refused(SECRETARY, NEXT, 'plans', input, { clause: 'S101', says: /已经编成复核小组，不得再改/ })
})

test('A7 编排按问题和透明日志的种子抽签：种子不对、问题变了的方案不收，方案逐一留痕', () => {
  const story = tellStory(founded.copy(), '2026-11-23')
  const { input } = planned(story)
  const chosen = { ...input, seed: { size: 7, root: 'ab' } }
  story.refused(SECRETARY, NEXT, 'plans', chosen, { clause: 'S101', says: /透明日志有了新的条目/, field: 'seed' })
  const other = { ...input, problem: 'f'.repeat(64) }
  story.refused(SECRETARY, NEXT, 'plans', other, { clause: 'S101', says: /有了变化，请重新编排/, field: 'problem' })
  story.does(SECRETARY, NEXT, 'plans', input)
  story.does(SECRETARY, NEXT, 'plans', input)
  assert.deepEqual(
    story.world.state<Rotation>(NEXT).plans.map(p => p.plan),
    [1, 2],
  )
})

test('S101 编排以后人员变动的，须重新编排', () => {
  const story = tellStory(founded.copy(), '2026-11-23')
  const { input } = planned(story)
  story.does(SECRETARY, NEXT, 'plans', input)
  const member = input.groups[0]?.departments[0]
  const post = story.organisation().assignments.find(a => a.department === member && a.post === 'DIVISION_HEAD')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: '2026-12-31' })
  story.refused(SECRETARY, NEXT, 'establishments', { plan: 1 }, { clause: 'S101', says: /有了变化，请重新编排/ })
})

test('S101 新的轮值在现行轮值止日之后开始，起日是真实的日期', () => {
  const story = tellStory(founded.copy(), '2026-11-23')
  const { input } = planned(story)
  const overlapping = { clause: 'S101', says: /轮值到2026年12月31日为止，新的轮值须在其后开始/, field: 'from' }
  story.refused(SECRETARY, streams.rotation('2026-12-31'), 'plans', input, overlapping)
  story.refused(SECRETARY, streams.rotation('2027-02-30'), 'plans', input, { clause: 'S101', says: /真实的日期/ })
})

/** What a changed plan is refused for: the change, the clause and the words. */
interface Wrong {
  readonly clause: string
  readonly says: RegExp
  readonly change: (groups: readonly PlannedGroup[]) => readonly PlannedGroup[]
}

const first =
  (more: (group: PlannedGroup) => Partial<PlannedGroup>): Wrong['change'] =>
  groups =>
    groups.map((group, at) => (at === 0 ? { ...group, ...more(group) } : group))
const led = (leader: string) => first(() => ({ leader }))
const sat = (department: string) => first(g => ({ departments: [g.departments[0] ?? '', department] }))

/** Those that submit on the board of the first group. */
const PLAN_FUND = ['PLANNING', 'FINANCE_AUDIT', 'SCI_TECH', 'PORTS', 'POLICY_LAW']

const wrongs: readonly Wrong[] = [
  { clause: 'A13', says: /监督问责小组组长，不得任复核小组组长/, change: led('discipline-leader') },
  { clause: 'S95', says: /不是厅领导，不得任复核小组组长/, change: led('head-waterway') },
  { clause: 'A8', says: /梁绍康.*上一轮值的组长/, change: led('leader-2') },
  {
    clause: 'S95',
    says: /同期任2个小组组长，厅领导足够时每人至多1个/,
    change: groups => led(groups[1]?.leader ?? '')(groups),
  },
  { clause: 'S94', says: /综合规划处是「规划资金」板块的送审处室/, change: sat('PLANNING') },
  { clause: 'S96', says: /不是厅机关处室/, change: sat('ARCHIVE_INFO_CENTER') },
  {
    clause: 'A7',
    says: /只能排一次/,
    change: first(g => ({ departments: [g.departments[0] ?? '', g.departments[0] ?? ''] })),
  },
  {
    clause: 'S96',
    says: /每组成员2名，现有3名/,
    change: groups => first(g => ({ departments: [...g.departments, 'PERSONNEL'] }))(groups),
  },
  {
    clause: 'S101',
    says: /同期参加2个小组，处室足够时每个处室至多1个/,
    change: groups => sat(groups[1]?.departments.find(d => !PLAN_FUND.includes(d)) ?? '')(groups),
  },
  { clause: 'S101', says: /应为第1期「规划资金复核小组」/, change: first(() => ({ name: '另一个小组' })) },
  { clause: 'S101', says: /应编排4个复核小组，现有3个/, change: groups => groups.slice(1) },
]

test('S94、S95、S96、S101、A7、A8、A13 违反硬规则的调整，指出是哪一组、哪一条', () => {
  const story = tellStory(founded.copy(), '2026-11-23')
  const { input } = planned(story)
  story.does(SECRETARY, NEXT, 'plans', input)
  for (const { clause, says, change } of wrongs) {
    const adjustment = { plan: 1, groups: change(input.groups), reason: '试改' }
    story.refused(SECRETARY, NEXT, 'adjustments', adjustment, { clause, says, code: 'INVALID' })
  }
  const none = { plan: 9, groups: input.groups, reason: '试改' }
  story.refused(SECRETARY, NEXT, 'adjustments', none, { clause: 'S101', says: /没有第9号轮值方案/ })
})
