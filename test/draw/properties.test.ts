import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { transcriptOf } from '../../domain/draw/transcript.ts'
import { changed, judged, places } from '../support/changed-transcript.ts'
import { announced, DICE, type DrawDraft, diceReveal, drawDraft } from '../support/draw.ts'

const SEED = 20_261_124
const RUNS = 60

/** Draws of all sizes by dice, because a beacon's signature takes longer than everything else. */
const drafts: fc.Arbitrary<DrawDraft> = fc
  .record({
    ids: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 30 }),
    strata: fc.integer({ min: 1, max: 3 }),
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 30, maxLength: 30 }),
    steps: fc.integer({ min: 1, max: 10_000 }),
    inspectors: fc.integer({ min: 4, max: 9 }),
    perObject: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ ids, strata, weights, steps, inspectors, perObject }) => {
    const labels = ids.map((id, i) => `${i}-${id.trim()}-`)
    const names = [...new Set(labels.map((_, i) => `层${i % strata}`))]
    return {
      ...drawDraft,
      pool: labels.map((id, i) => ({ id, stratum: `层${i % strata}`, weight: weights[i] ?? 1 })),
      rules: names.map(stratum => ({ stratum, rate: steps / 10_000 })),
      inspectors: Array.from({ length: inspectors }, (_, i) => `检查人${i}`),
      conflicts: {},
      perObject,
      source: DICE,
    }
  })

/** Announced and drawn; nothing where a label holds what no label may. */
function drawnBy(draft: DrawDraft) {
  const announcement = announced(draft)
  if (!announcement.ok) assert.match(announcement.error.sentence, /不可见字符/)
  return announcement.ok ? transcriptOf(announcement.value, diceReveal) : undefined
}

test('E-62 RND-001 任意的名录和规则：抽得出就能重算，改动任何一处就不符', () => {
  const property = fc.property(drafts, fc.nat(), (draft, n) => {
    const made = drawnBy(draft)
    fc.pre(made !== undefined)
    assert.ok(made.ok, made.ok ? '' : made.error.sentence)
    const pairs = judged(made.value)
    assert.deepEqual(pairs.ok && pairs.value.pairs, made.value.result.pairs)
    const every = places(made.value).filter(path => path[0] !== 'v')
    const path = every[n % every.length] ?? []
    assert.ok(!judged(changed(made.value, path)).ok, path.join('.'))
  })
  fc.assert(property, { seed: SEED, numRuns: RUNS })
})

test('RND-001 RND-003 任意的名录：交来的先后不影响抽中的对象和检查人', () => {
  const property = fc.property(drafts, draft => {
    const turned = {
      ...draft,
      pool: draft.pool.toReversed(),
      rules: draft.rules.toReversed(),
      inspectors: draft.inspectors.toReversed(),
    }
    assert.deepEqual(drawnBy(turned), drawnBy(draft))
  })
  fc.assert(property, { seed: SEED, numRuns: RUNS })
})
