import { itemOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import type { BaseFacts } from '../../domain/organisation/facts.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { ok, type Result } from '../../domain/result.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { notFound } from '../errors.ts'
import { agencyView } from '../present/agency.ts'
import { catalogueView, itemView } from '../present/catalogue.ts'
import { rulebookView } from '../present/rulebook.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { AgencyView, CatalogueView, ItemView, RulebookView } from './contract.ts'
import { viewingOf } from './viewing.ts'

/** GET /agency */
export async function agency(store: Store, ask: Ask): Promise<Result<AgencyView>> {
  const known = (await factsFor(store, streams.organisation, ask.person, ask.now)) as Known<Organisation, BaseFacts>
  return ok(agencyView(await viewingOf(store, ask), known))
}

/** POST /agency/{noun} */
export async function actOnAgency(store: Store, ask: Ask, noun: string): Promise<Result<AgencyView>> {
  return thenShow(await carryOut(store, streams.organisation, noun, ask), () => agency(store, ask))
}

/** GET /catalogue */
export async function catalogue(store: Store, ask: Ask): Promise<Result<CatalogueView>> {
  return ok(catalogueView(await viewingOf(store, ask)))
}

/** GET /catalogue/items/{item} */
export async function item(store: Store, ask: Ask): Promise<Result<ItemView>> {
  const viewing = await viewingOf(store, ask)
  const found = itemOn(viewing.catalogue, ask.params.item ?? '', ask.today)
  return found ? ok(itemView(viewing, found)) : notFound()
}

/** POST /catalogue/{noun} */
export async function actOnCatalogue(store: Store, ask: Ask, noun: string): Promise<Result<CatalogueView>> {
  return thenShow(await carryOut(store, streams.catalogue, noun, ask), () => catalogue(store, ask))
}

/** GET /rulebook */
export async function rulebook(store: Store, ask: Ask): Promise<Result<RulebookView>> {
  return ok(rulebookView(await viewingOf(store, ask)))
}

/** POST /rulebook/{noun} */
export async function actOnRulebook(store: Store, ask: Ask, noun: string): Promise<Result<RulebookView>> {
  return thenShow(await carryOut(store, streams.rulebook, noun, ask), () => rulebook(store, ask))
}
