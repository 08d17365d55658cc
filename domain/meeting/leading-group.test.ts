import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  called,
  concluded,
  FILING_ITEM,
  met,
  noticed,
  opened,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { streams } from '../ids.ts'
import type { Conclusion } from '../matter/events.ts'
import { type ReviewGroup, specialGroupId } from '../review-group/review-group.ts'

const founded = await foundedWorld()
const CATALOGUE = { subject: 'CATALOGUE', title: '审议职权目录' }
const NEXT = 'PLAN_FUND-2'
const ROTATION = { subject: 'ROTATION', reference: [NEXT], title: '批准2027年上半年复核小组轮值' }
const REGULAR = ['CAPITAL_CONSTRUCTION', 'TRANSPORT', 'WATERWAY', 'TOLL_ADMIN', 'LOCAL_RAILWAY', 'PERSONNEL']

/** 领导小组会议已召集，还没有议题。 */
function leadingCalled(story = tellStory(founded.copy())) {
  const id = called(story, 'LEADING', 'LEADING')
  return { story, id, stream: streams.meeting(id) }
}

/** The meeting sits on its topics, concludes them all alike, and its minutes are signed. */
function heldAndSigned(story: Story, id: string, conclusion: Conclusion = 'AGREED'): void {
  story.does(SECRETARY, streams.meeting(id), 'notice', {})
  opened(story, id)
  const against = conclusion === 'NOT_AGREED' ? 'ALL' : []
  for (const { matter } of story.meeting(id).items) concluded(story, id, matter, { conclusion, against })
  signed(story, id)
}

/** 科技处的报备件由复核小组全部成员处室联合送审，待第三级复核：小组无人可以复核。 */
function nobodyLeft(coDepartments: readonly string[] = REGULAR) {
  const story = tellStory(founded.copy())
  const matter = submitted(story, FILING_ITEM, {}, { details: { coDepartments } })
  upToTier(story, matter, 3)
  return { ...leadingCalled(story), matter }
}

const special = (matter: string, more: Record<string, unknown> = {}) => ({
  subject: 'SPECIAL_GROUP',
  reference: [matter],
  special: { leader: 'leader-4', departments: ['POLICY_LAW', 'ENFORCEMENT_BUREAU', 'FINANCE_AUDIT'] },
  title: '复核小组成员处室均为联办处室，须指定特别复核组',
  ...more,
})

function establishedNext(story: Story): void {
  story.does(SECRETARY, streams.reviewGroup(NEXT), 'establishment', {
    ...{ board: 'PLAN_FUND', name: '规划资金复核小组', from: '2027-01-01', to: '2027-06-30', leader: 'leader-3' },
    departments: ['WATERWAY', 'TRANSPORT'],
  })
}

test('S135、S64 领导小组的议题由记录人或办公室在筹备中列入，依次编号', () => {
  const { story, id, stream } = leadingCalled()
  const other = { subject: 'OTHER', title: '听取上半年阳光政务工作汇报' }

  story.refused('head-planning', stream, 'topics', other, { clause: 'S145', says: /由会议记录人或领导小组办公室办理/ })
  story.does(SECRETARY, stream, 'topics', CATALOGUE)
  story.does('clerk-general-office-2', stream, 'topics', other)
  const twice = { clause: 'S135', says: /同一对象在本次会议上只能议一次/ }
  story.refused(SECRETARY, stream, 'topics', CATALOGUE, twice)
  assert.deepEqual(
    story.meeting(id).items.map(item => [item.matter, item.subject]),
    [
      ['T-1', 'CATALOGUE'],
      ['T-2', 'OTHER'],
    ],
  )

  story.does(SECRETARY, stream, 'notice', {})
  story.refused(SECRETARY, stream, 'topics', other, { clause: 'S64', says: /只有「筹备中」时才能列入/ })
})

test('S64 领导小组的议题不列入别的会议，所填内容须与议题类别相符', () => {
  const { story, stream } = leadingCalled()
  const director = streams.meeting(called(story, 'DIRECTOR', 'DIRECTOR'))
  story.refused(SECRETARY, director, 'topics', CATALOGUE, { clause: 'S64', says: /只列入领导小组会议/ })

  const group = special('2026-000001').special
  const withGroup = { ...CATALOGUE, special: group }
  story.refused(SECRETARY, stream, 'topics', withGroup, { clause: 'S135', says: /只有「指定特别复核组」/ })
  const pointing = { subject: 'OTHER', title: '其他事项', reference: [NEXT] }
  story.refused(SECRETARY, stream, 'topics', pointing, { clause: 'S64', says: /不列所议对象/, field: 'reference' })
})

test('S135 领导小组审议目录：纪要签发后目录才有这次审议，同意与否都如实记载', () => {
  for (const [conclusion, agreed] of [
    ['AGREED', true],
    ['AGREED_WITH_CHANGES', true],
    ['NOT_AGREED', false],
  ] as const) {
    const { story, id, stream } = leadingCalled()
    story.does(SECRETARY, stream, 'topics', CATALOGUE)
    assert.deepEqual(story.world.state<Catalogue>(streams.catalogue).reviews, [])

    heldAndSigned(story, id, conclusion)

    const { reviews } = story.world.state<Catalogue>(streams.catalogue)
    assert.deepEqual(reviews, [{ meeting: id, agreed, on: story.today() }])
  }
})

test('S135 暂缓的目录议题不算审议过', () => {
  const { story, id, stream } = leadingCalled()
  story.does(SECRETARY, stream, 'topics', CATALOGUE)

  heldAndSigned(story, id, 'DEFERRED')

  assert.deepEqual(story.world.state<Catalogue>(streams.catalogue).reviews, [])
})

test('A7 领导小组批准的是办公室已经编排、尚未批准的轮值', () => {
  const { story, id, stream } = leadingCalled()
  const unknown = { clause: 'A7', says: /没有编号为 PLAN_FUND-2 的复核小组轮值/, field: 'reference.0' }
  story.refused(SECRETARY, stream, 'topics', ROTATION, unknown)
  const none = { ...ROTATION, reference: [] }
  story.refused(SECRETARY, stream, 'topics', none, { clause: 'A7', says: /列明要批准的复核小组轮值/ })
  const old = { ...ROTATION, reference: ['PLAN_FUND-1'] }
  story.refused(SECRETARY, stream, 'topics', old, { clause: 'A7', says: /已经批准/ })

  establishedNext(story)
  story.does(SECRETARY, stream, 'topics', ROTATION)
  const again = { clause: 'A7', says: /只能议一次/ }
  story.refused(SECRETARY, stream, 'topics', ROTATION, again)
  heldAndSigned(story, id)

  const { approvedAt, session } = story.world.state<ReviewGroup>(streams.reviewGroup(NEXT))
  assert.deepEqual([approvedAt, session], [story.now(), '2026年第1次领导小组会议'])
})

test('A7 没有同意的轮值不因上会而获批准', () => {
  const { story, id, stream } = leadingCalled()
  establishedNext(story)
  story.does(SECRETARY, stream, 'topics', ROTATION)

  heldAndSigned(story, id, 'NOT_AGREED')

  assert.equal(story.world.state<ReviewGroup>(streams.reviewGroup(NEXT)).approvedAt, undefined)
})

test('E-11 全部成员须回避的，领导小组指定特别复核组，留「特别组成」标识，由其复核这一件', () => {
  const { story, id, stream, matter } = nobodyLeft()
  story.does(SECRETARY, stream, 'topics', special(matter))

  heldAndSigned(story, id)

  const group = story.world.state<ReviewGroup>(streams.reviewGroup(specialGroupId(matter)))
  assert.deepEqual([group.special, group.name, group.board], [matter, `${matter}特别复核组`, 'PLAN_FUND'])
  assert.deepEqual(
    group.members.map(m => [m.order, m.person]),
    [
      [1, 'head-policy-law'],
      [2, 'head-enforcement-bureau'],
      [3, 'head-finance-audit'],
    ],
  )
  assert.deepEqual([group.from, group.to, group.leader], ['2026-07-14', '2027-01-13', 'leader-4'])
  assert.ok(group.approvedAt)
  assert.equal(story.matter(matter).specialGroup, specialGroupId(matter))

  met(story, 'GROUP', [matter], { body: specialGroupId(matter) })
  assert.equal(story.matter(matter).status, 'FILED_AGREED')
})

test('E-11 特别复核组的组长须交叉，成员不得来自送审处室，且各为不同的人', () => {
  const { story, stream, matter } = nobodyLeft()
  const propose = (leader: string, ...departments: string[]) => special(matter, { special: { leader, departments } })
  const refused = (input: unknown, clause: string, says: RegExp, field: string) =>
    story.refused(SECRETARY, stream, 'topics', input, { clause, says, field })

  refused(propose('leader-1', 'POLICY_LAW', 'FINANCE_AUDIT'), 'S95', /分管领导/, 'special.leader')
  refused(propose('discipline-leader', 'POLICY_LAW', 'FINANCE_AUDIT'), 'A13', /监督问责/, 'special.leader')
  refused(propose('leader-4', 'POLICY_LAW', 'TRANSPORT'), 'S96', /须回避本件（任职于送审处室/, 'special.departments.1')
  refused(propose('leader-4', 'SUPERVISION_OFFICE', 'POLICY_LAW'), 'S96', /没有主要负责人/, 'special.departments.0')
  refused(propose('leader-4', 'ARCHIVE_INFO_CENTER', 'POLICY_LAW'), 'S96', /不是厅机关处室/, 'special.departments.0')
  refused(propose('leader-4', 'POLICY_LAW', 'POLICY_LAW'), 'A7', /只能排一次/, 'special.departments')
  refused(propose('leader-4', 'POLICY_LAW'), 'S135', /至少两名成员/, 'special.departments')
  refused(special(matter, { special: undefined }), 'E-11', /请提出特别复核组的组长和成员处室/, 'special')
})

test('E-11 只为一个待复核、没有列会、尚未指定的件指定特别复核组', () => {
  const { story, stream, matter } = nobodyLeft(['TRANSPORT'])
  const refused = (input: unknown, says: RegExp) =>
    story.refused(SECRETARY, stream, 'topics', input, { clause: 'E-11', says, field: 'reference' })
  refused(special('2026-000999'), /没有这个件/)
  refused(special(matter, { reference: [matter, '2026-000999'] }), /只为一个件指定/)
  const early = submitted(story, FILING_ITEM)
  refused(special(early), /只有待复核小组复核的件/)

  const here = story.copy()
  noticed(here, 'GROUP', [matter])
  const listed = { clause: 'E-11', says: /已列入一次会议的议程/ }
  here.refused(SECRETARY, stream, 'topics', special(matter), listed)

  story.does(SECRETARY, stream, 'topics', special(matter))
  refused(special(matter), /只能议一次/)
})

test('E-11 上会后成员调入送审处室的，不再指定该特别复核组', () => {
  const { story, id, stream, matter } = nobodyLeft()
  story.does(SECRETARY, stream, 'topics', special(matter))
  const moved = { person: 'head-policy-law', post: 'DIVISION_DEPUTY', department: 'SCI_TECH', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', moved)

  heldAndSigned(story, id)

  assert.equal(story.matter(matter).specialGroup, undefined)
  assert.equal(story.world.state<ReviewGroup>(streams.reviewGroup(specialGroupId(matter))).name, '')
})
