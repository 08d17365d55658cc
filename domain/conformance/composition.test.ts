import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, logged, of, replayOf } from '../../test/support/falsified.ts'
import {
  called,
  concluded,
  detailsFor,
  FILING_ITEM,
  itemNow,
  leaderReviewed,
  met,
  opened,
  SECRETARY,
  signed,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const findings = (story: Story) => replayOf(logged(story.world.events)).findings.map(f => `${f.clause} ${f.sentence}`)

/** 科技处与基建管理处联合送审：组长 leader-2 分管基建管理处，改由 leader-4 主持本议题。 */
function presiderReplaced() {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['CAPITAL_CONSTRUCTION'] } })
  upToTier(story, id, 3)
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const on = streams.meeting(meeting)
  story.does(SECRETARY, on, 'items', { matter: id })
  story.does(SECRETARY, on, 'presiders', { matter: id, presider: 'leader-4', reason: '组长分管联办处室' })
  story.does(SECRETARY, on, 'notice', {})
  opened(story, meeting)
  concluded(story, meeting, id)
  signed(story, meeting)
  return { story, on }
}

test('E-05 不能主持的组长，逐议题改由其他厅领导主持，不是问题', () => {
  const { story } = presiderReplaced()

  assert.deepEqual(findings(story), [])
})

test('E-05 改派的记录被抽掉：发通知时组长不能主持，主持的又不是组长', () => {
  const { story, on } = presiderReplaced()
  const { drop } = falsifier(logged(story.world.events))

  const hidden = drop(of('meeting.presider-assigned', on))

  assertFound(hidden, 'E-05', /人员leader-2是本件送审处室的分管领导/)
  assertFound(hidden, 'E-08', /人员leader-4（厅班子成员）主持了本议题，而会议主持人是人员leader-2/)
})

test('A13、S95 改派给纪检组长或分管领导，是问题', () => {
  const { story, on } = presiderReplaced()
  const { say } = falsifier(logged(story.world.events))
  const presider = (person: string) => say(of('meeting.item-started', on), { presider: person })

  assertFound(presider('discipline-leader'), 'A13', /不得任复核小组组长/)
  assertFound(presider('leader-2'), 'S95', /分管领导，组长须由其他厅领导交叉担任/)
  assertFound(presider('head-planning'), 'S95', /不是厅领导/)
})

test('E-08 主持人更换后由会议组成人员主持，不是问题；由组成以外的人主持，是问题', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const meeting = called(story, 'INITIAL', 'SCI_TECH')
  const on = streams.meeting(meeting)
  const { recorder } = story.meeting(meeting)
  story.does(recorder, on, 'items', { matter: id })
  story.does(recorder, on, 'chairs', { chair: 'deputy-sci-tech', reason: '处长出差' })
  story.does(recorder, on, 'notice', {})
  opened(story, meeting)
  concluded(story, meeting, id)
  signed(story, meeting)
  const { say } = falsifier(logged(story.world.events))

  const stranger = say(of('meeting.item-started', on), { presider: 'head-planning' })

  assert.deepEqual(findings(story), [])
  assertFound(stranger, 'E-08', /不是会议组成人员，却主持了本议题/)
})

test('A9、S96 曾经联办而后撤下的处室，也不得在复核中计入', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['TRANSPORT'] } })
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  const { handler } = story.matter(id)
  const on = streams.matter(id)
  story.does(handler, on, 'details', detailsFor(itemNow(story, FILING_ITEM), { coDepartments: [] }))
  story.does(handler, on, 'supplements', { note: '不再联合送审', materialChange: false })
  leaderReviewed(story, id)
  const meeting = met(story, 'GROUP', [id])
  const { say } = falsifier(logged(story.world.events))

  const counted = say(of('meeting.item-concluded', streams.meeting(meeting)), { divisions: ['PERSONNEL', 'TRANSPORT'] })

  assert.deepEqual(findings(story), [])
  assertFound(counted, 'S96', /送审或联办处室综合运输处/)
})

test('S96 参与决定的处室多于到会人数，是问题', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const absent = ['head-transport', 'head-waterway', 'head-personnel']
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const on = streams.meeting(meeting)
  story.does(SECRETARY, on, 'items', { matter: id })
  story.does(SECRETARY, on, 'notice', {})
  opened(story, meeting, absent)
  concluded(story, meeting, id)
  const { say } = falsifier(logged(story.world.events))
  const all = ['CAPITAL_CONSTRUCTION', 'TRANSPORT', 'WATERWAY', 'TOLL_ADMIN', 'LOCAL_RAILWAY', 'PERSONNEL']

  const more = say(of('meeting.item-concluded', on), { divisions: all })

  assert.deepEqual(findings(story), [])
  assertFound(more, 'S96', /到会4人，却计入6个处室/)
})
