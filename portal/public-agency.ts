import type { CataloguedItem, CatalogueVersion } from '../domain/catalogue/catalogue.ts'
import type { Department, Organisation } from '../domain/organisation/organisation.ts'
import { departmentsInOrder, holdersOf, leadership, nameOf, titleOf } from '../domain/organisation/posts.ts'
import type { RegimeDocument, RuleSet } from '../domain/rulebook/rulebook.ts'
import type { Day } from '../domain/time.ts'
import type { Agency } from '../store/views/agency.ts'

/** An item as citizens see it: the analysis of its risks is for staff (practice 3.1). */
export type PublicItem = Omit<CataloguedItem, 'riskAnalyses'>

/** A leader of the agency: the only people whom the portal names (条例 20：负责人姓名). */
export interface PublicLeader {
  readonly name: string
  readonly title: string
  /** Names of the divisions in their charge. */
  readonly inChargeOf: readonly string[]
}

export interface PublicCatalogue {
  readonly version: number
  readonly effectiveFrom: Day
  readonly session: string
  readonly items: readonly PublicItem[]
}

/** The agency as the portal knows it on a day. What is not in here, no page can show. */
export interface PublicAgency {
  readonly name: string
  readonly brand: string
  readonly platform: string
  readonly demo: boolean
  readonly departments: readonly Department[]
  readonly leaders: readonly PublicLeader[]
  /** The version in force; undefined before the first. */
  readonly catalogue: PublicCatalogue | undefined
  /** Every version that was adopted, those not yet in force included, the latest first. */
  readonly versions: readonly PublicCatalogue[]
  readonly documents: readonly RegimeDocument[]
  readonly rules: RuleSet | undefined
}

export function publicAgencyOf({ organisation, catalogue, rulebook }: Agency, today: Day): PublicAgency {
  const versions = catalogue.versions.map(publicCatalogue).reverse()
  return {
    name: organisation.name,
    brand: organisation.brand,
    platform: organisation.platform,
    demo: organisation.demo,
    departments: departmentsInOrder(organisation),
    leaders: leadership(organisation, today).map(person => publicLeader(organisation, person, today)),
    catalogue: versions.find(v => v.effectiveFrom <= today),
    versions,
    documents: Object.values(rulebook.documents),
    rules: rulebook.ruleSets.findLast(set => set.effectiveFrom <= today),
  }
}

/** The name of a division, a review group's board or whatever else has a code; the code itself where nobody knows it. */
export function departmentName(agency: PublicAgency, code: string): string {
  return agency.departments.find(d => d.code === code)?.name ?? code
}

/**
 * An item by its code: as it is in force or, where it has left the catalogue, as it last was, so that the way back from an
 * old matter never ends nowhere (S17).
 */
export function findItem(
  agency: PublicAgency,
  code: string,
  today: Day,
): { readonly item: PublicItem; readonly catalogue: PublicCatalogue; readonly inForce: boolean } | undefined {
  for (const catalogue of agency.versions) {
    const item = catalogue.effectiveFrom <= today && catalogue.items.find(i => i.item === code)
    if (item) return { item, catalogue, inForce: catalogue === agency.catalogue }
  }
  return undefined
}

export function itemName(agency: PublicAgency, code: string, today: Day): string {
  return findItem(agency, code, today)?.item.name ?? code
}

// A version never changes once adopted, and every page asks for it.
const projected = new WeakMap<CatalogueVersion, PublicCatalogue>()

function publicCatalogue(of: CatalogueVersion): PublicCatalogue {
  const known = projected.get(of)
  if (known) return known
  const { version, effectiveFrom, session, items } = of
  const made = { version, effectiveFrom, session, items: Object.values(items).map(publicItem) }
  projected.set(of, made)
  return made
}

function publicItem({ riskAnalyses: _, ...item }: CataloguedItem): PublicItem {
  return item
}

function publicLeader(organisation: Organisation, person: string, today: Day): PublicLeader {
  const charge = holdersOf(organisation, 'LEADER_IN_CHARGE', today).filter(held => held.person === person)
  const inChargeOf = charge.flatMap(held => organisation.departments[held.department ?? '']?.name ?? [])
  return { name: nameOf(organisation, person), title: titleOf(organisation, person, today), inChargeOf }
}
