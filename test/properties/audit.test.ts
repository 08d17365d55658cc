import assert from 'node:assert/strict'
import { test } from 'node:test'
import { streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { APPROVAL_ITEM, FILING_ITEM, submitted, throughAllTiers } from '../support/journey.ts'
import { foundedWorld, tellStory } from '../support/story.ts'
import type { WorldEvent } from '../support/world.ts'
import { audit } from './audit.ts'

const story = tellStory(await foundedWorld())
const filing = submitted(story, FILING_ITEM)
throughAllTiers(story, filing)
story.does(story.matter(filing).handler, streams.matter(filing), 'handling', { startedOn: story.today() })
const approval = submitted(story, APPROVAL_ITEM)
throughAllTiers(story, approval)
story.does(story.matter(approval).handler, streams.matter(approval), 'implementation', { startedOn: story.today() })

const { events } = story.world
const findings = (tampered: readonly WorldEvent[]) =>
  audit(tampered, id => story.world.state<Matter>(streams.matter(id))).join('\n')
const tierOf = (event: WorldEvent) =>
  event.type === 'matter.tier-concluded' ? (event.data as { tier: number }).tier : 0

/** The history with the first event of a kind told otherwise. */
function told(
  which: (event: WorldEvent) => boolean,
  change: (data: Record<string, unknown>) => object,
): readonly WorldEvent[] {
  const at = events.findIndex(which)
  assert.notEqual(at, -1)
  return events.map((e, i) =>
    i === at ? { ...e, data: { ...(e.data as object), ...change(e.data as Record<string, unknown>) } } : e,
  )
}

test('a lawful history has no findings', () => {
  assert.equal(findings(events), '')
})

test('the audit sees a tier that was skipped', () => {
  const tampered = events.filter(e => !(e.stream === streams.matter(filing) && tierOf(e) === 2))
  assert.match(findings(tampered), /tier 3 while waiting for 2/)
})

test('the audit sees handling before agreement, and implementation before tier 4', () => {
  const early = told(
    e => e.type === 'matter.handling-started',
    () => ({ startedOn: '2026-07-01' }),
  )
  assert.match(findings(early), /not handled before the day it was agreed/)
  const unapproved = events.filter(e => !(e.stream === streams.matter(approval) && tierOf(e) === 4))
  assert.match(findings(unapproved), /审定 is implemented after tier 4/)
})

test('the audit sees a member of the submitting division counted, and a leader in charge presiding', () => {
  const group = (e: WorldEvent) => e.type === 'meeting.item-concluded' && e.stream.includes('GROUP')
  const counted = told(group, d => ({ participants: [...(d.participants as string[]), 'head-sci-tech'] }))
  assert.match(findings(counted), /head-sci-tech of a submitting division counted at tier 3/)
  const presided = told(
    e => e.type === 'meeting.item-started' && e.stream.includes('GROUP'),
    () => ({ presider: 'leader-1' }),
  )
  assert.match(findings(presided), /in charge of a submitting division/)
})

test('the audit counts quorum and votes itself', () => {
  const absent = events.filter(
    e =>
      !(
        e.type === 'meeting.attendance-recorded' &&
        e.stream.includes('GROUP') &&
        (e.data as { person: string }).person.startsWith('head-')
      ),
  )
  assert.match(findings(absent), /quorum: 1 of 7/)
  const group = (e: WorldEvent) => e.type === 'meeting.opinion-recorded' && e.stream.includes('GROUP')
  const against = events.map(e => (group(e) ? { ...e, data: { ...(e.data as object), position: 'DISAGREE' } } : e))
  assert.match(findings(against), /a yes with 0 of 7/)
})

test('the audit sees a conclusion that is not the meeting’s, and minutes that were changed', () => {
  const other = told(
    e => tierOf(e) === 3,
    () => ({ conclusion: 'AGREED_WITH_CHANGES' }),
  )
  assert.match(findings(other), /as the meeting concluded/)
  const forged = told(
    e => e.type === 'meeting.minutes-signed',
    () => ({ minutes: '{}' }),
  )
  assert.match(findings(forged), /the fingerprint is that of the minutes/)
})

test('the audit sees the wrong reviewer at tier 2, and the handler’s vote', () => {
  const stranger = events.map(e => (tierOf(e) === 2 ? { ...e, by: { ...e.by, person: 'leader-3' } } : e))
  assert.match(findings(stranger), /reviewed by the leader in charge or for them/)
  const own = told(
    e => tierOf(e) === 1,
    d => ({ participants: [...(d.participants as string[]), 'clerk-sci-tech-1'] }),
  )
  assert.match(findings(own), /the handler has no vote at tier 1/)
})

test('the audit sees an event that was taken out', () => {
  assert.match(findings(events.filter(e => e.type !== 'matter.controls-checked')), /versions run without a gap/)
})
