import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { recompute } from '../../domain/draw/transcript.ts'
import { must } from '../../domain/result.ts'
import type { Candidate } from '../../domain/spot-check/candidate.ts'
import { strataAmong } from '../../domain/spot-check/strata.ts'
import { currentPairs, transcriptOf } from '../../domain/spot-check/transcript.ts'
import {
  announced,
  BATCH,
  batchOf,
  beaconText,
  frozen,
  inspectionOf,
  LEADER,
  MEMBER,
  matters,
  spotCheckStory,
} from '../support/spot-check-story.ts'

const divisions = ['SCI_TECH', 'PLANNING', 'PERSONNEL', 'FINANCE_AUDIT', 'GENERAL_OFFICE']
const inspectors = ['discipline-leader', 'supervision-office-head', 'head-policy-law', 'head-party-office']

const candidate = fc.record({
  level: fc.constantFrom<Candidate['level']>('REPORT', 'FILING', 'APPROVAL'),
  departments: fc.subarray(divisions, { minLength: 1, maxLength: 2 }),
  people: fc.subarray(inspectors, { maxLength: 2 }),
  postFiled: fc.boolean(),
  highRisk: fc.boolean(),
  keyNode: fc.boolean(),
})
const step = fc.record({
  kind: fc.constantFrom('RECUSED', 'UNAVAILABLE', 'LEFT', 'OBJECT_UNAVAILABLE'),
  at: fc.nat(99),
  seat: fc.nat(1),
})
const batch = fc.record({
  traits: fc.array(candidate, { minLength: 3, maxLength: 25 }),
  rate: fc.integer({ min: 1, max: 100 }),
  steps: fc.array(step, { maxLength: 5 }),
  secret: fc.integer({ min: 0, max: 255 }),
})

test('RND-003、E-61、E-62 随机的批次：公布的记录总能重算出同样的结果，没有检查人与其对象有冲突，替补与检查一致', () => {
  fc.assert(
    fc.property(batch, ({ traits, rate, steps, secret }) => {
      const pool = matters(traits.length, i => traits[i] ?? {})
      const story = spotCheckStory(pool)
      story.world.lookUp({ drawSecret: secret.toString(16).padStart(2, '0').repeat(32) })
      const strata = strataAmong(pool).map(({ stratum }) => ({ stratum, rate: rate / 100 }))
      announced(frozen(story, { strata }))
      story.on('2023-08-24')
      story.does(MEMBER, BATCH, 'draw', { beacon: beaconText })
      for (const { kind, at, seat } of steps) {
        const pairs = currentPairs(batchOf(story))
        const pair = pairs[at % Math.max(1, pairs.length)]
        if (!pair) continue
        const named = {
          ...(kind === 'RECUSED' || kind === 'OBJECT_UNAVAILABLE' ? { object: pair.object } : {}),
          ...(kind === 'OBJECT_UNAVAILABLE' ? {} : { out: pair.inspectors[seat] }),
        }
        const before = batchOf(story)
        const done = story.world.do(LEADER, story.now(), BATCH, 'substitutions', {
          ...{ ground: kind, reason: '演示：替补' },
          ...named,
        })
        // With nobody left who may take the place it is refused, and nothing has changed.
        if (!done.ok) assert.deepEqual([done.error.clause, batchOf(story)], ['RND-003', before])
      }
      holds(story)
    }),
    { numRuns: 25, seed: 20260901 },
  )
})

function holds(story: ReturnType<typeof spotCheckStory>): void {
  const state = batchOf(story)
  const redone = recompute(must(transcriptOf(state), 'a transcript'))
  if (!redone.ok) assert.fail(redone.error.sentence)
  const pairs = currentPairs(state)
  assert.deepEqual(redone.value.pairs, pairs)
  const conflicts = must(state.frozen, 'a frozen pool').conflicts
  for (const { object, inspectors: chosen } of pairs) {
    assert.equal(new Set(chosen).size, 2)
    for (const person of chosen) assert.ok(!conflicts[object]?.includes(person), `${person} inspects ${object}`)
    const { inspection } = must(
      state.inspections.find(opened => opened.object === object),
      object,
    )
    assert.deepEqual([...inspectionOf(story, inspection).inspectors].sort(), [...chosen].sort())
  }
  const current = new Set(pairs.map(({ object }) => object))
  for (const { object, inspection } of state.inspections) {
    assert.equal(inspectionOf(story, inspection).stage, current.has(object) ? 'OPEN' : 'CANCELLED')
  }
}
