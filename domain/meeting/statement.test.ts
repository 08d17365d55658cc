import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { groupOpen } from '../../test/support/group-sitting.ts'
import { foundedWorld, type Story } from '../../test/support/story.ts'
import type { World } from '../../test/support/world.ts'
import { statementText } from '../signature.ts'
import type { MeetingFacts } from './facts.ts'
import { isSignedNoun, statementFor } from './statement.ts'

let founded: World
before(async () => {
  founded = await foundedWorld()
})

/** What a decision would be told of the meeting and its one matter. */
function factsOf(story: Story, id: string, person = 'leader-2'): MeetingFacts {
  const organisation = story.organisation()
  const matters = { [id]: story.matter(id) }
  return { now: story.now(), today: story.today(), person, organisation, matters } as unknown as MeetingFacts
}

test('S145 签名的陈述写明会议、议题、轮次、身份、议题材料和所说的话，缺一不可', () => {
  const { story, id, meeting } = groupOpen(founded)
  const state = story.meeting(meeting)
  const facts = factsOf(story, id)
  const form = { matter: id, person: 'leader-2', position: 'AGREE', words: '材料齐全。' }
  const said = statementFor(state, facts, 'opinions', form)
  assert.equal(said?.signer, 'leader-2')
  const { statement } = said
  assert.deepEqual(
    { ...statement, item: '' },
    {
      meeting,
      matter: id,
      role: 'OPINION',
      round: story.matter(id).round,
      item: '',
      content: { person: 'leader-2', position: 'AGREE', words: '材料齐全。' },
    },
  )
  const text = statementText(statement)
  const written = statementFor(state, facts, 'written-opinions', { ...form, channel: 'WRITTEN' })
  assert.deepEqual(written?.statement.content, { person: 'leader-2', channel: 'WRITTEN', words: '材料齐全。' })

  const matter = story.matter(id)
  const changes: readonly Partial<typeof matter>[] = [
    { round: matter.round + 1 },
    { materials: matter.materials.slice(1) },
  ]
  for (const change of changes) {
    const changed = { ...facts, matters: { [id]: { ...matter, ...change } } }
    const other = statementFor(state, changed, 'opinions', form)
    assert.ok(other && statementText(other.statement) !== text, Object.keys(change).join())
  }
  const reordered = { ...facts, matters: { [id]: { ...matter, materials: matter.materials.toReversed() } } }
  assert.deepEqual(statementFor(state, reordered, 'opinions', form)?.statement, statement)
})

test('S145 领导小组的议题按所议的内容签名，议题换了内容，签名就不成立', () => {
  const { story, id, meeting } = groupOpen(founded)
  const state = story.meeting(meeting)
  const topic = { subject: 'ROTATION', reference: ['PLAN_FUND-1'], special: undefined } as const
  const items = state.items.map(item => ({ ...item, matter: 'T-1', ...topic }))
  const form = { matter: 'T-1', person: 'leader-2', position: 'AGREE', words: '同意轮值方案。' }
  const said = (over: object) =>
    statementFor({ ...state, items: items.map(i => ({ ...i, ...over })) }, factsOf(story, id), 'opinions', form)
  assert.equal(said({})?.statement.round, 0)
  assert.notEqual(said({})?.statement.item, said({ reference: ['PLAN_FUND-2'] })?.statement.item)
  assert.notEqual(said({})?.statement.item, said({ title: '另一个议题' })?.statement.item)
})

test('E-37 S145 更正按它更正的那一版纪要和更正的内容签名', () => {
  const { story, id, meeting } = groupOpen(founded)
  const state = story.meeting(meeting)
  const proposed = { erratum: 1, corrections: [{ was: '叁', now: '三' }], reason: '笔误', proposedBy: 'leader-2' }
  const signed = { ...state, minutes: '{}', hash: 'a'.repeat(64), errata: [proposed] }
  const facts = factsOf(story, id)
  assert.equal(statementFor(state, facts, 'errata', { erratum: 1 }), undefined)
  assert.equal(statementFor(signed, facts, 'errata', { erratum: 2 }), undefined)
  const { statement } = statementFor(signed, facts, 'errata', { erratum: 1 }) ?? assert.fail('no statement')
  assert.deepEqual([statement.role, statement.item], ['ERRATUM', 'a'.repeat(64)])
  assert.deepEqual(statement.content, {
    person: 'leader-2',
    erratum: 1,
    corrections: proposed.corrections,
    reason: '笔误',
  })
})

test('S145 不签名的操作、没有的议题、没有署名的意见，没有可签的陈述', () => {
  const { story, id, meeting } = groupOpen(founded)
  const state = story.meeting(meeting)
  const facts = factsOf(story, id)
  assert.deepEqual(['opinions', 'minutes-signature', 'attendance', 'invitee-opinions'].map(isSignedNoun), [
    true,
    true,
    false,
    false,
  ])
  for (const form of [
    {},
    { matter: 'none', person: 'leader-2' },
    { matter: id },
    { matter: [id], person: 'leader-2' },
  ]) {
    assert.equal(statementFor(state, facts, 'opinions', form), undefined, JSON.stringify(form))
  }
})
