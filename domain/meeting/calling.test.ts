import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOpen, itemIn, says } from '../../test/support/group-sitting.ts'
import { called, FILING_ITEM, noticed, SECRETARY, submitted, upToTier } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()

/** 复核例会筹备中，议程上有两件。 */
function twoListed() {
  const story = tellStory(founded.copy())
  const [first = '', second = ''] = [submitted(story, FILING_ITEM), submitted(story, FILING_ITEM)]
  for (const id of [first, second]) upToTier(story, id, 3)
  const meeting = called(story, 'GROUP', 'PLAN_FUND-1')
  const stream = streams.meeting(meeting)
  for (const matter of [first, second]) story.does(SECRETARY, stream, 'items', { matter })
  return { story, first, second, meeting, stream }
}

test('MTG-007 开会前可以调整议题次序，次序须恰好列出每一个议题', () => {
  const { story, first, second, meeting, stream } = twoListed()
  for (const order of [[first], [first, first], [first, second, second], [first, '2026-000999']]) {
    story.refused(SECRETARY, stream, 'agenda-orders', { order }, { clause: 'MTG-007', says: /恰好列出/ })
  }
  story.does(SECRETARY, stream, 'agenda-orders', { order: [second, first] })
  const numbered = () => story.meeting(meeting).items.map(i => [i.no, i.matter])
  assert.deepEqual(numbered(), [
    [1, second],
    [2, first],
  ])
  story.does(SECRETARY, stream, 'notice', {})
  story.does(SECRETARY, stream, 'agenda-orders', { order: [first, second] })
  assert.deepEqual(numbered()[0], [1, first])
})

test('MTG-008 会议进行中不再调整议题次序', () => {
  const { story, id, stream } = groupOpen(founded)
  const refusal = { clause: 'MTG-008', says: /会议现为「进行中」/ }
  story.refused(SECRETARY, stream, 'agenda-orders', { order: [id] }, refusal)
})

test('E-41 另行组织的议题只登记占位：除了第几个，什么都不留', () => {
  const { story, meeting, stream } = twoListed()
  story.does(SECRETARY, stream, 'separate-items')
  story.does(SECRETARY, stream, 'separate-items')
  assert.equal(story.meeting(meeting).separateItems, 2)
  const noted = story.world.events.filter(e => e.type === 'meeting.separate-item-noted')
  assert.deepEqual(
    noted.map(e => e.data),
    [{ no: 1 }, { no: 2 }],
  )
  const named = story.world.do(SECRETARY, story.now(), stream, 'separate-items', { title: '涉密议题' })
  assert.equal(named.ok, false, '连题目也无处可填')

  const initial = called(story, 'INITIAL', 'SCI_TECH')
  const refusal = { clause: 'E-41', says: /初审例会没有另行组织的议题/ }
  story.refused('clerk-sci-tech-1', streams.meeting(initial), 'separate-items', {}, refusal)
})

test('E-36 更换记录人由主持人或办公室决定并写明理由，换下的人不再能记录', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  const next = { recorder: 'clerk-planning-1', reason: '原记录人外出' }
  const refuse = (who: string, input: object, clause: string, words: RegExp) =>
    story.refused(who, stream, 'recorder-replacements', input, { clause, says: words })
  refuse('head-transport', next, 'S145', /由会议主持人或领导小组办公室办理/)
  refuse('leader-2', { recorder: 'clerk-planning-1' }, 'E-36', /理由必填/)
  refuse('leader-2', { ...next, recorder: 'leader-2' }, 'E-36', /主持人不得兼任记录人|在职工作人员/)
  refuse('leader-2', { ...next, recorder: 'operator-1' }, 'E-36', /在职工作人员/)
  refuse('leader-2', { ...next, recorder: 'nobody' }, 'E-36', /在职工作人员/)
  refuse('leader-2', { ...next, recorder: SECRETARY }, 'E-36', /已是本会议的记录人/)

  story.does('leader-2', stream, 'recorder-replacements', next)
  story.does('clerk-planning-1', stream, 'item-starts', { matter: id })
  story.refused(SECRETARY, stream, 'opinions', says(id, 'head-transport'), { clause: 'S145', says: /办理/ })
  story.does('clerk-planning-1', stream, 'opinions', says(id, 'head-transport'))
  assert.equal(itemIn(story, meeting).opinions[0]?.recordedBy, 'clerk-planning-1')
})

test('E-36 处室负责人主持的初审例会，主持人不得兼任记录人', () => {
  const story = tellStory(founded.copy())
  const stream = streams.meeting(noticed(story, 'INITIAL', [submitted(story, FILING_ITEM)]))
  const chair = { recorder: 'head-sci-tech', reason: '记录人请假' }
  const refusal = { clause: 'E-36', says: /主持人不得兼任记录人/ }
  story.refused('head-sci-tech', stream, 'recorder-replacements', chair, refusal)
  story.does('head-sci-tech', stream, 'recorder-replacements', { ...chair, recorder: 'clerk-sci-tech-2' })
})

test('E-36 双记录制：第二记录人与记录人同样可以记录，两人不是同一人', () => {
  const { story, id, meeting, stream } = groupOpen(founded)
  story.does(SECRETARY, stream, 'item-starts', { matter: id })
  const same = { clause: 'E-36', says: /已是本会议的记录人/ }
  story.refused('leader-2', stream, 'second-recorders', { recorder: SECRETARY }, same)
  story.does('leader-2', stream, 'second-recorders', { recorder: 'clerk-sci-tech-1' })
  const twice = { recorder: 'clerk-sci-tech-1', reason: '轮换' }
  story.refused('leader-2', stream, 'recorder-replacements', twice, same)
  story.does('clerk-sci-tech-1', stream, 'opinions', says(id, 'head-transport'))
  story.does(SECRETARY, stream, 'opinions', says(id, 'head-waterway'))
  assert.deepEqual(
    itemIn(story, meeting).opinions.map(o => o.recordedBy),
    ['clerk-sci-tech-1', SECRETARY],
  )
})

test('E-36、E-05 只主持一个议题的领导不决定谁记录，也不兼任记录人', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details: { coDepartments: ['CAPITAL_CONSTRUCTION'] } })
  upToTier(story, id, 3)
  const stream = streams.meeting(called(story, 'GROUP', 'PLAN_FUND-1'))
  story.does(SECRETARY, stream, 'items', { matter: id })
  const presider = 'leader-3'
  story.does(SECRETARY, stream, 'presiders', { matter: id, presider, reason: '组长分管联办处室' })
  const next = { recorder: 'clerk-planning-1', reason: '轮换' }
  const refusal = { clause: 'E-36', says: /由会议主持人或领导小组办公室决定/ }
  story.refused(presider, stream, 'recorder-replacements', next, refusal)
  const post = { person: presider, post: 'DIVISION_DEPUTY', department: 'PORTS', from: story.today() }
  story.does('SYSTEM', streams.organisation, 'post-assignments', post)
  const both = { clause: 'E-36', says: /主持人不得兼任记录人/ }
  story.refused('leader-2', stream, 'recorder-replacements', { ...next, recorder: presider }, both)
})
