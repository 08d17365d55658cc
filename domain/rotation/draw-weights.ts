import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Seed } from './rotation.ts'

/**
 * The lot that something draws: a whole number from 0 to 2^bits − 1, from SHA-256 of the seed and its name. Between plans
 * that are equally good the highest sum of lots decides, so that anybody with the seed draws the same, and nobody can choose.
 *
 * @param bits at most 32.
 */
export function lotOf(seed: Seed, name: string, bits: number): number {
  const digest = sha256(utf8ToBytes(`yangguang rotation\n${seed.size}\n${seed.root}\n${name}\n`))
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength)
  return view.getUint32(0) >>> (32 - bits)
}
