import { randomInt } from 'node:crypto'
import type { PoolClient } from 'pg'
import { meetingsOf } from '../../domain/accountability/responsibility.ts'
import type { Command } from '../../domain/command.ts'
import { moduleOf, type StreamModule, streams } from '../../domain/ids.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import type { Lookups } from '../../domain/module.ts'
import { dayOf, yearOf } from '../../domain/time.ts'
import type { Store } from '../store.ts'
import { uploadedFiles } from './spot-checks.ts'

type Numbered = Extract<StreamModule, 'accountability' | 'supervision'>

/**
 * The number of a new card, `2026-001`, or of a new clue: `2026-493027`, random, because from a running number whoever is
 * recused would read in the gaps that there is one (CMP-005).
 */
export async function nextId(
  trx: Pick<PoolClient, 'query'>,
  store: Store,
  module: Numbered,
  now: string,
): Promise<string> {
  const year = yearOf(dayOf(now))
  if (module === 'accountability') return freeClueNumber(trx, store, year)
  const { rows } = await trx.query<{ count: number }>(
    'select count(*) from stream_head where organ = $1 and starts_with(stream, $2)',
    [store.organ, `${module}/${year}-`],
  )
  return `${year}-${String((rows[0]?.count ?? 0) + 1).padStart(3, '0')}`
}

async function freeClueNumber(trx: Pick<PoolClient, 'query'>, store: Store, year: number): Promise<string> {
  for (;;) {
    const id = `${year}-${randomInt(1_000_000).toString().padStart(6, '0')}`
    const { rows } = await trx.query('select from stream_head where organ = $1 and stream = $2', [
      store.organ,
      streams.accountability(id),
    ])
    if (rows.length === 0) return id
  }
}

/** Numbers that come next for what a decision may make on other streams, and the meetings of a finding's matter. */
export async function nextIdLookups(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const { matter } = (command.input ?? {}) as { matter?: unknown }
  if (moduleOf(command.stream) === 'accountability') {
    const files = await uploadedFiles(trx, store, command)
    return typeof matter === 'string' ? { ...files, meetingsOfMatter: await meetingsIn(trx, store, matter) } : files
  }
  if (moduleOf(command.stream) === 'supervision') return uploadedFiles(trx, store, command)
  return { nextIds: { accountability: await nextId(trx, store, 'accountability', command.now) } }
}

async function meetingsIn(trx: PoolClient, store: Store, matter: string): Promise<readonly string[]> {
  const { rows } = await trx.query<{ state: Matter }>('select state from matter_view where organ = $1 and id = $2', [
    store.organ,
    matter,
  ])
  return rows[0] ? meetingsOf(rows[0].state) : []
}
