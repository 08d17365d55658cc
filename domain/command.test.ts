import assert from 'node:assert/strict'
import { test } from 'node:test'
import { called, FILING_ITEM, submitted, upToTier } from '../test/support/journey.ts'
import { foundedWorld, tellStory } from '../test/support/story.ts'
import { type Command, decide, streamsNeeded } from './command.ts'
import type { Read } from './decider.ts'
import { streams } from './ids.ts'

const story = tellStory(await foundedWorld())
const id = submitted(story, FILING_ITEM)
upToTier(story, id, 3)
const meeting = streams.meeting(called(story, 'GROUP', 'PLAN_FUND-1'))
const read: Read = stream => story.world.state(stream)
const command = (noun: string, input: unknown, person = 'clerk-general-office-1', stream = meeting): Command => ({
  stream,
  noun,
  input,
  person,
  now: story.now(),
})

test('S15 一项决定读了哪些流是可以说清的：本流、组织、规则、目录，和它涉及的小组与件', () => {
  const needed = streamsNeeded(command('items', { matter: id }), read(meeting), {})
  assert.deepEqual(needed, [
    meeting,
    'organisation',
    'rulebook',
    'catalogue',
    streams.reviewGroup('PLAN_FUND-1'),
    streams.matter(id),
  ])
})

test('同样的状态、同样的时刻、同样的请求，决定总是一样，状态不被改动', () => {
  const before = JSON.stringify(read(streams.matter(id)))
  const first = decide(command('items', { matter: id }), true, read, {})
  const second = decide(command('items', { matter: id }), true, read, {})
  assert.equal(first.ok, true)
  assert.deepEqual(first, second)
  assert.equal(JSON.stringify(read(streams.matter(id))), before)
})

test('S15 决定写明谁以什么身份作出；一项决定可以同时落在会议和件上', () => {
  const decided = decide(command('items', { matter: id }), true, read, {})
  assert.ok(decided.ok)
  assert.deepEqual(decided.value.actor, {
    person: 'clerk-general-office-1',
    post: 'CLERK',
    department: 'GENERAL_OFFICE',
  })
  assert.deepEqual(
    decided.value.emitted.map(e => [e.on, e.type]),
    [
      [undefined, 'meeting.item-added'],
      [streams.matter(id), 'matter.listed'],
    ],
  )
})

test('没有这项操作的，答复没有；别人的件与不存在的件答复一样', () => {
  const sentence = (c: Command) => {
    const decided = decide(c, true, read, {})
    return decided.ok ? '' : `${decided.error.code} ${decided.error.sentence}`
  }
  assert.match(sentence(command('rubber-stamp', {})), /NOT_FOUND 没有这项操作/)
  assert.match(sentence(command('items', { matter: id }, 'clerk-ports-1')), /NOT_FOUND 没有找到，或您无权查看/)
  assert.match(
    sentence(command('details', {}, 'clerk-ports-1', streams.matter(id))),
    /NOT_FOUND 没有找到，或您无权查看/,
  )
})
