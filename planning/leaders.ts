import type { Highs } from 'highs'
import { lotOf } from '../domain/rotation/draw-weights.ts'
import { tally } from '../domain/rotation/fairness.ts'
import type { RotationProblem } from '../domain/rotation/problem.ts'
import type { Seed } from '../domain/rotation/rotation.ts'
import { emptyProgram, minimise, type Program, row, spread, type Term, variable } from './program.ts'

type LeadersFound =
  | {
      readonly status: 'OPTIMAL'
      /** Who leads each group: term by term, board by board, in the order of the problem's groups. */
      readonly leaders: readonly string[]
      /** By how many groups the counted limit for one leader had to give way, term by term. */
      readonly slack: readonly number[]
    }
  | { readonly status: 'INFEASIBLE' | 'OUT_OF_TIME' }

const LOT_BITS = 20

interface LeadersProgram {
  readonly program: Program
  readonly places: readonly Place[]
}

/** One leader on one board in one term; how many of the board's groups they lead is `at`. */
interface Place {
  readonly term: number
  readonly board: string
  readonly person: string
  readonly ownDivisions: number
  readonly at: number
}

/**
 * Leaders for all terms at once, because who leads now decides who may lead next (A8): first as few groups a person and term
 * as the rules allow, then loads spread, then fewer divisions of their own (E-05), then the lot.
 */
export function chooseLeaders(solver: Highs, problem: RotationProblem, seed: Seed, until: number): LeadersFound {
  const none = problem.terms.map(() => 0)
  const tried = tryLeaders(solver, problem, seed, until, none)
  if (tried.status !== 'INFEASIBLE') return tried
  const slack = leastSlack(solver, problem, until)
  return Array.isArray(slack) ? tryLeaders(solver, problem, seed, until, slack) : { status: slack as 'INFEASIBLE' }
}

function tryLeaders(
  solver: Highs,
  problem: RotationProblem,
  seed: Seed,
  until: number,
  slack: readonly number[],
): LeadersFound {
  const fair = leadersProgram(problem, slack)
  const loads = loadsOf(problem, fair)
  const spreadOut = minimise(solver, fair.program, loads, until)
  if (spreadOut.status !== 'OPTIMAL') return { status: spreadOut.status }
  row(fair.program, 0, spreadOut.objective, loads)
  const own = fair.places.filter(p => p.ownDivisions > 0).map((p): Term => [p.at, p.ownDivisions])
  const fairest = own.length > 0 ? minimise(solver, fair.program, own, until) : spreadOut
  if (fairest.status !== 'OPTIMAL') return { status: fairest.status }

  const { program, places } = leadersProgram(problem, slack)
  keepFair(problem, { program, places }, fairest.values)
  let values = fairest.values
  for (const term of problem.terms.keys()) {
    const here = places.filter(p => p.term === term)
    const lots = here.map((p): Term => [p.at, -lotOf(seed, `leader ${term} ${p.board} ${p.person}`, LOT_BITS)])
    const drawn = minimise(solver, program, lots, until)
    if (drawn.status !== 'OPTIMAL') return { status: drawn.status }
    values = drawn.values
    for (const { at } of here) row(program, values[at] ?? 0, values[at] ?? 0, [[at, 1]])
  }
  return { status: 'OPTIMAL', leaders: leadersOfGroups(problem, places, values, seed), slack }
}

/** What the loads of leaders cost, those of the rotation before counted in. */
function loadsOf(problem: RotationProblem, { program, places }: LeadersProgram): readonly Term[] {
  const led = tally(problem.previous.map(p => p.leader))
  return [...Map.groupBy(places, p => p.person)].flatMap(([person, held]) => {
    const most = held.reduce((sum, p) => sum + (program.upper[p.at] ?? 0), 0)
    return spread(program, ones(held), most, led.get(person) ?? 0)
  })
}

/**
 * Keeps what is fairest while lots are drawn. Loads that differ by one at most are the fairest there are, and all others
 * that do are as fair; only where the rules force them further apart the sum of their squares has to be kept itself.
 */
function keepFair(problem: RotationProblem, found: LeadersProgram, values: readonly number[]): void {
  const { program, places } = found
  const led = tally(problem.previous.map(p => p.leader))
  const people = [...Map.groupBy(places, p => p.person)].map(([person, held]) => {
    const carried = led.get(person) ?? 0
    return { held, carried, load: held.reduce((sum, p) => sum + (values[p.at] ?? 0), carried) }
  })
  const [least, most] = [Math.min(...people.map(p => p.load)), Math.max(...people.map(p => p.load))]
  if (most - least <= 1) {
    for (const { held, carried } of people) row(program, least - carried, most - carried, ones(held))
  } else {
    const squares = people.reduce((sum, p) => sum + p.load ** 2 - p.carried ** 2, 0)
    row(program, 0, squares, loadsOf(problem, found))
  }
  const own = places.filter(p => p.ownDivisions > 0)
  const ownDivisions = own.reduce((sum, p) => sum + p.ownDivisions * (values[p.at] ?? 0), 0)
  if (ownDivisions > 0)
    row(
      program,
      0,
      ownDivisions,
      own.map((p): Term => [p.at, p.ownDivisions]),
    )
  else for (const { at } of own) program.upper[at] = 0
}

const ones = (places: readonly Place[]): readonly Term[] => places.map(p => [p.at, 1])

/** The rules that hold whatever is aimed at: every group has a leader, and none leads on a board twice running. */
function leadersProgram(problem: RotationProblem, slack: readonly number[]): LeadersProgram {
  const program = emptyProgram()
  const size = problem.groupsPerBoard
  // A tight bound spares the solver half of its work; while slack is looked for, there is none.
  const mostOf = (term: number) => {
    const extra = slack[term]
    return extra === undefined ? size : Math.min(size, (problem.terms[term]?.groupsPerLeader ?? size) + extra)
  }
  const places = problem.terms.flatMap(({ boards }, term) =>
    boards.flatMap(({ board, leaders }) =>
      leaders.map(({ person, ownDivisions }) => {
        const barred = term === 0 && !problem.sameLeaderConsecutive && leads(problem, board, person)
        return { term, board, person, ownDivisions, at: variable(program, barred ? 0 : mostOf(term)) }
      }),
    ),
  )
  for (const [term, { boards }] of problem.terms.entries()) {
    for (const { board } of boards) {
      const here = places.filter(p => p.term === term && p.board === board)
      row(program, size, size, ones(here))
    }
  }
  if (!problem.sameLeaderConsecutive) forbidTwiceRunning(program, places)
  for (const [term, extra] of slack.entries()) limitTerm(program, problem, places, term, extra)
  return { program, places }
}

const leads = (problem: RotationProblem, board: string, person: string): boolean =>
  problem.previous.some(p => p.board === board && p.leader === person)

function forbidTwiceRunning(program: Program, places: readonly Place[]): void {
  // Whether somebody leads on the board at all; where they lead one group at most, that is the number itself.
  const present = new Map<string, number>()
  for (const { term, board, person, at } of places) {
    const most = program.upper[at] ?? 0
    const some = most <= 1 ? at : variable(program, 1)
    if (most > 1)
      row(program, Number.NEGATIVE_INFINITY, 0, [
        [at, 1],
        [some, -most],
      ])
    present.set(`${term} ${board} ${person}`, some)
    const before = present.get(`${term - 1} ${board} ${person}`)
    if (before !== undefined)
      row(program, 0, 1, [
        [before, 1],
        [some, 1],
      ])
  }
}

function limitTerm(
  program: Program,
  problem: RotationProblem,
  places: readonly Place[],
  term: number,
  extra: number,
  more: readonly Term[] = [],
): void {
  const limit = (problem.terms[term]?.groupsPerLeader ?? 0) + extra
  for (const held of Map.groupBy(
    places.filter(p => p.term === term),
    p => p.person,
  ).values()) {
    row(program, Number.NEGATIVE_INFINITY, limit, [...ones(held), ...more])
  }
}

/** By how little the limits of the terms have to give way, all together, for there to be any plan. */
function leastSlack(
  solver: Highs,
  problem: RotationProblem,
  until: number,
): readonly number[] | 'INFEASIBLE' | 'OUT_OF_TIME' {
  const { program, places } = leadersProgram(problem, [])
  const extra = problem.terms.map(({ boards }, term) => {
    const at = variable(program, boards.length * problem.groupsPerBoard)
    limitTerm(program, problem, places, term, 0, [[at, -1]])
    return at
  })
  const solved = minimise(
    solver,
    program,
    extra.map((at, term) => [at, 1 + term / 100] as const),
    until,
  )
  return solved.status === 'OPTIMAL' ? extra.map(at => solved.values[at] ?? 0) : solved.status
}

/** Groups of one board are alike: which of its leaders takes which is drawn as well. */
function leadersOfGroups(
  problem: RotationProblem,
  places: readonly Place[],
  values: readonly number[],
  seed: Seed,
): readonly string[] {
  return problem.terms.flatMap(({ boards }, term) =>
    boards.flatMap(({ board }) => {
      const here = places.filter(p => p.term === term && p.board === board)
      const lot = (person: string) => lotOf(seed, `group ${term} ${board} ${person}`, 32)
      return here
        .flatMap(p => Array.from({ length: values[p.at] ?? 0 }, () => p.person))
        .toSorted((a, b) => lot(b) - lot(a))
    }),
  )
}
