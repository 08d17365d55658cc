import { type CataloguedItem, catalogueOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import { departmentsOf } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type Summary, type SummaryFacts, splitSummaryId, summaryId } from '../../domain/summary/summary.ts'
import { addDays, instantAt, quarterBounds, quarterOf } from '../../domain/time.ts'
import { factsForAll, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { mattersConcluded } from '../../store/views/staff-matters.ts'
import { notFound } from '../errors.ts'
import { summaryView } from '../present/summary.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, thenShow } from './acts.ts'
import type { SummaryList, SummaryView } from './contract.ts'
import { viewingOf } from './viewing.ts'

const QUARTERS = 5

/** GET /summaries */
export async function list(store: Store, ask: Ask): Promise<Result<SummaryList>> {
  const viewing = await viewingOf(store, ask)
  return ok({ rows: [...(await summariesOf(store, viewing, reportItems(viewing)))] })
}

/** POST /summaries/{id}/submission */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<SummaryView>> {
  const id = ask.params.id ?? ''
  const seen = reportItems(await viewingOf(store, ask)).find(item => item.item === splitSummaryId(id).item)
  if (!seen || !/^\d{4}Q[1-4]$/.test(splitSummaryId(id).period)) return notFound()
  return thenShow(await carryOut(store, streams.summary(id), noun, ask, 'NEW'), async () => {
    const shown = await summariesOf(store, await viewingOf(store, ask), [seen], [splitSummaryId(id).period])
    return shown[0] ? ok(shown[0]) : notFound()
  })
}

/** The 报告 items whose summaries concern a person: their division's, or for the office, the leaders and inspectors all. */
function reportItems(viewing: Viewing): readonly CataloguedItem[] {
  const { catalogue, organisation, person, today } = viewing
  const roles = rolesInAgency(viewing)
  if (roles.has('OPERATOR')) return []
  const all = roles.has('OFFICE') || roles.has('AGENCY_LEADER') || roles.has('DISCIPLINE')
  const own = departmentsOf(organisation, person, today)
  return Object.values(catalogueOn(catalogue, today)?.items ?? {}).filter(
    item => item.level === 'REPORT' && (all || own.includes(item.department)),
  )
}

/** The summaries of a person's own divisions: those that can wait for them. */
export async function ownSummaries(store: Store, viewing: Viewing): Promise<readonly SummaryView[]> {
  const own = departmentsOf(viewing.organisation, viewing.person, viewing.today)
  const items = reportItems(viewing).filter(item => own.includes(item.department))
  return summariesOf(store, viewing, items)
}

async function summariesOf(
  store: Store,
  viewing: Viewing,
  items: readonly CataloguedItem[],
  periods = lastQuarters(viewing),
): Promise<readonly SummaryView[]> {
  const earliest = periods.at(-1)
  if (items.length === 0 || earliest === undefined) return []
  const tasks = periods.flatMap(period => items.map(item => ({ item, id: summaryId(item.item, period) })))
  const [known, matters] = await Promise.all([
    factsForAll(
      store,
      tasks.map(task => streams.summary(task.id)),
      viewing.person,
      viewing.now,
    ),
    mattersConcluded(
      store,
      items.map(item => item.item),
      instantAt(quarterBounds(earliest).from, '00:00'),
    ),
  ])
  const byItem = Map.groupBy(matters, matter => matter.item)
  return tasks.map(({ item }, index) =>
    summaryView(viewing, known[index] as Known<Summary, SummaryFacts>, item, byItem.get(item.item) ?? []),
  )
}

/** The running quarter and those before it, the latest first; none from before there was a catalogue. */
function lastQuarters({ today, catalogue }: Viewing): readonly string[] {
  const first = catalogue.versions[0]?.effectiveFrom
  const quarters: string[] = []
  for (let day = today; first !== undefined && quarters.length < QUARTERS; ) {
    const quarter = quarterOf(day)
    if (quarterBounds(quarter).to < first) break
    quarters.push(quarter)
    day = addDays(quarterBounds(quarter).from, -1)
  }
  return quarters
}
