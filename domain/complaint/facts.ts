import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import { type BaseFacts, REPORTER, SYSTEM } from '../organisation/facts.ts'
import { seatsOf } from '../organisation/groups.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { isRecused, leaderFor, readersOf } from '../organisation/readers.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { Complaint } from './complaint.ts'
import type { GroupSeat } from './recusal.ts'

export interface ComplaintFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** Sealed parts that were sent in and belong to nothing yet: sizes in bytes by fingerprint. */
  readonly sealedParts: Readonly<Record<string, number>>
  /** The complaint that this one is to be merged into, when an act names one. */
  readonly main?: Complaint
  /** Number of the clue that comes next. */
  readonly nextClue?: string
}

/** Members who may read it today, in the order of seats. */
export function readersToday(state: Complaint, { organisation, today }: BaseFacts): readonly GroupSeat[] {
  const seats = seatsOf(organisation, 'ACCOUNTABILITY_GROUP', today)
  return readersOf(seats, state.recused).filter(
    ({ person }) => !isRecused(state.recused, person, departmentsOf(organisation, person, today)),
  )
}

/** Whoever is recused is nothing towards it at all, whatever posts they hold; so are the operator and everybody else. */
export function rolesTowardsComplaint(state: Complaint, facts: BaseFacts): ReadonlySet<Role> {
  const { person } = facts
  if (person === REPORTER) return new Set<Role>(['REPORTER'])
  if (person === SYSTEM) return new Set<Role>(['SYSTEM'])
  const readers = readersToday(state, facts)
  if (!readers.some(seat => seat.person === person)) return new Set()
  const roles = new Set<Role>(['ACCOUNTABILITY_MEMBER'])
  if (leaderFor(readers, state.recused) === person) roles.add('ACCOUNTABILITY_LEADER')
  if (state.handlers.includes(person)) roles.add('CASE_HANDLER')
  if (facts.organisation.custodians.includes(person)) roles.add('IDENTITY_CUSTODIAN')
  return roles
}

/**
 * E-53: to everybody else it does not exist. The reporter is let in by the server, which has checked the code; what was sealed
 * for a body above nobody here sees, and the platform only until it is handed over.
 */
export function maySeeComplaint(state: Complaint, facts: BaseFacts): boolean {
  const roles = rolesTowardsComplaint(state, facts)
  if (roles.has('REPORTER')) return state.mailbox !== undefined
  if (state.stage === 'UPWARD') return roles.has('SYSTEM')
  return roles.has('ACCOUNTABILITY_MEMBER')
}

/** E-59: who opened an identity is shown to the leader and to the two who did it; the auditor has it from the register. */
export function maySeeOpening(state: Complaint, opening: { first: string; second: string }, facts: BaseFacts): boolean {
  const roles = rolesTowardsComplaint(state, facts)
  if (roles.has('ACCOUNTABILITY_LEADER')) return true
  return roles.has('IDENTITY_CUSTODIAN') && [opening.first, opening.second].includes(facts.person)
}

const mainNamed = (input: Record<string, unknown>): string | undefined =>
  typeof input.into === 'string' && /^JB-[0-9]{8}$/.test(input.into) ? input.into : undefined

/** What is looked up for it: sealed parts that were sent in, and the number of the clue that comes next. */
interface Looked {
  readonly sealedParts?: Readonly<Record<string, number>>
  readonly nextIds?: { readonly accountability?: string }
}

/** Streams to read besides the own one and the three that every decision reads. */
export function complaintNeeds(state: Complaint, input: Record<string, unknown>, lookups: Looked): readonly string[] {
  const main = mainNamed(input)
  const clue = lookups.nextIds?.accountability
  return [
    ...(main ? [streams.complaint(main)] : []),
    ...state.joined.map(streams.complaint),
    ...(clue ? [streams.accountability(clue)] : []),
  ]
}

export function complaintFacts(
  base: BaseFacts,
  _state: Complaint,
  input: Record<string, unknown>,
  read: Read,
  lookups: Looked,
): ComplaintFacts {
  const main = mainNamed(input)
  const nextClue = lookups.nextIds?.accountability
  return {
    ...base,
    rulebook: read(streams.rulebook) as Rulebook,
    sealedParts: lookups.sealedParts ?? {},
    ...(main ? { main: read(streams.complaint(main)) as Complaint } : {}),
    ...(nextClue ? { nextClue } : {}),
  }
}
