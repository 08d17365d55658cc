import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  castOf,
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

const founded = await foundedWorld()

test('S93 未到会期、未发通知不得开会，未开会不得审议、发言、作结论', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const meeting = noticed(story, 'INITIAL', [id])
  const stream = streams.meeting(meeting)
  const recorder = story.meeting(meeting).recorder
  story.refused(recorder, stream, 'opening', {}, { clause: 'S93', says: /会议定于2026年7月9日召开，未到会期/ })
  story.refused(recorder, stream, 'item-starts', { matter: id }, { clause: 'MTG-002', says: /会议现为「已通知」/ })
  story.refused('head-sci-tech', stream, 'opinions', says(id, 'head-sci-tech'), {
    clause: 'S93',
    says: /会议现为「已通知」/,
  })
  story.refused('head-sci-tech', stream, 'conclusions', conclusionOf(story, id, 'AGREED'), {
    clause: 'MTG-004',
    says: /会议现为「已通知」/,
  })
  opened(story, meeting)
  story.does(recorder, stream, 'item-starts', { matter: id })
})

test('S93 第一、三、四级须以会议结论推进，个人点“同意”没有这条路', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  const { head, leader } = castOf(story, 'CAPITAL_CONSTRUCTION')
  const everybody = [head, leader, 'leader-3', AGENCY_HEAD, SECRETARY, 'SYSTEM']
  const nouns = ['leader-review', 'handling', 'implementation', 'closure', 'condition-confirmations']
  for (const tier of [1, 3, 4] as const) {
    if (tier === 3) upToTier(story, id, 3)
    if (tier === 4) met(story, 'GROUP', [id])
    const { status } = story.matter(id)
    for (const person of everybody) {
      for (const noun of nouns) {
        const input = { conclusion: 'AGREED', opinion: '同意。', startedOn: story.today(), condition: '1-1' }
        assert.equal(
          story.world.do(person, story.now(), streams.matter(id), noun, input).ok,
          false,
          `${person} ${noun}`,
        )
      }
    }
    assert.equal(story.matter(id).status, status)
  }
  met(story, 'DIRECTOR', [id])
  assert.equal(story.matter(id).status, 'APPROVED')
})

test('S93 到会成员没有全部表态，不能就实体作结论', () => {
  const { story, id, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.does('head-transport', stream, 'opinions', says(id, 'head-transport'))
  const refusal = { clause: 'S93', says: /还有6名到会成员没有表态，不能作出结论/ }
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), refusal)
  story.does(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'DEFERRED'))
})

test('S18 到会、请假、离会逐人登记，只登记会议组成人员', () => {
  const { story, stream, meeting } = groupOpen(founded, {}, ['head-waterway'])
  const statusOf = (person: string) => story.meeting(meeting).attendance.findLast(a => a.person === person)?.status
  assert.deepEqual(['leader-2', 'head-waterway'].map(statusOf), ['PRESENT', 'ON_LEAVE'])
  story.refused(
    SECRETARY,
    stream,
    'attendance',
    { person: 'head-ports', status: 'PRESENT' },
    { clause: 'S18', says: /不是会议组成人员/ },
  )
  story.refused(
    SECRETARY,
    stream,
    'attendance',
    { person: 'leader-2', status: 'ONLINE' },
    { clause: 'S18', says: /到会状态为/ },
  )
  story.does(SECRETARY, stream, 'attendance', { person: 'leader-2', status: 'LEFT' })
})

test('MTG-001、MTG-002 每个议题开始时都要够法定人数，不够的只能顺延', () => {
  const absent = ['head-transport', 'head-waterway', 'head-toll-admin', 'head-local-railway']
  const { story, id, stream } = groupOpen(founded, {}, absent)
  const refusal = {
    clause: 'MTG-001',
    says: /应到7人，实到3人，至少4人才能审议；可将本议题顺延/,
    code: 'NO_QUORUM',
  } as const
  story.refused(SECRETARY, stream, 'item-starts', { matter: id }, refusal)
  story.copy().does(SECRETARY, stream, 'postponements', { matter: id, reason: '不足法定人数' })
  story.does(SECRETARY, stream, 'attendance', { person: 'head-transport', status: 'PRESENT' })
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
})

test('MTG-003 多个事项逐项审议，上一项没有结论不能开始下一项', () => {
  const story = tellStory(founded.copy())
  const ids = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  const meeting = sitting(story, 'INITIAL', ids)
  const stream = streams.meeting(meeting)
  const { recorder } = story.meeting(meeting)
  story.does(recorder, stream, 'item-starts', { matter: ids[0] })
  story.refused(recorder, stream, 'item-starts', { matter: ids[1] }, { clause: 'MTG-003', says: /须逐项审议/ })
  spoken(story, meeting, ids[0] ?? '')
  story.does(recorder, stream, 'conclusions', conclusionOf(story, ids[0] ?? '', 'AGREED'))
  story.does(recorder, stream, 'item-starts', { matter: ids[1] })
})

test('E-12 中途离会致人数不足：未议的不能开始，已开始的不能结论，只能顺延；人数按表决时点', () => {
  const { story, id, stream, meeting } = groupOpen(founded, {}, ['head-transport', 'head-waterway', 'head-toll-admin'])
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  const concluded = story.copy()
  concluded.does(SECRETARY, stream, 'conclusions', conclusionOf(concluded, id, 'AGREED'))
  concluded.does(SECRETARY, stream, 'attendance', { person: 'head-personnel', status: 'LEFT' })
  assert.deepEqual(
    [itemIn(concluded, meeting).conclusion?.expected, itemIn(concluded, meeting).conclusion?.present],
    [7, 4],
    '已议的按表决时点有效',
  )

  story.does(SECRETARY, stream, 'attendance', { person: 'head-personnel', status: 'LEFT' })
  const refusal = {
    clause: 'E-12',
    says: /现应到7人，在场3人，已不足法定人数（至少4人），请将本议题顺延/,
    code: 'NO_QUORUM',
  } as const
  story.refused(SECRETARY, stream, 'conclusions', conclusionOf(story, id, 'AGREED'), refusal)
  story.refused(SECRETARY, stream, 'adjournment', {}, { clause: 'E-12', says: /还有议题没有结论/ })
  story.does(SECRETARY, stream, 'postponements', { matter: id, reason: '不足法定人数' })
  story.does(SECRETARY, stream, 'adjournment', {})
  story.does('leader-2', stream, 'minutes-signature', {})
  assert.deepEqual(
    [story.matter(id).status, story.matter(id).listing],
    ['LEADER_PASSED', undefined],
    '顺延的件回到待复核',
  )
})

test('S145 意见由本人发表或由记录人如实记录并注明，别人不得代填；未到会的不计', () => {
  const { story, id, stream, meeting } = groupOpen(founded, {}, ['head-waterway'])
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  story.refused('head-personnel', stream, 'opinions', says(id, 'head-transport'), {
    clause: 'S145',
    says: /不得代填/,
    code: 'FORBIDDEN',
  })
  story.refused('head-waterway', stream, 'opinions', says(id, 'head-waterway'), {
    clause: 'MTG-003',
    says: /未到会成员的意见不计入/,
  })
  story.refused(SECRETARY, stream, 'opinions', says(id, 'head-ports'), { clause: 'S93', says: /不是会议组成人员/ })
  story.does(SECRETARY, stream, 'opinions', says(id, 'head-transport'))
  story.does('head-personnel', stream, 'opinions', says(id, 'head-personnel'))
  assert.deepEqual(
    itemIn(story, meeting).opinions.map(o => [o.person, o.recordedBy]),
    [
      ['head-transport', SECRETARY],
      ['head-personnel', undefined],
    ],
  )
})
