import { announcementRefusal, type DrawMethod, type RandomnessSource } from '../draw/announcement.ts'
import { knownChains } from '../draw/drand.ts'
import { freezePool, poolCommitment } from '../draw/pool.ts'
import { quotasOf } from '../draw/quota.ts'
import { err, must, ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Candidate } from './candidate.ts'
import { conflictsAmong, inspectorsOn } from './conflicts.ts'
import type { SpotCheckFacts } from './facts.ts'
import type { Frozen, FrozenEntry, SpotCheck } from './spot-check.ts'
import { stratumOf } from './strata.ts'
import { weightOf } from './weights.ts'

/** More would be no pool that a person could look through. */
export const LARGEST_POOL = 20_000
/** More than a group can inspect, and more streams than one decision should open. */
export const MOST_DRAWN = 500

type Exclusions = Frozen['exclusions']
export type Snapshot = Omit<Frozen, 'at' | 'by'>

/**
 * The snapshot from which the batch is drawn (RND-001, RND-004, RND-005), or the first reason why nothing could be drawn
 * from it: what would fail at the draw is refused here, before anybody hears of it.
 */
export function snapshotOf(state: SpotCheck, facts: SpotCheckFacts, exclusions: Exclusions): Result<Snapshot> {
  const candidates = facts.candidates ?? []
  if (candidates.length > LARGEST_POOL) {
    const sentence = `符合条件的对象超过${LARGEST_POOL}个，请缩短时间或分批抽查。`
    return err(refuse('INVALID', 'RND-001', sentence, 'rule'))
  }
  const wrong = exclusionFault(candidates, exclusions) ?? flagFault(state, candidates)
  if (wrong) return err(wrong)
  const left = candidates.filter(({ id }) => !exclusions.some(excluded => excluded.id === id))
  const inspectors = inspectorsOn(facts.organisation, facts.today)
  const conflicts = conflictsAmong(facts.organisation, left, inspectors, facts.today)
  const frozen = frozenPool(state, left)
  return frozen.ok ? checked(state, { ...frozen.value, inspectors, conflicts, exclusions }) : frozen
}

function exclusionFault(candidates: readonly Candidate[], exclusions: Exclusions): Refusal | undefined {
  const known = new Set(candidates.map(({ id }) => id))
  const stranger = exclusions.find(({ id }) => !known.has(id))
  return stranger && refuse('INVALID', 'RND-005', `「${stranger.id}」不在对象库中，不必剔除。`, 'exclusions')
}

function flagFault(state: SpotCheck, candidates: readonly Candidate[]): Refusal | undefined {
  const known = new Set(candidates.map(({ id }) => id))
  const stranger = state.flagged.find(id => !known.has(id))
  return stranger === undefined
    ? undefined
    : refuse('INVALID', 'RND-004', `标为重点关注的「${stranger}」不在对象库中。`, 'flagged')
}

function frozenPool(
  state: SpotCheck,
  candidates: readonly Candidate[],
): Result<{ readonly pool: readonly FrozenEntry[]; readonly commitment: string }> {
  const flagged = new Set(state.flagged)
  // By lots of places or by RFC 3797 every object weighs the same; the weights are said not to count there.
  const weighted = state.method === 'TICKETS'
  const weight = (candidate: Candidate) => (weighted ? weightOf(candidate, state.weights, flagged) : 1)
  const pool = freezePool(candidates.map(c => ({ id: c.id, stratum: stratumOf(c), weight: weight(c) })))
  if (!pool.ok) return pool
  const divisions = new Map(candidates.map(({ id, departments }) => [id, departments]))
  const entries = pool.value.entries.map(entry => ({ ...entry, departments: [...(divisions.get(entry.id) ?? [])] }))
  return ok({ pool: entries, commitment: poolCommitment(pool.value) })
}

/** The whole announcement is tried, with a source that stands for whichever will be named. */
function checked(state: SpotCheck, snapshot: Snapshot): Result<Snapshot> {
  const { commitment, inspectors, conflicts } = snapshot
  const { method, perObject, strata: rules, id: batch } = state
  const entries = snapshot.pool.map(({ id, stratum, weight }) => ({ id, stratum, weight }))
  const trial = {
    ...{ batch, pool: entries, poolCommitment: commitment, rules, method, inspectors, conflicts, perObject },
    ...{ source: trialSource(method), codeCommitment: commitment, codes: 2 },
  }
  const refusal = announcementRefusal(trial, { entries }) ?? tooMany(quota(rules, entries))
  return refusal ? err(refusal) : ok(snapshot)
}

const trialSource = (method: DrawMethod): RandomnessSource =>
  method === 'RFC3797'
    ? { kind: 'CEREMONY', plan: { kind: 'LOTTERY', sources: [{ name: '试算', count: 20, from: 1, to: 1000 }] } }
    : { kind: 'DRAND', chain: must(knownChains[0], 'a chain').hash, round: 1 }

const tooMany = (drawn: number): Refusal | undefined =>
  drawn > MOST_DRAWN
    ? refuse('INVALID', 'RND-004', `按比例将抽取${drawn}个对象，一批最多抽取${MOST_DRAWN}个。`, 'strata')
    : undefined

function quota(rules: SpotCheck['strata'], entries: readonly Omit<FrozenEntry, 'departments'>[]): number {
  const quotas = quotasOf({ entries }, rules)
  return quotas.ok ? quotas.value.reduce((sum, one) => sum + one.quota, 0) : 0
}

/** How many objects the draw of a frozen batch will give. */
export const expectedDraws = (state: SpotCheck): number => quota(state.strata, state.frozen?.pool ?? [])
