import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn } from '../../test/support/group-sitting.ts'
import {
  called,
  conclusionOf,
  FILING_ITEM,
  met,
  noticed,
  opened,
  SECRETARY,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { refuseItem } from './acts-agenda.ts'
import type { MeetingFacts } from './facts.ts'

const founded = await foundedWorld()
const task = (more: object = {}) => ({
  words: '按会议意见完善实施方案',
  owner: 'SCI_TECH',
  dueOn: '2026-09-30',
  ...more,
})

test('MTG-013 结论可以列出议定事项，每项有责任处室和还来得及的期限', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  const conclude = (tasks: readonly object[]) => conclusionOf(story, id, 'AGREED', { tasks })
  const wrong = [
    [[task({ owner: 'NOWHERE' })], /责任处室不存在/],
    [[task({ dueOn: '2026-07-01' })], /完成期限不得早于今天/],
    [[task({ words: '' })], /议定事项/],
    [Array.from({ length: 21 }, () => task()), /不得超过20项/],
  ] as const
  for (const [tasks, says] of wrong) {
    const clause = tasks.length > 20 || says.source === '议定事项' ? 'MTG-004' : 'MTG-013'
    story.refused(SECRETARY, stream, 'conclusions', conclude(tasks), { clause, says })
  }
  story.does(SECRETARY, stream, 'conclusions', conclude([task(), task({ owner: 'PLANNING', dueOn: story.today() })]))
  assert.deepEqual(
    itemIn(story, meeting).conclusion?.tasks.map(t => t.owner),
    ['SCI_TECH', 'PLANNING'],
  )
})

test('E-12 散会时够不着法定人数的未议议题自动顺延，件回到待复核', () => {
  const story = tellStory(founded.copy())
  const ids = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of ids) upToTier(story, id, 3)
  const meeting = sitting(story, 'GROUP', ids)
  const stream = streams.meeting(meeting)
  story.refused(SECRETARY, stream, 'adjournment', {}, { clause: 'E-12', says: /还有议题没有结论/ })
  for (const person of ['head-transport', 'head-waterway', 'head-toll-admin', 'head-personnel']) {
    story.does(SECRETARY, stream, 'attendance', { person, status: 'LEFT' })
  }
  const events = story.does(SECRETARY, stream, 'adjournment')
  assert.deepEqual(
    events.map(e => e.type),
    ['meeting.item-postponed', 'meeting.item-postponed', 'meeting.adjourned'],
  )
  assert.deepEqual(
    story.meeting(meeting).items.map(i => [i.stage, i.postponed]),
    ids.map(() => ['POSTPONED', '到会人数不足法定人数，自动顺延']),
  )
  story.does('leader-2', stream, 'minutes-signature')
  assert.deepEqual(
    ids.map(id => [story.matter(id).status, story.matter(id).listing]),
    ids.map(() => ['LEADER_PASSED', undefined]),
  )
})

test('E-12、E-42 逐议题看：一项因回避够不着法定人数，另一项还能议，就不能散会', () => {
  const story = tellStory(founded.copy())
  const coDepartments = ['TRANSPORT', 'WATERWAY', 'TOLL_ADMIN']
  const joint = submitted(story, FILING_ITEM, {}, { details: { coDepartments } })
  const plain = submitted(story, FILING_ITEM)
  for (const id of [joint, plain]) upToTier(story, id, 3)
  const meeting = noticed(story, 'GROUP', [joint, plain])
  const stream = streams.meeting(meeting)
  opened(story, meeting, ['head-personnel', 'head-local-railway'])
  story.refused(SECRETARY, stream, 'item-starts', { matter: joint }, { clause: 'MTG-001', says: /应到4人，实到2人/ })
  story.refused(SECRETARY, stream, 'adjournment', {}, { clause: 'E-12', says: /还有议题没有结论/ })
  story.does(SECRETARY, stream, 'item-starts', { matter: plain })
  spoken(story, meeting, plain)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, plain, 'AGREED'))
  story.does(SECRETARY, stream, 'adjournment')
  assert.deepEqual(
    story.meeting(meeting).items.map(i => i.stage),
    ['POSTPONED', 'CONCLUDED'],
  )
})

test('MTG-014 再次送审的件上会，以送审时写明的与前次的区别为说明；没有的须说明新情况', () => {
  const story = tellStory(founded.copy())
  const first = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [first], { conclusion: 'NOT_AGREED' })
  story.afterDays(200)
  const again = { previous: first, difference: '压减经费三成，并补充同行评议意见' }
  const second = submitted(story, FILING_ITEM, again)
  const state = story.meeting(called(story, 'INITIAL', 'SCI_TECH'))
  const rulebook = story.world.state<MeetingFacts['rulebook']>(streams.rulebook)
  const base = { now: story.now(), today: story.today(), person: SECRETARY, organisation: story.organisation() }
  const ask = (difference: string | undefined, circumstances?: string) =>
    refuseItem(state, { ...story.matter(second), difference }, circumstances, { ...base, rulebook, matters: {} })
  assert.deepEqual([ask(undefined)?.clause, ask(undefined)?.field], ['MTG-014', 'circumstances'])
  assert.equal(ask(undefined, '主管部门已批复'), undefined)
  assert.equal(ask(again.difference), undefined)
})
