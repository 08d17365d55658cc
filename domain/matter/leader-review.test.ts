import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APPROVAL_ITEM, FILING_ITEM, met, submitted, throughAllTiers } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { leaderInChargeOf } from '../organisation/posts.ts'

const founded = await foundedWorld()
const AGREED = { conclusion: 'AGREED', opinion: '已审核，同意。' }

/** 科技处报备件，已过初审；分管领导是 leader-1。 */
function beforeTier2(item = FILING_ITEM) {
  const story = tellStory(founded.copy())
  const id = submitted(story, item)
  met(story, 'INITIAL', [id])
  return { story, id, stream: streams.matter(id) }
}

const delegate = (story: Story, from: string, to: string, departments: readonly string[] = []) =>
  story.does(from, streams.organisation, 'delegations', {
    to,
    departments,
    firstDay: '2026-07-01',
    lastDay: '2026-07-31',
    reason: '出差',
  })

test('S88 第二级由该处室的分管厅领导个人审核，别的厅领导、处室负责人都不行', () => {
  const { story, stream, id } = beforeTier2()
  for (const other of ['leader-2', 'agency-head', 'head-sci-tech', 'clerk-general-office-1']) {
    story.refused(other, stream, 'leader-review', AGREED, {
      clause: 'S145',
      says: /「分管领导审核」由分管厅领导/,
      code: 'FORBIDDEN',
    })
  }
  story.does('leader-1', stream, 'leader-review', AGREED)
  const [record] = story.matter(id).records.filter(r => r.tier === 2)
  assert.equal(record?.by, 'leader-1')
  assert.equal(record?.meeting, undefined)
})

test('S88 不同意则件终止于第二级，退回补正须一次性写明补正内容', () => {
  const { story, stream, id } = beforeTier2()
  story.refused(
    'leader-1',
    stream,
    'leader-review',
    { conclusion: 'RETURNED', opinion: '请补充' },
    { clause: 'E-15', says: /须一次性告知/ },
  )
  const refused = story.copy()
  refused.does('leader-1', stream, 'leader-review', { conclusion: 'NOT_AGREED', opinion: '依据不足。' })
  assert.equal(refused.matter(id).status, 'NOT_AGREED')
  story.does('leader-1', stream, 'leader-review', { conclusion: 'RETURNED', opinion: '请补充', needed: ['补充预算表'] })
  assert.equal(story.matter(id).status, 'RETURNED')
})

test('S10 经办人即使后来分管本处室，也不得审核自己经办的件', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  const { handler } = story.matter(id)
  const inCharge = story
    .organisation()
    .assignments.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === 'SCI_TECH')
  const ORGANISATION = streams.organisation
  story.does('SYSTEM', ORGANISATION, 'post-endings', { assignment: inCharge?.id, to: story.today() })
  story.afterDays(1)
  story.does('SYSTEM', ORGANISATION, 'post-assignments', {
    person: handler,
    post: 'LEADER_IN_CHARGE',
    department: 'SCI_TECH',
    from: story.today(),
  })
  const refusal = { clause: 'S10', says: /经办与分管审核不得由同一人承担/, code: 'CONFLICT_OF_INTEREST' } as const
  story.refused(handler, streams.matter(id), 'leader-review', AGREED, refusal)
})

test('E-01 分管领导出差，受托的厅领导可以审核，记录写明受谁委托；双方对同一件只有一次有效签署', () => {
  const { story, stream, id } = beforeTier2()
  const said = story.copy()
  said.refused('leader-2', stream, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  delegate(story, 'leader-1', 'leader-2', ['SCI_TECH'])
  story.does('leader-2', stream, 'leader-review', AGREED)
  const record = story.matter(id).records.at(-1)
  assert.deepEqual([record?.by, record?.onBehalfOf], ['leader-2', 'leader-1'])
  story.refused('leader-1', stream, 'leader-review', AGREED, { clause: 'S88', says: /现为「待复核小组复核」/ })
})

test('E-01 委托到期或撤销后自动失效，委托范围之外的处室不行', () => {
  const { story, stream } = beforeTier2()
  delegate(story, 'leader-1', 'leader-2', ['PLANNING'])
  story.refused('leader-2', stream, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  delegate(story, 'leader-1', 'leader-3', ['SCI_TECH'])
  const late = story.copy()
  late.on('2026-08-01')
  late.refused('leader-3', stream, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  const revoked = story.copy()
  revoked.does('leader-1', streams.organisation, 'delegation-revocations', { delegation: 'D2' })
  revoked.refused('leader-3', stream, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  story.does('leader-3', stream, 'leader-review', AGREED)
})

test('E-01 “审定”件由厅主要领导在第四级决定，其不得受托作第二级审核；“报备”件可以', () => {
  const approval = beforeTier2(APPROVAL_ITEM)
  delegate(approval.story, 'leader-2', 'agency-head')
  const refusal = { clause: 'E-01', says: /厅主要领导在第四级决定/, code: 'CONFLICT_OF_INTEREST' } as const
  approval.story.refused('agency-head', approval.stream, 'leader-review', AGREED, refusal)

  const filing = beforeTier2()
  delegate(filing.story, 'leader-1', 'agency-head')
  filing.story.does('agency-head', filing.stream, 'leader-review', AGREED)
})

test('E-01 受托人后来成了送审处室负责人，也不得代为审核', () => {
  const { story, stream } = beforeTier2()
  delegate(story, 'leader-1', 'leader-2')
  const head = story.organisation().assignments.find(a => a.post === 'DIVISION_HEAD' && a.department === 'SCI_TECH')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: head?.id, to: story.today() })
  story.afterDays(1)
  const post = { person: 'leader-2', post: 'DIVISION_HEAD', department: 'SCI_TECH', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', post)
  story.refused('leader-2', stream, 'leader-review', AGREED, { clause: 'E-01', says: /被委托人是本件送审处室的负责人/ })
})

test('E-02 分管领导空缺时件停在第二级等人，不自动跳级；厅主要领导指定临时分管后继续', () => {
  const { story, stream, id } = beforeTier2()
  const post = story.organisation().assignments.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === 'SCI_TECH')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: story.today() })
  story.afterDays(30)
  for (const anybody of ['leader-1', 'leader-2', 'agency-head', 'SYSTEM']) {
    story.refused(anybody, stream, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  }
  assert.equal(story.matter(id).status, 'INITIAL_PASSED')
  const next = { person: 'leader-4', post: 'LEADER_IN_CHARGE', department: 'SCI_TECH', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', next)
  story.does('leader-4', stream, 'leader-review', AGREED)
})

test('E-03 分工调整在途：未签署的由新分管审核，已签署的不变', () => {
  const { story, stream: unsigned, id } = beforeTier2()
  const done = submitted(story, 'DEMO-PF-02')
  throughAllTiers(story, done)
  const post = story.organisation().assignments.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === 'SCI_TECH')
  story.does('SYSTEM', streams.organisation, 'post-endings', { assignment: post?.id, to: story.today() })
  story.afterDays(1)
  story.does('SYSTEM', streams.organisation, 'post-assignments', {
    person: 'leader-4',
    post: 'LEADER_IN_CHARGE',
    department: 'SCI_TECH',
    from: story.today(),
  })
  assert.equal(leaderInChargeOf(story.organisation(), 'SCI_TECH', story.today()), 'leader-4')
  story.refused('leader-1', unsigned, 'leader-review', AGREED, { clause: 'S145', says: /分管厅领导/ })
  story.does('leader-4', unsigned, 'leader-review', AGREED)
  assert.equal(story.matter(id).records.at(-1)?.by, 'leader-4')
  assert.equal(story.matter(done).records.find(r => r.tier === 2)?.by, 'leader-1')
})

test('S145 每件自动形成责任链：经办人、处室负责人、分管领导、复核组长、会议主持人，各自签署不可代填', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  throughAllTiers(story, id)
  const { handler, records } = story.matter(id)
  assert.equal(handler, 'clerk-capital-construction-1')
  assert.deepEqual(
    records.map(r => [r.tier, r.presider, r.by]),
    [
      [1, 'head-capital-construction', 'head-capital-construction'],
      [2, 'leader-2', 'leader-2'],
      [3, 'leader-3', 'leader-3'],
      [4, 'agency-head', 'agency-head'],
    ],
  )
})
