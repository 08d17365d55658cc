import type { Organisation } from '../../domain/organisation/organisation.ts'
import { departmentsOf, holdersOf } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import type { Day, Instant } from '../../domain/time.ts'

/** What of the agency's business a member of staff may look at, as a condition that a list can be filtered by. */
export interface Sight {
  readonly person: string
  /** Divisions whose matters and meetings are seen whole, drafts included. */
  readonly departments: readonly string[]
  /** Everything that was submitted, whosever it is. */
  readonly submitted: boolean
  /** All meetings. */
  readonly meetings: boolean
}

/**
 * The same lines as `maySee` draws (domain/matter/visibility.ts, domain/meeting/facts.ts), in a form for SQL. Who owns a
 * condition of another division's matter finds it in the to-do list and by its number, not in lists.
 */
export function sightOf(organisation: Organisation, person: string, now: Instant, today: Day): Sight {
  const roles = rolesInAgency({ organisation, person, now, today })
  if (roles.has('OPERATOR')) return { person, departments: [], submitted: false, meetings: false }
  const wide = roles.has('OFFICE') || roles.has('AGENCY_LEADER') || roles.has('DISCIPLINE')
  const heads = holdersOf(organisation, 'DIVISION_HEAD', today).some(held => held.person === person)
  return {
    person,
    departments: departmentsOf(organisation, person, today),
    submitted: wide || heads,
    meetings: wide,
  }
}
