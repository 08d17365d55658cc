import { createHmac } from 'node:crypto'
import { keptSecret } from './session-secret.ts'
import type { Store } from './store.ts'

/**
 * The key from which every batch's one-time codes are made: `draw-secret` in the data folder. Whoever has it and the public
 * randomness knows a draw's outcome; whoever has it alone knows nothing. Lost, the codes of batches that were announced
 * cannot be revealed any more, and these have to be voided by two people.
 */
const FILE = 'draw-secret'

const folders = new WeakMap<Store, string>()

/** Says in which data folder this record's key is. Without it nothing is announced or drawn. */
export function keepDrawKeyIn(store: Store, dataDir: string): void {
  folders.set(store, dataDir)
}

/** HMAC-SHA-256 of the batch under the key, hexadecimal; the key is made when it is first asked for. */
export function drawSecretOf(store: Store, batch: string): string | undefined {
  const dataDir = folders.get(store)
  if (dataDir === undefined) return undefined
  const key = Buffer.from(keptSecret(dataDir, FILE), 'hex')
  return createHmac('sha256', key).update(`${store.organ}\n${batch}`).digest('hex')
}
