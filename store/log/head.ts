import type { PoolClient } from 'pg'
import type { Checkpoint } from '../../domain/log/checkpoint.ts'
import { emptyRoot } from '../../domain/log/hashing.ts'
import { OperatorError } from '../operator-error.ts'

/** Anything that can run a statement. */
export type Runner = Pick<PoolClient, 'query'>

/** The row of `log_head`: what the database remembers of the log. */
export interface LogHead {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly mark: number
  /** The signed note of the largest tree that was ever signed. */
  readonly signed: string | null
  /** The signed and cosigned note that is served, as far as the database knows. */
  readonly published: string | null
  readonly publishedSize: number
}

/** A signed note together with what it says. */
export interface SignedHead {
  readonly note: string
  readonly checkpoint: Checkpoint
}

/** What was heard of a witness last. */
export interface WitnessState {
  readonly name: string
  readonly ok: boolean
  readonly at: string
  readonly sentence: string
}

/** Reads the head, which is made for a tree without leaves when there is none. */
export async function readHead(on: Runner, organ: string, origin: string): Promise<LogHead> {
  await on.query(
    `insert into log_head (organ, origin, size, root, mark, published_size, witnesses)
     values ($1, $2, 0, $3, 0, 0, '[]') on conflict do nothing`,
    [organ, origin, Buffer.from(emptyRoot())],
  )
  const { rows } = await on.query<LogHead>(
    `select origin, size, root, mark, signed, published, published_size as "publishedSize"
       from log_head where organ = $1`,
    [organ],
  )
  const [head] = rows
  if (!head) throw new Error('the head of the log is gone')
  // A Buffer is a Uint8Array, but assertions and comparisons tell them apart.
  return { ...head, root: new Uint8Array(head.root) }
}

/** Another log grows from the same leaves: nothing of it was ever signed. */
export async function changeOrigin(on: Runner, organ: string, origin: string): Promise<void> {
  await on.query(
    `update log_head set origin = $2, signed = null, published = null, published_size = 0, published_at = null
      where organ = $1`,
    [organ, origin],
  )
}

/**
 * Remembers a signed note, if the database still holds the tree that it is about and the note that was signed before it.
 * @returns false when somebody else has written to the log.
 */
export async function rememberSigned(
  on: Runner,
  organ: string,
  tree: { readonly size: number; readonly root: Uint8Array },
  previous: string | null,
  note: string,
): Promise<boolean> {
  const { rowCount } = await on.query({
    name: 'log-signed',
    text: `update log_head set signed = $5
            where organ = $1 and size = $2 and root = $3 and signed is not distinct from $4`,
    values: [organ, tree.size, Buffer.from(tree.root), previous, note],
  })
  return rowCount === 1
}

/** The checkpoint is out: whatever was in the way is over. Without reports, what was heard of the witnesses last stays. */
export async function rememberPublished(
  on: Runner,
  organ: string,
  { note, checkpoint }: SignedHead,
  witnesses?: readonly WitnessState[],
): Promise<void> {
  await on.query({
    name: 'log-published',
    text: `update log_head set published = $2, published_size = $3, published_at = now(),
                  witnesses = coalesce($4, witnesses), trouble = null, trouble_since = null
            where organ = $1`,
    values: [organ, note, checkpoint.size, witnesses ? JSON.stringify(witnesses) : null],
  })
}

export async function rememberWitnesses(on: Runner, organ: string, witnesses: readonly WitnessState[]): Promise<void> {
  await on.query('update log_head set witnesses = $2 where organ = $1', [organ, JSON.stringify(witnesses)])
}

/** Says why nothing is published, or (without a sentence) that nothing is in the way. The first time counts as since when. */
export async function rememberTrouble(on: Runner, organ: string, sentence: string | undefined): Promise<void> {
  await on.query(
    `update log_head set trouble = $2, trouble_since = case when $2::text is null then null else coalesce(trouble_since, now()) end
      where organ = $1 and trouble is distinct from $2`,
    [organ, sentence ?? null],
  )
}

/**
 * The log is read along its indexes, a page at a time. A planner that has never seen statistics of these tables would
 * rather collect, join and sort all that is left, for every page of it.
 */
export async function readAlongIndexes(on: Runner, during: 'session' | 'local'): Promise<void> {
  const ways = ['sort', 'bitmapscan', 'seqscan', 'hashjoin', 'mergejoin', 'material']
  await on.query(ways.map(way => `set ${during} enable_${way} = off`).join('; '))
}

const LEAVES_A_PAGE = 16_384

/** Leaf hashes from one index to before another, in order. @throws OperatorError when one is missing. */
export async function* leavesOf(on: Runner, organ: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let next = from; next < to; next += LEAVES_A_PAGE) {
    const end = Math.min(next + LEAVES_A_PAGE, to)
    const { rows } = await on.query<{ leaf: Buffer }>({
      name: 'log-leaves',
      text: 'select leaf from log_entry where organ = $1 and index >= $2 and index < $3 order by index',
      values: [organ, next, end],
    })
    if (rows.length !== end - next) throw missing(next, end)
    for (const { leaf } of rows) yield leaf
  }
}

/** Texts of the entries from one index to before another, in order. @throws OperatorError when one is missing. */
export async function entriesBetween(on: Runner, organ: string, from: number, to: number): Promise<readonly string[]> {
  const { rows } = await on.query<{ entry: string }>({
    name: 'log-entries',
    text: 'select entry from log_entry where organ = $1 and index >= $2 and index < $3 order by index',
    values: [organ, from, to],
  })
  if (rows.length !== to - from) throw missing(from, to)
  return rows.map(({ entry }) => entry)
}

const missing = (from: number, to: number) =>
  new OperatorError(
    `数据库里缺少第 ${from} 至 ${to - 1} 号日志条目中的一部分：有人绕过程序改过数据库；请运行 yangguang check`,
  )
