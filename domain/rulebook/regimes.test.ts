import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { articleFor, comparisonOf, isInForce, regulationOf } from './regimes.ts'
import { initialMeetingRulesOf, type Rulebook } from './rulebook.ts'

const founded = await foundedWorld()
const SECRETARY = 'clerk-general-office-1'
const rulebookOf = (story: ReturnType<typeof tellStory>) => story.world.state<Rulebook>(streams.rulebook)

const parametersOf = {
  GROUP: [
    'meeting.group.period',
    'quorum.ratio.group',
    'decision.mode.group',
    'voting.inviteeCounts',
    'rotation.period',
  ],
  INITIAL: ['meeting.initial.period', 'quorum.ratio.initial', 'decision.mode.initial'],
  DIRECTOR: ['meeting.director.period', 'quorum.ratio.director', 'decision.mode.director'],
}

test('S56 复核小组例会的周期、法定人数、表决、受邀和轮值参数，都有复核小组例会议事规则的条文作出处', () => {
  const rulebook = rulebookOf(tellStory(founded.copy()))
  const regulation = regulationOf(rulebook, 'GROUP')
  assert.match(regulation?.title ?? '', /阳光政务复核小组例会议事规则$/)
  for (const key of parametersOf.GROUP) assert.equal(articleFor(rulebook, key)?.document, regulation, key)
})

test('S56 议事规则还在研究制订或者已经废止的，不能作参数的出处', () => {
  const story = tellStory(founded.copy())
  const { earlier: _, ...regulation } = regulationOf(rulebookOf(story), 'GROUP') ?? assert.fail('no regulation')
  story.does(SECRETARY, streams.rulebook, 'documents', { ...regulation, status: 'ABOLISHED' })
  const rulebook = rulebookOf(story)
  assert.equal(isInForce(regulationOf(rulebook, 'GROUP') ?? assert.fail('gone')), false)
  assert.equal(articleFor(rulebook, 'quorum.ratio.group'), undefined)
})

test('S57 初审例会有厅级范本，每个送审处室另有本处室版本，两者并存', () => {
  const rulebook = rulebookOf(tellStory(founded.copy()))
  const model = regulationOf(rulebook, 'INITIAL')
  assert.match(model?.title ?? '', /阳光政务建设初审例会制度$/)
  for (const key of parametersOf.INITIAL) assert.equal(articleFor(rulebook, key)?.document, model, key)
  const own = initialMeetingRulesOf(rulebook, 'PLANNING')
  assert.notEqual(own?.document, model?.document)
  assert.ok(own?.basis.some(b => b.includes('初审例会制度')))
})

test('S58 厅长办公会议工作规则是修订：修订前的文本留着，逐条对照', () => {
  const rulebook = rulebookOf(tellStory(founded.copy()))
  const regulation = regulationOf(rulebook, 'DIRECTOR') ?? assert.fail('no regulation')
  assert.deepEqual([regulation.status, regulation.earlier.map(e => e.status)], ['REVISED', ['ISSUED']])
  const changes = comparisonOf(regulation.earlier[0]?.articles ?? [], regulation.articles ?? [])
  assert.deepEqual(
    changes.map(({ no, kind }) => [no, kind]),
    [
      ['第六条', 'SAME'],
      ['第八条', 'ADDED'],
      ['第九条', 'CHANGED'],
      ['第十二条', 'CHANGED'],
    ],
  )
  for (const key of parametersOf.DIRECTOR) assert.equal(articleFor(rulebook, key)?.document, regulation, key)
})

test('S58 删去的条文列在最后；没有登记修订前文本的，不能直接登记为已修订', () => {
  const article = (no: string, words: string) => ({ no, words, parameters: [] })
  assert.deepEqual(comparisonOf([article('第一条', '旧'), article('第二条', '留')], [article('第二条', '留')]), [
    { no: '第二条', kind: 'SAME', before: '留', after: '留' },
    { no: '第一条', kind: 'REMOVED', before: '旧' },
  ])
  const story = tellStory(founded.copy())
  const revised = {
    document: 'REGIME-8',
    title: '某工作规则',
    kind: 'REGULATION',
    status: 'REVISED',
    issuedOn: '2026-06-01',
  }
  story.refused(
    SECRETARY,
    streams.rulebook,
    'documents',
    { ...revised, articles: [article('第一条', '新')] },
    { clause: 'S58', says: /先登记修订前的文本/ },
  )
})

test('S56 条文所指的参数必须真有', () => {
  const story = tellStory(founded.copy())
  const articles = [{ no: '第一条', words: '法定人数', parameters: ['quorum.ratio.nobody'] }]
  const document = { document: 'REGIME-8', title: '某规则', kind: 'REGULATION', status: 'CONSULTING', articles }
  story.refused(SECRETARY, streams.rulebook, 'documents', document, {
    clause: 'S71',
    says: /没有名为 quorum.ratio.nobody/,
  })
})

test('S56、S57、S58 议事规则没有印发或者已经废止的，不能据以召集会议', () => {
  const places = { INITIAL: 'PLANNING', GROUP: 'PLAN_FUND-1', DIRECTOR: 'DIRECTOR' } as const
  const clauses = { INITIAL: 'S57', GROUP: 'S56', DIRECTOR: 'S58' } as const
  for (const kind of ['INITIAL', 'GROUP', 'DIRECTOR'] as const) {
    const story = tellStory(founded.copy())
    const { earlier: _, ...regulation } = regulationOf(rulebookOf(story), kind) ?? assert.fail('no regulation')
    const person = kind === 'INITIAL' ? 'clerk-planning-1' : SECRETARY
    const meeting = streams.meeting(`${kind}-${places[kind]}-2026-1`)
    const calling = { kind, body: places[kind], scheduledAt: '2026-07-20T02:00:00.000Z', place: '三楼会议室' }
    story.does(SECRETARY, streams.rulebook, 'documents', { ...regulation, status: 'ABOLISHED' })
    story.refused(person, meeting, 'calling', calling, { clause: clauses[kind], says: /不能据以召集会议/ })
    story.does(SECRETARY, streams.rulebook, 'documents', { ...regulation, status: 'REVISED' })
    story.does(person, meeting, 'calling', calling)
  }
})
