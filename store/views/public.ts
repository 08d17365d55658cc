import { sql } from 'kysely'
import * as z from 'zod'
import type { DeliberationLevel } from '../../domain/catalogue/power-item.ts'
import type { PublicMatter } from '../../domain/disclosure/public-matter.ts'
import type { Board } from '../../domain/organisation/events.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import type { Day } from '../../domain/time.ts'
import { bigramsOf, folded } from '../bigrams.ts'
import type { Store } from '../store.ts'

export type { Store } from '../store.ts'

/*
 * What citizens may read, and nothing besides: matters come from `public_matter_view`, whose rows are made by
 * `publicFaceOf`; meetings are in `public-meetings.ts`; of review groups only the fields that the matrix of practice 3.1 lets out leave this file.
 */

/** One word of a search: it stands in the title or in the number, or it names one of these. */
export interface SearchWord {
  readonly text: string
  readonly boards: readonly string[]
  readonly departments: readonly string[]
  readonly items: readonly string[]
}

export interface MatterSearch {
  readonly words?: readonly SearchWord[]
  readonly board?: Board | undefined
  readonly level?: DeliberationLevel | undefined
  readonly department?: string | undefined
  readonly item?: string | undefined
  /** Still being deliberated, or concluded. */
  readonly stage?: 'OPEN' | 'CONCLUDED' | undefined
  /** Days of submission, both included. */
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly limit: number
  readonly offset?: number
}

export interface FoundMatters {
  readonly matters: readonly PublicMatter[]
  /** Never more than {@link COUNT_CAP}: counting a hundred thousand hits exactly would take longer than finding them. */
  readonly count: number
  readonly capped: boolean
}

export const COUNT_CAP = 1_000

/** S17, PUB-007: newest first. */
export async function searchPublicMatters(store: Store, search: MatterSearch): Promise<FoundMatters> {
  const hits = matching(store, search)
  const [rows, counted] = await Promise.all([
    hits
      .select('face')
      .orderBy('submitted_on', 'desc')
      .orderBy('id', 'desc')
      .limit(search.limit)
      .offset(search.offset ?? 0)
      .execute(),
    hits
      .select('id')
      .limit(COUNT_CAP + 1)
      .execute(),
  ])
  return {
    matters: rows.map(row => row.face as PublicMatter),
    count: Math.min(counted.length, COUNT_CAP),
    capped: counted.length > COUNT_CAP,
  }
}

const RECENT = 2_000

/** The latest conclusions, of the matters submitted last: what was concluded today was not submitted years ago. */
export async function readLatestConclusions(store: Store, limit: number): Promise<readonly PublicMatter[]> {
  const { kysely } = store.database
  const rows = await kysely
    .selectFrom(
      kysely
        .selectFrom('public_matter_view')
        .select(['id', 'concluded_on', 'face'])
        .where('organ', '=', store.organ)
        .orderBy('submitted_on', 'desc')
        .orderBy('id', 'desc')
        .limit(RECENT)
        .as('recent'),
    )
    .select('face')
    .where('concluded_on', 'is not', null)
    .orderBy('concluded_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => row.face as PublicMatter)
}

function matching(store: Store, search: MatterSearch) {
  let query = store.database.kysely.selectFrom('public_matter_view').where('organ', '=', store.organ)
  if (search.board) query = query.where('board', '=', search.board)
  if (search.level) query = query.where('level', '=', search.level)
  if (search.department) query = query.where('department', '=', search.department)
  if (search.item) query = query.where('item', '=', search.item)
  if (search.stage) query = query.where('concluded_on', search.stage === 'OPEN' ? 'is' : 'is not', null)
  if (search.from) query = query.where('submitted_on', '>=', search.from)
  if (search.to) query = query.where('submitted_on', '<=', search.to)
  for (const word of search.words ?? []) query = query.where(wordMatches(word))
  return query
}

/** The fragments find, LIKE makes sure: fragments may all be there without standing in this order (store/bigrams.ts). */
function wordMatches({ text, boards, departments, items }: SearchWord) {
  const form = folded(text)
  const pattern = `%${form.replace(/[\\%_]/g, character => `\\${character}`)}%`
  const fragments = bigramsOf(form).filter(fragment => [...fragment].length === 2)
  const found = fragments.length > 0 ? sql`bigrams @> ${fragments}::text[] and` : sql``
  return sql<boolean>`(
    (${found} (lower(normalize(title, NFKC)) like ${pattern} or lower(id) like ${pattern}))
    or board = any(${boards}::text[]) or department = any(${departments}::text[]) or item = any(${items}::text[])
  )`
}

export interface MatterCount {
  readonly item: string
  readonly board: Board
  readonly level: DeliberationLevel
  readonly status: string
  readonly concluded: boolean
  readonly count: number
}

/** How many matters there are of each kind; whoever shows figures adds these up. */
export async function countPublicMatters(store: Store): Promise<readonly MatterCount[]> {
  const rows = await store.database.kysely
    .selectFrom('public_matter_view')
    .select(['item', 'board', 'level', 'status', sql<boolean>`concluded_on is not null`.as('concluded')])
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('organ', '=', store.organ)
    .groupBy(['item', 'board', 'level', 'status', 'concluded'])
    .execute()
  return rows.map(row => ({ ...row, board: row.board as Board, level: row.level as DeliberationLevel }))
}

/** A rotation of a review group: divisions, not names (practice 3.1); the first division convenes (S97). */
export interface PublicReviewGroup {
  readonly id: string
  readonly board: Board
  readonly name: string
  readonly from: Day
  readonly to: Day
  readonly session: string
  readonly departments: readonly string[]
}

/** The rotations that the leading group approved and that have not ended, in the order of their boards' codes. */
export async function readPublicReviewGroups(store: Store, today: Day): Promise<readonly PublicReviewGroup[]> {
  const rows = await store.database.kysely
    .selectFrom('review_group_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('last_day', '>=', today)
    .orderBy('first_day')
    .orderBy('id')
    .execute()
  return rows.flatMap(row => {
    const { id, board, name, from, to, session, members } = row.state as ReviewGroup
    if (!board || session === undefined) return []
    return [{ id, board, name, from, to, session, departments: members.map(m => m.department) }]
  })
}

const line = z.string().trim().max(200).default('')
const siteSettings = z.object({
  /** WEB-002; what is empty is shown as not yet set. */
  domain: line,
  siteIdCode: line,
  icp: line,
  police: line,
  contact: line,
  supervisionContact: line,
  serviceHall: line,
  disclosureSite: line,
})
export type SiteSettings = Readonly<z.output<typeof siteSettings>>

/** What the agency says of its own site, kept as the setting `portal.site`; a setting that is not such is as good as none. */
export async function readSiteSettings(store: Store): Promise<SiteSettings> {
  const row = await store.database.kysely
    .selectFrom('setting')
    .select('value')
    .where('organ', '=', store.organ)
    .where('key', '=', 'portal.site')
    .executeTakeFirst()
  return siteSettings.safeParse(row?.value).data ?? siteSettings.parse({})
}
