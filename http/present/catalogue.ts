import { type CataloguedItem, catalogueOn } from '../../domain/catalogue/catalogue.ts'
import {
  nameOfBoard,
  nameOfFocus,
  nameOfLevel,
  nameOfPowerType,
  riskLevelOf,
} from '../../domain/catalogue/power-item.ts'
import { departmentsOf, holds } from '../../domain/organisation/posts.ts'
import type { CatalogueView, ItemView } from '../api/contract.ts'
import { division, type Viewing } from './viewing.ts'

/** The catalogue in force today; before the first is, an empty one. */
export function catalogueView(viewing: Viewing): CatalogueView {
  const version = catalogueOn(viewing.catalogue, viewing.today)
  return {
    version: version?.version ?? 0,
    effectiveFrom: version?.effectiveFrom ?? '',
    session: version?.session ?? '',
    items: Object.values(version?.items ?? {}).map(item => itemView(viewing, item)),
  }
}

/** A power item with its flow and its risk points; the analysis of risks is for staff (practice 3.1). */
export function itemView(viewing: Viewing, item: CataloguedItem): ItemView {
  const { organisation, person, today } = viewing
  return {
    item: item.item,
    name: item.name,
    board: item.board,
    boardName: nameOfBoard(item.board),
    level: item.level,
    levelName: nameOfLevel(item.level),
    powerTypeName: nameOfPowerType(item.powerType),
    department: division(viewing, item.department),
    focus: item.focus.map(nameOfFocus),
    legalBasis: item.legalBasis,
    materials: item.materials,
    nodes: item.nodes,
    edges: item.edges,
    risks: item.risks.map(({ id, name, measures }) => {
      const analysis = item.riskAnalyses.find(a => a.id === id)
      return {
        id,
        name,
        ...(analysis
          ? { level: riskLevelOf(analysis), manifestation: analysis.manifestation, owner: analysis.owner }
          : {}),
        measures,
      }
    }),
    promisedDays: item.promisedDays,
    statutoryDays: item.statutoryDays,
    phone: item.phone,
    mayDraft:
      departmentsOf(organisation, person, today).includes(item.department) &&
      !holds(organisation, person, 'OPERATOR', today),
  }
}
