/**
 * CMP-005, E-53: who never learns that a report exists. The rule is here once: the reporter's browser decides with it to whom
 * the report is sealed, and the server with it who is shown anything.
 */
import { seatsOf } from '../organisation/groups.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { agencyHead, departmentsInOrder, departmentsOf, headOfBody, leaderInChargeOf } from '../organisation/posts.ts'
import type { Day } from '../time.ts'
import type { Recused } from './complaint.ts'

/** A member of the supervision group, in the order of the plan. */
export interface GroupSeat {
  readonly person: string
  readonly role: 'LEADER' | 'DEPUTY' | 'MEMBER'
  readonly department?: string | undefined
}

/** What the rule looks at, small enough to be handed to a browser (`GET /report/keys`). */
export interface Standing {
  readonly seats: readonly GroupSeat[]
  readonly agencyHead?: string | undefined
  readonly departments: readonly {
    readonly code: string
    readonly head?: string | undefined
    /** 分管厅领导. */
    readonly leader?: string | undefined
  }[]
}

/** Whom the report is about, as far as its author knows: divisions, and persons by code. */
export interface Involved {
  readonly departments: readonly string[]
  readonly persons: readonly string[]
}

export interface RecusalOutcome {
  readonly recused: Recused
  /** About the group's leader or the agency's head: it goes to the body above, sealed, and never into the common store. */
  readonly upward: boolean
}

export function standingOf(organisation: Organisation, day: Day): Standing {
  return {
    seats: seatsOf(organisation, 'ACCOUNTABILITY_GROUP', day),
    agencyHead: agencyHead(organisation, day),
    departments: departmentsInOrder(organisation).map(({ code }) => ({
      code,
      head: headOfBody(organisation, code, day),
      leader: leaderInChargeOf(organisation, code, day),
    })),
  }
}

/**
 * Those whom it is about, their divisions, the members of the group from these divisions, and the leaders in charge of them.
 * Who is recused twice stays recused: asking again with the result gives no smaller circle.
 */
export function recusalOf(standing: Standing, involved: Involved): RecusalOutcome {
  const { seats, departments: all } = standing
  const named = new Set(involved.persons)
  const ofPersons = [
    ...seats.flatMap(s => (s.department && named.has(s.person) ? [s.department] : [])),
    ...all.flatMap(d => (d.head && named.has(d.head) ? [d.code] : [])),
  ]
  const departments = [...new Set([...involved.departments, ...ofPersons])]
  const concerned = all.filter(d => departments.includes(d.code))
  const persons = new Set([
    ...named,
    ...seats.flatMap(s => (s.department && departments.includes(s.department) ? [s.person] : [])),
    ...concerned.flatMap(d => [d.head, d.leader].filter(person => person !== undefined)),
  ])
  return { recused: { departments, persons: [...persons] }, upward: isUpward(standing, involved) }
}

/** The same from the organisation itself, which also knows in which division somebody works who sits nowhere. */
export function recusedBy(organisation: Organisation, involved: Involved, day: Day): RecusalOutcome {
  const theirs = involved.persons.flatMap(person => departmentsOf(organisation, person, day))
  const standing = standingOf(organisation, day)
  const { recused } = recusalOf(standing, { ...involved, departments: [...involved.departments, ...theirs] })
  return { recused, upward: isUpward(standing, involved) }
}

function isUpward(standing: Standing, { departments, persons }: Involved): boolean {
  const concerned = standing.departments.filter(d => departments.includes(d.code))
  return topsOf(standing).some(top => persons.includes(top) || concerned.some(d => d.head === top))
}

/**
 * Whether a derived circle shows by itself that the report is about one of the two: a leader who is in it as the leader in
 * charge of a division need not be the one whom the report is about.
 */
export function mustGoUpward(standing: Standing, { departments, persons }: Recused): boolean {
  const concerned = standing.departments.filter(d => departments.includes(d.code))
  return topsOf(standing).some(
    top => concerned.some(d => d.head === top) || (persons.includes(top) && !concerned.some(d => d.leader === top)),
  )
}

const topsOf = ({ seats, agencyHead: head }: Standing): readonly string[] =>
  [seats.find(s => s.role === 'LEADER')?.person, head].filter(person => person !== undefined)
