import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  castOf,
  drafted,
  FILING_ITEM,
  filled,
  leaderReviewed,
  met,
  REPORT_ITEM,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { timelineLine } from '../matter/timeline.ts'
import { type PublicMatter, publicFaceOf } from './public-matter.ts'

const founded = await foundedWorld()
const faceOf = (story: Story, id: string): PublicMatter =>
  publicFaceOf(story.matter(id)) ?? assert.fail('no public face')
const states = (face: PublicMatter) => face.tiers.map(t => [t.tier, t.state, t.conclusion])

test('草稿没有公开视图，送审之日起才有', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, REPORT_ITEM)
  filled(story, id)
  assert.equal(publicFaceOf(story.matter(id)), undefined)
  story.does(story.matter(id).handler, streams.matter(id), 'submission', {})
  assert.equal(faceOf(story, id).submittedOn, '2026-07-06')
})

test('S115 决策轨迹对内全透明、对外按公开矩阵投影：公众看得到级次、会次、日期、结论，看不到姓名、意见和表态', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  throughAllTiers(story, id)
  const face = faceOf(story, id)
  assert.deepEqual(
    face.tiers.map(t => [t.tier, t.concludedOn, t.conclusion, t.meeting]),
    [
      [1, '2026-07-09', '同意', 'INITIAL-CAPITAL_CONSTRUCTION-2026-1'],
      [2, '2026-07-09', '同意', undefined],
      [3, '2026-07-14', '同意', 'GROUP-CONSTRUCTION-1-2026-1'],
      [4, '2026-07-17', '审议通过', 'DIRECTOR-DIRECTOR-2026-1'],
    ],
  )
  assert.doesNotMatch(JSON.stringify(face), /（演示）|head-|leader-|意见如上|会议认为/)

  const lines = story.world.events
    .filter(e => e.stream === streams.matter(id))
    .map(e => timelineLine(e as unknown as Parameters<typeof timelineLine>[0], story.organisation()))
  assert.ok(
    lines.some(l => l.who === '梁绍康（演示）' && l.details.join().includes('已审核')),
    '对内写明谁、什么意见',
  )
  assert.equal(
    lines.length,
    story.world.events.filter(e => e.stream === streams.matter(id)).length,
    '一事一行，没有遗漏',
  )
})

test('S22 执行进度和完成情况对外公开', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  throughAllTiers(story, id)
  const { handler } = story.matter(id)
  assert.deepEqual([faceOf(story, id).status, faceOf(story, id).handlingStartedOn], ['报备同意', undefined])
  story.does(handler, streams.matter(id), 'handling', { startedOn: story.today() })
  assert.deepEqual([faceOf(story, id).status, faceOf(story, id).handlingStartedOn], ['办理中', '2026-07-14'])
  story.does(handler, streams.matter(id), 'handling-completion', {
    finishedOn: story.today(),
    result: '已立项12个项目',
  })
  const { status, handlingFinishedOn, result } = faceOf(story, id)
  assert.deepEqual([status, handlingFinishedOn, result], ['已办理', '2026-07-14', '已立项12个项目'])
})

test('S11 不主动公开的件仍公开其存在、级次和结论，隐去标题与内容，并写明法定依据', () => {
  const story = tellStory(founded.copy())
  const disclosure = { attribute: 'NONE', ground: 'ART15_TRADE_SECRET', reason: '涉及企业报价和工艺，公开会损害其权益' }
  const id = submitted(story, REPORT_ITEM, {}, { details: { disclosure, amount: 500, location: '广州' } })
  upToTier(story, id, 3)
  const face = faceOf(story, id)
  assert.equal(face.withheld, '不予公开（条例第15条：商业秘密）')
  assert.deepEqual([face.title, face.amount, face.location], ['（标题不予公开）', undefined, undefined])
  assert.deepEqual(states(face), [
    [1, 'DONE', '同意'],
    [2, 'DONE', '同意'],
    [3, 'NOW', undefined],
  ])
})

test('PII-002 相对人为自然人的只留姓氏，为单位的公开名称与统一社会信用代码；规划资金与工程建设板块不公开相对人', () => {
  const story = tellStory(founded.copy())
  const person = { kind: 'PERSON', name: '欧阳某某' }
  const company = { kind: 'ORGANISATION', name: '演示运输有限公司', uscc: '91350100M000100Y43' }
  const shown = (item: string, counterparty: object) => {
    const { counterparty: name, uscc } = faceOf(story, submitted(story, item, {}, { details: { counterparty } }))
    return [name, uscc]
  }
  assert.deepEqual(shown(REPORT_ITEM, person), ['欧某', undefined])
  assert.deepEqual(shown(REPORT_ITEM, company), ['演示运输有限公司', '91350100M000100Y43'])
  assert.deepEqual(shown(FILING_ITEM, company), [undefined, undefined])
})

test('E-15、E-16 退回次数公开；失效的级次标明失效而不消失', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  leaderReviewed(story, id, 'RETURNED')
  story.does(story.matter(id).handler, streams.matter(id), 'supplements', { note: '已补充', materialChange: true })
  const face = faceOf(story, id)
  assert.equal(face.timesReturned, 1)
  assert.deepEqual(states(face), [
    [1, 'SUPERSEDED', '同意'],
    [1, 'NOW', undefined],
    [2, 'SUPERSEDED', '退回补正'],
    [2, 'AHEAD', undefined],
    [3, 'AHEAD', undefined],
  ])
})

test('E-24、E-25 事后报备永远带标识；不同意的公开显示“事后报备，复核不同意”和整改情况', () => {
  const story = tellStory(founded.copy())
  const id = drafted(story, FILING_ITEM)
  filled(story, id)
  const { handler, head, leader } = castOf(story, 'SCI_TECH')
  const stream = streams.matter(id)
  const urgent = { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: story.now() }
  story.does(handler, stream, 'post-filing', urgent)
  story.does(head, stream, 'urgency-proposal', { opinion: '属实' })
  story.does(leader, stream, 'urgency-confirmation', { opinion: '确认' })
  story.on('2026-07-10')
  story.does(handler, stream, 'submission', {})
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'NOT_AGREED' })
  const { status, notes } = faceOf(story, id)
  assert.equal(status, '事后报备，复核不同意，整改中')
  assert.equal(notes.length, 2)
  assert.match(notes.join(), /事后报备：.*逾期未补报：/)
  story.does(handler, stream, 'rectification', { report: '已全部退货并追回' })
  story.does(handler, stream, 'closure', {})
  assert.equal(faceOf(story, id).status, '事后报备，复核不同意，已整改')
  assert.equal(faceOf(story, id).notes.length, 2)
})

test('E-23 原则同意的件对外写明条件未核销前不视为同意', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'AGREED_IN_PRINCIPLE' })
  assert.match(faceOf(story, id).notes.join(), /原则同意，附有条件，核销前不得视为同意/)
})
