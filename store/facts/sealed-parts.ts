import type { PoolClient } from 'pg'
import type { Command } from '../../domain/command.ts'
import type { Lookups } from '../../domain/module.ts'
import { unnamedParts } from '../sealed-parts.ts'
import type { Store } from '../store.ts'
import { nextIdLookups } from './next-ids.ts'

/** Sealed parts that a command on a complaint names and that were sent in; and the number of the clue that it makes. */
export async function sealedPartLookups(trx: PoolClient, store: Store, command: Command): Promise<Lookups> {
  const sealedParts = await sealedPartsNamed(trx, store, command.input)
  return command.noun === 'clue' ? { ...(await nextIdLookups(trx, store, command)), sealedParts } : { sealedParts }
}

/** Of the sealed parts that a form names, those that were sent in and belong to nothing yet: sizes by fingerprint. */
export async function sealedPartsNamed(
  trx: Pick<PoolClient, 'query'>,
  store: Store,
  input: unknown,
): Promise<Readonly<Record<string, number>>> {
  const blobs = blobsIn(input)
  return blobs.length === 0 ? {} : unnamedParts(trx, store, blobs)
}

/** All fingerprints in a form, wherever they stand in it. What does not look like one is no part's. */
function blobsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'blob' && typeof inner === 'string' && /^[0-9a-f]{64}$/.test(inner) ? [inner] : blobsIn(inner),
  )
}
