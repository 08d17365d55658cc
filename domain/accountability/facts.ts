import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import type { Meeting } from '../meeting/meeting.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { seatsOf } from '../organisation/groups.ts'
import { departmentsOf, headOfBody } from '../organisation/posts.ts'
import { isRecused, leaderFor, readersOf } from '../organisation/readers.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { type Accountability, departmentsAsked } from './accountability.ts'

export interface AccountabilityFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The matter that a finding is about, and the meetings that its records name. */
  readonly matters: Readonly<Record<string, Matter>>
  readonly meetings: Readonly<Record<string, Meeting>>
  /** Files that the person has uploaded, among those that an act names. */
  readonly files?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Roles towards one clue (CMP-005): a recused member has none; the group's leader, or the first member who is not recused,
 * leads; the heads of divisions that were asked something answer for these. Where the leader registered it, as when an
 * inspection's finding becomes a clue, the next member decides whether it is opened (S129).
 */
export function rolesTowardsAccountability(state: Accountability, facts: AccountabilityFacts): ReadonlySet<Role> {
  const { organisation, person, today } = facts
  const roles = new Set(rolesInAgency(facts))
  if (state.stage === 'NONE') return roles
  const seats = seatsOf(organisation, 'ACCOUNTABILITY_GROUP', today)
  roles.delete('ACCOUNTABILITY_LEADER')
  if (!readersOf(seats, state.recused).some(s => s.person === person)) roles.delete('ACCOUNTABILITY_MEMBER')
  else if (state.handlers.includes(person)) roles.add('CASE_HANDLER')
  const others = seats.filter(s => s.person !== state.registered?.person)
  const decides = state.stage === 'REGISTERED' && leaderFor(others, state.recused) === person
  if (decides || leaderFor(seats, state.recused) === person) roles.add('ACCOUNTABILITY_LEADER')
  if (isRecused(state.recused, person, departmentsOf(organisation, person, today))) roles.delete('OFFICE')
  if (departmentsAsked(state).some(d => headOfBody(organisation, d, today) === person)) roles.add('INSPECTED')
  return roles
}

/** Who sees the whole of it: the group, without the recused. */
export const seesWhole = (state: Accountability, facts: AccountabilityFacts): boolean => {
  const roles = rolesTowardsAccountability(state, facts)
  return roles.has('ACCOUNTABILITY_MEMBER') || roles.has('SYSTEM')
}

/** The inspected see that there is something, because they were asked; the office, when something was proposed to it (S62). */
export function maySeeAccountability(state: Accountability, facts: AccountabilityFacts): boolean {
  const roles = rolesTowardsAccountability(state, facts)
  return seesWhole(state, facts) || roles.has('INSPECTED') || (roles.has('OFFICE') && state.improvements.length > 0)
}

/** Divisions that the person heads and that were asked something. */
export const ownDepartments = (state: Accountability, { organisation, person, today }: BaseFacts): readonly string[] =>
  departmentsAsked(state).filter(d => headOfBody(organisation, d, today) === person)

export const belongsTo = ({ organisation, person, today }: BaseFacts, department: string): boolean =>
  departmentsOf(organisation, person, today).includes(department)

/** What is looked up for it: the meetings that a finding's matter was deliberated in. */
interface Looked {
  readonly meetingsOfMatter?: readonly string[]
  readonly files?: AccountabilityFacts['files']
}

/** The matter of a finding with its meetings; the register, on which the outcome is published. */
export function accountabilityNeeds(
  _state: Accountability,
  input: Record<string, unknown>,
  lookups: Looked,
): readonly string[] {
  const matter = typeof input.matter === 'string' && input.matter !== '' ? [streams.matter(input.matter)] : []
  return [...matter, ...(lookups.meetingsOfMatter ?? []).map(streams.meeting), streams.register]
}

export function accountabilityFacts(
  base: BaseFacts,
  _state: Accountability,
  input: Record<string, unknown>,
  read: Read,
  lookups: Looked,
): AccountabilityFacts {
  const matter = typeof input.matter === 'string' && input.matter !== '' ? input.matter : undefined
  return {
    ...base,
    rulebook: read(streams.rulebook) as Rulebook,
    files: lookups.files,
    matters: matter === undefined ? {} : { [matter]: read(streams.matter(matter)) as Matter },
    meetings: Object.fromEntries(
      (lookups.meetingsOfMatter ?? []).map(id => [id, read(streams.meeting(id)) as Meeting]),
    ),
  }
}
