import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  conclusionOf,
  SECRETARY,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const [ASKER, ASKED, PRESIDER] = ['head-waterway', 'head-transport', 'leader-2']

/** 复核例会正在审议一件，有成员申请另一人回避。 */
function asked(person = ASKED) {
  const scene = groupOpen(founded)
  scene.story.does(SECRETARY, scene.stream, 'item-starts', { matter: scene.id })
  scene.story.does(ASKER, scene.stream, 'recusal-requests', request(scene.id, person))
  return scene
}
const request = (matter: string, person: string) => ({ matter, person, reason: '其近亲属参与了项目论证' })
const ruling = (matter: string, person: string, upheld: boolean) => ({ matter, person, upheld, reason: '经核实' })

test('E-10 裁定前被申请的人不表决，议题也不能作结论', () => {
  const { story, id, stream } = asked()
  const open = { clause: 'E-10', says: /尚未裁定/ }
  story.refused(ASKED, stream, 'opinions', says(id, ASKED), open)
  story.refused(SECRETARY, stream, 'opinions', says(id, ASKED), open)
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'DEFERRED'), open)
  const gone = story.copy()
  gone.does(SECRETARY, stream, 'attendance', { person: ASKED, status: 'LEFT' })
  const written = { matter: id, person: ASKED, channel: 'WRITTEN', words: '书面表示同意。' }
  gone.refused(ASKED, stream, 'written-opinions', written, open)
  story.does(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, false))
  story.does(ASKED, stream, 'opinions', says(id, ASKED))
})

test('E-10 裁定应当回避的，即刻回避，其发言标“回避前发言”，法定人数重算；裁定及理由入记录', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.does(ASKED, stream, 'opinions', says(id, ASKED))
  story.does(ASKER, stream, 'recusal-requests', request(id, ASKED))
  story.does(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, true))
  const item = itemIn(story, meeting)
  assert.deepEqual(
    item.recusals.map(r => [r.person, r.clause, r.reason]),
    [[ASKED, 'E-10', '经核实']],
  )
  assert.equal(item.opinions[0]?.beforeRecusal, true)
  assert.deepEqual([item.requests[0]?.by, item.requests[0]?.ruling?.upheld], [ASKER, true])
  assert.equal(item.requests[0]?.ruling?.by, PRESIDER)
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  assert.equal(itemIn(story, meeting).conclusion?.expected, 6)
})

test('E-10 由在场的成员申请别人回避：不是自己，不是会外的人，不重复申请', () => {
  const { story, id, stream } = asked()
  const ask = (who: string, person: string, words: RegExp, clause = 'E-10') =>
    story.refused(who, stream, 'recusal-requests', request(id, person), { clause, says: words })
  ask(ASKER, ASKER, /请直接声明回避/)
  ask(ASKER, 'head-ports', /不是会议组成人员/)
  ask('head-personnel', ASKED, /正待裁定/)
  ask(SECRETARY, ASKED, /由会议组成人员或会议主持人办理/, 'S145')
  story.does(SECRETARY, stream, 'attendance', { person: 'head-personnel', status: 'LEFT' })
  ask('head-personnel', 'head-toll-admin', /由在场的会议组成人员提出/)
})

test('E-10 对成员的申请由本议题主持人裁定，只裁定一次', () => {
  const { story, id, stream } = asked()
  story.refused(AGENCY_HEAD, stream, 'recusal-rulings', ruling(id, ASKED, true), {
    clause: 'E-10',
    says: /由本议题主持人裁定/,
    code: 'FORBIDDEN',
  })
  story.does(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, false))
  const again = { clause: 'E-10', says: /没有对此人的、待裁定的回避申请/ }
  story.refused(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, true), again)
})

test('E-10 被申请的人自己声明回避的，不必再裁定，议题可以作结论', () => {
  const { story, id, meeting, stream } = asked()
  story.does(ASKED, stream, 'recusals', { matter: id, person: ASKED, reason: '本人声明回避' })
  const ruled = story.copy()
  ruled.does(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, true))
  assert.equal(itemIn(ruled, meeting).recusals.length, 1, '已经回避的不再记第二次')
  spoken(story, meeting, id)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
})

test('E-10、E-05 对主持人的申请只由厅主要领导裁定；裁定应当回避的，议题顺延', () => {
  const { story, id, meeting, stream } = asked(PRESIDER)
  story.refused(PRESIDER, stream, 'recusal-rulings', ruling(id, PRESIDER, false), {
    clause: 'E-10',
    says: /对主持人的回避申请，由厅主要领导裁定/,
  })
  const kept = story.copy()
  kept.does(AGENCY_HEAD, stream, 'recusal-rulings', ruling(id, PRESIDER, false))
  assert.equal(itemIn(kept, meeting).stage, 'UNDER_WAY')
  story.does(AGENCY_HEAD, stream, 'recusal-rulings', ruling(id, PRESIDER, true))
  const { stage, postponed, recusals } = itemIn(story, meeting)
  assert.deepEqual([stage, postponed, recusals.length], ['POSTPONED', '主持人经裁定应当回避，本议题顺延', 0])
})

test('E-05、E-10 厅主要领导主持时无人可以裁定对其本人的申请，只能顺延', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  upToTier(story, id, 4)
  const stream = streams.meeting(sitting(story, 'DIRECTOR', [id]))
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.does('leader-1', stream, 'recusal-requests', request(id, AGENCY_HEAD))
  const refusal = { clause: 'E-05', says: /不得裁定自己是否回避，请将本议题顺延/ }
  story.refused(AGENCY_HEAD, stream, 'recusal-rulings', ruling(id, AGENCY_HEAD, false), refusal)
  story.does(SECRETARY, stream, 'postponements', { matter: id, reason: '主持人被申请回避' })
})

test('E-10 对裁定不服的记入异议，只由申请人和被申请人提出，裁定不变', () => {
  const { story, id, meeting, stream } = asked()
  const objection = { matter: id, words: '论证报告由其亲属签字，应当回避。' }
  story.refused(ASKER, stream, 'ruling-objections', objection, { clause: 'E-10', says: /没有作出过回避裁定/ })
  story.does(PRESIDER, stream, 'recusal-rulings', ruling(id, ASKED, false))
  const stranger = { clause: 'E-10', says: /由申请人或被申请回避人提出/ }
  story.refused('head-personnel', stream, 'ruling-objections', objection, stranger)
  story.does(ASKER, stream, 'ruling-objections', objection)
  const { objections, requests } = itemIn(story, meeting)
  assert.deepEqual([objections[0]?.person, objections[0]?.words], [ASKER, objection.words])
  assert.equal(requests[0]?.ruling?.upheld, false)
})
