import type { Organisation } from '../domain/organisation/organisation.ts'
import { must, type Refusal, refuse } from '../domain/result.ts'
import { impossibilityOf } from '../domain/rotation/impossible.ts'
import { type RotationProblem, slotsOf } from '../domain/rotation/problem.ts'
import type { PlannedGroup, RotationRequest, Seed } from '../domain/rotation/rotation.ts'
import { chooseLeaders } from './leaders.ts'
import { fillTerm, pastOf } from './members.ts'
import { highs } from './program.ts'

export type RotationSolved =
  | {
      readonly ok: true
      readonly groups: readonly PlannedGroup[]
      /** Where counted limits had to give way; belongs into the request, so that others check against the same limits. */
      readonly slack: RotationRequest['slack']
    }
  /** «impossible, because …», or that the time ran out. */
  | { readonly ok: false; readonly error: Refusal }

const outOfTime = (milliseconds: number) =>
  refuse(
    'NOT_SUPPORTED',
    'S101',
    `编排未能在${Math.ceil(milliseconds / 1_000)}秒内算完，请减少轮值期数后再编。`,
    'terms',
  )

/**
 * Plans a rotation (S94–S97, S101). Of all plans that keep the hard rules it takes the fairest, and of equally fair ones the
 * one that the seed draws: the same problem and seed give the same plan wherever it is solved (docs/decisions/0012).
 *
 * @param milliseconds after which it gives up. It never answers with less than it was to find.
 */
export async function solveRotation(
  problem: RotationProblem,
  organisation: Organisation,
  seed: Seed,
  milliseconds = 30_000,
): Promise<RotationSolved> {
  const impossible = impossibilityOf(problem, organisation)
  if (impossible) return { ok: false, error: impossible }
  const solver = await highs()
  const until = performance.now() + milliseconds
  const led = chooseLeaders(solver, problem, seed, until)
  if (led.status !== 'OPTIMAL') return failed(led.status, milliseconds)

  const slots = slotsOf(problem)
  const past = pastOf(problem)
  const members: (readonly string[])[] = []
  const slack: number[] = []
  for (const term of problem.terms.keys()) {
    const leaders = led.leaders.filter((_, at) => slots[at]?.term === term)
    const filled = fillTerm(solver, problem, term, leaders, seed, past, until)
    if (filled.status !== 'OPTIMAL') return failed(filled.status, milliseconds)
    members.push(...filled.members)
    slack.push(filled.slack)
  }
  const groups = slots.map(({ board, name, from, to }, at) => {
    const [leader, departments] = [must(led.leaders[at], 'a leader'), must(members[at], 'members')]
    return { board, name, from, to, leader, departments: [...departments] }
  })
  const gaveWay = [...led.slack, ...slack].some(extra => extra > 0)
  return { ok: true, groups, slack: gaveWay ? { leaders: [...led.slack], divisions: slack } : undefined }
}

function failed(status: 'INFEASIBLE' | 'OUT_OF_TIME', milliseconds: number): RotationSolved {
  // What cannot be is found by counting before anything is solved; the counting is exact.
  if (status === 'INFEASIBLE') throw new Error('no rotation, although counting says that there is one')
  return { ok: false, error: outOfTime(milliseconds) }
}
