import type { Recorded } from '../decider.ts'
import { closed, impossible, must } from '../result.ts'
import { type Day, dayOf } from '../time.ts'
import type { CatalogueEvent } from './events.ts'
import type { DeliberationLevel, PowerItem } from './power-item.ts'

/** An item as a version of the catalogue has it: its definition frozen, and exactly one level (S102). */
export interface CataloguedItem extends PowerItem {
  readonly level: DeliberationLevel
}

export interface CatalogueVersion {
  readonly version: number
  readonly effectiveFrom: Day
  readonly session: string
  readonly items: Readonly<Record<string, CataloguedItem>>
}

export interface Catalogue {
  /** What the divisions have compiled; not in force before a version adopts it (S135). */
  readonly compiled: Readonly<Record<string, PowerItem>>
  readonly versions: readonly CatalogueVersion[]
  /** Meetings of the leading group that reviewed it (S135), and the versions adopted on that ground. */
  readonly reviews: readonly CatalogueReview[]
}

export interface CatalogueReview {
  readonly meeting: string
  readonly agreed: boolean
  readonly on: Day
  readonly version?: number
}

export const noCatalogue: Catalogue = { compiled: {}, versions: [], reviews: [] }

export function evolveCatalogue(state: Catalogue, event: Recorded<CatalogueEvent>): Catalogue {
  switch (event.type) {
    case 'catalogue.item-compiled':
      return { ...state, compiled: { ...state.compiled, [event.data.item]: event.data } }
    case 'catalogue.review-concluded':
      return { ...state, reviews: [...state.reviews, { ...event.data, on: dayOf(event.at) }] }
    case 'catalogue.version-adopted': {
      const { version, effectiveFrom, session, decisions, meeting } = event.data
      if (version !== state.versions.length + 1) impossible(`catalogue version ${version}`)
      const items: Record<string, CataloguedItem> = { ...state.versions.at(-1)?.items }
      for (const { item, included, level } of decisions) {
        if (included) items[item] = { ...must(state.compiled[item], `compiled item ${item}`), level }
        else delete items[item]
      }
      return {
        ...state,
        versions: [...state.versions, { version, effectiveFrom, session, items }],
        reviews: state.reviews.map(review => (review.meeting === meeting ? { ...review, version } : review)),
      }
    }
    default:
      return closed(event)
  }
}

/** The version in force from 00:00 of its day on (E-69). */
export function catalogueOn(catalogue: Catalogue, today: Day): CatalogueVersion | undefined {
  return catalogue.versions.filter(v => v.effectiveFrom <= today).at(-1)
}

export function itemOn(catalogue: Catalogue, item: string, today: Day): CataloguedItem | undefined {
  return named(catalogueOn(catalogue, today), item)
}

/** The item as the version had it under which a matter was submitted. */
export function itemOfVersion(catalogue: Catalogue, item: string, version: number): CataloguedItem | undefined {
  return named(catalogue.versions[version - 1], item)
}

// Asked with whatever somebody sent, before any form was checked: only an item's own code finds one.
function named(version: CatalogueVersion | undefined, item: string): CataloguedItem | undefined {
  return version && Object.hasOwn(version.items, item) ? version.items[item] : undefined
}
