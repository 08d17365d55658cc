import type { PoolClient } from 'pg'
import { type Catalogue, catalogueOn, itemOfVersion, itemOn } from '../../domain/catalogue/catalogue.ts'
import { streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Meeting } from '../../domain/meeting/meeting.ts'
import { titleOfMeeting } from '../../domain/meeting/minutes.ts'
import type { Organisation } from '../../domain/organisation/organisation.ts'
import { departmentsInOrder, leadersInChargeOf, nameOfDepartment } from '../../domain/organisation/posts.ts'
import {
  type Candidate,
  candidateOfDivision,
  candidateOfItem,
  candidateOfMatter,
  candidateOfMeeting,
  type ObjectKind,
  splitObjectId,
} from '../../domain/spot-check/candidate.ts'
import { LARGEST_POOL } from '../../domain/spot-check/freezing.ts'
import type { PoolRule, SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { addDays, type Day, dayOf, type Instant, instantAt } from '../../domain/time.ts'
import { loadStreams } from '../events.ts'
import type { Store } from '../store.ts'

type Runner = Pick<PoolClient, 'query'>

/** Every batch, the latest first. There are a few a year. */
export async function listSpotChecks(
  store: Store,
): Promise<readonly { readonly version: number; readonly state: SpotCheck }[]> {
  const rows = await store.database.kysely
    .selectFrom('spot_check_view')
    .select(['version', 'state'])
    .where('organ', '=', store.organ)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ version, state }) => ({ version, state: state as SpotCheck }))
}

/** The number of the year's next batch, `2026-01`. */
export async function nextSpotCheckId(store: Store, year: number): Promise<string> {
  const { rows } = await store.database.pool.query<{ last: string | null }>(
    `select max(substr(stream, 17)::int)::text as last from stream_head
      where organ = $1 and starts_with(stream, $2)`,
    [store.organ, `spot-check/${year}-`],
  )
  return `${year}-${String(Number(rows[0]?.last ?? 0) + 1).padStart(2, '0')}`
}

/** The agency as it stands for whoever builds a pool: read in the same transaction as the rest. */
interface Range {
  readonly runner: Runner
  readonly organ: string
  readonly organisation: Organisation
  readonly catalogue: Catalogue
  readonly rule: PoolRule
  readonly today: Day
}

/**
 * What may be drawn under a rule, one more of each kind than a pool may hold at the most: then the domain refuses.
 * @param runner the pool, or the transaction in which the batch is frozen.
 */
export async function candidatesFor(
  runner: Runner,
  store: Store,
  rule: PoolRule,
  now: Instant,
): Promise<readonly Candidate[]> {
  const { states } = await loadStreams(runner, store, [streams.organisation, streams.catalogue])
  const organisation = states.get(streams.organisation)?.state as Organisation
  const catalogue = states.get(streams.catalogue)?.state as Catalogue
  const range = { runner, organ: store.organ, organisation, catalogue, rule, today: dayOf(now) }
  const found: Candidate[] = []
  for (const kind of rule.kinds) found.push(...(await finders[kind](range)))
  return found
}

const finders: Record<ObjectKind, (range: Range) => Promise<readonly Candidate[]>> = {
  MATTER: range => matters(range, 'MATTER'),
  PUBLIC_RECORD: range => matters(range, 'PUBLIC_RECORD'),
  ITEM: async range => items(range),
  DIVISION: async range => divisions(range),
  MEETING: meetings,
}

const all = (chosen: readonly string[]): readonly string[] | null => (chosen.length === 0 ? null : chosen)

/** Matters that were concluded in the period; or those of them that stand on the portal. */
async function matters(range: Range, kind: 'MATTER' | 'PUBLIC_RECORD'): Promise<readonly Candidate[]> {
  const { runner, organ, rule, catalogue, today } = range
  const isPublic = 'and exists (select from public_matter_view p where p.organ = m.organ and p.id = m.id)'
  const { rows } = await runner.query<{ state: Matter }>(
    `select state from matter_view m
      where organ = $1 and concluded_at >= $2 and concluded_at < $3
        and ($4::text[] is null or board = any($4)) and ($5::text[] is null or departments && $5)
        ${kind === 'PUBLIC_RECORD' ? isPublic : ''}
      order by id limit ${LARGEST_POOL + 1}`,
    [organ, ...instantsOf(rule), all(rule.boards), all(rule.departments)],
  )
  return rows.map(({ state }) => {
    const item =
      state.catalogueVersion === undefined
        ? itemOn(catalogue, state.item, today)
        : itemOfVersion(catalogue, state.item, state.catalogueVersion)
    return candidateOfMatter(kind, state, item)
  })
}

const instantsOf = ({ from, to }: PoolRule): readonly [Instant, Instant] => [
  instantAt(from, '00:00'),
  instantAt(addDays(to, 1), '00:00'),
]

function items({ catalogue, rule, today }: Range): readonly Candidate[] {
  const inForce = Object.values(catalogueOn(catalogue, today)?.items ?? {})
  return inForce
    .filter(({ board }) => rule.boards.length === 0 || rule.boards.includes(board))
    .filter(({ department }) => rule.departments.length === 0 || rule.departments.includes(department))
    .map(candidateOfItem)
}

/** Divisions and units that use power; the resident discipline bodies inspect and are not inspected here. */
function divisions({ organisation, rule, today }: Range): readonly Candidate[] {
  return departmentsInOrder(organisation)
    .filter(({ kind }) => kind !== 'resident-discipline')
    .filter(({ code }) => rule.departments.length === 0 || rule.departments.includes(code))
    .filter(({ boards }) => rule.boards.length === 0 || boards.some(board => rule.boards.includes(board)))
    .map(({ code, name }) => candidateOfDivision(code, name, leadersInChargeOf(organisation, [code], today)))
}

/** Meetings that were held in the period. A division's own meeting is that division's; the others are nobody's own. */
async function meetings({ runner, organ, organisation, rule }: Range): Promise<readonly Candidate[]> {
  const { rows } = await runner.query<{ state: Meeting; people: string[] }>(
    `select state, people from meeting_view
      where organ = $1 and stage in ('ADJOURNED', 'SIGNED') and scheduled_at >= $2 and scheduled_at < $3
        and ($4::text[] is null or (kind = 'INITIAL' and body = any($4)))
      order by id limit ${LARGEST_POOL + 1}`,
    [organ, ...instantsOf(rule), all(rule.departments)],
  )
  return rows.map(({ state, people }) => {
    const own = state.kind === 'INITIAL' ? [state.body] : []
    const title = titleOfMeeting(state, body => (state.kind === 'GROUP' ? body : nameOfDepartment(organisation, body)))
    return candidateOfMeeting(state.id, title, own, people)
  })
}

/** What objects of pools are called; those of meetings are told by their ids, which say all that a title does. */
export async function titlesOfMatters(store: Store, objects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = objects.map(splitObjectId).filter(({ kind }) => kind === 'MATTER' || kind === 'PUBLIC_RECORD')
  if (ids.length === 0) return new Map()
  const { rows } = await store.database.pool.query<{ id: string; title: string }>(
    'select id, title from matter_view where organ = $1 and id = any($2)',
    [store.organ, ids.map(({ id }) => id)],
  )
  return new Map(rows.map(({ id, title }) => [id, title]))
}
