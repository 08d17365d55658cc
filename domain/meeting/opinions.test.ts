import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parameters } from '../../spec/parameters.ts'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import { conclusionOf, FILING_ITEM, noticed, opened, SECRETARY, spoken, submitted } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { dissentsOf } from './minutes.ts'
import { quorumOf, tallyOf } from './quorum.ts'

const founded = await foundedWorld()
const AWAY = 'head-waterway'
const written = (matter: string, more: object = {}) => ({
  ...{ matter, person: AWAY, channel: 'WRITTEN', words: '同意，建议压减办公经费。' },
  ...more,
})

/** 复核例会已开，一名成员请假。 */
const oneAway = () => groupOpen(founded, {}, [AWAY])

test('E-39、MTG-003 请假成员的书面意见入记录，不计入法定人数，也不计票', () => {
  const { story, id, meeting, stream } = oneAway()
  story.does(AWAY, stream, 'written-opinions', written(id))
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id, ['head-transport', 'head-toll-admin'])
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const { writtenOpinions, conclusion } = itemIn(story, meeting)
  assert.deepEqual(
    writtenOpinions.map(o => [o.person, o.channel]),
    [[AWAY, 'WRITTEN']],
  )
  assert.deepEqual([conclusion?.expected, conclusion?.present, conclusion?.agree], [7, 6, 4])
  assert.equal(conclusion?.participants.includes(AWAY), false)
})

test('MTG-003、E-39 即使参数写成计票，书面意见也不计入到会和票数', () => {
  const { story, id, meeting, stream } = oneAway()
  story.does(AWAY, stream, 'written-opinions', written(id))
  const rules = (counts: boolean) => ({
    ...{ version: 1, effectiveFrom: '2026-01-01' },
    parameters: Object.fromEntries(
      parameters.map(({ key, value }) => {
        return [key, { key, value: key === 'voting.writtenOpinionCounts' ? counts : value, source: '' }]
      }),
    ),
  })
  const [without, withThem] = [false, true].map(counts => {
    const quorum = quorumOf(story.meeting(meeting), itemIn(story, meeting), rules(counts))
    return [quorum.present.length, tallyOf(itemIn(story, meeting), quorum).agree]
  })
  assert.deepEqual(
    [without, withThem],
    [
      [6, 0],
      [6, 0],
    ],
  )
})

test('E-39 由本人登记，或由记录人在到会成员见证下登记；别人不得代填', () => {
  const { story, id, meeting, stream } = oneAway()
  const phoned = (more: object = {}) => written(id, { channel: 'TELEPHONE', ...more })
  const refuse = (who: string, input: object, clause: string, words: RegExp) =>
    story.refused(who, stream, 'written-opinions', input, { clause, says: words })
  refuse('head-transport', phoned({ witness: 'leader-2' }), 'S145', /不得代填/)
  refuse(SECRETARY, phoned(), 'E-39', /须有记录人以外的到会成员见证/)
  refuse(SECRETARY, phoned({ witness: AWAY }), 'E-39', /见证人须是到会的会议组成人员/)
  refuse(SECRETARY, phoned({ witness: 'head-ports' }), 'E-39', /见证人须是到会的会议组成人员/)
  refuse(SECRETARY, phoned({ channel: 'FAX', witness: 'leader-2' }), 'E-39', /登记方式为书面、电话或纸质/)
  const scan = 'a'.repeat(64)
  story.does(SECRETARY, stream, 'written-opinions', phoned({ channel: 'PAPER', witness: 'head-transport', scan }))
  const [opinion] = itemIn(story, meeting).writtenOpinions
  assert.deepEqual([opinion?.channel, opinion?.witness, opinion?.scan], ['PAPER', 'head-transport', scan])
})

test('E-39 已经到会的当场说；应当回避的、会外的人没有书面意见；有了结论不再登记', () => {
  const { story, id, meeting, stream } = groupOpen(founded, { coDepartments: ['WATERWAY'] }, [AWAY])
  const refuse = (who: string, more: object, clause: string, words: RegExp) =>
    story.refused(who, stream, 'written-opinions', written(id, more), { clause, says: words })
  refuse('head-transport', { person: 'head-transport' }, 'E-39', /已经到会，请当场发表意见/)
  refuse(AWAY, {}, 'S96', /任职于送审处室.*应当回避，不得发表意见/)
  refuse(SECRETARY, { person: 'head-ports', witness: 'leader-2' }, 'E-39', /不是会议组成人员/)
  story.does(SECRETARY, stream, 'attendance', { person: 'head-personnel', status: 'LEFT' })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  refuse(AWAY, {}, 'E-09', /已对本议题回避/)
  story.does('head-personnel', stream, 'written-opinions', written(id, { person: 'head-personnel' }))
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  refuse('head-personnel', { person: 'head-personnel' }, 'E-39', /没有这个尚无结论的议题/)
})

test('E-35、MTG-012 只能追加补充说明：原来的反对意见原样保留，直到签发前都可以补充', () => {
  const { story, id, meeting, stream } = oneAway()
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id, ['head-transport'])
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const supplement = { matter: id, words: '撤回我的反对。' }
  story.refused(AWAY, stream, 'opinion-supplements', supplement, { clause: 'E-35', says: /只有在本议题发表过意见的人/ })
  story.does(SECRETARY, stream, 'adjournment', {})
  story.does('head-transport', stream, 'opinion-supplements', supplement)
  const item = itemIn(story, meeting)
  assert.deepEqual(
    item.supplements.map(s => [s.person, s.words]),
    [['head-transport', '撤回我的反对。']],
  )
  assert.deepEqual(
    dissentsOf(item).map(o => o.person),
    ['head-transport'],
  )
  story.does('leader-2', stream, 'minutes-signature', {})
  story.refused('head-transport', stream, 'opinion-supplements', supplement, { clause: 'E-35', says: /「纪要已签」/ })
})

test('E-09 已回避的人不能借补充说明再参与该议题', () => {
  const { story, id, stream } = oneAway()
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.does('head-transport', stream, 'opinions', says(id, 'head-transport'))
  story.does('head-transport', stream, 'recusals', { matter: id, person: 'head-transport', reason: '近亲属任职' })
  const supplement = { matter: id, words: '我再补充一句。' }
  story.refused('head-transport', stream, 'opinion-supplements', supplement, { clause: 'E-09', says: /已对本议题回避/ })
})

test('S145 记录人代为记录的意见不带签名，签名只能由本人作出', () => {
  const { story, id, stream } = oneAway()
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const signature = { method: 'SERVER_HELD', key: 'K-1', value: 'AAAA' }
  const signed = { ...says(id, 'head-transport'), signature }
  story.refused(SECRETARY, stream, 'opinions', signed, { clause: 'S145', says: /签名只能由发表意见的本人作出/ })
})

test('E-39 记录人自己是组成人员的，也不能给自己的登记作见证', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const meeting = noticed(story, 'INITIAL', [id])
  opened(story, meeting, ['clerk-sci-tech-2'])
  const { recorder } = story.meeting(meeting)
  const phoned = (witness: string) => written(id, { person: 'clerk-sci-tech-2', channel: 'TELEPHONE', witness })
  const refusal = { clause: 'E-39', says: /须有记录人以外的到会成员见证/ }
  story.refused(recorder, streams.meeting(meeting), 'written-opinions', phoned(recorder), refusal)
  story.does(recorder, streams.meeting(meeting), 'written-opinions', phoned('deputy-sci-tech'))
})
