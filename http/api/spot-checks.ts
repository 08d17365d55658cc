import * as z from 'zod'
import { catalogueOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import { boards } from '../../domain/organisation/events.ts'
import { departmentsInOrder } from '../../domain/organisation/posts.ts'
import { rolesInAgency } from '../../domain/organisation/roles.ts'
import { ok, type Result } from '../../domain/result.ts'
import { numberOn } from '../../domain/rulebook/rulebook.ts'
import { code, day } from '../../domain/schema.ts'
import { spotCheckActs } from '../../domain/spot-check/acts.ts'
import { objectId } from '../../domain/spot-check/candidate.ts'
import { objectKinds } from '../../domain/spot-check/events.ts'
import { maySeeSpotCheck, type SpotCheckFacts } from '../../domain/spot-check/facts.ts'
import { type LongListed, notDrawnFor } from '../../domain/spot-check/not-drawn.ts'
import { drawGap } from '../../domain/spot-check/overdue.ts'
import { noSpotCheck, type PoolRule, type SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { strataAmong, stratumOf } from '../../domain/spot-check/strata.ts'
import { transcriptOf } from '../../domain/spot-check/transcript.ts'
import { type Instant, yearOf } from '../../domain/time.ts'
import { factsFor, type Known } from '../../store/facts/facts.ts'
import type { Store } from '../../store/store.ts'
import { listInspections } from '../../store/views/inspections.ts'
import { candidatesFor, listSpotChecks, nextSpotCheckId, titlesOfMatters } from '../../store/views/spot-checks.ts'
import { listReviewGroups } from '../../store/views/staff-groups.ts'
import { notFound } from '../errors.ts'
import { actionsOf } from '../present/actions.ts'
import { type ObjectTitle, objectTitles } from '../present/inspected-object.ts'
import { meetingTitles, titleById } from '../present/meeting-title.ts'
import { spotCheckPage, spotCheckRow } from '../present/spot-check.ts'
import type { Viewing } from '../present/viewing.ts'
import type { Ask } from '../route.ts'
import { carryOut, create, thenShow } from './acts.ts'
import type { CandidateList, DrawTranscriptView, SpotCheckList, SpotCheckPage, StrataList } from './contract.ts'
import { viewingOf } from './viewing.ts'

/** A query's list: given once or several times. */
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess(value => (value === undefined ? [] : [value].flat()), z.array(one).max(100))

export const rangeQuery = z.strictObject({
  kinds: several(z.enum(objectKinds, { error: '对象种类不在规定的范围内' })),
  from: day('起日'),
  to: day('止日'),
  boards: several(z.enum(boards, { error: '板块不在规定的范围内' })),
  departments: several(code('处室')),
})
export const candidateQuery = rangeQuery.extend({ q: z.string().max(60).optional() })

type KnownBatch = Known<SpotCheck, SpotCheckFacts>

/** «n 年未抽到» looks back so far. */
const YEARS = 3

/** GET /spot-checks */
export async function list(store: Store, ask: Ask): Promise<Result<SpotCheckList>> {
  const [viewing, found] = await Promise.all([viewingOf(store, ask), listSpotChecks(store)])
  const facts: SpotCheckFacts = { ...viewing, inspections: {} }
  const seen = found.map(({ state }) => state).filter(state => maySeeSpotCheck(state, facts))
  const overdue = seen.flatMap(state => {
    const gap = drawGap(state, viewing.rulebook, viewing.today)
    return gap ? [{ id: state.id, title: state.title, clause: gap.clause, sentence: gap.sentence }] : []
  })
  return ok({
    rows: seen.map(spotCheckRow),
    overdue,
    notDrawn: {
      years: YEARS,
      rows: notDrawnRows(
        viewing,
        found.map(({ state }) => state),
      ),
    },
    actions: actionsOf(
      spotCheckActs.filter(({ noun }) => noun === 'preparation'),
      rolesInAgency(viewing),
      noSpotCheck,
      facts,
    ),
  })
}

function notDrawnRows(viewing: Viewing, batches: readonly SpotCheck[]): SpotCheckList['notDrawn']['rows'] {
  const { catalogue, organisation, today } = viewing
  const first = catalogue.versions[0]?.effectiveFrom ?? today
  const listed: LongListed[] = [
    ...Object.keys(catalogueOn(catalogue, today)?.items ?? {}).map(item => ({
      ...{ kind: 'ITEM' as const, code: item },
      since: catalogue.versions.find(({ items }) => Object.hasOwn(items, item))?.effectiveFrom ?? today,
    })),
    // A division may be drawn since there is a catalogue of what it may do.
    ...departmentsInOrder(organisation)
      .filter(({ kind }) => kind !== 'resident-discipline')
      .map(({ code: division }) => ({ kind: 'DIVISION' as const, code: division, since: first })),
  ]
  const title = objectTitles(viewing, new Map(), id => id)
  return notDrawnFor(YEARS, today, listed, batches).map(({ kind, code: own, lastOn }) => {
    const id = objectId(kind, own)
    return { id, title: title(id), ...(lastOn === undefined ? {} : { lastDrawnOn: lastOn }) }
  })
}

/** GET /spot-checks/strata: what a range has, before anything is prepared. */
export async function strata(store: Store, ask: Ask<z.output<typeof rangeQuery>>): Promise<Result<StrataList>> {
  const viewing = await viewingOf(store, ask)
  if (!mayPrepare(viewing)) return notFound()
  const found = await candidatesFor(store.database.pool, store, ask.query as PoolRule, ask.now)
  const proposedRate = numberOn(viewing.rulebook, 'spotcheck.defaultRatio', viewing.today)
  return ok({ strata: [...strataAmong(found)], proposedRate })
}

/** So many are shown of those that were looked for. */
const SHOWN = 100

/** GET /spot-checks/candidates: to find what is to be left out, or looked at most. */
export async function candidates(
  store: Store,
  ask: Ask<z.output<typeof candidateQuery>>,
): Promise<Result<CandidateList>> {
  const viewing = await viewingOf(store, ask)
  if (!mayPrepare(viewing)) return notFound()
  const { q = '', ...rule } = ask.query
  const all = await candidatesFor(store.database.pool, store, rule as PoolRule, ask.now)
  const found = all.filter(({ id, title }) => id.includes(q) || title.includes(q))
  const rows = found.slice(0, SHOWN).map(candidate => ({
    ...{ id: candidate.id, title: candidate.title, stratum: stratumOf(candidate) },
    departments: [...candidate.departments],
  }))
  return ok({ rows, total: found.length })
}

const mayPrepare = (viewing: Viewing) => rolesInAgency(viewing).has('ACCOUNTABILITY_MEMBER')

/** POST /spot-checks */
export async function prepare(store: Store, ask: Ask): Promise<Result<SpotCheckPage>> {
  const next = async () => streams.spotCheck(await nextSpotCheckId(store, yearOf(ask.today)))
  const done = await create(store, 'preparation', ask, next)
  return done.ok ? pageOf(store, ask, done.value.stream) : done
}

/** GET /spot-checks/{id} */
export async function show(store: Store, ask: Ask): Promise<Result<SpotCheckPage>> {
  return pageOf(store, ask, streams.spotCheck(ask.params.id ?? ''))
}

/** POST /spot-checks/{id}/{noun} */
export async function act(store: Store, ask: Ask, noun: string): Promise<Result<SpotCheckPage>> {
  const stream = streams.spotCheck(ask.params.id ?? '')
  return thenShow(await carryOut(store, stream, noun, ask), () => show(store, ask))
}

/** GET /spot-checks/{id}/transcript: everything that drawing again needs (E-62). */
export async function transcript(store: Store, ask: Ask): Promise<Result<DrawTranscriptView>> {
  const known = await knownBatch(store, ask, streams.spotCheck(ask.params.id ?? ''))
  const made = known.version > 0 && known.visible ? transcriptOf(known.state) : undefined
  return made ? ok({ ...made }) : notFound()
}

async function knownBatch(store: Store, { person, now }: { person: string; now: Instant }, stream: string) {
  return (await factsFor(store, stream, person, now)) as KnownBatch
}

async function pageOf(store: Store, ask: Ask, stream: string): Promise<Result<SpotCheckPage>> {
  const known = await knownBatch(store, ask, stream)
  if (known.version === 0 || !known.visible) return notFound()
  const { state } = known
  const [viewing, inspections, batches] = await Promise.all([
    viewingOf(store, ask),
    listInspections(store, { state: 'all', batch: state.id }),
    listSpotChecks(store),
  ])
  const title = await titlesFor(store, viewing, state.frozen?.pool.map(({ id }) => id) ?? [])
  const replacedBy = batches.find(other => other.state.replaces === state.id)?.state.id
  return ok(spotCheckPage(viewing, known, { title, inspections: inspections.map(one => one.state), replacedBy }))
}

/** How these objects are called. */
export async function titlesFor(store: Store, viewing: Viewing, objects: readonly string[]): Promise<ObjectTitle> {
  const [matters, groups] = await Promise.all([titlesOfMatters(store, objects), listReviewGroups(store)])
  return objectTitles(viewing, matters, titleById(meetingTitles(viewing.organisation, groups)))
}
