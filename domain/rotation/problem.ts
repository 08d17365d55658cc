import { fingerprint } from '../canonical.ts'
import { nameOfBoard } from '../catalogue/power-item.ts'
import { type Board, boards } from '../organisation/events.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { headOf } from '../organisation/posts.ts'
import { must } from '../result.ts'
import { isSpecialGroup, type ReviewGroup } from '../review-group/review-group.ts'
import { flagRule, numberRule, type Rulebook, rulesOn } from '../rulebook/rulebook.ts'
import { addDays, addMonths, type Day } from '../time.ts'
import { leastAllowance, type Server } from './counting.ts'
import { divisionsOfBoard, type LeaderCandidate, leadersOfBoard } from './eligibility.ts'
import type { RotationRequest } from './rotation.ts'

/** Who may serve on a board in one term. */
export interface BoardCandidates {
  readonly board: Board
  readonly leaders: readonly LeaderCandidate[]
  readonly divisions: readonly string[]
}

export interface ProblemTerm {
  readonly from: Day
  readonly to: Day
  readonly boards: readonly BoardCandidates[]
  /** Who heads each division that may sit anywhere: one head of two divisions counts once in a group (E-07). */
  readonly heads: Readonly<Record<string, string>>
  /** At most so many groups for one leader, and for one division: the least with which all groups can be filled. */
  readonly groupsPerLeader: number
  readonly groupsPerDivision: number
}

/** Who led and sat before the plan begins, by board. */
export interface PreviousGroup {
  readonly board: Board
  readonly leader: string
  readonly departments: readonly string[]
}

/**
 * A rotation to be planned, as data: codes only and no names, so that its fingerprint tells nothing that the log keeps back
 * and anybody can make it again from the public entries.
 */
export interface RotationProblem {
  readonly membersPerGroup: number
  readonly groupsPerBoard: number
  /** A8: whether the same person may lead on a board twice running. */
  readonly sameLeaderConsecutive: boolean
  readonly previous: readonly PreviousGroup[]
  readonly terms: readonly ProblemTerm[]
}

/** A group that has to be filled. */
export interface Slot {
  readonly term: number
  readonly board: Board
  readonly name: string
  readonly from: Day
  readonly to: Day
}

export interface ProblemFacts {
  readonly today: Day
  readonly organisation: Organisation
  readonly rulebook: Rulebook
  /** Among them the latest review groups of every board to begin before the first day. */
  readonly groups: readonly ReviewGroup[]
}

/**
 * Makes the problem that a request stands for on a day (S72, S94–S97, S101). Who holds which post is taken as of the first
 * day of each term, the rules as of today.
 *
 * @param from first day of the first term.
 */
export function problemOf(facts: ProblemFacts, from: Day, request: RotationRequest): RotationProblem {
  const rules = rulesOn(facts.rulebook, facts.today)
  const months = numberRule(rules, 'rotation.period')
  const sameLeaderConsecutive = flagRule(rules, 'rotation.sameLeaderConsecutive')
  const previous = previousGroups(facts.groups, from)
  const terms = Array.from({ length: request.terms }, (_, term) => {
    const first = addMonths(from, term * months)
    const to = addDays(addMonths(from, (term + 1) * months), -1)
    const barred = term === 0 && !sameLeaderConsecutive ? previous : []
    return termOf(facts.organisation, first, to, request, term, barred)
  })
  const { membersPerGroup, groupsPerBoard } = request
  return { membersPerGroup, groupsPerBoard, sameLeaderConsecutive, previous, terms }
}

/** SHA-256 of the canonical problem, in hexadecimal. */
export const problemFingerprint = (problem: RotationProblem): string => fingerprint(problem)

/** Rotations of boards; groups not established yet and groups named for one matter (E-11) are none. */
export function rotationsAmong(groups: readonly ReviewGroup[]): readonly (ReviewGroup & { readonly board: Board })[] {
  return groups.flatMap(group => {
    const { board } = group
    return board !== undefined && !isSpecialGroup(group.id) ? [{ ...group, board }] : []
  })
}

/** Every group of a problem in order: term by term, board by board. */
export function slotsOf(problem: RotationProblem): readonly Slot[] {
  return problem.terms.flatMap(({ from, to, boards: candidates }, term) =>
    candidates.flatMap(({ board }) =>
      Array.from({ length: problem.groupsPerBoard }, (_, index) => {
        const number = problem.groupsPerBoard > 1 ? `第${index + 1}组` : ''
        return { term, board, name: `${nameOfBoard(board)}复核小组${number}`, from, to }
      }),
    ),
  )
}

/** The candidates of a board in a term. */
export function candidatesFor(problem: RotationProblem, term: number, board: Board): BoardCandidates {
  const found = problem.terms[term]?.boards.find(b => b.board === board)
  return must(found, `board ${board} in term ${term}`)
}

/** The groups of each board that are the latest to begin before a day, in the order of their ids. */
function previousGroups(groups: readonly ReviewGroup[], from: Day): readonly PreviousGroup[] {
  const earlier = rotationsAmong(groups).filter(group => group.from < from)
  return earlier
    .filter(group => !earlier.some(other => other.board === group.board && other.from > group.from))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ board, leader, members }) => ({ board, leader, departments: members.map(m => m.department) }))
}

function termOf(
  organisation: Organisation,
  from: Day,
  to: Day,
  { membersPerGroup, groupsPerBoard, slack }: RotationRequest,
  term: number,
  barred: readonly PreviousGroup[],
): ProblemTerm {
  const divisions = boards.map(board => divisionsOfBoard(organisation, board, from))
  const heads: Record<string, string> = {}
  for (const division of new Set(divisions.flat())) {
    heads[division] = must(headOf(organisation, division, from), `head of ${division}`)
  }
  const candidates = boards.map((board, index) => {
    const own = divisions[index] ?? []
    const leaders = leadersOfBoard(organisation, board, from).filter(l =>
      leavesEnough(l.person, own, heads, membersPerGroup),
    )
    return { board, leaders, divisions: own }
  })
  const groups = boards.map(() => groupsPerBoard)
  const free = candidates.map(({ board, leaders }) =>
    leaders.filter(l => !barred.some(p => p.board === board && p.leader === l.person)),
  )
  const leaders = serversOf(free.map(list => list.map(l => [l.person, l.person] as const)))
  const members = serversOf(divisions.map(list => list.map(d => [heads[d] ?? d, d] as const)))
  const all = groupsPerBoard * boards.length
  return {
    from,
    to,
    boards: candidates,
    heads,
    groupsPerLeader: (leastAllowance(leaders, groups, 1) ?? all) + (slack?.leaders[term] ?? 0),
    groupsPerDivision: (leastAllowance(members, groups, membersPerGroup) ?? all) + (slack?.divisions[term] ?? 0),
  }
}

/** A leader who heads a division cannot sit there in their own group: whether enough others are left (E-07). */
function leavesEnough(
  leader: string,
  divisions: readonly string[],
  heads: Readonly<Record<string, string>>,
  membersPerGroup: number,
): boolean {
  const people = new Set(divisions.map(d => heads[d]))
  return !people.has(leader) || people.size < membersPerGroup || people.size - 1 >= membersPerGroup
}

/** People with their hats, from the pairs of person and hat that each board may take. */
function serversOf(ofBoards: readonly (readonly (readonly [person: string, hat: string])[])[]): readonly Server[] {
  const people = new Map<string, Map<string, number[]>>()
  for (const [board, list] of ofBoards.entries()) {
    for (const [person, hat] of list) {
      const hats = people.get(person) ?? new Map<string, number[]>()
      people.set(person, hats)
      hats.set(hat, [...(hats.get(hat) ?? []), board])
    }
  }
  return [...people.values()].map(hats => ({ hats: [...hats.values()] }))
}
