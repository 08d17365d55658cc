import { toBase64, utf8 } from '../../domain/log/bytes.ts'
import { parseCheckpoint } from '../../domain/log/checkpoint.ts'
import { parseNote } from '../../domain/log/note.ts'
import { CONFIDENTIAL, SALT_DESTROYED } from '../log/entries.ts'
import type { WitnessState } from '../log/head.ts'
import type { Store } from '../store.ts'

/** How the transparency log stands: for the portal and the console. Moments are ISO 8601 in UTC. */
export interface LogStatus {
  /** Empty when no log was begun yet. */
  readonly origin: string
  /** Events that have their place in the log. */
  readonly size: number
  /** The checkpoint that is served; `root` in base64, `text` the signed and cosigned note. */
  readonly published?: {
    readonly size: number
    readonly at: string
    readonly root: string
    readonly text: string
  }
  /** Committed events that the published tree does not hold yet; counted up to {@link PENDING_CAP}. */
  readonly pending: number
  /** Why nothing new is published, and since when. */
  readonly trouble?: { readonly sentence: string; readonly since: string }
  /** What was heard last of each witness that is asked. */
  readonly witnesses: readonly WitnessState[]
  /** How many salts were ever destroyed. */
  readonly erased: number
}

/** Beyond that, counting would take longer than anybody wants to wait for a page. */
export const PENDING_CAP = 10_000

export async function readLogStatus(store: Store): Promise<LogStatus> {
  const { kysely } = store.database
  const head = await kysely.selectFrom('log_head').selectAll().where('organ', '=', store.organ).executeTakeFirst()
  const [waiting, erased] = await Promise.all([countUnlogged(store, head?.mark ?? 0), countErased(store)])
  if (!head) return { origin: '', size: 0, pending: waiting, witnesses: [], erased }
  const { origin, size, trouble, trouble_since: since } = head
  return {
    origin,
    size,
    ...publishedOf(head.published, head.published_at),
    pending: Math.min(waiting + size - head.published_size, PENDING_CAP),
    ...(trouble !== null && since !== null ? { trouble: { sentence: trouble, since: since.toISOString() } } : {}),
    witnesses: head.witnesses as readonly WitnessState[],
    erased,
  }
}

function publishedOf(text: string | null, at: Date | null): Pick<LogStatus, 'published'> {
  const note = text === null ? undefined : parseNote(utf8(text))
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : undefined
  if (!checkpoint?.ok || text === null || at === null) return {}
  const { size, root } = checkpoint.value
  return { published: { size, at: at.toISOString(), root: toBase64(root), text } }
}

async function countUnlogged(store: Store, mark: number): Promise<number> {
  const { rows } = await store.database.pool.query<{ count: number }>(
    `select count(*) from (
       select from event e
        where e.organ = $1 and e.position > $2 and not ${CONFIDENTIAL}
          and (select 1 from log_entry l where l.organ = e.organ and l.stream = e.stream and l.version = e.version) is null
        limit ${PENDING_CAP}
     ) waiting`,
    [store.organ, mark],
  )
  return rows[0]?.count ?? 0
}

async function countErased(store: Store): Promise<number> {
  const { count } = await store.database.kysely
    .selectFrom('event')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('organ', '=', store.organ)
    .where('stream', '=', 'disclosure')
    .where('type', '=', SALT_DESTROYED)
    .executeTakeFirstOrThrow()
  return count
}
