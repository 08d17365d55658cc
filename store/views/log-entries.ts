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

/** Where these versions of a stream stand in the published log; those that it does not show yet are left out. */
export async function loggedVersions(
  store: Store,
  stream: string,
  versions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (versions.length === 0) return new Map()
  const rows = await store.database.kysely
    .selectFrom('log_entry as entry')
    .innerJoin('log_head as log', 'log.organ', 'entry.organ')
    .select(['entry.version', 'entry.index'])
    .where('entry.organ', '=', store.organ)
    .where('entry.stream', '=', stream)
    .where('entry.version', 'in', versions)
    .whereRef('entry.index', '<', 'log.published_size')
    .execute()
  return new Map(rows.map(({ version, index }) => [version, index]))
}

export interface LoggedEntry {
  readonly index: number
  readonly stream: string
  readonly version: number
  readonly at: string
  readonly entry: string
}

const PAGE = 500

/** A page of the published entries whose events happened in that time, in the order of the log. @param after an index */
export async function loggedBetween(
  store: Store,
  from: string,
  before: string,
  after: number,
  publishedSize: number,
): Promise<readonly LoggedEntry[]> {
  const { rows } = await store.database.pool.query<LoggedEntry>(
    `select l.index, l.stream, l.version, l.entry,
            to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from log_entry l join event e on e.organ = l.organ and e.stream = l.stream and e.version = l.version
      where l.organ = $1 and l.index > $4 and l.index < $5 and e.at >= $2 and e.at < $3
      order by l.index limit ${PAGE}`,
    [store.organ, from, before, after, publishedSize],
  )
  return rows
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
