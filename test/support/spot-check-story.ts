import { layFoundation } from '../../demo/foundation.ts'
import { knownChains, timeOfRound } from '../../domain/draw/drand.ts'
import { streams } from '../../domain/ids.ts'
import type { Inspection } from '../../domain/inspection/inspection.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { must } from '../../domain/result.ts'
import type { Candidate } from '../../domain/spot-check/candidate.ts'
import type { SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { proposedWeights } from '../../domain/spot-check/weights.ts'
import { BEACON } from './draw.ts'
import { type Story, tellStory } from './story.ts'
import { createWorld } from './world.ts'

/**
 * Batches for tests: the demonstration agency as if it had stood since 2020, because the randomness is a round that drand
 * made in August 2023. All persons are invented (演示).
 */

export const LEADER = 'discipline-leader'
export const MEMBER = 'supervision-office-head'
export const OTHER = 'head-personnel'
export const BATCH = streams.spotCheck('2023-01')
export const SECRET = '5e'.repeat(32)

const QUICKNET = must(knownChains[0], 'a chain')
export const DRAND = { kind: 'DRAND', chain: QUICKNET.hash, round: BEACON.round } as const
export const beaconText = JSON.stringify({
  round: BEACON.round,
  randomness: BEACON.randomness,
  signature: BEACON.signature,
})
export const BEACON_AT = timeOfRound(QUICKNET, BEACON.round)

const founded = createWorld()
await layFoundation(founded.recorder)

/** The morning of the day of the beacon, with a pool of matters and the secret of the codes at hand. */
export function spotCheckStory(candidates: readonly Candidate[] = matters(12)): Story {
  const organisation = founded.state<Organisation>(streams.organisation)
  const since2020 = { ...organisation, assignments: organisation.assignments.map(a => ({ ...a, from: '2020-01-01' })) }
  const states = new Map(
    [streams.organisation, streams.rulebook, streams.catalogue].map(stream => [
      stream,
      { version: 1, state: stream === streams.organisation ? since2020 : founded.state<unknown>(stream) },
    ]),
  )
  const world = createWorld({ states, events: [], files: new Map(), matters: 0, answers: {} })
  world.lookUp({ candidates, drawSecret: SECRET, nextIds: { accountability: '2023-001' } })
  return tellStory(world, '2023-08-23', '09:00')
}

/** Matters of 科技处 and 规划处, handled by their clerks, some filed afterwards. */
export function matters(count: number, changes: (i: number) => Partial<Candidate> = () => ({})): readonly Candidate[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `MATTER:2023-${String(i + 1).padStart(6, '0')}`,
    kind: 'MATTER',
    title: `演示件${i + 1}`,
    board: 'PLAN_FUND',
    departments: [i % 2 === 0 ? 'SCI_TECH' : 'PLANNING'],
    level: i % 3 === 0 ? 'APPROVAL' : 'FILING',
    postFiled: i % 4 === 1,
    highRisk: false,
    keyNode: false,
    people: [i % 2 === 0 ? 'clerk-sci-tech-1' : 'clerk-planning-1'],
    ...changes(i),
  }))
}

export const APPROVAL = '已办件·规划资金·审定'
export const FILING = '已办件·规划资金·报备'

export const prepared = {
  title: '演示：2023年第三季度权力运行抽查',
  rule: { kinds: ['MATTER'], from: '2023-01-01', to: '2023-06-30', boards: [], departments: [] },
  strata: [
    { stratum: APPROVAL, rate: 0.5 },
    { stratum: FILING, count: 2 },
  ],
  weights: proposedWeights,
  perObject: 2,
  method: 'TICKETS',
}

export const batchOf = (story: Story, stream = BATCH): SpotCheck => story.world.state<SpotCheck>(stream)
export const inspectionOf = (story: Story, id: string): Inspection =>
  story.world.state<Inspection>(streams.inspection(id))

/** Prepared and frozen. */
export function frozen(story = spotCheckStory(), changes: object = {}): Story {
  story.does(MEMBER, BATCH, 'preparation', { ...prepared, ...changes })
  story.does(MEMBER, BATCH, 'freezing', {})
  return story
}

export function announced(story = frozen()): Story {
  story.does(LEADER, BATCH, 'announcement', { source: DRAND })
  return story
}

/** Drawn on the morning after the beacon. */
export function drawn(story = announced()): Story {
  story.on('2023-08-24')
  story.does(MEMBER, BATCH, 'draw', { beacon: beaconText })
  return story
}
