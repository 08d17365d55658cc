import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstratedWorld } from '../test/support/story.ts'
import { noticesFor, toldOf } from './notices.ts'

const world = await demonstratedWorld()
const told = world.events.map(event => ({ event, notices: noticesFor(event.stream, event, world.state) }))

test('只有列明的事件会通知人，其余的不必排队', () => {
  const stray = told.filter(({ event, notices }) => notices.length > 0 && !toldOf.has(event.type))
  assert.deepEqual(
    stray.map(({ event }) => event.type),
    [],
  )
  const types = new Set(told.filter(({ notices }) => notices.length > 0).map(({ event }) => event.type))
  assert.ok(types.size >= 9, [...types].join('、'))
})

test('没有人收到自己所办之事的通知，一件事一人只收一次，每条通知都有去处', () => {
  for (const { event, notices } of told) {
    assert.ok(notices.every(n => n.person !== event.by.person))
    assert.equal(new Set(notices.map(n => n.person)).size, notices.length)
    assert.ok(
      notices.every(n => /^\/(matters|meetings|organisation)/.test(n.link)),
      JSON.stringify(notices),
    )
  }
})

test('MTG-006 会议通知发给每一名组成人员', () => {
  const noticed = told.find(({ event }) => event.type === 'meeting.notice-sent')
  assert.ok(noticed)
  const { members, recorder } = world.state<{ members: { person: string }[]; recorder: string }>(noticed.event.stream)
  const expected = members.map(m => m.person).filter(person => person !== recorder)
  assert.deepEqual(noticed.notices.map(n => n.person).toSorted(), expected.toSorted())
})
