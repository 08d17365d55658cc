import { nameOfBoard } from '../catalogue/power-item.ts'
import type { Board } from '../organisation/events.ts'
import type { Organisation } from '../organisation/organisation.ts'
import {
  departmentsInOrder,
  departmentsOf,
  headOf,
  holds,
  leaderInChargeOf,
  leadership,
  nameOf,
  nameOfDepartment,
} from '../organisation/posts.ts'
import { type Refusal, refuse } from '../result.ts'
import { refuseAsLeader, refuseAsMember } from '../review-group/composition.ts'
import { type Day, formatDay } from '../time.ts'

export interface LeaderCandidate {
  readonly person: string
  /** How many of the board's submitting divisions are the leader's own: there E-05 would have to step in. */
  readonly ownDivisions: number
}

/** The divisions that submit on a board (S74–S77), in the order of the plan. */
export function submittingOn(organisation: Organisation, board: Board): readonly string[] {
  return departmentsInOrder(organisation)
    .filter(d => d.boards.includes(board))
    .map(d => d.code)
}

/** A leader's own divisions among those that submit on a board: in charge of them, or with a post in them. */
export function ownDivisionsOf(organisation: Organisation, board: Board, leader: string, day: Day): readonly string[] {
  const posts = departmentsOf(organisation, leader, day)
  return submittingOn(organisation, board).filter(
    d => leaderInChargeOf(organisation, d, day) === leader || posts.includes(d),
  )
}

/**
 * Why this person may not lead a board's group at all (S95, A13). Who has only some of the board's divisions in charge may:
 * their matters are then led by another, one by one (E-05).
 */
export function refuseLeaderOfBoard(
  organisation: Organisation,
  board: Board,
  leader: string,
  day: Day,
): Refusal | undefined {
  const general = refuseAsLeader(organisation, leader, day)
  if (general) return general
  const submitting = submittingOn(organisation, board)
  const own = ownDivisionsOf(organisation, board, leader, day)
  if (submitting.length === 0 || own.length < submitting.length) return undefined
  const sentence = `${nameOf(organisation, leader)}分管「${nameOfBoard(board)}」板块的全部送审处室，不得任该板块复核小组组长。`
  return refuse('CONFLICT_OF_INTEREST', 'S95', sentence)
}

/** Why this division may not sit in a board's group, whoever leads it (S94, S96, E-04, E-07, E-08). */
export function refuseDivisionOnBoard(
  organisation: Organisation,
  board: Board,
  department: string,
  day: Day,
): Refusal | undefined {
  const kind = organisation.departments[department]?.kind
  const where = nameOfDepartment(organisation, department)
  if (kind !== 'division' && kind !== 'enforcement') {
    return refuse('INVALID', 'S96', `${where}不是厅机关处室，不在复核小组成员之列。`)
  }
  const submitting = submittingOn(organisation, board)
  if (submitting.includes(department)) {
    const sentence = `${where}是「${nameOfBoard(board)}」板块的送审处室，不得参加该板块的复核小组。`
    return refuse('CONFLICT_OF_INTEREST', 'S94', sentence)
  }
  const head = headOf(organisation, department, day)
  if (head === undefined) {
    return refuse('INVALID', 'E-08', `${where}在${formatDay(day)}没有主要负责人，也没有主持工作的负责人。`)
  }
  const wrong = refuseAsMember(organisation, head, department, day)
  if (wrong) return wrong
  const other = departmentsOf(organisation, head, day).find(d => submitting.includes(d))
  if (other === undefined) return undefined
  const name = nameOf(organisation, head)
  const sentence = `${where}主要负责人${name}又任职于送审处室${nameOfDepartment(organisation, other)}，不得参加该板块的复核小组。`
  return refuse('CONFLICT_OF_INTEREST', 'E-07', sentence)
}

/** Who may lead a board's group from a day on, in the order of the leadership. */
export function leadersOfBoard(organisation: Organisation, board: Board, day: Day): readonly LeaderCandidate[] {
  return consideredLeaders(organisation, day)
    .filter(person => refuseLeaderOfBoard(organisation, board, person, day) === undefined)
    .map(person => ({ person, ownDivisions: ownDivisionsOf(organisation, board, person, day).length }))
}

/** Which divisions may sit in a board's group from a day on, in the order of the plan. */
export function divisionsOfBoard(organisation: Organisation, board: Board, day: Day): readonly string[] {
  return departmentsInOrder(organisation)
    .map(d => d.code)
    .filter(department => refuseDivisionOnBoard(organisation, board, department, day) === undefined)
}

/** The head of the agency decides at tier 4 and is asked here only as a member of the leadership. */
export function consideredLeaders(organisation: Organisation, day: Day): readonly string[] {
  return leadership(organisation, day).filter(
    person => !holds(organisation, person, 'AGENCY_HEAD', day) || holds(organisation, person, 'LEADERSHIP_MEMBER', day),
  )
}
