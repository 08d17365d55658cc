import { type ProblemFacts, problemOf } from '../domain/rotation/problem.ts'
import { solveRotation } from '../planning/solve-rotation.ts'
import { diceOf, generatedOrganisation, rotationRules } from '../test/support/generated-organisation.ts'
import { type Figure, figure, median } from './support.ts'

const ROUNDS = 7
const LIMIT = 5
const REQUEST = { terms: 12, membersPerGroup: 6, groupsPerBoard: 2 }

/**
 * A rotation plan for 30 divisions, 9 leaders, 8 groups and 12 half-years, from the problem to the groups, each round with
 * another draw. The solver's module is loaded and warm, as in a server that has planned before; the slowest round is shown
 * beside the median, because how long a proof takes depends on the draw.
 */
export async function rotation(): Promise<Record<string, Figure>> {
  const facts: ProblemFacts = {
    today: '2026-11-01',
    organisation: generatedOrganisation(diceOf(1), { divisions: 30, leaders: 9, oddities: 0 }),
    rulebook: rotationRules(),
    groups: [],
  }
  const seconds: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now()
    const problem = problemOf(facts, '2027-01-01', REQUEST)
    const solved = await solveRotation(problem, facts.organisation, { size: round, root: '' })
    if (!solved.ok) throw new Error(solved.error.sentence)
    if (round > 0) seconds.push((performance.now() - started) / 1_000)
  }
  return {
    rotation_plan_seconds: figure(median(seconds), 's', LIMIT, `≤ ${LIMIT} s`),
    rotation_plan_slowest_seconds: figure(Math.max(...seconds), 's', LIMIT, `≤ ${LIMIT} s`),
  }
}
