import type { Board } from '../../domain/organisation/events.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import type { PlannedGroup } from '../../domain/rotation/rotation.ts'

/**
 * Rotations by brute force, for agencies small enough: from posts alone, and with none of the planner's code. One group a
 * board; whatever limit there is on how much one person serves gives way, so that it decides nothing here.
 */
export interface Small {
  readonly organisation: Organisation
  readonly firstDays: readonly string[]
  readonly membersPerGroup: number
  readonly boards: readonly Board[]
  readonly previous: Readonly<Partial<Record<Board, string>>>
  readonly sameLeaderConsecutive: boolean
}

/** Whether any sequence of leaders and members keeps the hard rules: tries every leader of every board and term. */
export function possibleByForce(small: Small): boolean {
  return small.boards.every(board => canGoOn(small, board, 0, small.previous[board]))
}

function canGoOn(small: Small, board: Board, term: number, before: string | undefined): boolean {
  const day = small.firstDays[term]
  if (day === undefined) return true
  return Object.keys(small.organisation.persons).some(leader => {
    if (!small.sameLeaderConsecutive && leader === before) return false
    if (!mayLead(small.organisation, board, leader, day)) return false
    const people = new Set(
      Object.keys(small.organisation.departments).flatMap(d => memberFor(small.organisation, board, d, day) ?? []),
    )
    people.delete(leader)
    return people.size >= small.membersPerGroup && canGoOn(small, board, term + 1, leader)
  })
}

const on = (organisation: Organisation, day: string) =>
  organisation.assignments.filter(a => a.from <= day && (a.to === undefined || a.to >= day))

const submits = (organisation: Organisation, board: Board) =>
  Object.values(organisation.departments).filter(d => d.boards.includes(board))

/** A member of the leadership who is not the discipline's, and not in charge of (or in) every division that submits. */
function mayLead(organisation: Organisation, board: Board, person: string, day: string): boolean {
  const held = on(organisation, day)
  const own = held.filter(a => a.person === person)
  if (own.some(a => a.post === 'DISCIPLINE_LEADER') || !own.some(a => a.post === 'LEADERSHIP_MEMBER')) return false
  const divisions = submits(organisation, board)
  const free = divisions.filter(d => {
    const inCharge = held.find(a => a.post === 'LEADER_IN_CHARGE' && a.department === d.code)?.person
    return inCharge !== person && !own.some(a => a.department === d.code && a.post !== 'LEADER_IN_CHARGE')
  })
  return divisions.length === 0 || free.length > 0
}

/** The head by whom a division could sit on a board's group, if it may and there is one. */
function memberFor(organisation: Organisation, board: Board, division: string, day: string): string | undefined {
  const held = on(organisation, day)
  const found = organisation.departments[division]
  if (!found || (found.kind !== 'division' && found.kind !== 'enforcement') || found.boards.includes(board))
    return undefined
  const head = held.find(a => a.post === 'DIVISION_HEAD' && a.department === division)?.person
  const elsewhere = held.filter(a => a.person === head && a.post !== 'LEADER_IN_CHARGE').map(a => a.department)
  return submits(organisation, board).some(d => elsewhere.includes(d.code)) ? undefined : head
}

/** What a plan breaks, in words; looks at posts and at the groups, and at nothing that the planner made of them. */
export function brokenByForce(small: Small, groups: readonly PlannedGroup[]): readonly string[] {
  const { organisation } = small
  const broken: string[] = []
  for (const [term, day] of small.firstDays.entries()) {
    const held = groups.filter(g => g.from === day)
    for (const board of small.boards) {
      const here = held.filter(g => g.board === board)
      if (here.length === 0) broken.push(`${board} ${day} has no group`)
      for (const { leader, departments } of here) {
        const people = departments.map(d => memberFor(organisation, board, d, day))
        if (!mayLead(organisation, board, leader, day)) broken.push(`${leader} may not lead ${board}`)
        if (people.includes(undefined)) broken.push(`${departments.join()} may not all sit in ${board}`)
        if (new Set([...people, leader]).size !== small.membersPerGroup + 1) broken.push(`${board} ${day} is not full`)
        const before =
          term === 0
            ? [small.previous[board]]
            : groups.filter(g => g.board === board && g.from === small.firstDays[term - 1]).map(g => g.leader)
        if (!small.sameLeaderConsecutive && before.includes(leader))
          broken.push(`${leader} leads ${board} twice running`)
      }
    }
  }
  return broken
}
