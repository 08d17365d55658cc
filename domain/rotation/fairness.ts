import { candidatesFor, type RotationProblem, slotsOf } from './problem.ts'
import type { PlannedGroup } from './rotation.ts'

/** How evenly groups burden people. The rotation before the plan counts in, but for what only the plan can say. */
export interface Fairness {
  readonly leaders: readonly { readonly person: string; readonly led: number }[]
  readonly divisions: readonly { readonly department: string; readonly sat: number; readonly convened: number }[]
  readonly leaderLoad: Range
  readonly divisionLoad: Range
  /** Two divisions in one group: how often the most frequent pair met, how many met more than once, how many met. */
  readonly pairs: Meetings
  readonly leaderAndConvener: Meetings
  /** Submitting divisions in their leader's own charge, summed over the groups: where E-05 would step in. */
  readonly ownDivisions: number
}

interface Range {
  readonly most: number
  readonly least: number
}

interface Meetings {
  readonly most: number
  readonly repeated: number
  readonly pairs: number
}

/** Counts loads and meetings over the rotation before the plan and the plan itself. Candidates who never serve count too. */
export function fairnessOf(problem: RotationProblem, groups: readonly PlannedGroup[]): Fairness {
  const slots = slotsOf(problem)
  const all = [...problem.previous, ...groups]
  const boards = problem.terms.flatMap(t => t.boards)
  const leaders = distinct(boards.flatMap(b => b.leaders.map(l => l.person)))
  const divisions = distinct(boards.flatMap(b => b.divisions))
  const led = tally(all.map(g => g.leader))
  const sat = tally(all.flatMap(g => g.departments))
  const convened = tally(all.flatMap(g => g.departments[0] ?? []))
  return {
    leaders: leaders.map(person => ({ person, led: led.get(person) ?? 0 })),
    divisions: divisions.map(department => ({
      department,
      sat: sat.get(department) ?? 0,
      convened: convened.get(department) ?? 0,
    })),
    leaderLoad: rangeOf(leaders.map(l => led.get(l) ?? 0)),
    divisionLoad: rangeOf(divisions.map(d => sat.get(d) ?? 0)),
    pairs: meetingsOf(all.flatMap(g => pairsOf(g.departments))),
    leaderAndConvener: meetingsOf(all.map(g => `${g.leader} ${g.departments[0]}`)),
    ownDivisions: groups.reduce((sum, { leader }, index) => {
      const slot = slots[index]
      const own = slot && candidatesFor(problem, slot.term, slot.board).leaders.find(l => l.person === leader)
      return sum + (own?.ownDivisions ?? 0)
    }, 0),
  }
}

/** Every two of a list, as one text whichever comes first. */
export function pairsOf(departments: readonly string[]): readonly string[] {
  const sorted = departments.toSorted()
  return sorted.flatMap((one, at) => sorted.slice(at + 1).map(other => `${one} ${other}`))
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

export function tally(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function rangeOf(loads: readonly number[]): Range {
  return { most: Math.max(0, ...loads), least: loads.length === 0 ? 0 : Math.min(...loads) }
}

function meetingsOf(keys: readonly string[]): Meetings {
  const counts = [...tally(keys).values()]
  return { most: Math.max(0, ...counts), repeated: counts.filter(c => c > 1).length, pairs: counts.length }
}
