import { type Board, boards } from '../organisation/events.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { departmentsInOrder, nameOf, nameOfDepartment } from '../organisation/posts.ts'
import { type Refusal, refuse } from '../result.ts'
import { consideredLeaders, refuseDivisionOnBoard, refuseLeaderOfBoard } from './eligibility.ts'
import { candidatesFor, type RotationProblem } from './problem.ts'

/** Somebody who may not lead, or a division that may not sit, on these boards in these terms (places in the list). */
export interface Exclusion {
  readonly as: 'LEADER' | 'MEMBER'
  /** A person for a leader, a division for a member. */
  readonly who: string
  readonly name: string
  readonly boards: readonly Board[]
  readonly terms: readonly number[]
  readonly clause: string
  readonly sentence: string
}

/** Everybody whom a rule keeps out of a plan, with the rule and its sentence: one line a reason (S95, S96). */
export function exclusionsOf(problem: RotationProblem, organisation: Organisation): readonly Exclusion[] {
  const found = problem.terms.flatMap(({ from }, term) =>
    boards.flatMap(board => [
      ...consideredLeaders(organisation, from).flatMap(who =>
        lineOf(
          'LEADER',
          who,
          nameOf(organisation, who),
          board,
          term,
          refuseHere(problem, organisation, term, board, who),
        ),
      ),
      ...departmentsInOrder(organisation).flatMap(({ code }) =>
        lineOf(
          'MEMBER',
          code,
          nameOfDepartment(organisation, code),
          board,
          term,
          refuseDivisionOnBoard(organisation, board, code, from),
        ),
      ),
    ]),
  )
  const reasons = Map.groupBy(found, ({ as, who, clause, sentence }) => `${as} ${who} ${clause} ${sentence}`)
  return [...reasons.values()].flatMap(([first, ...more]) => {
    if (!first) return []
    const all = [first, ...more]
    return { ...first, boards: distinct(all.flatMap(l => l.boards)), terms: distinct(all.flatMap(l => l.terms)) }
  })
}

/** Besides the rules for leaders: who heads a division without which the group would not be full (E-07). */
function refuseHere(
  problem: RotationProblem,
  organisation: Organisation,
  term: number,
  board: Board,
  leader: string,
): Refusal | undefined {
  const general = refuseLeaderOfBoard(organisation, board, leader, problem.terms[term]?.from ?? '')
  if (general || candidatesFor(problem, term, board).leaders.some(l => l.person === leader)) return general
  const sentence = `${nameOf(organisation, leader)}又是可任成员的处室主要负责人，若任组长，成员就不足${problem.membersPerGroup}名。`
  return refuse('INVALID', 'E-07', sentence)
}

function lineOf(
  as: Exclusion['as'],
  who: string,
  name: string,
  board: Board,
  term: number,
  refusal: Refusal | undefined,
): readonly Exclusion[] {
  if (!refusal) return []
  return [{ as, who, name, boards: [board], terms: [term], clause: refusal.clause, sentence: refusal.sentence }]
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
