import { sql } from 'kysely'
import type { DrawTranscript } from '../../domain/draw/transcript.ts'
import { streams } from '../../domain/ids.ts'
import type { Inspection } from '../../domain/inspection/inspection.ts'
import { standingFindings } from '../../domain/inspection/inspection.ts'
import { titleOf } from '../../domain/organisation/posts.ts'
import type { RegisterEvent } from '../../domain/register/events.ts'
import { must } from '../../domain/result.ts'
import { splitObjectId } from '../../domain/spot-check/candidate.ts'
import { nameOfSpotCheckStage, type SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { currentPairs, nameOfSubstitutionGround, transcriptOf } from '../../domain/spot-check/transcript.ts'
import { addDays, type Day, dayOf, type Instant } from '../../domain/time.ts'
import type { Store } from '../store.ts'
import { readAgency } from './agency.ts'

/*
 * What citizens may read of the supervision group's work: fields that are public in the log (domain/{spot-check,inspection,
 * register}/events.ts) and nothing besides. Nobody is named: an inspector is shown by post.
 */

export interface PublicBatchRow {
  readonly id: string
  readonly title: string
  readonly stage: SpotCheck['stage']
  readonly stageName: string
  readonly announcedAt: Instant
  /** When the announced randomness comes to be. */
  readonly drawnFrom: Instant
  readonly pool: number
  readonly objects: number
  readonly replaces?: string | undefined
}

export interface PublicFinding {
  readonly no: number
  readonly serious: boolean
  readonly clause: string
  readonly department: string
  /** Absent where no rectification was ordered. */
  readonly rectification?: { readonly dueOn: Day; readonly result?: 'FULL' | 'PARTLY' | 'NONE' | undefined }
}

export interface PublicInspection {
  readonly object: string
  readonly objectTitle: string
  readonly departments: readonly string[]
  /** By post, in the order in which they were drawn. */
  readonly inspectors: readonly string[]
  readonly state: 'WORKING' | 'CONCLUDED' | 'PUBLISHED' | 'CANCELLED'
  readonly summary?: string | undefined
  readonly publishedOn?: Day | undefined
  /** Once the result is published (RND-007). */
  readonly findings: readonly PublicFinding[]
}

export interface PublicSubstitution {
  readonly on: Day
  readonly ground: string
  readonly object?: string | undefined
  /** The post of who fell out. */
  readonly out?: string | undefined
  readonly pairs: readonly { readonly object: string; readonly inspectors: readonly string[] }[]
}

export interface PublicBatch extends PublicBatchRow {
  readonly rule: SpotCheck['rule']
  readonly strata: SpotCheck['strata']
  readonly weights: SpotCheck['weights']
  readonly method: SpotCheck['method']
  readonly perObject: number
  readonly frozenAt: Instant
  readonly commitment: string
  readonly entries: readonly { readonly id: string; readonly stratum: string; readonly weight: number }[]
  /** Left out before freezing; why, nobody outside is told. */
  readonly excluded: readonly string[]
  readonly inspectors: readonly string[]
  readonly announced: string
  readonly source: NonNullable<SpotCheck['announcement']>['source']
  readonly ceremonyPlace?: string | undefined
  readonly drawnAt?: Instant | undefined
  readonly outcome?: NonNullable<SpotCheck['drawn']>['outcome'] | undefined
  readonly pairs: readonly { readonly object: string; readonly inspectors: readonly string[] }[]
  readonly inspections: readonly PublicInspection[]
  readonly substitutions: readonly PublicSubstitution[]
  readonly endedOn?: Day | undefined
  /** Titles of the pool's matters that the public may read, by their ids in the pool. */
  readonly titles: ReadonlyMap<string, string>
}

/** Batches that were announced, the latest first; those that were voided or cancelled stay (RND-002). */
export async function readPublicBatches(store: Store): Promise<readonly PublicBatchRow[]> {
  const rows = await store.database.kysely
    .selectFrom('spot_check_view')
    .select('state')
    .where('organ', '=', store.organ)
    .orderBy('id', 'desc')
    .execute()
  return rows.flatMap(row => {
    const made = rowOf(row.state as SpotCheck)
    return made ? [made] : []
  })
}

function rowOf(state: SpotCheck): PublicBatchRow | undefined {
  const { id, title, stage, announcement, frozen, replaces } = state
  if (!announcement || !frozen) return undefined
  return {
    id,
    title,
    stage,
    stageName: nameOfSpotCheckStage(stage),
    announcedAt: announcement.at,
    drawnFrom: announcement.source.at,
    pool: frozen.pool.length,
    objects: currentPairs(state).length,
    replaces,
  }
}

/** One batch with its inspections. */
export async function findPublicBatch(store: Store, id: string): Promise<PublicBatch | undefined> {
  const state = await stateOf(store, id)
  const row = state && rowOf(state)
  if (!state || !row) return undefined
  const frozen = must(state.frozen, 'a frozen pool')
  const announcement = must(state.announcement, 'an announcement')
  const titles = await titlesOf(
    store,
    frozen.pool.map(entry => entry.id),
  )
  const { organisation } = await readAgency(store)
  const post = (person: string) => titleOf(organisation, person, dayOf(frozen.at))
  const inspections = await inspectionsOf(store, id)
  return {
    ...row,
    rule: state.rule,
    strata: state.strata,
    weights: state.weights,
    method: state.method,
    perObject: state.perObject,
    frozenAt: frozen.at,
    commitment: frozen.commitment,
    entries: frozen.pool.map(({ id, stratum, weight }) => ({ id, stratum, weight })),
    excluded: frozen.exclusions.map(({ id }) => id),
    inspectors: frozen.inspectors.map(post),
    announced: announcement.announced,
    source: announcement.source,
    ceremonyPlace: announcement.ceremony?.place,
    drawnAt: state.drawn?.at,
    outcome: state.drawn?.outcome,
    pairs: currentPairs(state).map(({ object, inspectors }) => ({ object, inspectors: inspectors.map(post) })),
    inspections: inspections.map(inspection => publicInspection(inspection, post, titles)),
    substitutions: state.substitutions.map(({ at, ground, object, out, pairs }) => ({
      on: dayOf(at),
      ground: nameOfSubstitutionGround(ground),
      object,
      out: out === undefined ? undefined : post(out),
      pairs: pairs.map(pair => ({ object: pair.object, inspectors: pair.inspectors.map(post) })),
    })),
    endedOn: state.ended && dayOf(state.ended.at),
    titles,
  }
}

/** What anybody needs to draw again; `undefined` before the draw. */
export async function findTranscript(store: Store, id: string): Promise<DrawTranscript | undefined> {
  const state = await stateOf(store, id)
  return state && transcriptOf(state)
}

async function stateOf(store: Store, id: string): Promise<SpotCheck | undefined> {
  const row = await store.database.kysely
    .selectFrom('spot_check_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state as SpotCheck | undefined
}

async function inspectionsOf(store: Store, batch: string): Promise<readonly Inspection[]> {
  const rows = await store.database.kysely
    .selectFrom('inspection_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('batch', '=', batch)
    .orderBy('id')
    .execute()
  return rows.map(row => row.state as Inspection)
}

function publicInspection(
  inspection: Inspection,
  post: (person: string) => string,
  titles: ReadonlyMap<string, string>,
): PublicInspection {
  const { object, departments, inspectors, publication, stage, cancelled } = inspection
  const concluded = stage === 'CONCLUDED' || stage === 'CLOSED'
  return {
    object,
    objectTitle: titles.get(object) ?? splitObjectId(object).id,
    departments,
    inspectors: inspectors.map(post),
    state: cancelled ? 'CANCELLED' : publication ? 'PUBLISHED' : concluded ? 'CONCLUDED' : 'WORKING',
    summary: publication?.summary,
    publishedOn: publication && dayOf(publication.at),
    findings: publication ? standingFindings(inspection).map(publicFinding) : [],
  }
}

function publicFinding({
  no,
  grade,
  clause,
  department,
  rectification,
}: Inspection['findings'][number]): PublicFinding {
  const found = { no, serious: grade === 'SERIOUS', clause, department }
  if (!rectification) return found
  const { dueOn, verifications } = rectification
  return { ...found, rectification: { dueOn, result: verifications.at(-1)?.result } }
}

/** Titles as the public face has them: one that is withheld must not come out here. */
async function titlesOf(store: Store, objects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = objects.flatMap(object => {
    const { kind, id } = splitObjectId(object)
    return kind === 'MATTER' || kind === 'PUBLIC_RECORD' ? [id] : []
  })
  if (ids.length === 0) return new Map()
  const rows = await store.database.kysely
    .selectFrom('public_matter_view')
    .select(['id', 'title'])
    .where('organ', '=', store.organ)
    .where('id', 'in', ids)
    .execute()
  const byId = new Map(rows.map(({ id, title }) => [id, title]))
  return new Map(
    objects.flatMap(object => {
      const title = byId.get(splitObjectId(object).id)
      return title === undefined ? [] : [[object, title] as const]
    }),
  )
}

type PublicOf<Type extends RegisterEvent['type']> = Extract<RegisterEvent, { type: Type }>['data'] & {
  readonly on: Day
}

/** The public part of the register (S122, CMP-008, S123, S153), the latest first. */
export interface PublicRegister {
  /** Days whose closing is in the log. */
  readonly firstClosed?: Day | undefined
  readonly lastClosed?: Day | undefined
  /** Days between them that were never closed. */
  readonly missing: readonly Day[]
  readonly quarters: readonly PublicOf<'register.quarter-published'>[]
  readonly outcomes: readonly Omit<PublicOf<'register.outcome-published'>, 'summary'>[]
  /** Which reports were submitted, to whom and whether somebody signed for them; no content. */
  readonly reports: readonly (Pick<PublicOf<'register.report-submitted'>, 'no' | 'period' | 'to' | 'on'> & {
    readonly received: boolean
  })[]
}

export async function readPublicRegister(store: Store): Promise<PublicRegister> {
  const [days, quarters, outcomes, submitted, received] = await Promise.all([
    readClosedDays(store),
    readOwn(store, 'register.quarter-published'),
    readOwn(store, 'register.outcome-published'),
    readOwn(store, 'register.report-submitted'),
    readOwn(store, 'register.report-received'),
  ])
  return {
    firstClosed: days[0],
    lastClosed: days.at(-1),
    missing: missingAmong(days),
    quarters,
    outcomes: outcomes.map(({ summary: _, ...outcome }) => outcome),
    reports: submitted.map(({ no, period, to, on }) => ({
      no,
      period,
      to,
      on,
      received: received.some(receipt => receipt.no === no),
    })),
  }
}

/** The complaint page's script as it was published last. */
export async function readPublishedScript(store: Store): Promise<PublicOf<'register.page-published'> | undefined> {
  return (await readOwn(store, 'register.page-published'))[0]
}

async function readOwn<Type extends RegisterEvent['type']>(
  store: Store,
  type: Type,
): Promise<readonly PublicOf<Type>[]> {
  const rows = await store.database.kysely
    .selectFrom('event')
    .select(['data', 'at'])
    .where('organ', '=', store.organ)
    .where('stream', '=', streams.register)
    .where('type', '=', type)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ data, at }) => ({ ...(data as object), on: dayOf(at.toISOString()) }) as PublicOf<Type>)
}

/** The digests themselves, a hundred KB a month, stay where they are. */
async function readClosedDays(store: Store): Promise<readonly Day[]> {
  const rows = await store.database.kysely
    .selectFrom('event')
    .select(sql<Day>`data ->> 'day'`.as('day'))
    .where('organ', '=', store.organ)
    .where('stream', '=', streams.register)
    .where('type', '=', 'register.day-closed')
    .orderBy('version')
    .execute()
  return rows.map(({ day }) => day).toSorted()
}

function missingAmong(days: readonly Day[]): readonly Day[] {
  const missing: Day[] = []
  for (const [at, day] of days.entries()) {
    const before = days[at - 1]
    for (let open = before && addDays(before, 1); open !== undefined && open < day; open = addDays(open, 1))
      missing.push(open)
  }
  return missing
}
