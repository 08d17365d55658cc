import { rebuildViews } from '../store/rebuild.ts'
import type { Store } from '../store/store.ts'
import { decideOnce, draftMatter, type Figure, figure, median } from './support.ts'

const SAMPLES = 300
const ROUNDS = 5

/** p50 of one decision with 100,000 and with 1,000,000 events in the record; and how fast the views are rebuilt from 100,000. */
export async function growth(store: Store): Promise<Record<string, Figure>> {
  await preload(store, 100_000)
  const small = await p50(store)
  const rebuilt = await rebuildRate(store)
  await preload(store, 1_000_000)
  const large = await p50(store)
  return { p50_ms_at_1m_events: figure(large, 'ms', small, 'ratio ≤ 1.3'), ...rebuilt }
}

async function p50(store: Store): Promise<number> {
  const stream = await draftMatter(store)
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const samples: number[] = []
    for (let n = 0; n < SAMPLES / ROUNDS; n++) {
      const started = performance.now()
      await decideOnce(store, stream, n)
      samples.push(performance.now() - started)
    }
    rounds.push(median(samples))
  }
  return median(rounds)
}

/** The peer: reading the same events into this process and doing nothing with them. */
async function rebuildRate(store: Store): Promise<Record<string, Figure>> {
  const rates: number[] = []
  const limits: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let started = performance.now()
    const { events } = await rebuildViews(store)
    rates.push((events / (performance.now() - started)) * 1000)
    started = performance.now()
    await store.database.pool.query(
      'select stream, version, type, data::text, at::text, actor::text from event where organ = $1 order by stream, version',
      [store.organ],
    )
    limits.push((events / (performance.now() - started)) * 1000)
  }
  return { rebuild_events_per_second: figure(median(rates), '1/s', median(limits), '≥ 50000/s') }
}

/** Copies a real matter's events under new numbers until the record holds so many. Only the benchmark writes events so. */
async function preload(store: Store, wanted: number): Promise<void> {
  const { pool } = store.database
  const { rows } = await pool.query<{ count: number }>('select count(*) from event where organ = $1', [store.organ])
  const model = await draftMatter(store)
  for (let n = 0; n < 19; n++) await decideOnce(store, model, n)
  const copies = Math.ceil((wanted - (rows[0]?.count ?? 0)) / 20)
  const first = (rows[0]?.count ?? 0) + 1
  const last = first + copies - 1
  await pool.query(
    `insert into event (organ, stream, version, type, data, at, actor, seen)
     select organ, 'matter/2025-' || lpad(g::text, 9, '0'), version, type, data, at, actor, seen
       from event, generate_series($3::int, $4::int) g where organ = $1 and stream = $2`,
    [store.organ, model, first, last],
  )
  await pool.query(
    `insert into stream_head select $1, 'matter/2025-' || lpad(g::text, 9, '0'), 20 from generate_series($2::int, $3::int) g`,
    [store.organ, first, last],
  )
  await pool.query('analyze')
  await pool.query('checkpoint')
}
