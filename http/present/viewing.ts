import { type CataloguedItem, itemOfVersion, itemOn } from '../../domain/catalogue/catalogue.ts'
import type { ClockReading } from '../../domain/clock.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { nameOf, nameOfDepartment, titleOf } from '../../domain/organisation/posts.ts'
import { type RuleSet, rulesOfVersion, rulesOn } from '../../domain/rulebook/rulebook.ts'
import type { Day, Instant } from '../../domain/time.ts'
import type { Agency } from '../../store/views/agency.ts'
import type { ClockView, Someone } from '../api/contract.ts'

/** By whom and when something is looked at, and the agency that it belongs to. */
export interface Viewing extends Agency {
  readonly person: string
  readonly now: Instant
  readonly today: Day
}

/** A person by name, and by the post as one calls them by it today. */
export function someone({ organisation, today }: Viewing, id: string): Someone {
  return { id, name: nameOf(organisation, id), title: titleOf(organisation, id, today) }
}

export function division({ organisation }: Viewing, code: string) {
  return { code, name: nameOfDepartment(organisation, code) }
}

export function clockView({ missingYears: _, ...reading }: ClockReading): ClockView {
  return reading
}

/**
 * The item under which a matter travels: its own version's, before submission today's, and for a draft whose item was
 * taken out of the catalogue the last there was.
 */
export function itemOf({ catalogue, today }: Viewing, matter: Matter): CataloguedItem | undefined {
  if (matter.catalogueVersion !== undefined) return itemOfVersion(catalogue, matter.item, matter.catalogueVersion)
  const last = catalogue.versions.findLast(version => Object.hasOwn(version.items, matter.item))
  return itemOn(catalogue, matter.item, today) ?? last?.items[matter.item]
}

/** Old matters are shown by old rules (S3). */
export function rulesOf({ rulebook, today }: Viewing, matter: Matter): RuleSet {
  return matter.ruleSet === undefined ? rulesOn(rulebook, today) : rulesOfVersion(rulebook, matter.ruleSet)
}
