import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILING_ITEM, met, REPORT_ITEM, submitted, upToTier } from '../../test/support/journey.ts'
import { foundedWorld, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'

const founded = await foundedWorld()

/** 科技处报备件，复核小组不同意。 */
function notAgreed() {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  met(story, 'GROUP', [id], { conclusion: 'NOT_AGREED' })
  assert.equal(story.matter(id).status, 'NOT_AGREED')
  return { story, id, handler: story.matter(id).handler }
}

test('E-22 不同意后再次送审，须关联前次件并写明区别，两件并存', () => {
  const { story, id, handler } = notAgreed()
  const next = streams.matter('2026-000009')
  const again = { item: FILING_ITEM, title: '关于科技项目的再次请示', department: 'SCI_TECH', previous: id }
  story.refused(handler, next, 'draft', again, { clause: 'E-22', says: /须写明与前次的区别，至少10个字/ })
  const difference = '压减经费三成，并补充同行评议意见'
  story.does(handler, next, 'draft', { ...again, difference })
  assert.deepEqual(story.matter('2026-000009').marks, ['RESUBMITTED'])
  assert.deepEqual([story.matter('2026-000009').previous, story.matter('2026-000009').difference], [id, difference])
  assert.equal(story.matter(id).status, 'NOT_AGREED')
})

test('E-22 同一理由30日内不得再送；满30日、或换了理由、或前次是撤回的，可以', () => {
  const { story, id, handler } = notAgreed()
  const difference = '补充了同行评议意见和预算明细'
  const again = {
    item: FILING_ITEM,
    title: '关于科技项目的再次请示',
    department: 'SCI_TECH',
    previous: id,
    difference,
    sameGround: true,
  }
  const next = streams.matter('2026-000009')
  story.on('2026-08-12')
  story.refused(handler, next, 'draft', again, {
    clause: 'E-22',
    says: /同一理由30日内不得再送，2026年8月13日起可以再送/,
  })
  story.copy().does(handler, next, 'draft', { ...again, sameGround: false })
  story.on('2026-08-13')
  story.does(handler, next, 'draft', again)
})

test('E-22 前次件须是本处室的、已有结论的件', () => {
  const { story, id } = notAgreed()
  const running = submitted(story, FILING_ITEM)
  const difference = '补充了同行评议意见和预算明细'
  const draft = { title: '关于某事项的再次请示', difference }
  const next = streams.matter('2026-000009')
  const mine = { ...draft, item: FILING_ITEM, department: 'SCI_TECH' }
  story.refused(
    'clerk-sci-tech-1',
    next,
    'draft',
    { ...mine, previous: '2026-000777' },
    { clause: 'E-22', says: /前次件不存在，或不是本处室的件/ },
  )
  story.refused(
    'clerk-sci-tech-1',
    next,
    'draft',
    { ...mine, previous: running },
    { clause: 'E-22', says: /前次件现为「待初审」，不能再次送审/ },
  )
  const other = { ...draft, item: REPORT_ITEM, department: 'TRANSPORT', previous: id }
  story.refused('clerk-transport-1', next, 'draft', other, { clause: 'E-22', says: /不是本处室的件/ })
})
