import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  called,
  conclusionOf,
  FILING_ITEM,
  noticed,
  opened,
  SECRETARY,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const USCC = '91350100M000100Y43'
const counterparty = { kind: 'ORGANISATION', name: '演示运输有限公司', uscc: USCC }
const declares = (story: Story, person: string) =>
  story.does(person, streams.organisation, 'interest-declarations', {
    ...{ unit: '演示运输有限公司', uscc: USCC, relation: '配偶任该公司副总经理' },
  })

/** 相对人为一家公司的件，已到某一级。 */
function withCounterparty(item: string, tier?: 3 | 4) {
  const story = tellStory(founded.copy())
  const id = submitted(story, item, {}, { details: { counterparty } })
  if (tier) upToTier(story, id, tier)
  return { story, id }
}
const startedIn = (story: Story) =>
  story.world.events.findLast(e => e.type === 'meeting.item-started')?.data as {
    expected: number
    interests?: number
    recusals: readonly { person: string; clause: string; reason: string }[]
  }

test('E-09 已申报与相对人有利害关系的成员，开始审议时自动回避；公开的只有人数，不说是哪家单位', () => {
  const { story, id } = withCounterparty(FILING_ITEM, 3)
  declares(story, 'head-transport')
  const meeting = sitting(story, 'GROUP', [id])
  story.does(SECRETARY, streams.meeting(meeting), 'item-starts', { matter: id })
  const { recusals, expected, interests } = startedIn(story)
  assert.deepEqual(recusals, [{ person: 'head-transport', clause: 'E-09', reason: '与相对人有利害关系' }])
  assert.deepEqual([expected, interests], [6, 1])
})

test('E-09 初审例会、厅长办公会上同样按申报的利害关系回避', () => {
  const initial = withCounterparty(FILING_ITEM)
  declares(initial.story, 'clerk-sci-tech-2')
  const first = streams.meeting(sitting(initial.story, 'INITIAL', [initial.id]))
  initial.story.does('clerk-sci-tech-1', first, 'item-starts', { matter: initial.id })
  assert.deepEqual(
    startedIn(initial.story).recusals.map(r => [r.person, r.clause]),
    [
      ['clerk-sci-tech-1', 'S10'],
      ['clerk-sci-tech-2', 'E-09'],
    ],
  )

  const director = withCounterparty(APPROVAL_ITEM, 4)
  for (const person of ['leader-3', 'discipline-leader']) declares(director.story, person)
  const last = streams.meeting(sitting(director.story, 'DIRECTOR', [director.id]))
  director.story.does(SECRETARY, last, 'item-starts', { matter: director.id })
  const { recusals, expected, interests } = startedIn(director.story)
  assert.deepEqual(
    recusals.map(r => r.person),
    ['leader-3', 'discipline-leader'],
  )
  assert.deepEqual([expected, interests], [4, 1], '列席的纪检组长本来就不计入应到')
})

test('E-09 没有利害关系的不回避，也不写人数；已声明消除的、相对人是另一家的，不回避', () => {
  const { story, id } = withCounterparty(FILING_ITEM, 3)
  declares(story, 'head-transport')
  story.does('head-transport', streams.organisation, 'interest-endings', { interest: 'I1' })
  const other = { unit: '另一家公司', uscc: '91350100M000200Y4T', relation: '持股' }
  story.does('head-waterway', streams.organisation, 'interest-declarations', other)
  const meeting = sitting(story, 'GROUP', [id])
  story.does(SECRETARY, streams.meeting(meeting), 'item-starts', { matter: id })
  assert.deepEqual([startedIn(story).recusals, startedIn(story).interests], [[], undefined])
})

test('E-09 开始审议后才申报的，须先登记回避才能作结论', () => {
  const { story, id } = withCounterparty(FILING_ITEM, 3)
  const meeting = sitting(story, 'GROUP', [id])
  const stream = streams.meeting(meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  declares(story, 'head-transport')
  const refusal = { clause: 'E-09', says: /马骏程（演示）与相对人有利害关系，须先登记回避再作结论/ }
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), refusal)
  story.does('head-transport', stream, 'recusals', { matter: id, person: 'head-transport', reason: '已申报' })
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
})

test('E-05、E-09 组长与相对人有利害关系的，通知发不出去；换人主持后组长本人回避', () => {
  const { story, id } = withCounterparty(FILING_ITEM, 3)
  declares(story, 'leader-2')
  declares(story, 'leader-3')
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const stream = streams.meeting(meeting)
  story.does(SECRETARY, stream, 'items', { matter: id })
  const says = /梁绍康（演示）与本件相对人有利害关系.*可改由邝志远（演示）主持/
  story.refused(SECRETARY, stream, 'notice', {}, { clause: 'E-05', says, code: 'CONFLICT_OF_INTEREST' })
  const presider = (person: string) => ({ matter: id, presider: person, reason: '组长回避' })
  story.refused(SECRETARY, stream, 'presiders', presider('leader-3'), { clause: 'E-09', says: /利害关系/ })
  story.does(SECRETARY, stream, 'presiders', presider('leader-4'))
  story.does(SECRETARY, stream, 'notice', {})
  opened(story, meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const { recusals, interests, expected } = startedIn(story)
  assert.deepEqual(
    recusals.map(r => [r.person, r.clause]),
    [['leader-2', 'E-09']],
  )
  assert.deepEqual([expected, interests], [7, undefined], '主持人补了组长的位置，组长的回避不减少应到')
})

test('E-09 厅主要领导与相对人有利害关系的，不得主持审议；会前换人主持可以审议', () => {
  const { story, id } = withCounterparty(APPROVAL_ITEM, 4)
  declares(story, AGENCY_HEAD)
  const meeting = noticed(story, 'DIRECTOR', [id])
  const stream = streams.meeting(meeting)
  const blocked = story.copy()
  opened(blocked, meeting)
  const says = /主持人欧阳建国（演示）与相对人有利害关系，不得主持审议/
  blocked.refused(SECRETARY, stream, 'item-starts', { matter: id }, { clause: 'E-09', says })
  story.does(SECRETARY, stream, 'chairs', { chair: 'leader-2', reason: '主要领导回避' })
  opened(story, meeting)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  assert.deepEqual([startedIn(story).expected, startedIn(story).interests], [4, 1])
})
