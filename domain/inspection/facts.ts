import type { Role } from '../access.ts'
import type { Read } from '../decider.ts'
import { streams } from '../ids.ts'
import type { MatterFacts } from '../matter/facts.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { departmentsOf, headOf, headOfBody } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import type { SpotCheck } from '../spot-check/spot-check.ts'
import { type Inspection, inspectedDivisions, isConcluded } from './inspection.ts'

/** What the record looks up for an inspection. */
interface InspectionLookups {
  readonly files?: MatterFacts['files']
  readonly nextIds?: { readonly accountability?: string }
}

export interface InspectionFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The batch that drew it, with who may not inspect what. */
  readonly batch?: SpotCheck | undefined
  /** Files that the person uploaded, by their fingerprint: only these can be filed. */
  readonly files?: MatterFacts['files']
  /** The number of the clue that a serious finding would become (E-63). */
  readonly nextClue?: string | undefined
}

/** Towards one inspection a member of the group who belongs to an inspected division is none (RND-003). */
export function rolesTowardsInspection(state: Inspection, facts: InspectionFacts): ReadonlySet<Role> {
  const { organisation, person, today } = facts
  const roles = new Set(rolesInAgency(facts))
  const divisions = inspectedDivisions(state)
  const own = departmentsOf(organisation, person, today)
  if (own.some(department => divisions.includes(department))) {
    roles.delete('ACCOUNTABILITY_MEMBER')
    roles.delete('ACCOUNTABILITY_LEADER')
  }
  if (state.inspectors.includes(person)) roles.add('INSPECTOR')
  if (state.objection?.reviewers.includes(person)) roles.add('OBJECTION_REVIEWER')
  if (ownInspected(state, facts) !== undefined) roles.add('INSPECTED')
  return roles
}

/** The inspected division that this person heads. */
export function ownInspected(state: Inspection, { organisation, person, today }: InspectionFacts): string | undefined {
  return inspectedDivisions(state).find(
    code => headOf(organisation, code, today) === person || headOfBody(organisation, code, today) === person,
  )
}

const insiders: readonly Role[] = [
  'ACCOUNTABILITY_MEMBER',
  'INSPECTOR',
  'OBJECTION_REVIEWER',
  'AGENCY_LEADER',
  'SYSTEM',
]

/** Whether the person sees how it is going: evidence, findings and the report while they are being made. */
export function seesWork(state: Inspection, facts: InspectionFacts): boolean {
  const roles = rolesTowardsInspection(state, facts)
  return insiders.some(role => roles.has(role)) || isConcluded(state)
}

/** That something was drawn is public; its page is for the group, its inspectors, and those who are inspected. */
export function maySeeInspection(state: Inspection, facts: InspectionFacts): boolean {
  const roles = rolesTowardsInspection(state, facts)
  if (insiders.some(role => roles.has(role)) || roles.has('AUDITOR') || roles.has('INSPECTED')) return true
  const own = departmentsOf(facts.organisation, facts.person, facts.today)
  return isConcluded(state) && own.some(department => inspectedDivisions(state).includes(department))
}

/** The batch; and the clue that a serious finding becomes. */
export const inspectionNeeds = (
  state: Inspection,
  input: Record<string, unknown>,
  lookups: InspectionLookups,
): readonly string[] => [
  ...(state.batch === '' ? [] : [streams.spotCheck(state.batch)]),
  ...(namesFindingAlone(input) && lookups.nextIds?.accountability !== undefined
    ? [streams.accountability(lookups.nextIds.accountability)]
    : []),
]

/** The form of a referral, which has no other field. */
const namesFindingAlone = (input: Record<string, unknown>) => Object.keys(input).join() === 'finding'

export const inspectionFacts = (
  base: BaseFacts,
  state: Inspection,
  _input: Record<string, unknown>,
  read: Read,
  lookups: InspectionLookups,
): InspectionFacts => ({
  ...base,
  rulebook: read(streams.rulebook) as Rulebook,
  batch: state.batch === '' ? undefined : (read(streams.spotCheck(state.batch)) as SpotCheck),
  files: lookups.files,
  nextClue: lookups.nextIds?.accountability,
})
