import { checkpointText } from '../../domain/log/checkpoint.ts'
import { leafHash, nodeHash } from '../../domain/log/hashing.ts'
import { ED25519, type SignerKey, signerKey } from '../../domain/log/key.ts'
import { consistencyProof, type ReadHash, rootOf } from '../../domain/log/merkle.ts'
import { formatNote, type Note, signNote } from '../../domain/log/note.ts'
import { formatWitnessRequest } from '../../domain/log/witness-request.ts'

/** A log that exists only as far as a witness is concerned: trees of any size, checkpoints and proofs. */
export interface WitnessedLog {
  readonly origin: string
  readonly signer: SignerKey
  readonly root: (size: number) => Uint8Array
  readonly proof: (oldSize: number, size: number) => readonly Uint8Array[]
  readonly note: (size: number, root?: Uint8Array, signer?: SignerKey) => Note
  /** The body of add-checkpoint, as the log itself would send it. */
  readonly request: (oldSize: number, size: number) => string
}

/** @param forkAt from this leaf on it is another log, with the same name and the same key. */
export function witnessedLog({ origin = 'demo.invalid/log', forkAt = Number.POSITIVE_INFINITY } = {}): WitnessedLog {
  const signer = signerKey(origin, ED25519, new Uint8Array(32).fill(7))
  const hashes = new Map<string, Uint8Array>()
  const readHash: ReadHash = (level, index) => {
    const place = `${level}/${index}`
    const known = hashes.get(place) ?? made(level, index)
    hashes.set(place, known)
    return known
  }
  const made = (level: number, index: number): Uint8Array =>
    level === 0
      ? leafHash(new TextEncoder().encode(`${index >= forkAt ? 'other' : 'entry'} ${index}`))
      : nodeHash(readHash(level - 1, 2 * index), readHash(level - 1, 2 * index + 1))

  const root = (size: number) => rootOf(size, readHash)
  const proof = (oldSize: number, size: number) =>
    oldSize === 0 || oldSize >= size ? [] : consistencyProof(oldSize, size, readHash)
  const note = (size: number, itsRoot = root(size), itsSigner = signer): Note => {
    const text = checkpointText({ origin, size, root: itsRoot, extensions: [] })
    return { text, signatures: [signNote(text, itsSigner)] }
  }
  const request = (oldSize: number, size: number) => requestOf(oldSize, proof(oldSize, size), note(size))
  return { origin, signer, root, proof, note, request }
}

export function requestOf(oldSize: number, proof: readonly Uint8Array[], note: Note): string {
  return formatWitnessRequest({ oldSize, proof, checkpoint: formatNote(note) })
}
