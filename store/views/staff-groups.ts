import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import type { Store } from '../store.ts'

/** Every rotation of every review group, the latest first. There are a few a year. */
export async function listReviewGroups(store: Store): Promise<readonly ReviewGroup[]> {
  const rows = await store.database.kysely
    .selectFrom('review_group_view')
    .select('state')
    .where('organ', '=', store.organ)
    .orderBy('first_day', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(row => row.state as ReviewGroup)
}

/** `PLAN_FUND-3` after `PLAN_FUND-2`: rotations of a board are numbered. */
export async function nextReviewGroupId(store: Store, board: string): Promise<string> {
  const { rows } = await store.database.pool.query<{ last: number | null }>(
    `select max(substring(id from '[0-9]+$')::int) as last from review_group_view where organ = $1 and board = $2 and id not like 'SPECIAL-%'`,
    [store.organ, board],
  )
  return `${board}-${(rows[0]?.last ?? 0) + 1}`
}
