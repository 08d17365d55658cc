import { canonical } from '../domain/canonical.ts'
import { foldAll } from './rebuild.ts'
import { verifyDigests } from './sealed-digests.ts'
import type { Store } from './store.ts'
import { addRows, noRows, viewTables } from './views/rows.ts'

export interface CheckReport {
  readonly events: number
  readonly streams: number
  /** One Chinese sentence a fault; empty when all is well. */
  readonly faults: readonly string[]
}

/**
 * Compares the whole record with everything that is made from it: versions without gaps, heads where they should be, and
 * each view's row equal to the row that the events make; and each confidential event of a closed day is committed to.
 */
export async function checkRecord(store: Store): Promise<CheckReport> {
  const client = await store.database.pool.connect()
  try {
    // One snapshot for all of it, so that what is written meanwhile is no difference.
    await client.query('begin isolation level repeatable read read only')
    const faults: string[] = []
    const { rows: gaps } = await client.query<{ stream: string }>(
      'select stream from event where organ = $1 group by stream having max(version) <> count(*)',
      [store.organ],
    )
    faults.push(...gaps.map(({ stream }) => `${stream} 的事件版本不连续`))

    const heads = new Map<string, number>()
    const { rows: headRows } = await client.query<{ stream: string; version: number }>(
      'select stream, version from stream_head where organ = $1',
      [store.organ],
    )
    for (const { stream, version } of headRows) heads.set(stream, version)

    const rows = noRows()
    const streams = foldAll(client, store.organ)
    let count = 0
    let events = 0
    for (;;) {
      const next = await streams.next()
      if (next.done) {
        events = next.value
        break
      }
      const { stream, version, state } = next.value
      count++
      if (heads.get(stream) !== version) faults.push(`${stream} 的版本头与事件不符`)
      heads.delete(stream)
      addRows(rows, store.organ, stream, version, state)
    }
    for (const stream of heads.keys()) faults.push(`${stream} 有版本头而没有事件`)

    for (const table of viewTables) {
      const { rows: live } = await client.query<{ row: Record<string, unknown> }>(
        `select row_to_json(v) as row from ${table} v where organ = $1`,
        [store.organ],
      )
      const kept = new Map(live.map(({ row }) => [String(row.id), row]))
      for (const made of rows[table]) {
        const row = kept.get(String(made.id))
        kept.delete(String(made.id))
        if (!row) faults.push(`视图 ${table} 缺 ${made.id}`)
        else faults.push(...differences(made, row).map(column => `视图 ${table} 的 ${made.id}：${column} 与事件不符`))
      }
      for (const id of kept.keys()) faults.push(`视图 ${table} 多出 ${id}`)
    }
    faults.push(...(await verifyDigests(client, store.organ)))
    return { events, streams: count, faults }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Columns of a view's row that are not what the events make. Moments are compared as moments, whatever their spelling. */
function differences(made: Record<string, unknown>, kept: Record<string, unknown>): readonly string[] {
  return Object.keys(kept).filter(column => comparable(column, made[column]) !== comparable(column, kept[column]))
}

function comparable(column: string, value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (column.endsWith('_at')) return new Date(String(value)).toISOString()
  return canonical(JSON.parse(JSON.stringify(value)))
}
