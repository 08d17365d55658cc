import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertFound, falsifier, logged, of, replayOf } from '../../test/support/falsified.ts'
import {
  called,
  castOf,
  concluded,
  drafted,
  FILING_ITEM,
  filled,
  leaderReviewed,
  met,
  opened,
  REPORT_ITEM,
  SECRETARY,
  signed,
  submitted,
  throughAllTiers,
  upToTier,
} from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()
const given = () => tellStory(founded.copy())
const findings = (story: Story) => replayOf(logged(story.world.events)).findings.map(f => `${f.clause} ${f.sentence}`)

test('S86 退回补正后回到原来的级次再审，是同一级的第二次结论，不是问题', () => {
  const story = given()
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 2)
  leaderReviewed(story, id, 'RETURNED')
  const { handler } = story.matter(id)
  story.does(handler, streams.matter(id), 'supplements', { note: '已按要求补充', materialChange: false })
  leaderReviewed(story, id)

  met(story, 'GROUP', [id])

  assert.deepEqual(findings(story), [])
})

test('S86 没有退回而同一级审两次，是问题', () => {
  const story = given()
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  const { add } = falsifier(logged(story.world.events))

  const twice = add(of('matter.tier-concluded', streams.matter(id), { tier: 2 }), () => ({}))

  assertFound(twice, 'S86', /作出了第2级（厅分管领导审核）结论，而应作的是第3级/)
})

test('MTG-014 暂缓的件再次上会审议，不是问题', () => {
  const story = given()
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'DEFERRED' })
  const again = called(story, 'GROUP', 'PLAN_FUND-1')
  story.does(SECRETARY, streams.meeting(again), 'items', { matter: id, circumstances: '主管部门已有批复' })
  story.does(SECRETARY, streams.meeting(again), 'notice', {})
  opened(story, again)
  concluded(story, again, id)

  signed(story, again)

  assert.deepEqual(findings(story), [])
})

test('A3 “报告”件复核有意见的，可以办结，不是已经了结', () => {
  const story = given()
  const id = submitted(story, REPORT_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'NOT_AGREED' })

  story.does(story.matter(id).handler, streams.matter(id), 'closure', {})

  assert.deepEqual(findings(story), [])
})

test('E-25 事后报备复核不同意，须有整改任务；整改后办结不是问题，没有任务是问题', () => {
  const story = given()
  const id = urgent(story)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'NOT_AGREED' })
  const { handler } = story.matter(id)
  story.does(handler, streams.matter(id), 'rectification', { report: '已经全部整改' })
  story.does(handler, streams.matter(id), 'closure', {})
  const { drop } = falsifier(logged(story.world.events))

  const lawful = findings(story)
  const without = drop(of('matter.rectification-ordered', streams.matter(id)))

  assert.deepEqual(lawful, [])
  assertFound(without, 'E-25', /没有生成整改任务/)
})

function urgent(story: Story): string {
  const id = drafted(story, FILING_ITEM)
  const { head, leader, handler } = castOf(story, story.matter(id).department)
  const on = streams.matter(id)
  filled(story, id)
  const reason = { reason: '汛期抢修，时限紧急', whyNotBefore: '险情发生在夜间', handledAt: story.now() }
  story.does(handler, on, 'post-filing', reason)
  story.does(head, on, 'urgency-proposal', { opinion: '情况属实' })
  story.does(leader, on, 'urgency-confirmation', { opinion: '同意确认' })
  story.does(handler, on, 'submission', {})
  return id
}

test('S106、S107 事后报备的件在同意之前已经办理，不是问题；不是事后报备的件就是问题', () => {
  const story = given()
  const id = urgent(story)
  throughAllTiers(story, id)
  const { dropAll } = falsifier(logged(story.world.events))

  const lawful = findings(story)
  const unfiled = dropAll(e => e.stream === streams.matter(id) && /post-filing|urgency/.test(e.type))
  const started = falsifier(unfiled).write(of('matter.details-set', streams.matter(id)), () => ({
    type: 'matter.handling-started',
    data: { startedOn: '2026-07-06' },
  }))

  assert.deepEqual(lawful, [])
  assertFound(started, 'S106', /经报备同意后方可办理/)
})
