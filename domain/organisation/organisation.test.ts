import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { createWorld } from '../../test/support/world.ts'
import { streams } from '../ids.ts'
import { headOf, holdersOf, leaderInChargeOf, titleOf } from './posts.ts'
import { rolesInAgency } from './roles.ts'

const founded = await foundedWorld()
const ORGANISATION = streams.organisation
const roles = (story: Story, person: string) =>
  rolesInAgency({ now: story.now(), today: story.today(), person, organisation: story.organisation() })

test('S37 一个平台只建立一个机关，它是一切数据的归属根', () => {
  const story = tellStory(createWorld())
  const agency = { name: '演示厅', brand: '廉洁交通', platform: '阳光政务平台', demo: true }
  story.does('SYSTEM', ORGANISATION, 'foundation', agency)
  story.refused('SYSTEM', ORGANISATION, 'foundation', agency, {
    clause: 'S37',
    says: /不能重复建立/,
    code: 'WRONG_STATE',
  })
  assert.equal(story.organisation().name, '演示厅')
})

test('S74、S75、S76 三个板块的送审处室依方案原文，港口处同属两个板块', () => {
  const { departments } = tellStory(founded).organisation()
  const submitting = (board: string) =>
    Object.values(departments)
      .filter(d => d.boards.some(b => b === board))
      .map(d => d.code)
      .sort()
  assert.deepEqual(submitting('PLAN_FUND'), ['FINANCE_AUDIT', 'PLANNING', 'POLICY_LAW', 'PORTS', 'SCI_TECH'])
  assert.deepEqual(submitting('CONSTRUCTION'), ['CAPITAL_CONSTRUCTION', 'LOCAL_RAILWAY'])
  assert.deepEqual(submitting('PERMIT'), ['PORTS', 'TOLL_ADMIN', 'TRANSPORT', 'WATERWAY'])
  assert.deepEqual(submitting('ENFORCEMENT'), ['ENFORCEMENT_BUREAU'])
})

test('S74、S75、S76 原文有“等”的板块可以增列送审处室', () => {
  const story = tellStory(founded.copy())
  const added = { department: 'SAFETY', name: '安全监督处', kind: 'division', from: story.today(), order: 50 }
  story.does('SYSTEM', ORGANISATION, 'departments', { ...added, boards: ['PLAN_FUND', 'CONSTRUCTION', 'PERMIT'] })
  assert.deepEqual(story.organisation().departments.SAFETY?.boards, ['PLAN_FUND', 'CONSTRUCTION', 'PERMIT'])
})

test('S77 行政执法板块原文无“等”，不得增列第二个送审处室', () => {
  const story = tellStory(founded.copy())
  const second = { department: 'SAFETY', name: '安全监督处', kind: 'division', from: story.today(), order: 50 }
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'departments',
    { ...second, boards: ['ENFORCEMENT'] },
    { clause: 'S77', says: /只有一个送审处室/ },
  )
  story.does('SYSTEM', ORGANISATION, 'departments', { ...second, boards: [] })
})

test('S73 运维身份不具有任何业务身份，即使误任了别的职务', () => {
  const story = tellStory(founded.copy())
  story.does('SYSTEM', ORGANISATION, 'post-assignments', {
    person: 'operator-1',
    post: 'CLERK',
    department: 'PLANNING',
    from: story.today(),
  })
  assert.deepEqual([...roles(story, 'operator-1')], ['OPERATOR'])
  assert.equal(holdersOf(story.organisation(), 'OPERATOR', story.today())[0]?.department, 'ARCHIVE_INFO_CENTER')

  const draft = { item: 'DEMO-PF-01', title: '演示标题', department: 'PLANNING' }
  story.refused('operator-1', streams.matter('2026-000001'), 'draft', draft, {
    clause: 'S145',
    says: /送审处室工作人员/,
    code: 'FORBIDDEN',
  })
  story.does('clerk-planning-1', streams.matter('2026-000001'), 'draft', draft)
})

test('S65 一处室同一时间只有一名主要负责人：先免后任，未来的任职也算', () => {
  const story = tellStory(founded.copy())
  const successor = { person: 'deputy-planning', post: 'DIVISION_HEAD', department: 'PLANNING' }
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'post-assignments',
    { ...successor, from: '2026-08-01' },
    { clause: 'S65', says: /仍任此职，请先办理免职/ },
  )

  const sitting = holdersOf(story.organisation(), 'DIVISION_HEAD', story.today(), 'PLANNING')[0]
  story.does('SYSTEM', ORGANISATION, 'post-endings', { assignment: sitting?.id, to: '2026-07-31' })
  story.does('SYSTEM', ORGANISATION, 'post-assignments', { ...successor, from: '2026-09-01' })
  // Appointed only from September on, and yet nobody else may be appointed without an end before that.
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'post-assignments',
    { ...successor, person: 'clerk-planning-1', from: '2026-08-01' },
    { clause: 'S65', says: /在该日或以后仍任此职/ },
  )
  assert.equal(headOf(story.organisation(), 'PLANNING', '2026-07-31'), 'head-planning')
  assert.equal(headOf(story.organisation(), 'PLANNING', '2026-08-15'), undefined)
  assert.equal(headOf(story.organisation(), 'PLANNING', '2026-09-01'), 'deputy-planning')
})

test('S65 任职须有其人其处室，免职须确有其任', () => {
  const story = tellStory(founded.copy())
  const post = { person: 'head-planning', post: 'LEADER_IN_CHARGE', from: story.today() }
  const refusals = [
    [{ ...post, person: 'nobody' }, /没有这个人员/],
    [{ ...post, department: 'NOWHERE' }, /没有这个处室/],
    [post, /该职务须指明处室/],
  ] as const
  for (const [input, says] of refusals)
    story.refused('SYSTEM', ORGANISATION, 'post-assignments', input, { clause: 'S65', says })
  const first = story.organisation().assignments[0]
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'post-endings',
    { assignment: 'A9999', to: story.today() },
    { clause: 'S65', says: /没有这项在任的任职/ },
  )
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'post-endings',
    { assignment: first?.id, to: '2026-01-01' },
    { clause: 'S65', says: /止日不得早于起日/ },
  )
})

test('人员和处室的编码不得重复使用', () => {
  const story = tellStory(founded.copy())
  story.refused(
    'SYSTEM',
    ORGANISATION,
    'persons',
    { person: 'leader-1', name: '某', demo: true },
    { clause: 'S149', says: /leader-1 已经使用/ },
  )
  const again = { department: 'PLANNING', name: '某', kind: 'division', boards: [], from: story.today(), order: 1 }
  story.refused('SYSTEM', ORGANISATION, 'departments', again, { clause: 'S143', says: /PLANNING 已经使用/ })
})

test('E-08 “主持工作”写在职务里，名单上看得见', () => {
  const story = tellStory(founded)
  const acting = headOf(story.organisation(), 'SCI_TECH', story.today()) ?? ''
  assert.match(titleOf(story.organisation(), acting, story.today()), /科技处主要负责人（主持工作）/)
  assert.doesNotMatch(titleOf(story.organisation(), 'head-planning', story.today()), /主持工作/)
})

test('E-02 分管领导空缺时处室没有分管领导，不会推给别人', () => {
  const story = tellStory(founded.copy())
  const held = holdersOf(story.organisation(), 'LEADER_IN_CHARGE', story.today(), 'PLANNING')[0]
  story.does('SYSTEM', ORGANISATION, 'post-endings', { assignment: held?.id, to: story.today() })
  story.afterDays(1)
  assert.equal(leaderInChargeOf(story.organisation(), 'PLANNING', story.today()), undefined)
  story.does('SYSTEM', ORGANISATION, 'post-assignments', {
    person: 'leader-3',
    post: 'LEADER_IN_CHARGE',
    department: 'PLANNING',
    from: story.today(),
  })
  assert.equal(leaderInChargeOf(story.organisation(), 'PLANNING', story.today()), 'leader-3')
})

const away = {
  to: 'leader-2',
  departments: ['PLANNING'],
  firstDay: '2026-07-10',
  lastDay: '2026-07-20',
  reason: '出差',
}

test('E-01 委托只能由厅领导作出，受托人只能是班子成员，不得自委，不得委托不分管的处室', () => {
  const story = tellStory(founded.copy())
  story.refused('head-planning', ORGANISATION, 'delegations', away, { clause: 'S145', says: /「委托」由厅领导办理/ })
  const wrong = [
    [{ ...away, to: 'leader-1' }, /不能委托给自己/],
    [{ ...away, to: 'head-planning' }, /只能是厅领导班子成员/],
    [{ ...away, departments: ['TRANSPORT'] }, /只能委托自己分管的处室/],
    [{ ...away, lastDay: '2026-07-09' }, /止日不得早于起日/],
    [{ ...away, firstDay: '2026-07-01', lastDay: '2026-07-02' }, /不能补签已经过去的委托/],
    [{ ...away, reason: '' }, /委托事由/],
  ] as const
  for (const [input, says] of wrong)
    story.refused('leader-1', ORGANISATION, 'delegations', input, { clause: 'E-01', says })
  story.does('leader-1', ORGANISATION, 'delegations', away)
})

test('A13 驻厅纪检组长负责监督，不得受托审核', () => {
  const story = tellStory(founded.copy())
  story.refused(
    'leader-1',
    ORGANISATION,
    'delegations',
    { ...away, to: 'discipline-leader' },
    { clause: 'A13', says: /不得受托审核/ },
  )
  story.does('leader-1', ORGANISATION, 'delegations', away)
})

test('E-01 送审处室负责人兼班子成员的，不得受托', () => {
  const story = tellStory(founded.copy())
  story.does('SYSTEM', ORGANISATION, 'post-assignments', {
    person: 'head-planning',
    post: 'LEADERSHIP_MEMBER',
    from: story.today(),
  })
  story.refused(
    'leader-1',
    ORGANISATION,
    'delegations',
    { ...away, to: 'head-planning' },
    { clause: 'E-01', says: /不得是送审处室的负责人/ },
  )
  story.does('leader-1', ORGANISATION, 'delegations', { ...away, to: 'head-planning', departments: ['SCI_TECH'] })
})

test('E-01 委托可以由本人撤销，撤销别人的委托被拒', () => {
  const story = tellStory(founded.copy())
  story.does('leader-1', ORGANISATION, 'delegations', away)
  const id = story.organisation().delegations[0]?.id
  story.refused(
    'leader-3',
    ORGANISATION,
    'delegation-revocations',
    { delegation: id },
    { clause: 'E-01', says: /没有这项由您作出/ },
  )
  story.does('leader-1', ORGANISATION, 'delegation-revocations', { delegation: id })
  story.refused(
    'leader-1',
    ORGANISATION,
    'delegation-revocations',
    { delegation: id },
    { clause: 'E-01', says: /仍然有效/ },
  )
  assert.equal(story.organisation().delegations[0]?.revokedOn, story.today())
})
