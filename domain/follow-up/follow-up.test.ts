import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundedWorld } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { perform, refusalOf } from '../perform.ts'
import { dayOf, instantAt } from '../time.ts'
import { followUpActs, maySeeFollowUp, rolesTowardsFollowUp } from './acts.ts'
import type { FollowUpEvent } from './events.ts'
import { evolveFollowUp, type FollowUp, followUpId, nameOfFollowUpStage, noFollowUp } from './follow-up.ts'

const organisation = (await foundedWorld()).state<Organisation>(streams.organisation)
const CLERK = 'clerk-planning-1'
const HEAD = 'head-planning'
const OFFICE = 'clerk-general-office-1'
const DONE = { result: '工可研已批复，办结。' }
const REPLY = { words: '已完成工可研论证。' }

const factsFor = (person: string, now = instantAt('2026-07-20', '09:00')) => ({
  ...{ now, today: dayOf(now), person, organisation },
})

/** A 督办 from its order on, told act by act with the same steps as the record takes. */
function ordered(owner = 'PLANNING') {
  const by = (person: string) => ({ person, post: 'NONE', department: '' })
  const id = followUpId('DIRECTOR-DIRECTOR-2026-1', 2)
  const data = { meeting: 'DIRECTOR-DIRECTOR-2026-1', matter: '2026-000001', no: 2, owner, dueOn: '2026-07-31' }
  const order = { type: 'follow-up.ordered', data: { ...data, words: '补充论证资金来源' } } as FollowUpEvent
  const at = instantAt('2026-07-10', '15:00')
  let state: FollowUp = evolveFollowUp({ ...noFollowUp, id }, { ...order, version: 1, at, by: by('agency-head') })
  const attempt = (person: string, noun: string, input: unknown) => {
    const facts = factsFor(person)
    const act = followUpActs.find(a => a.noun === noun) ?? assert.fail(noun)
    return perform(act, rolesTowardsFollowUp(state, facts), state, input, facts)
  }
  return {
    state: () => state,
    does: (person: string, noun: string, input: unknown) => {
      const decided = attempt(person, noun, input)
      if (!decided.ok) assert.fail(decided.error.sentence)
      for (const emitted of decided.value) {
        const event = emitted as unknown as FollowUpEvent
        state = evolveFollowUp(state, { ...event, version: 2, at: factsFor(person).now, by: by(person) })
      }
    },
    refused: (person: string, noun: string, input: unknown, clause: string, says: RegExp) => {
      const decided = attempt(person, noun, input)
      if (decided.ok) assert.fail(`${noun} was let through`)
      assert.equal(decided.error.clause, clause, decided.error.sentence)
      assert.match(decided.error.sentence, says)
    },
  }
}

test('MTG-013 议定事项转督办：责任处室反馈，办公室退回、延期、核实办结，往来都留着', () => {
  const story = ordered()
  assert.deepEqual([story.state().stage, story.state().id], ['OPEN', 'DIRECTOR-DIRECTOR-2026-1.2'])

  story.does(CLERK, 'replies', REPLY)
  story.does(OFFICE, 'returns', { words: '请附批复文件。' })
  story.does(OFFICE, 'extensions', { dueOn: '2026-08-14', reason: '批复尚未印发' })
  story.does(HEAD, 'replies', { words: '批复文件已附。' })
  story.does(OFFICE, 'completion', DONE)

  const { stage, dueOn, extensions, said, result } = story.state()
  assert.deepEqual([nameOfFollowUpStage(stage), dueOn, extensions, result], ['已办结', '2026-08-14', 1, DONE.result])
  assert.deepEqual(
    said.map(s => [s.kind, s.person]),
    [
      ['REPLY', CLERK],
      ['RETURN', OFFICE],
      ['EXTENSION', OFFICE],
      ['REPLY', HEAD],
    ],
  )
})

test('MTG-013 只有责任处室能反馈，只有办公室能核实，没有反馈不能办结', () => {
  const story = ordered()

  story.refused('clerk-transport-1', 'replies', REPLY, 'S145', /由送审处室工作人员或送审处室主要负责人办理/)
  story.refused(OFFICE, 'replies', REPLY, 'S145', /反馈办理情况/)
  story.refused(OFFICE, 'completion', DONE, 'MTG-013', /办理中，不能办结/)
  story.does(CLERK, 'replies', REPLY)
  story.refused(CLERK, 'completion', DONE, 'S145', /由领导小组办公室办理/)
  story.refused(CLERK, 'replies', REPLY, 'MTG-013', /已反馈，待核，不能反馈/)
  story.does(OFFICE, 'completion', DONE)

  story.refused(OFFICE, 'extensions', { dueOn: '2026-09-01', reason: '再等等' }, 'MTG-013', /已办结，不能延期/)
})

test('MTG-013 办公室自己承办的督办，反馈的人不能自己核实办结，同事可以', () => {
  const story = ordered('GENERAL_OFFICE')
  story.does(OFFICE, 'replies', REPLY)

  story.refused(OFFICE, 'completion', DONE, 'MTG-013', /反馈的人不能自己核实办结/)
  story.does('clerk-general-office-2', 'completion', DONE)

  assert.equal(story.state().stage, 'DONE')
})

test('MTG-013 延期只能往后延，没有这项督办的不能办', () => {
  const story = ordered()
  const same = { dueOn: '2026-07-31', reason: '期限不变' }
  story.refused(OFFICE, 'extensions', same, 'MTG-013', /新的期限须晚于原期限/)

  const nothing = { ...noFollowUp, id: 'DIRECTOR-DIRECTOR-2026-1.9' }
  const facts = factsFor(OFFICE)
  for (const act of followUpActs) {
    const roles = new Set(act.roles)
    assert.match(refusalOf(act, roles, nothing, facts)?.sentence ?? '', /没有这项督办/, act.noun)
  }
})

test('MTG-013 督办只给责任处室、办公室、厅领导和驻厅纪检看，别的处室和运维看不到', () => {
  const state = ordered().state()
  const sees = (person: string) => maySeeFollowUp(state, factsFor(person))

  for (const person of [CLERK, HEAD, OFFICE, 'leader-1', 'agency-head', 'discipline-leader']) {
    assert.equal(sees(person), true, person)
  }
  for (const person of ['clerk-transport-1', 'head-transport', 'operator-1']) assert.equal(sees(person), false, person)
})
