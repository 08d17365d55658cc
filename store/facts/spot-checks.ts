import type { PoolClient } from 'pg'
import type { Command } from '../../domain/command.ts'
import { idOf } from '../../domain/ids.ts'
import type { Lookups } from '../../domain/module.ts'
import type { SpotCheck } from '../../domain/spot-check/spot-check.ts'
import { drawSecretOf } from '../draw-key.ts'
import type { Store } from '../store.ts'
import { candidatesFor } from '../views/spot-checks.ts'

const REVEALING = ['announcement', 'draw', 'substitutions']

/** What a batch may be drawn from, when it is frozen; the secret of its codes, when one is promised or revealed. */
export async function spotCheckLookups(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const batch = idOf(command.stream)
  if (REVEALING.includes(command.noun)) {
    const drawSecret = drawSecretOf(store, batch)
    return drawSecret === undefined ? {} : { drawSecret }
  }
  if (command.noun !== 'freezing') return {}
  const { rows } = await trx.query<{ state: SpotCheck }>(
    'select state from spot_check_view where organ = $1 and id = $2',
    [store.organ, batch],
  )
  const [found] = rows
  return found ? { candidates: await candidatesFor(trx, store, found.state.rule, command.now) } : {}
}

/** Files that the person uploaded among those that a form on an inspection names. */
export async function uploadedFiles(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const { files } = (command.input ?? {}) as { readonly files?: unknown }
  const hashes = (Array.isArray(files) ? files : []).flatMap(file => {
    const hash = (file as { hash?: unknown } | null)?.hash
    return typeof hash === 'string' ? [hash] : []
  })
  if (hashes.length === 0) return {}
  const { rows } = await trx.query<{ hash: string; name: string; size: number; mime: string }>(
    'select hash, name, size, mime from file where organ = $1 and hash = any($2) and person = $3',
    [store.organ, hashes, command.person],
  )
  return { files: Object.fromEntries(rows.map(({ hash, ...file }) => [hash, file])) }
}
