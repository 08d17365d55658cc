import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layFoundation } from '../demo/foundation.ts'
import { connect } from '../store/connect.ts'
import { handle } from '../store/handle.ts'
import { nextMatterId } from '../store/matter-number.ts'
import { migrate } from '../store/migrate.ts'
import { openStore, type Store } from '../store/store.ts'

export const CLERK = 'clerk-planning-1'
export const NOW = '2026-09-01T02:00:00.000Z'
export const CLIENTS = 16

/** One line of the result: what was measured, beside its peer or limit in the same run. */
export interface Figure {
  readonly value: number
  readonly unit: string
  readonly peer: number | null
  readonly ratio: number | null
  readonly goal: string
}

export const figure = (value: number, unit: string, peer: number | null, goal: string): Figure => ({
  value: rounded(value),
  unit,
  peer: peer === null ? null : rounded(peer),
  ratio: peer === null ? null : rounded(value / peer),
  goal,
})

const rounded = (value: number): number => Number(value.toPrecision(4))

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** A database server of the benchmark's own, in a temporary folder, with the demonstration agency founded in it. */
export async function openBench(): Promise<{ store: Store; close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yangguang-bench-'))
  const connection = await connect({ databaseUrl: '', dataDir }, console.error, { max: CLIENTS + 2 })
  await migrate(connection.pool)
  await connection.pool.query('create extension if not exists pg_stat_statements')
  const store = openStore(connection, 'BENCH')
  await layFoundation({
    handle: command => handle(store, { ...command, key: randomUUID() }),
    state: () => Promise.resolve(undefined),
    nextMatterId: now => nextMatterId(store, now),
    putFile: () => Promise.reject(new Error('no files in the benchmark')),
  })
  const close = async () => {
    await connection.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { store, close }
}

export async function draftMatter(store: Store): Promise<string> {
  const stream = `matter/${await nextMatterId(store, NOW)}`
  const input = { item: 'DEMO-PF-01', title: '基准测试用送审件', department: 'PLANNING' }
  const result = await handle(store, { stream, noun: 'draft', input, person: CLERK, now: NOW, key: randomUUID() })
  if (!result.ok) throw new Error(result.error.sentence)
  return stream
}

/** One ordinary decision: the clerk fills in a draft's details. Checked by every rule an API call is checked by. */
export async function decideOnce(store: Store, stream: string, n: number): Promise<void> {
  const input = {
    title: '国道G105线改扩建工程专项资金年度分配方案',
    submissionBasis: ['预算法', '政府投资条例 第30条'],
    amount: 1_000_000 + n,
    location: '广东省清远市',
    disclosure: { attribute: 'ACTIVE' },
  }
  const result = await handle(store, { stream, noun: 'details', input, person: CLERK, now: NOW, key: randomUUID() })
  if (!result.ok) throw new Error(result.error.sentence)
}

/** Runs `work` in a loop on every client for so long. @returns calls a second. */
export async function rate(milliseconds: number, work: (client: number) => Promise<void>): Promise<number> {
  const started = performance.now()
  let calls = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      while (performance.now() - started < milliseconds) {
        await work(client)
        calls++
      }
    }),
  )
  return (calls / (performance.now() - started)) * 1000
}
