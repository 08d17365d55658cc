import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { departmentsOf, headOfBody } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { Supervision } from './supervision.ts'

export interface SupervisionFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** Files that the person has uploaded, among those that an act names. */
  readonly files?: Readonly<Record<string, unknown>> | undefined
}

export const belongsTo = ({ organisation, person, today }: BaseFacts, department: string): boolean =>
  departmentsOf(organisation, person, today).includes(department)

/** The head of the division is who answers for it; a member of the group that belongs to it judges nothing of it (E-66). */
export function rolesTowardsSupervision(state: Supervision, facts: SupervisionFacts): ReadonlySet<Role> {
  const roles = new Set(rolesInAgency(facts))
  if (state.stage === 'NONE') return roles
  if (belongsTo(facts, state.department)) {
    roles.delete('ACCOUNTABILITY_MEMBER')
    roles.delete('ACCOUNTABILITY_LEADER')
  }
  if (headOfBody(facts.organisation, state.department, facts.today) === facts.person) roles.add('INSPECTED')
  return roles
}

/** A card is meant to be seen: its colour stands in the public log. Its words are for those concerned. */
export function maySeeSupervision(state: Supervision, facts: SupervisionFacts): boolean {
  const roles = rolesTowardsSupervision(state, facts)
  const sees = [
    'ACCOUNTABILITY_MEMBER',
    'AGENCY_LEADER',
    'DISCIPLINE',
    'OFFICE',
    'AUDITOR',
    'INSPECTED',
    'SYSTEM',
  ] as const
  return sees.some(role => roles.has(role)) || belongsTo(facts, state.department)
}

/** Streams to read besides the own one and the three that every decision reads. */
export const supervisionNeeds = (): readonly string[] => []

export const supervisionFacts = (
  base: BaseFacts,
  _state: Supervision,
  _input: Record<string, unknown>,
  read: Read,
  lookups: Pick<SupervisionFacts, 'files'>,
): SupervisionFacts => ({ ...base, rulebook: read(streams.rulebook) as Rulebook, files: lookups.files })
