import { type Duty, type Role, refuseConflictingDuty } from '../access.ts'
import type { CataloguedItem } from '../catalogue/catalogue.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { departmentsOf } from '../organisation/posts.ts'
import { rolesTowardsDepartments } from '../organisation/roles.ts'
import type { Refusal } from '../result.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { type RuleSet, rulesOfVersion, rulesOn } from '../rulebook/rulebook.ts'
import { dutiesOf, type Matter, submittersOf } from './matter.ts'

export interface MatterFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The item as the version in force today has it; before submission this is what counts. */
  readonly itemToday?: CataloguedItem | undefined
  /** The item as the matter's own version has it (E-69); absent before submission. */
  readonly itemThen?: CataloguedItem | undefined
  readonly catalogueVersion: number
  /** The matter that this one follows, when it is sent again (E-22). */
  readonly previous?: Matter | undefined
  /** Files that were uploaded, by their fingerprint: only these can be attached. */
  readonly files?: Readonly<Record<string, { readonly name: string; readonly size: number; readonly mime: string }>>
}

/** The item under which the matter travels. */
export function itemFor(matter: Matter, facts: MatterFacts): CataloguedItem | undefined {
  return matter.catalogueVersion === undefined ? facts.itemToday : facts.itemThen
}

/** Old matters run by old rules (S3). */
export function rulesFor(matter: Matter, facts: MatterFacts): RuleSet {
  return matter.ruleSet === undefined
    ? rulesOn(facts.rulebook, facts.today)
    : rulesOfVersion(facts.rulebook, matter.ruleSet)
}

export function rolesTowardsMatter(matter: Matter, facts: BaseFacts): ReadonlySet<Role> {
  const { organisation, person, today } = facts
  const roles = new Set<Role>(
    matter.status === 'NONE'
      ? rolesTowardsDepartments(facts, departmentsOf(organisation, person, today))
      : rolesTowardsDepartments(facts, submittersOf(matter)),
  )
  if (matter.handler === person) roles.add('HANDLER')
  const own = departmentsOf(organisation, person, today)
  if (matter.conditions.some(c => own.includes(c.owner))) roles.add('CONDITION_OWNER')
  if (confirmerOf(matter) === person) roles.add('CONDITION_CONFIRMER')
  return roles
}

/** E-23: the review group's leader confirms the conditions; before tier 3 whoever presided where they were made. */
export function confirmerOf(matter: Matter): string | undefined {
  const conditional = matter.records.findLast(r => r.conclusion === 'AGREED_IN_PRINCIPLE')
  if (!conditional) return undefined
  return matter.records.findLast(r => r.tier === 3 && !r.superseded)?.presider ?? conditional.presider
}

/** S10 for this person on this matter. */
export function refuseDuty(matter: Matter, person: string, next: Duty): Refusal | undefined {
  return refuseConflictingDuty(dutiesOf(matter, person), next)
}
