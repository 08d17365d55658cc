import type { Role } from '../access.ts'
import { type BaseFacts, delegatorFor, SYSTEM } from './facts.ts'
import { sitsIn } from './groups.ts'
import type { Organisation } from './organisation.ts'
import { agencyHead, departmentsOf, headOf, holdersOf, holds, leaderInChargeOf, leadership } from './posts.ts'

// States never change: what a person is on a day need be worked out once for each state of the organisation.
const rolesKnown = new WeakMap<Organisation, Map<string, ReadonlySet<Role>>>()

/** What the person is in the agency as a whole, today. */
export function rolesInAgency(facts: BaseFacts): ReadonlySet<Role> {
  const known = rolesKnown.get(facts.organisation) ?? new Map<string, ReadonlySet<Role>>()
  rolesKnown.set(facts.organisation, known)
  const key = `${facts.today} ${facts.person}`
  const roles = known.get(key) ?? workOutRoles(facts)
  known.set(key, roles)
  return roles
}

function workOutRoles(facts: BaseFacts): ReadonlySet<Role> {
  const { organisation, person, today } = facts
  if (person === SYSTEM) return new Set<Role>(['SYSTEM', 'OPERATOR'])
  const roles = new Set<Role>()
  const departments = departmentsOf(organisation, person, today)
  if (departments.length > 0) roles.add('DEPARTMENT_STAFF')
  if (departments.some(d => headOf(organisation, d, today) === person)) roles.add('DEPARTMENT_HEAD')
  if (leadership(organisation, today).includes(person)) roles.add('AGENCY_LEADER')
  if (agencyHead(organisation, today) === person) roles.add('AGENCY_HEAD')
  if (isOffice(facts)) roles.add('OFFICE')
  if (isDiscipline(facts)) roles.add('DISCIPLINE')
  if (sitsIn(organisation, 'ACCOUNTABILITY_GROUP', person, today)) {
    roles.add('ACCOUNTABILITY_MEMBER')
    if (holds(organisation, person, 'DISCIPLINE_LEADER', today)) roles.add('ACCOUNTABILITY_LEADER')
  }
  if (organisation.custodians.includes(person)) roles.add('IDENTITY_CUSTODIAN')
  if (holds(organisation, person, 'AUDITOR', today)) return new Set<Role>(['AUDITOR'])
  if (holds(organisation, person, 'OPERATOR', today)) {
    // 运维身份不得具有业务审批 (S73): an operator is nothing else, whatever other post was given by mistake.
    return new Set<Role>(['OPERATOR'])
  }
  return roles
}

/** What the person is towards what these divisions submit, the first of them leading. */
export function rolesTowardsDepartments(facts: BaseFacts, departments: readonly string[]): ReadonlySet<Role> {
  const { organisation, person, today } = facts
  const agency = rolesInAgency(facts)
  if (agency.has('SYSTEM') || agency.has('OPERATOR')) return agency
  const roles = new Set<Role>([...agency].filter(r => r !== 'DEPARTMENT_STAFF' && r !== 'DEPARTMENT_HEAD'))
  const own = departmentsOf(organisation, person, today)
  const lead = departments[0]
  if (departments.some(d => own.includes(d))) roles.add('DEPARTMENT_STAFF')
  if (lead && headOf(organisation, lead, today) === person) roles.add('DEPARTMENT_HEAD')
  if (lead && (leaderInChargeOf(organisation, lead, today) === person || delegatorFor(facts, [lead]))) {
    roles.add('LEADER_IN_CHARGE')
  }
  return roles
}

function isOffice({ organisation, person, today }: BaseFacts): boolean {
  return (
    sitsIn(organisation, 'LEADING_OFFICE', person, today) ||
    holdersOf(organisation, 'CLERK', today, 'GENERAL_OFFICE').some(held => held.person === person)
  )
}

function isDiscipline({ organisation, person, today }: BaseFacts): boolean {
  return (
    holds(organisation, person, 'DISCIPLINE_LEADER', today) ||
    holds(organisation, person, 'SUPERVISION_OFFICE_HEAD', today)
  )
}
