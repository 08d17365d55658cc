import type { PoolClient } from 'pg'
import type { Actor } from '../domain/decider.ts'
import { idOf } from '../domain/ids.ts'
import type { StoredEvent } from '../domain/module.ts'
import { moduleFor } from '../domain/registry.ts'
import { upsertView } from './events.ts'
import { readSetting, replaceSetting } from './settings.ts'
import type { Store } from './store.ts'
import { addRows, noRows, type ViewRows, viewsShape, viewTables } from './views/rows.ts'

const PAGE = 20_000
const ROWS_A_STATEMENT = 1_000

interface Row {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly data: unknown
  readonly at: string
  readonly actor: Actor
}

/** A stream folded to its last event. */
export interface Folded {
  readonly stream: string
  readonly version: number
  readonly state: unknown
}

// A comparison of rows, not of a pair of conditions: it walks the primary key from where the last page ended.
const NEXT_PAGE = `
select stream, version, type, data, actor,
       to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from event where organ = $1 and (stream, version) > ($2, $3)
 order by stream, version limit ${PAGE}`

/** Folds every stream of the record, one after another, holding one page of events at a time. */
export async function* foldAll(trx: Pick<PoolClient, 'query'>, organ: string): AsyncGenerator<Folded, number> {
  let current: Folded | undefined
  let after: readonly [string, number] = ['', 0]
  let total = 0
  for (;;) {
    const { rows } = await trx.query<Row>({ name: 'next-page', text: NEXT_PAGE, values: [organ, ...after] })
    for (const row of rows) {
      if (current && current.stream !== row.stream) {
        yield current
        current = undefined
      }
      const module = moduleFor(row.stream)
      const event: StoredEvent = { type: row.type, data: row.data, version: row.version, at: row.at, by: row.actor }
      const before = current?.state ?? module.initial(idOf(row.stream))
      current = { stream: row.stream, version: row.version, state: module.evolve(before, event) }
    }
    total += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    after = [last.stream, last.version]
  }
  if (current) yield current
  return total
}

export interface Rebuilt {
  readonly events: number
  readonly rows: number
}

/**
 * Throws the views away and makes them again from the events, in one transaction: whoever reads meanwhile sees the old
 * ones, whoever writes waits.
 */
export async function rebuildViews(store: Store): Promise<Rebuilt> {
  const client = await store.database.pool.connect()
  try {
    await client.query('begin')
    await client.query(`lock table ${viewTables.join(', ')} in exclusive mode`)
    for (const table of viewTables) await client.query(`delete from ${table} where organ = $1`, [store.organ])
    let rows = noRows()
    let written = 0
    const streams = foldAll(client, store.organ)
    for (;;) {
      const next = await streams.next()
      if (!next.done) addRows(rows, store.organ, next.value.stream, next.value.version, next.value.state)
      if (next.done || rows.matter_view.length >= ROWS_A_STATEMENT) {
        written += await writeRows(client, rows)
        rows = noRows()
      }
      if (next.done) {
        await client.query('commit')
        store.known.clear()
        return { events: next.value, rows: written }
      }
    }
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** After an upgrade: views of an older shape are made anew before anybody reads them. @returns whether they were. */
export async function refreshViews(store: Store): Promise<boolean> {
  if ((await readSetting(store, 'views-shape')) === viewsShape) return false
  await rebuildViews(store)
  await replaceSetting(store, 'views-shape', viewsShape)
  return true
}

async function writeRows(client: PoolClient, rows: ViewRows): Promise<number> {
  let written = 0
  for (const table of viewTables) {
    if (rows[table].length === 0) continue
    await client.query(upsertView(table, '$1'), [JSON.stringify(rows[table])])
    written += rows[table].length
  }
  return written
}
