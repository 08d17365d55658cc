import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { Register } from './register.ts'
import type { CountedComplaint } from './statistics.ts'

export interface RegisterFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** Complaints of the quarter that is being published; there when one is. */
  readonly counted?: readonly CountedComplaint[] | undefined
  /** Sealed parts that were sent in and belong to nothing yet: their sizes by fingerprint. */
  readonly sealedParts: Readonly<Record<string, number>>
}

export const rolesTowardsRegister = (_state: Register, facts: RegisterFacts): ReadonlySet<Role> => rolesInAgency(facts)

const readers = ['ACCOUNTABILITY_MEMBER', 'AGENCY_LEADER', 'DISCIPLINE', 'AUDITOR', 'SYSTEM'] as const

/** Reports and exports are for the group, those it answers to, discipline and the auditor; not for the operators (S123). */
export const maySeeRegister = (state: Register, facts: RegisterFacts): boolean => {
  const roles = rolesTowardsRegister(state, facts)
  return readers.some(role => roles.has(role))
}

/** Streams to read besides the own one and the three that every decision reads: none. */
export const registerNeeds = (_state: Register, _input: Record<string, unknown>): readonly string[] => []

export const registerFacts = (
  base: BaseFacts,
  _state: Register,
  _input: Record<string, unknown>,
  read: Read,
  lookups: { readonly counted?: RegisterFacts['counted']; readonly sealedParts?: RegisterFacts['sealedParts'] },
): RegisterFacts => ({
  ...base,
  rulebook: read(streams.rulebook) as Rulebook,
  counted: lookups.counted,
  sealedParts: lookups.sealedParts ?? {},
})
