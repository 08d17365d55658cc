import type { PlannedGroupView, RotationPlanView } from '../../../http/api/contract.ts'

/** A plan while somebody changes it: codes alone, as the acts take them, in the plan's order. */
export interface BoardGroup {
  readonly board: PlannedGroupView['board']
  readonly name: string
  readonly from: string
  readonly to: string
  readonly leader: string
  readonly departments: readonly string[]
}

/** A division's seat: which group, and the place in its order. */
export interface Seat {
  readonly group: number
  readonly place: number
}

export const boardOf = (plan: RotationPlanView): readonly BoardGroup[] =>
  plan.groups.map(({ board, name, from, to, leader, members }) => ({
    board,
    name,
    from,
    to,
    leader: leader.id,
    departments: members.map(({ department }) => department.code),
  }))

/** Somebody else leads the group. */
export const withLeader = (groups: readonly BoardGroup[], at: number, leader: string): readonly BoardGroup[] =>
  groups.map((group, index) => (index === at ? { ...group, leader } : group))

/** Another division takes the seat; where it sits in the same group already, the two change places. */
export function withDivision(groups: readonly BoardGroup[], seat: Seat, department: string): readonly BoardGroup[] {
  const already = groups[seat.group]?.departments.indexOf(department) ?? -1
  if (already >= 0) return exchanged(groups, seat, { group: seat.group, place: already })
  return groups.map((group, index) =>
    index === seat.group
      ? { ...group, departments: group.departments.map((d, place) => (place === seat.place ? department : d)) }
      : group,
  )
}

/** Two divisions change seats, in one group (then its order changes) or between two. */
export function exchanged(groups: readonly BoardGroup[], one: Seat, other: Seat): readonly BoardGroup[] {
  const first = groups[one.group]?.departments[one.place]
  const second = groups[other.group]?.departments[other.place]
  if (first === undefined || second === undefined) return groups
  return groups.map((group, index) => ({
    ...group,
    departments: group.departments.map((department, place) => {
      if (index === one.group && place === one.place) return second
      return index === other.group && place === other.place ? first : department
    }),
  }))
}
