import type { PublicMatter } from '../../domain/disclosure/public-matter.ts'
import { streams } from '../../domain/ids.ts'
import type { Store } from '../store.ts'

/** A matter's public face together with what the log holds of it. */
export interface LoggedMatter {
  readonly face: PublicMatter
  /** The version of the matter that the face is made of. */
  readonly version: number
  /** The last of its entries that a published checkpoint contains: where it stands, and its hash. */
  readonly latest?: { readonly index: number; readonly leaf: Uint8Array }
}

/** Read in one statement: a face with another moment's version would look like a face that was tampered with. */
export async function findLoggedMatter(store: Store, id: string): Promise<LoggedMatter | undefined> {
  const stream = streams.matter(id)
  const row = await store.database.kysely
    .selectFrom('public_matter_view as view')
    .leftJoin('stream_head as head', join => join.onRef('head.organ', '=', 'view.organ').on('head.stream', '=', stream))
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('log_entry as entry')
          .innerJoin('log_head as log', 'log.organ', 'entry.organ')
          .select(['entry.index', 'entry.leaf'])
          .where('entry.organ', '=', store.organ)
          .where('entry.stream', '=', stream)
          .whereRef('entry.index', '<', 'log.published_size')
          .orderBy('entry.version', 'desc')
          .limit(1)
          .as('latest'),
      join => join.onTrue(),
    )
    .select(['view.face', 'head.version', 'latest.index', 'latest.leaf'])
    .where('view.organ', '=', store.organ)
    .where('view.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const { face, version, index, leaf } = row
  return {
    face: face as PublicMatter,
    version: version ?? 0,
    ...(index !== null && leaf ? { latest: { index, leaf } } : {}),
  }
}

/** Whether something is in the log's way: one row, for every page, where all of the log's status is several reads. */
export async function isLogTroubled(store: Store): Promise<boolean> {
  const row = await store.database.kysely
    .selectFrom('log_head')
    .select('trouble')
    .where('organ', '=', store.organ)
    .executeTakeFirst()
  return typeof row?.trouble === 'string'
}
