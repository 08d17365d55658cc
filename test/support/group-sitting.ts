import assert from 'node:assert/strict'
import { streams } from '../../domain/ids.ts'
import { FILING_ITEM, noticed, opened, submitted, upToTier } from './journey.ts'
import { type Story, tellStory } from './story.ts'
import type { World } from './world.ts'

/** What somebody says of an item. */
export const says = (matter: string, person: string, position = 'AGREE') => ({
  matter,
  person,
  position,
  words: '意见如上。',
})

/** 科技处报备件的复核例会已开，议题尚未开始；组长 leader-2，召集人 head-capital-construction。 */
export function groupOpen(founded: World, details: Record<string, unknown> = {}, absent: readonly string[] = []) {
  const story = tellStory(founded.copy())
  const id = submitted(story, FILING_ITEM, {}, { details })
  upToTier(story, id, 3)
  const meeting = noticed(story, 'GROUP', [id])
  opened(story, meeting, absent)
  return { story, id, meeting, stream: streams.meeting(meeting) }
}

/** The first item of a meeting. */
export const itemIn = (story: Story, meeting: string) => story.meeting(meeting).items[0] ?? assert.fail('no item')
