import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  concluded,
  conclusionOf,
  FILING_ITEM,
  noticed,
  opened,
  REPORT_ITEM,
  SECRETARY,
  signed,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { meetingActs } from './acts.ts'
import { dissentsOf } from './minutes.ts'

const founded = await foundedWorld()
const leaders = ['leader-1', 'leader-2', 'leader-3', 'leader-4']

/** 复核例会或厅长办公会正在审议一件。 */
function underWay(kind: 'GROUP' | 'DIRECTOR') {
  const story = tellStory(founded.copy())
  const id = submitted(story, kind === 'GROUP' ? FILING_ITEM : APPROVAL_ITEM)
  upToTier(story, id, kind === 'GROUP' ? 3 : 4)
  const meeting = sitting(story, kind, [id])
  const stream = streams.meeting(meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  return { story, id, meeting, stream }
}
const itemIn = (story: Story, meeting: string) => story.meeting(meeting).items[0] ?? assert.fail('no item')

test('MTG-003 复核小组票决：赞成未过应到半数不能作“同意”，已过半数不能作“不同意”', () => {
  const members = ['head-capital-construction', 'head-transport', 'head-waterway', 'head-toll-admin']
  const lost = underWay('GROUP')
  spoken(lost.story, lost.meeting, lost.id, members)
  for (const conclusion of ['AGREED', 'AGREED_WITH_CHANGES', 'AGREED_IN_PRINCIPLE'] as const) {
    const input = conclusionOf(lost.story, lost.id, conclusion)
    lost.story.refused(SECRETARY, lost.stream, 'conclusions', input, {
      clause: 'MTG-003',
      says: /应到7人，赞成3票、反对4票、弃权0票，赞成未超过应到的半数/,
    })
  }
  lost.story.does(SECRETARY, lost.stream, 'conclusions', conclusionOf(lost.story, lost.id, 'NOT_AGREED'))

  const won = underWay('GROUP')
  spoken(won.story, won.meeting, won.id, members.slice(1))
  won.story.refused(SECRETARY, won.stream, 'conclusions', conclusionOf(won.story, won.id, 'NOT_AGREED'), {
    clause: 'MTG-003',
    says: /赞成已超过应到的半数，不能作“不同意”结论/,
  })
  won.story.does(SECRETARY, won.stream, 'conclusions', conclusionOf(won.story, won.id, 'AGREED'))
})

test('MTG-003、E-34、MTG-011 厅长办公会由首长决定；与多数意见不一致的须当场说明理由，纪要载明', () => {
  const { story, id, meeting, stream } = underWay('DIRECTOR')
  spoken(story, meeting, id, leaders.slice(1))
  const refusal = { clause: 'MTG-011', says: /决定与多数意见不一致，须当场说明理由/, field: 'differsReason' }
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), refusal)
  story.copy().does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'NOT_AGREED'))
  const differsReason = '项目属国家下达的年度任务'
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED', { differsReason }))
  signed(story, meeting)
  const [item] = JSON.parse(story.meeting(meeting).minutes ?? '').items
  assert.equal(item.differsReason, differsReason)
  assert.equal(item.dissents.length, 3)
})

test('E-33、MTG-005、MTG-010 主持人先表态的，须说明才能作结论，并记为次序异常', () => {
  const { story, id, meeting, stream } = underWay('DIRECTOR')
  story.does(AGENCY_HEAD, stream, 'opinions', { matter: id, person: AGENCY_HEAD, position: 'AGREE', words: '我先说。' })
  spoken(story, meeting, id)
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), {
    clause: 'E-33',
    says: /主持人应末位表态/,
  })
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED', { orderExplanation: '先介绍背景' }))
  assert.equal(itemIn(story, meeting).conclusion?.orderViolation, '先介绍背景')
})

test('E-33 主持人末位表态的，不记次序异常', () => {
  const { story, id, meeting, stream } = underWay('DIRECTOR')
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED', { orderExplanation: '多余的说明' }))
  assert.equal(itemIn(story, meeting).conclusion?.orderViolation, undefined)
})

test('MTG-004 结论只有规定的几种；修改后同意须写明修改内容，退回须一次性告知，原则同意须逐条列条件', () => {
  const { story, id, meeting, stream } = underWay('GROUP')
  spoken(story, meeting, id)
  const conclude = (input: object) => ({ matter: id, opinion: '会议认为情况清楚。', ...input })
  const wrong = [
    [{ conclusion: 'MAYBE' }, 'MTG-004', /结论不在规定的范围内/],
    [{ conclusion: 'AGREED_WITH_CHANGES' }, 'MTG-004', /须写明修改内容/],
    [{ conclusion: 'RETURNED' }, 'E-15', /须一次性告知/],
    [{ conclusion: 'AGREED_IN_PRINCIPLE' }, 'E-23', /须逐条列明修改条件/],
    [
      { conclusion: 'AGREED', conditions: [{ words: '补充', owner: 'SCI_TECH', dueOn: '2026-08-31' }] },
      'E-23',
      /只有“原则同意”才列条件/,
    ],
    [
      { conclusion: 'AGREED_IN_PRINCIPLE', conditions: [{ words: '补充', owner: 'NOWHERE', dueOn: '2026-08-31' }] },
      'E-23',
      /责任处室不存在/,
    ],
    [
      { conclusion: 'AGREED_IN_PRINCIPLE', conditions: [{ words: '补充', owner: 'SCI_TECH', dueOn: '2026-07-01' }] },
      'E-23',
      /期限不得早于今天/,
    ],
  ] as const
  for (const [input, clause, says] of wrong)
    story.refused(SECRETARY, stream, 'conclusions', conclude(input), { clause, says })
  for (const conclusion of [
    'AGREED',
    'AGREED_WITH_CHANGES',
    'AGREED_IN_PRINCIPLE',
    'DEFERRED',
    'RETURNED',
    'WITHDRAWN',
  ] as const) {
    story.copy().does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, conclusion))
  }
})

test('MTG-009 纪要由主持人本人签发，签发后冻结：会议不再接受任何操作', () => {
  const { story, id, meeting, stream } = underWay('GROUP')
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  story.refused('leader-2', stream, 'minutes-signature', {}, { clause: 'MTG-009', says: /会议现为「进行中」/ })
  story.does(SECRETARY, stream, 'adjournment', {})
  story.refused(SECRETARY, stream, 'minutes-signature', {}, { clause: 'S145', says: /「签发纪要」由会议主持人办理/ })
  assert.equal(story.matter(id).status, 'LEADER_PASSED', '签发之前结论还没有回到件上')
  story.does('leader-2', stream, 'minutes-signature', {})
  assert.equal(story.matter(id).status, 'FILED_AGREED')

  const frozen = story.meeting(meeting)
  for (const { noun } of meetingActs) {
    for (const person of [SECRETARY, 'leader-2', 'head-capital-construction']) {
      assert.equal(story.world.do(person, story.now(), stream, noun, { matter: id }).ok, false, noun)
    }
  }
  assert.deepEqual(story.meeting(meeting), frozen)
})

test('E-05 逐议题指定的主持人不能代会议主持人签发纪要', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['CAPITAL_CONSTRUCTION'] } })
  upToTier(story, id, 3)
  story.on('2026-07-10')
  const stream = streams.meeting('GROUP-PLAN_FUND-1-2026-1')
  story.does(SECRETARY, stream, 'calling', {
    kind: 'GROUP',
    body: 'PLAN_FUND-1',
    scheduledAt: '2026-07-20T02:00:00.000Z',
    place: '第一会议室',
  })
  story.does(SECRETARY, stream, 'items', { matter: id })
  story.does(SECRETARY, stream, 'presiders', { matter: id, presider: 'leader-3', reason: '组长分管联办处室' })
  story.does(SECRETARY, stream, 'notice', {})
  opened(story, 'GROUP-PLAN_FUND-1-2026-1')
  concluded(story, 'GROUP-PLAN_FUND-1-2026-1', id)
  story.does(SECRETARY, stream, 'adjournment', {})
  story.refused('leader-3', stream, 'minutes-signature', {}, { clause: 'S145', says: /纪要由会议主持人签发，不得代签/ })
  story.does('leader-2', stream, 'minutes-signature', {})
  const record = story.matter(id).records.at(-1)
  assert.deepEqual([record?.presider, record?.by], ['leader-3', 'leader-2'])
  const { agree, expected, participants } =
    itemIn(story, 'GROUP-PLAN_FUND-1-2026-1').conclusion ?? assert.fail('no conclusion')
  assert.deepEqual(
    [agree, expected, participants.includes('leader-3'), participants.includes('leader-2')],
    [6, 6, true, false],
  )
})

test('E-38、MTG-009 件上的结论与签发的纪要一致，并绑定纪要的指纹', () => {
  const { story, id, meeting, stream } = underWay('GROUP')
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'NOT_AGREED'), {
    clause: 'MTG-004',
    says: /没有正在审议的议题/,
  })
  signed(story, meeting)
  const { minutes = '', hash } = story.meeting(meeting)
  const record = story.matter(id).records.at(-1)
  assert.equal(record?.minutes, hash)
  assert.equal(createHash('sha256').update(minutes).digest('hex'), hash)
  assert.equal(JSON.parse(minutes).items[0].conclusion, '同意')
})

test('S82 初审产生结构化意见：结论、理由、依据、风险核对、会次、签署人', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const meeting = sitting(story, 'INITIAL', [id])
  concluded(story, meeting, id, { more: { opinion: '依据充分，风险可控。' } })
  signed(story, meeting)
  const { records, submissionBasis, checks } = story.matter(id)
  const [record] = records
  assert.deepEqual(
    [record?.tier, record?.conclusion, record?.opinion, record?.meeting, record?.by],
    [1, 'AGREED', '依据充分，风险可控。', 'INITIAL-SCI_TECH-2026-1', 'head-sci-tech'],
  )
  assert.ok(submissionBasis.length > 0 && checks.every(c => c.done) && record?.minutes)
})

test('S18、MTG-012 纪要载明时间地点、主持、出席、列席、请假、各人意见、不同意见和结论', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  const meeting = noticed(story, 'DIRECTOR', [id])
  opened(story, meeting, ['leader-1'])
  concluded(story, meeting, id, { against: ['leader-2'] })
  signed(story, meeting)
  const minutes = JSON.parse(story.meeting(meeting).minutes ?? '')
  assert.equal(minutes.title, '2026年第1次厅长办公会纪要')
  assert.equal(minutes.number, '〔2026〕1号')
  assert.deepEqual(
    [minutes.date, minutes.place, minutes.chair.name],
    ['2026年7月17日', '第一会议室', '欧阳建国（演示）'],
  )
  assert.deepEqual(minutes.attending.length, 4)
  assert.deepEqual(
    minutes.onLeave.map((p: { name: string }) => p.name),
    ['司徒文清（演示）'],
  )
  assert.deepEqual(
    minutes.observing.map((p: { name: string }) => p.name),
    ['上官正明（演示）'],
  )
  const [item] = minutes.items
  assert.deepEqual([item.conclusion, item.agree, item.disagree, item.expected, item.present], ['审议通过', 3, 1, 5, 4])
  assert.deepEqual(
    item.dissents.map((d: { name: string; words: string }) => [d.name, d.words]),
    [['梁绍康（演示）', '意见如上。']],
  )
})

test('E-35、MTG-012 异议只能追加，不能撤回：后来改口的，原来的反对意见仍在记录里', () => {
  const { story, id, meeting, stream } = underWay('GROUP')
  story.does('head-transport', stream, 'opinions', {
    matter: id,
    person: 'head-transport',
    position: 'DISAGREE',
    words: '预算偏高。',
  })
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const item = itemIn(story, meeting)
  assert.equal(item.conclusion?.agree, 7, '计最后一次表态')
  assert.deepEqual(
    dissentsOf(item).map(o => o.words),
    ['预算偏高。'],
  )
})

test('S89、S90、S111 “报告”件第三级同意即“已知悉”；“审定”件第四级同意即“审议通过”', () => {
  const conclusionIn = (kind: 'GROUP' | 'DIRECTOR', item: string) => {
    const story = tellStory(founded.copy())
    const id = submitted(story, item)
    upToTier(story, id, kind === 'GROUP' ? 3 : 4)
    const meeting = sitting(story, kind, [id])
    concluded(story, meeting, id)
    signed(story, meeting)
    return [JSON.parse(story.meeting(meeting).minutes ?? '').items[0].conclusion, story.matter(id).status]
  }
  assert.deepEqual(conclusionIn('GROUP', REPORT_ITEM), ['已知悉', 'NOTED'])
  assert.deepEqual(conclusionIn('DIRECTOR', APPROVAL_ITEM), ['审议通过', 'APPROVED'])
})

test('S48 公开、集体讨论、岗位互斥三类约束各自独立起作用', () => {
  const story = tellStory(founded.copy())
  // 集体讨论: without the members' positions there is no conclusion.
  const group = underWay('GROUP')
  group.story.refused(SECRETARY, group.stream, 'conclusions', conclusionOf(group.story, group.id, 'AGREED'), {
    clause: 'S93',
    says: /没有表态/,
  })
  // 岗位互斥: whoever handles does not decide.
  const id = submitted(story, FILING_ITEM)
  const meeting = sitting(story, 'INITIAL', [id])
  story.does('clerk-sci-tech-1', streams.meeting(meeting), 'item-starts', { matter: id })
  const own = { matter: id, person: 'clerk-sci-tech-1', position: 'AGREE', words: '同意。' }
  story.refused('clerk-sci-tech-1', streams.meeting(meeting), 'opinions', own, {
    clause: 'E-09',
    says: /已对本议题回避/,
  })
  // 公开: what stays closed needs a legal ground.
  const closed = { details: { disclosure: { attribute: 'NONE' } } }
  assert.throws(() => submitted(story, FILING_ITEM, {}, closed), /S11 选择不主动公开，必须选定法定依据/)
})
