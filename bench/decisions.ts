import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store.ts'
import { CLIENTS, decideOnce, draftMatter, type Figure, figure, median, rate } from './support.ts'

const ROUNDS = 5
const ROUND_MS = 2_000

/**
 * Decisions a second through `store/handle` at 16 clients, against the least that any program could do: one insert of a
 * comparable row a decision, committed by itself, on the same server, in turns.
 */
export async function decisions(store: Store): Promise<Record<string, Figure>> {
  const { pool } = store.database
  const streams = await Promise.all(Array.from({ length: CLIENTS }, () => draftMatter(store)))
  await pool.query(
    'create table if not exists raw_decision (id uuid primary key, at timestamptz not null, data json not null)',
  )
  const payload = JSON.stringify({
    title: '国道G105线改扩建工程专项资金年度分配方案',
    amount: 1_000_000,
    note: 'x'.repeat(400),
  })
  let n = 0
  const ours = () => rate(ROUND_MS, client => decideOnce(store, streams[client] ?? '', n++))
  const raw = () =>
    rate(ROUND_MS, async () => {
      await pool.query({
        name: 'raw-decision',
        text: 'insert into raw_decision values ($1, now(), $2)',
        values: [randomUUID(), payload],
      })
    })
  await ours()
  await raw()
  const rounds: { ours: number; raw: number }[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push({ ours: await ours(), raw: await raw() })
  const perSecond = figure(median(rounds.map(r => r.ours)), '1/s', median(rounds.map(r => r.raw)), 'ratio ≥ 0.33')
  return {
    decisions_per_second: { ...perSecond, ratio: Number(median(rounds.map(r => r.ours / r.raw)).toPrecision(3)) },
  }
}

/** Statements and commits of one decision, counted by the server itself. The same numbers are a test (store/handle.test.ts). */
export async function counts(store: Store): Promise<Record<string, Figure>> {
  const { pool } = store.database
  const stream = await draftMatter(store)
  await decideOnce(store, stream, 0)
  const decided = 50
  const before = await transactionsSoFar(store)
  await pool.query('select pg_stat_statements_reset()')
  for (let n = 1; n <= decided; n++) await decideOnce(store, stream, n)
  const { rows } = await pool.query<{ query: string; calls: number }>(
    `select query, calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
      where d.datname = current_database() and query !~ 'pg_stat_statements|^(begin|commit|rollback)'`,
  )
  const statements = rows.reduce((total, row) => total + row.calls, 0)
  return {
    statements_per_decision: figure(statements / decided, 'statements', null, '≤ 3'),
    commits_per_decision: figure(((await transactionsSoFar(store)) - before) / decided, 'commits', null, '= 1'),
  }
}

/** Every transaction that writes takes exactly one number; reading the next number takes none. */
async function transactionsSoFar(store: Store): Promise<number> {
  const { rows } = await store.database.pool.query<{ next: number }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next',
  )
  return rows[0]?.next ?? 0
}
