import type { Highs } from 'highs'
import { must } from '../domain/result.ts'
import { lotOf } from '../domain/rotation/draw-weights.ts'
import { pairsOf } from '../domain/rotation/fairness.ts'
import { candidatesFor, type ProblemTerm, type RotationProblem, slotsOf } from '../domain/rotation/problem.ts'
import type { Seed } from '../domain/rotation/rotation.ts'
import { emptyProgram, minimise, type Program, row, spread, type Term, variable } from './program.ts'

/** What happened so far, which the next term is to even out. Changed as terms are filled. */
interface Past {
  readonly sat: Map<string, number>
  readonly convened: Map<string, number>
  /** Pairs of divisions, and pairs of leader and convener, by how often they met. */
  readonly met: Map<string, number>
}

export function pastOf(problem: RotationProblem): Past {
  const past: Past = { sat: new Map(), convened: new Map(), met: new Map() }
  for (const { leader, departments } of problem.previous) remember(past, leader, departments)
  return past
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
const meeting = (leader: string, convener: string) => `leader ${leader} ${convener}`

function remember(past: Past, leader: string, departments: readonly string[]): void {
  for (const department of departments) add(past.sat, department)
  for (const pair of pairsOf(departments)) add(past.met, pair)
  const [convener] = departments
  if (convener === undefined) return
  add(past.convened, convener)
  add(past.met, meeting(leader, convener))
}

/** A group of the term while it is being filled. */
interface Filling {
  /** Its place among the groups of the term. */
  readonly group: number
  readonly leader: string
  /** Divisions that may sit in it besides those that do. */
  readonly open: readonly string[]
  readonly members: readonly string[]
}

type TermFound =
  | {
      readonly status: 'OPTIMAL'
      /** Members of each group of the term, in order; the first convenes (A7). */
      readonly members: readonly (readonly string[])[]
      /** By how many groups the counted limit for one division had to give way. */
      readonly slack: number
    }
  | { readonly status: 'INFEASIBLE' | 'OUT_OF_TIME' }

/**
 * The members of one term. Seats go out evenly, counting what was before; who of equals takes the odd seat is drawn. Then
 * the groups are filled seat by seat, each time all groups at once, so that those meet who met least; at last each group
 * gets its convener, who convened least and least with this leader.
 */
export function fillTerm(
  solver: Highs,
  problem: RotationProblem,
  term: number,
  leaders: readonly string[],
  seed: Seed,
  past: Past,
  until: number,
): TermFound {
  const here = must(problem.terms[term], `term ${term}`)
  const slots = slotsOf(problem).filter(slot => slot.term === term)
  let groups = slots.map(({ board }, group): Filling => {
    const leader = must(leaders[group], 'a leader')
    const { divisions } = candidatesFor(problem, term, board)
    return { group, leader, open: divisions.filter(d => here.heads[d] !== leader), members: [] }
  })
  const draw = (what: string, bits: number) => lotOf(seed, `${what} ${term}`, bits)

  const seats = shareSeats(solver, problem, here, groups, draw, past, until)
  if (seats.status !== 'OPTIMAL') return { status: seats.status }
  const left = new Map(seats.seats)
  for (let seat = 1; seat <= problem.membersPerGroup; seat += 1) {
    const chosen = nextSeat(solver, here, groups, problem.membersPerGroup - seat, left, draw, past, until)
    if (!Array.isArray(chosen)) return { status: chosen as 'OUT_OF_TIME' }
    groups = groups.map(filling => seated(here, filling, must(chosen[filling.group], 'a member'), past, left))
  }
  const conveners = chooseConveners(solver, groups, draw, past, until)
  if (!Array.isArray(conveners)) return { status: conveners as 'OUT_OF_TIME' }
  const members = groups.map(({ group, members: all }) => {
    const convener = must(conveners[group], 'a convener')
    const lot = (department: string) => draw(`order ${group} ${department}`, 32)
    return [convener, ...all.filter(d => d !== convener).toSorted((a, b) => lot(b) - lot(a))]
  })
  for (const { group, leader } of groups) {
    const convener = must(members[group]?.[0], 'a convener')
    add(past.convened, convener)
    add(past.met, meeting(leader, convener))
  }
  return { status: 'OPTIMAL', members, slack: seats.slack }
}

type Draw = (what: string, bits: number) => number

// Lots are added up and must never outweigh what they decide between: 480 seats of 16 bits stay below 2^25, 16 groups below
// 2^20. All sums are whole and far below what a double holds exactly.
const SEAT = 2 ** 25
const PAIR = 2 ** 20
const LOT_BITS = 16

/** How many groups of the term each division sits in. */
function shareSeats(
  solver: Highs,
  problem: RotationProblem,
  here: ProblemTerm,
  groups: readonly Filling[],
  draw: Draw,
  past: Past,
  until: number,
):
  | { readonly status: 'OPTIMAL'; readonly seats: ReadonlyMap<string, number>; readonly slack: number }
  | { readonly status: 'INFEASIBLE' | 'OUT_OF_TIME' } {
  const carried = (division: string) => past.sat.get(division) ?? 0
  const divisions = [...new Set(groups.flatMap(g => g.open))]
  const least = Math.min(...divisions.map(carried))
  // Where somebody both leads and heads a division, the limit that was counted may be one too low.
  for (let slack = 0; here.groupsPerDivision + slack <= groups.length; slack += 1) {
    const program = emptyProgram()
    const sits = groups.flatMap(({ group, open }) =>
      open.map(division => ({ group, division, at: variable(program, 1) })),
    )
    for (const { group } of groups) {
      const own = sits.filter(s => s.group === group)
      row(
        program,
        problem.membersPerGroup,
        problem.membersPerGroup,
        own.map(s => [s.at, 1] as const),
      )
      onceEach(program, here, own)
    }
    const costs = [...Map.groupBy(sits, s => s.division)].flatMap(([division, own]) =>
      spread(
        program,
        own.map(s => [s.at, 1] as const),
        here.groupsPerDivision + slack,
        carried(division) - least,
      ).map(([at, cost], index): Term => [at, cost * SEAT - draw(`seats ${division} ${index}`, LOT_BITS)]),
    )
    const solved = minimise(solver, program, costs, until)
    if (solved.status === 'OUT_OF_TIME') return solved
    if (solved.status === 'INFEASIBLE') continue
    const seats = new Map<string, number>()
    for (const { division, at } of sits) seats.set(division, (seats.get(division) ?? 0) + (solved.values[at] ?? 0))
    return { status: 'OPTIMAL', seats, slack }
  }
  return { status: 'INFEASIBLE' }
}

/** A head of two divisions counts once in a group (E-07). */
function onceEach(
  program: Program,
  here: ProblemTerm,
  own: readonly { readonly division: string; readonly at: number }[],
): void {
  for (const same of Map.groupBy(own, s => here.heads[s.division]).values()) {
    if (new Set(same.map(s => s.division)).size > 1)
      row(
        program,
        0,
        1,
        same.map(s => [s.at, 1] as const),
      )
  }
}

/** One more member for every group at once, such that the seats that are left can still be filled. */
function nextSeat(
  solver: Highs,
  here: ProblemTerm,
  groups: readonly Filling[],
  later: number,
  left: ReadonlyMap<string, number>,
  draw: Draw,
  past: Past,
  until: number,
): readonly string[] | 'INFEASIBLE' | 'OUT_OF_TIME' {
  const program = emptyProgram()
  const sits = groups.flatMap(({ group, open, members }) =>
    open
      .filter(division => (left.get(division) ?? 0) > 0)
      .flatMap(division => {
        const met = members.reduce((sum, other) => sum + (past.met.get(pairsOf([division, other])[0] ?? '') ?? 0), 0)
        const now = variable(program, 1)
        const then = later > 0 ? [{ group, division, now: false, at: variable(program, 1), cost: 0 }] : []
        if (then[0])
          row(program, 0, 1, [
            [now, 1],
            [then[0].at, 1],
          ])
        const cost = met * PAIR - draw(`member ${group} ${division}`, LOT_BITS)
        return [{ group, division, now: true, at: now, cost }, ...then]
      }),
  )
  const ones = (chosen: typeof sits): readonly Term[] => chosen.map(s => [s.at, 1] as const)
  for (const { group } of groups) {
    const own = sits.filter(s => s.group === group)
    row(program, 1, 1, ones(own.filter(s => s.now)))
    row(program, later, later, ones(own.filter(s => !s.now)))
    onceEach(program, here, own)
  }
  for (const [division, own] of Map.groupBy(sits, s => s.division)) {
    const seats = left.get(division) ?? 0
    row(program, seats, seats, ones(own))
  }
  const solved = minimise(
    solver,
    program,
    sits.map(s => [s.at, s.cost] as const),
    until,
  )
  if (solved.status !== 'OPTIMAL') return solved.status
  const chosen = sits.filter(s => s.now && solved.values[s.at] === 1)
  return groups.map(
    ({ group }) =>
      must(
        chosen.find(s => s.group === group),
        'a member',
      ).division,
  )
}

function seated(here: ProblemTerm, filling: Filling, division: string, past: Past, left: Map<string, number>): Filling {
  left.set(division, (left.get(division) ?? 0) - 1)
  add(past.sat, division)
  for (const other of filling.members) add(past.met, pairsOf([division, other])[0] ?? '')
  const open = filling.open.filter(d => here.heads[d] !== here.heads[division])
  return { ...filling, open, members: [...filling.members, division] }
}

// Lots of 12 bits stay below 2^16 for 16 groups, and repeated meetings of leader and convener below 2^9.
const REPEAT = 2 ** 16
const CONVENED = 2 ** 25

function chooseConveners(
  solver: Highs,
  groups: readonly Filling[],
  draw: Draw,
  past: Past,
  until: number,
): readonly string[] | 'INFEASIBLE' | 'OUT_OF_TIME' {
  const program = emptyProgram()
  const convenes = groups.flatMap(({ group, leader, members }) =>
    members.map(division => {
      const met = past.met.get(meeting(leader, division)) ?? 0
      const cost = met * REPEAT - draw(`convener ${group} ${division}`, 12)
      return { group, division, at: variable(program, 1), cost }
    }),
  )
  for (const { group } of groups) {
    row(
      program,
      1,
      1,
      convenes.filter(c => c.group === group).map(c => [c.at, 1] as const),
    )
  }
  const carried = (division: string) => past.convened.get(division) ?? 0
  const least = Math.min(...convenes.map(c => carried(c.division)))
  const loads = [...Map.groupBy(convenes, c => c.division)].flatMap(([division, own]) =>
    spread(
      program,
      own.map(c => [c.at, 1] as const),
      own.length,
      carried(division) - least,
    ).map(([at, cost]): Term => [at, cost * CONVENED]),
  )
  const solved = minimise(solver, program, [...loads, ...convenes.map(c => [c.at, c.cost] as const)], until)
  if (solved.status !== 'OPTIMAL') return solved.status
  const chosen = convenes.filter(c => solved.values[c.at] === 1)
  return groups.map(
    ({ group }) =>
      must(
        chosen.find(c => c.group === group),
        'a convener',
      ).division,
  )
}
