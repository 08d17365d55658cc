import { nameOfBoard } from '../catalogue/power-item.ts'
import { type Board, boards } from '../organisation/events.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { nameOf } from '../organisation/posts.ts'
import { type Refusal, refuse } from '../result.ts'
import { candidatesFor, type RotationProblem } from './problem.ts'

/**
 * Why no plan can keep the hard rules, for the first board and term where that is seen; `undefined` when there is a plan.
 *
 * Counting decides this wholly: how many groups one person serves in gives way where it must (`groupsPerLeader`), so that
 * what is left are members for each group by itself (S96), and for each board by itself leaders who take turns (S95, A8).
 */
export function impossibilityOf(problem: RotationProblem, organisation: Organisation): Refusal | undefined {
  for (let term = 0; term < problem.terms.length; term += 1) {
    for (const board of boards) {
      const few = tooFewMembers(problem, term, board)
      if (few) return few
    }
  }
  for (const board of boards) {
    const stuck = noTurns(problem, board, organisation)
    if (stuck) return stuck
  }
  return undefined
}

const where = (term: number, board: Board): string => `第${term + 1}期「${nameOfBoard(board)}」板块`

function tooFewMembers(problem: RotationProblem, term: number, board: Board): Refusal | undefined {
  const { divisions } = candidatesFor(problem, term, board)
  const people = new Set(divisions.map(d => problem.terms[term]?.heads[d]))
  if (people.size >= problem.membersPerGroup) return undefined
  const sentence = `排不出来：${where(term, board)}可任成员的处室主要负责人只有${people.size}名，不足每组${problem.membersPerGroup}名。`
  return refuse('INVALID', 'S96', sentence, 'membersPerGroup')
}

function noTurns(problem: RotationProblem, board: Board, organisation: Organisation): Refusal | undefined {
  // Whoever can have led the term before without breaking a rule: with two of them, anybody can follow.
  let before: ReadonlySet<string> | undefined
  const led = new Set(problem.previous.filter(p => p.board === board).map(p => p.leader))
  for (let term = 0; term < problem.terms.length; term += 1) {
    const leaders = candidatesFor(problem, term, board).leaders.map(l => l.person)
    if (leaders.length === 0) {
      return refuse('INVALID', 'S95', `排不出来：${where(term, board)}没有可任组长的厅领导。`)
    }
    const can = leaders.filter(leader => {
      if (problem.sameLeaderConsecutive) return true
      return before === undefined ? !led.has(leader) : [...before].some(other => other !== leader)
    })
    if (can.length === 0) {
      const names = leaders.map(leader => nameOf(organisation, leader)).join('、')
      const sentence = `排不出来：${where(term, board)}可任组长的只有${names}，而同一人不得连续两个轮值期任同一板块组长。`
      return refuse('INVALID', 'A8', sentence, 'terms')
    }
    before = new Set(can)
  }
  return undefined
}
