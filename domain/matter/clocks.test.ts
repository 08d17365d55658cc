import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILING_ITEM, leaderReviewed, met, submitted, throughAllTiers, upToTier } from '../../test/support/journey.ts'
import { foundedWorld, type Story, tellStory } from '../../test/support/story.ts'
import { streams } from '../ids.ts'
import { type Rulebook, rulesOfVersion } from '../rulebook/rulebook.ts'
import { readStay, runningClock, wasLate } from './clocks.ts'

const founded = await foundedWorld()
const rules = (story: Story) => rulesOfVersion(story.world.state<Rulebook>(streams.rulebook), 1)
const clockOf = (story: Story, id: string) => runningClock(story.matter(id), rules(story), story.today())

test('S4 每一级各有自己的时限：初审5、分管3、复核10个工作日，到级当日起算不计入', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  assert.equal(clockOf(story, id)?.dueOn, '2026-07-13')
  met(story, 'INITIAL', [id])
  assert.equal(clockOf(story, id)?.dueOn, '2026-07-14')
  leaderReviewed(story, id)
  assert.equal(clockOf(story, id)?.dueOn, '2026-07-23')
  met(story, 'GROUP', [id])
  assert.equal(clockOf(story, id), undefined, '走完三级，没有在走的时钟')
})

test('S4 办理用了多久、是否超期，逐级可算', () => {
  const story = tellStory(founded.copy())
  const quick = submitted(story, FILING_ITEM)
  throughAllTiers(story, quick)
  assert.equal(wasLate(story.matter(quick), rules(story), story.today()), false)
  const slow = submitted(story, FILING_ITEM)
  upToTier(story, slow, 2)
  story.afterWorkdays(5)
  leaderReviewed(story, slow)
  const late = story.matter(slow).stays.map(stay => [stay.tier, readStay(stay, rules(story), story.today()).late])
  assert.deepEqual(late, [
    [1, false],
    [2, true],
    [3, false],
  ])
  assert.equal(wasLate(story.matter(slow), rules(story), story.today()), true)
})

test('E-28 复核超期只亮牌，不设“超时视为同意”', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  upToTier(story, id, 3)
  story.on('2026-12-01')
  const reading = clockOf(story, id)
  assert.deepEqual([reading?.late, reading?.colour], [true, 'YELLOW'])
  assert.equal(story.matter(id).status, 'LEADER_PASSED')
  const { handler } = story.matter(id)
  story.refused(
    handler,
    streams.matter(id),
    'handling',
    { startedOn: story.today() },
    { clause: 'S106', says: /尚未同意/ },
  )
})

test('E-15 补正期间时钟暂停，期限顺延补正所用的工作日', () => {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM)
  met(story, 'INITIAL', [id])
  assert.equal(clockOf(story, id)?.dueOn, '2026-07-14')
  leaderReviewed(story, id, 'RETURNED')
  story.afterWorkdays(2)
  assert.equal(clockOf(story, id)?.state, 'PAUSED')
  story.does(story.matter(id).handler, streams.matter(id), 'supplements', { note: '已补充', materialChange: false })
  assert.deepEqual([clockOf(story, id)?.dueOn, clockOf(story, id)?.state], ['2026-07-16', 'RUNNING'])
})
