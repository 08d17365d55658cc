import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, logged, of, replayOf } from '../../test/support/falsified.ts'
import { groupOpen, says } from '../../test/support/group-sitting.ts'
import { AGENCY_HEAD, conclusionOf, signed, spoken } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const findings = (story: Story) => replayOf(logged(story.world.events)).findings.map(f => `${f.clause} ${f.sentence}`)

const recorderOf = (story: Story, meeting: string) => story.meeting(meeting).recorder

/** 会中一名成员发言后声明利害关系、登记回避，其余人表态，作出结论。 */
function recusedMidway() {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(recorderOf(story, meeting), stream, 'item-starts', { matter: id })
  story.does('head-transport', stream, 'opinions', says(id, 'head-transport'))
  story.does('head-transport', stream, 'recusals', {
    matter: id,
    person: 'head-transport',
    reason: '近亲属任职于申报单位',
  })
  spoken(story, meeting, id)
  story.does(recorderOf(story, meeting), stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  signed(story, meeting)
  return { story, stream }
}

test('E-09、E-12 会中回避后应到减一、法定人数重算，不是问题', () => {
  const { story, stream } = recusedMidway()

  const [concluded] = logged(story.world.events).filter(of('meeting.item-concluded', stream))
  assert.equal(concluded?.data.expected, 6)
  assert.deepEqual(findings(story), [])
})

test('MTG-002 回避的登记被抽掉，应到人数就对不上', () => {
  const { story, stream } = recusedMidway()
  const { drop } = falsifier(logged(story.world.events))

  const hidden = drop(of('meeting.recusal-recorded', stream))

  assertFound(hidden, 'MTG-002', /开始审议时应到7人，其间登记回避0人次，结论时应到却记为6人/)
})

test('E-12 到会恰好达到法定人数的不是问题，少一人的是问题', () => {
  const { story, id, meeting, stream } = groupOpen(founded, {}, ['head-transport', 'head-waterway', 'head-personnel'])
  story.does(recorderOf(story, meeting), stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  story.does(recorderOf(story, meeting), stream, 'conclusions', conclusionOf(story, id, 'AGREED'))
  const { say } = falsifier(logged(story.world.events))

  const fewer = say(of('meeting.item-concluded', stream), { present: 3, divisions: ['TOLL_ADMIN'] })

  assert.deepEqual(findings(story), [])
  assertFound(fewer, 'E-12', /应到7人，至少4人才能审议，实到3人/)
})

test('MTG-001 按规则参数“半数以上”含本数：三人到会、应到六人不是问题', () => {
  const world = founded.copy()
  const before = tellStory(world, '2026-07-01')
  const parameters = [{ key: 'quorum.operator', value: '>=', source: '领导小组会议' }]
  const adopted = { effectiveFrom: '2026-07-02', parameters, reason: '试行调整' }
  before.does(AGENCY_HEAD, streams.rulebook, 'rule-sets', adopted)
  const absent = ['head-waterway', 'head-personnel', 'head-toll-admin']
  const { story, id, meeting, stream } = groupOpen(world, { coDepartments: ['TRANSPORT'] }, absent)
  story.does(recorderOf(story, meeting), stream, 'item-starts', { matter: id })
  spoken(story, meeting, id)
  story.does(recorderOf(story, meeting), stream, 'conclusions', conclusionOf(story, id, 'DEFERRED'))
  const { say } = falsifier(logged(story.world.events))

  const [started] = logged(story.world.events).filter(of('meeting.item-started', stream))
  assert.deepEqual([started?.data.expected, started?.data.present], [6, 3])
  assert.deepEqual(findings(story), [])
  assertFound(
    say(of('rulebook.rule-set-adopted', undefined, { version: 2 }), { effectiveFrom: '2026-09-01' }),
    'MTG-001',
    /应到6人，至少4人才能审议，实到3人/,
  )
})

test('S93 程序性结论不需要人人表态，实质结论需要', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(recorderOf(story, meeting), stream, 'item-starts', { matter: id })
  story.does('head-transport', stream, 'opinions', says(id, 'head-transport'))
  story.does(recorderOf(story, meeting), stream, 'conclusions', conclusionOf(story, id, 'DEFERRED'))
  const { say } = falsifier(logged(story.world.events))

  const agreed = say(of('meeting.item-concluded', stream), { conclusion: 'AGREED' })

  assert.deepEqual(findings(story), [])
  assertFound(agreed, 'S93', /到会7人，而该议题只有1次表态/)
})
