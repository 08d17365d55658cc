import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says } from '../../test/support/group-sitting.ts'
import {
  AGENCY_HEAD,
  APPROVAL_ITEM,
  conclusionOf,
  FILING_ITEM,
  met,
  sitting,
  spoken,
  submitted,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { passing } from '../matter/conclusions.ts'
import type { MeetingKind } from './kinds.ts'

const founded = await foundedWorld()

/** 某一级的会议正在审议一件，还没有人说话。 */
function underWay(kind: Exclude<MeetingKind, 'LEADING'>) {
  const story = tellStory(founded.copy())
  const id = submitted(story, kind === 'DIRECTOR' ? APPROVAL_ITEM : FILING_ITEM)
  if (kind !== 'INITIAL') upToTier(story, id, kind === 'GROUP' ? 3 : 4)
  const meeting = sitting(story, kind, [id])
  const stream = streams.meeting(meeting)
  const { recorder, chair } = story.meeting(meeting)
  story.does(recorder, stream, 'item-starts', { matter: id })
  return { story, id, meeting, stream, recorder, chair }
}

const times = (story: Story, stream: string, type: string) =>
  story.world.events.filter(e => e.stream === stream && e.type === type).length

test('S86 first approval completes everything: 第一个人的“同意”在任何一级都不能使议题有结论、使件前进', () => {
  for (const kind of ['INITIAL', 'GROUP', 'DIRECTOR'] as const) {
    const { story, id, meeting, stream, recorder, chair } = underWay(kind)
    const { status } = story.matter(id)
    const recused = story.meeting(meeting).items[0]?.recusals.map(r => r.person) ?? []
    const members = story.meeting(meeting).members.filter(m => m.voting && !recused.includes(m.person))
    for (const { person } of members) {
      const alone = story.copy()
      alone.does(person, stream, 'opinions', says(id, person))
      assert.equal(alone.meeting(meeting).items[0]?.stage, 'UNDER_WAY', `${kind} ${person}`)
      assert.equal(alone.matter(id).status, status)
      for (const conclusion of passing) {
        const input = conclusionOf(alone, id, conclusion, { orderExplanation: '先表了态' })
        alone.refused(recorder, stream, 'conclusions', input, { clause: 'S93', says: /名到会成员没有表态/ })
      }
      alone.refused(recorder, stream, 'adjournment', {}, { clause: 'E-12', says: /还有议题没有结论/ })
      alone.refused(chair, stream, 'minutes-signature', {}, { clause: 'MTG-009', says: /进行中/ })
    }
  }
})

test('S86 first approval completes everything: 首长负责制下主要领导第一个说“同意”，也不能替代其他人表态', () => {
  const { story, id, stream } = underWay('DIRECTOR')
  story.does(AGENCY_HEAD, stream, 'opinions', says(id, AGENCY_HEAD))
  const input = conclusionOf(story, id, 'AGREED', { orderExplanation: '先表了态' })
  story.refused(AGENCY_HEAD, stream, 'conclusions', input, { clause: 'S93', says: /还有4名到会成员没有表态/ })
})

test('S86 first approval completes everything: 一级通过只到下一级，不会一次走完', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, APPROVAL_ITEM)
  met(story, 'INITIAL', [id])
  assert.equal(story.matter(id).status, 'INITIAL_PASSED')
  assert.deepEqual(
    story.matter(id).records.map(r => r.tier),
    [1],
  )
})

test('S86 step run twice: 开会、审议、结论、散会、签发各做第二次都被拒绝，每件事只留一条记录', () => {
  for (const kind of ['INITIAL', 'GROUP', 'DIRECTOR'] as const) {
    const { story, id, meeting, stream, recorder, chair } = underWay(kind)
    const twice = (person: string, noun: string, input: object = {}) => {
      const before = story.world.events.length
      assert.equal(story.world.do(person, story.now(), stream, noun, input).ok, false, `${kind} ${noun} twice`)
      assert.equal(story.world.events.length, before)
    }
    twice(recorder, 'opening')
    twice(recorder, 'item-starts', { matter: id })
    spoken(story, meeting, id)
    const input = conclusionOf(story, id, 'AGREED')
    story.does(recorder, stream, 'conclusions', input)
    twice(recorder, 'conclusions', input)
    twice(recorder, 'conclusions', conclusionOf(story, id, 'NOT_AGREED'))
    twice(recorder, 'item-starts', { matter: id })
    story.does(recorder, stream, 'adjournment')
    twice(recorder, 'adjournment')
    story.does(chair, stream, 'minutes-signature')
    const records = story.matter(id).records.length
    twice(chair, 'minutes-signature')

    const types = ['opened', 'item-started', 'item-concluded', 'adjourned', 'minutes-signed']
    for (const type of types) assert.equal(times(story, stream, `meeting.${type}`), 1, `${kind} ${type}`)
    const tier = { INITIAL: 1, GROUP: 3, DIRECTOR: 4 }[kind]
    assert.equal(story.matter(id).records.length, records)
    assert.equal(story.matter(id).records.filter(r => r.tier === tier).length, 1)
  }
})
