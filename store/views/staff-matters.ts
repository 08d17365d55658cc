import { type Expression, type SqlBool, sql } from 'kysely'
import type { Matter } from '../../domain/matter/matter.ts'
import { bigramsOf, folded } from '../bigrams.ts'
import type { Store } from '../store.ts'
import type { Sight } from './staff-sight.ts'

export interface MatterQuery {
  readonly status?: string | undefined
  readonly board?: string | undefined
  readonly level?: string | undefined
  readonly department?: string | undefined
  readonly tier?: number | undefined
  /** Words of the title, or a number. */
  readonly q?: string | undefined
  readonly mine?: boolean | undefined
  readonly page: number
}

export interface MattersFound {
  readonly matters: readonly Matter[]
  /** At most `MOST_COUNTED`. */
  readonly total: number
  readonly more: boolean
}

const PAGE = 50
const MOST_COUNTED = 1_000

/** A page of the matters that this person may see, the newest first. */
export async function listMatters(store: Store, sight: Sight, query: MatterQuery): Promise<MattersFound> {
  const conditions = conditionsFor(store.organ, sight, query)
  const where = sql.join(conditions, sql` and `)
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<{ state: Matter }>`
      select state from matter_view where ${where}
       order by id desc limit ${PAGE} offset ${(query.page - 1) * PAGE}`.execute(store.database.kysely),
    sql<{ total: number }>`
      select count(*) as total from (select from matter_view where ${where} limit ${MOST_COUNTED + 1}) counted`.execute(
      store.database.kysely,
    ),
  ])
  const total = counted[0]?.total ?? 0
  return { matters: rows.map(row => row.state), total: Math.min(total, MOST_COUNTED), more: total > MOST_COUNTED }
}

function conditionsFor(organ: string, sight: Sight, query: MatterQuery): readonly Expression<SqlBool>[] {
  const conditions = [sql<SqlBool>`organ = ${organ}`, mayBeSeen(sight)]
  const equal = (column: string, value: string | number | undefined) => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`)
  }
  equal('status', query.status)
  equal('board', query.board)
  equal('level', query.level)
  equal('department', query.department)
  equal('tier', query.tier)
  if (query.mine) equal('handler', sight.person)
  if (query.q) conditions.push(...matching(query.q))
  return conditions
}

function mayBeSeen({ departments, submitted }: Sight): Expression<SqlBool> {
  const own = sql<SqlBool>`departments && ${[...departments]}::text[]`
  return submitted ? sql<SqlBool>`(status <> 'DRAFT' or ${own})` : own
}

/** Fragments find candidates by the index; the words are then looked for as they were written. */
function matching(q: string): readonly Expression<SqlBool>[] {
  const fragments = bigramsOf(q).filter(fragment => [...fragment].length === 2)
  const words = folded(q)
    .split(/\s+/)
    .filter(word => word !== '')
  const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  return [
    ...(fragments.length > 0 ? [sql<SqlBool>`bigrams @> ${fragments}::text[]`] : []),
    ...words.map(word => sql<SqlBool>`lower(normalize(title || ' ' || id, NFKC)) like ${like(word)}`),
  ]
}

/** Matters that stand before a tier and are on no agenda: what a meeting could take (MTG-007). */
export async function mattersAwaiting(
  store: Store,
  tier: number,
  where: { readonly department?: string | undefined; readonly board?: string | undefined },
): Promise<readonly Matter[]> {
  const rows = await store.database.kysely
    .selectFrom('matter_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('tier', '=', tier)
    .where('status', 'in', ['SUBMITTED_INITIAL', 'INITIAL_PASSED', 'LEADER_PASSED', 'MEETING_PENDING', 'DEFERRED'])
    .where(sql<SqlBool>`state -> 'listing' is null`)
    .$if(where.department !== undefined, q => q.where('department', '=', where.department ?? ''))
    .$if(where.board !== undefined, q => q.where('board', '=', where.board ?? ''))
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(row => row.state as Matter)
}

/** Matters of these items that were concluded in this time, the oldest first: what a summary is made of (S104). */
export async function mattersConcluded(
  store: Store,
  items: readonly string[],
  from: string,
): Promise<readonly Matter[]> {
  if (items.length === 0) return []
  const rows = await store.database.kysely
    .selectFrom('matter_view')
    .select('state')
    .where('organ', '=', store.organ)
    .where('item', 'in', items)
    .where('concluded_at', '>=', new Date(from))
    .orderBy('id')
    .execute()
  return rows.map(row => row.state as Matter)
}
