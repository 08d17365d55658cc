import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPROVAL_ITEM,
  concluded,
  FILING_ITEM,
  signed,
  sitting,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { type FollowUp, followUpId } from '../follow-up/follow-up.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()

test('MTG-013 纪要签发时，议定事项逐项转为督办，编号跨议题连续，责任处室和期限照会议所定', () => {
  const story = tellStory(founded.copy())
  const matters = [submitted(story, APPROVAL_ITEM), submitted(story, APPROVAL_ITEM)]
  for (const id of matters) upToTier(story, id, 4)
  const meeting = sitting(story, 'DIRECTOR', matters)
  const tasks = [
    { words: '补充论证资金来源', owner: 'PLANNING', dueOn: '2026-09-30' },
    { words: '会同铁建办核定线位', owner: 'CAPITAL_CONSTRUCTION', dueOn: '2026-08-31' },
    { words: '报送省政府', owner: 'GENERAL_OFFICE', dueOn: '2026-10-15' },
  ]
  const [first = '', second = ''] = matters
  concluded(story, meeting, first, { more: { tasks: tasks.slice(0, 2) } })
  concluded(story, meeting, second, { more: { tasks: tasks.slice(2) } })
  const followUp = (no: number) => story.world.state<FollowUp>(streams.followUp(followUpId(meeting, no)))
  assert.equal(followUp(1).stage, 'NONE', '签发之前没有督办')

  signed(story, meeting)

  assert.deepEqual(
    [1, 2, 3].map(no => [followUp(no).stage, followUp(no).no, followUp(no).matter, followUp(no).owner]),
    [
      ['OPEN', 1, first, 'PLANNING'],
      ['OPEN', 2, first, 'CAPITAL_CONSTRUCTION'],
      ['OPEN', 3, second, 'GENERAL_OFFICE'],
    ],
  )
  assert.deepEqual([followUp(2).words, followUp(2).dueOn], ['会同铁建办核定线位', '2026-08-31'])
  assert.equal(followUp(4).stage, 'NONE')
})

test('MTG-013 没有议定事项的会议不产生督办', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  const before = story.world.events.length
  const meeting = sitting(story, 'INITIAL', [id])
  concluded(story, meeting, id)
  signed(story, meeting)

  const after = story.world.events.slice(before)
  assert.ok(after.some(e => e.type === 'matter.tier-concluded'))
  assert.deepEqual(
    after.filter(e => e.stream.startsWith('follow-up/')),
    [],
  )
})
