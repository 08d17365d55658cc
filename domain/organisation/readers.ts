import type { Seat } from './groups.ts'

/** Who never learns of a confidential case: persons, and whoever sits for one of these divisions (CMP-005, E-53). */
export interface RecusedCircle {
  readonly departments: readonly string[]
  readonly persons: readonly string[]
}

export function isRecused(recused: RecusedCircle, person: string, departments: readonly string[]): boolean {
  return recused.persons.includes(person) || departments.some(d => recused.departments.includes(d))
}

/** Members who may read a case, in the order of seats; the first leads it when the leader is recused. */
export function readersOf<S extends Pick<Seat, 'person' | 'department'>>(
  seats: readonly S[],
  recused: RecusedCircle,
): readonly S[] {
  return seats.filter(s => !isRecused(recused, s.person, s.department ? [s.department] : []))
}

/** Who decides as the group's leader in a case. */
export function leaderFor(seats: readonly Seat[], recused: RecusedCircle): string | undefined {
  const readers = readersOf(seats, recused)
  return (readers.find(s => s.role === 'LEADER') ?? readers[0])?.person
}
