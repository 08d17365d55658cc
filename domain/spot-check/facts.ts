import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { Candidate } from './candidate.ts'
import { expectedDraws } from './freezing.ts'
import { inspectionId, openVoidRequest, type SpotCheck } from './spot-check.ts'

/** What of an inspection a batch has to know before it changes it. */
export interface StandingInspection {
  readonly id: string
  readonly stage: string
}

/** What the record looks up for a batch. */
interface SpotCheckLookups {
  readonly candidates?: readonly Candidate[]
  readonly drawSecret?: string
}

export interface SpotCheckFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** What the batch may be drawn from, when it is being frozen. */
  readonly candidates?: readonly Candidate[] | undefined
  /** Hexadecimal; absent while nothing is to be revealed or committed to. */
  readonly drawSecret?: string | undefined
  /** The batch that this one is drawn in place of. */
  readonly replaced?: SpotCheck | undefined
  /** Inspections that were opened, by their id. */
  readonly inspections: Readonly<Record<string, StandingInspection>>
}

export const rolesTowardsSpotCheck = (_state: SpotCheck, facts: SpotCheckFacts): ReadonlySet<Role> =>
  rolesInAgency(facts)

/** A batch that is being prepared is the group's; what is frozen stands in the public log and is no secret inside. */
export function maySeeSpotCheck(state: SpotCheck, facts: SpotCheckFacts): boolean {
  const roles = rolesInAgency(facts)
  if (['ACCOUNTABILITY_MEMBER', 'AGENCY_LEADER', 'DISCIPLINE', 'AUDITOR', 'SYSTEM'].some(r => roles.has(r as Role))) {
    return true
  }
  return state.frozen !== undefined && roles.has('DEPARTMENT_STAFF')
}

/** The batch that is replaced; and the inspections that a draw, a substitution or a voiding writes to. */
export function spotCheckNeeds(state: SpotCheck, input: Record<string, unknown>): readonly string[] {
  const replaced = replacedBatch(state, input)
  return [...(replaced === undefined ? [] : [streams.spotCheck(replaced)]), ...inspectionsWritten(state, input)]
}

function replacedBatch(state: SpotCheck, input: Record<string, unknown>): string | undefined {
  const named = typeof input.replaces === 'string' && input.replaces !== '' ? input.replaces : state.replaces
  return named === state.id ? undefined : named
}

function inspectionsWritten(state: SpotCheck, input: Record<string, unknown>): readonly string[] {
  if (state.stage === 'ANNOUNCED' && (input.beacon !== undefined || input.ceremony !== undefined)) {
    return Array.from({ length: expectedDraws(state) }, (_, i) => streams.inspection(inspectionId(state.id, i + 1)))
  }
  if (state.stage !== 'DRAWN') return []
  const known = state.inspections.map(({ inspection }) => streams.inspection(inspection))
  if (input.ground !== undefined) return [...known, streams.inspection(nextInspection(state))]
  return openVoidRequest(state) ? known : []
}

export const nextInspection = (state: SpotCheck): string => inspectionId(state.id, state.inspections.length + 1)

export function spotCheckFacts(
  base: BaseFacts,
  state: SpotCheck,
  input: Record<string, unknown>,
  read: Read,
  lookups: SpotCheckLookups,
): SpotCheckFacts {
  const replaced = replacedBatch(state, input)
  const written = state.stage === 'DRAWN' ? inspectionsWritten(state, input) : []
  const inspections = written.map(stream => read(stream) as StandingInspection)
  return {
    ...base,
    rulebook: read(streams.rulebook) as Rulebook,
    candidates: lookups.candidates,
    drawSecret: lookups.drawSecret,
    replaced: replaced === undefined ? undefined : (read(streams.spotCheck(replaced)) as SpotCheck),
    inspections: Object.fromEntries(inspections.map(inspection => [inspection.id, inspection])),
  }
}
