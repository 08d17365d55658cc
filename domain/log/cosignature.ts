/**
 * Cosignatures (C2SP tlog-cosignature): a witness states that at that time this was the largest tree it had seen of the log,
 * and that it contains all trees seen before.
 */
import { concatBytes } from '@noble/hashes/utils.js'
import { must, ok, type Result } from '../result.ts'
import { fromUtf8, utf8 } from './bytes.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { COSIGNATURE_V1, ML_DSA_44, type SignerKey, type VerifierKey, verifyEd25519, verifyMlDsa44 } from './key.ts'
import { type Note, type SignatureLine, signatureLine, type Verifiers, verifiedBy } from './note.ts'

export interface Cosignature {
  readonly key: VerifierKey
  /** POSIX seconds; 0 where an ML-DSA-44 cosigner makes no statement about the time. */
  readonly seconds: number
}

const TIME_BYTES = 8
/** The label of `cosigned_message`: «subtree/v1», a newline and a zero byte. */
const SUBTREE_LABEL = utf8('subtree/v1\n\0')

/** Signatures of cosigners' keys, for `verifiedBy` and `openCheckpoint` (a log may sign with a cosigner's key as well). */
export const cosignatureVerifiers: Verifiers = {
  [COSIGNATURE_V1]: (text, signature, key) => verify(text, signature, key, verifyEd25519),
  [ML_DSA_44]: (text, signature, key) => verify(text, signature, key, verifyMlDsa44),
}

/**
 * @param checkpointText the text of a checkpoint that was parsed, and found consistent with those before.
 * @param signer of type 0x04 or 0x06.
 * @param seconds POSIX time, above 0.
 * @throws when any of these is not so, or (0x06) when the origin or the name has more than 255 bytes.
 */
export function cosign(checkpointText: string, signer: SignerKey, seconds: number): SignatureLine {
  if (!Number.isSafeInteger(seconds) || seconds <= 0) throw new Error(`no time of a cosignature: ${seconds}`)
  const message = must(messageFor(signer.verifier, checkpointText, seconds), 'something this key may cosign')
  return signatureLine(signer.verifier, concatBytes(uint64(seconds), signer.sign(message)))
}

/**
 * The witnesses, of those given, that cosigned this checkpoint, each once, with the latest of its times. Lines of others are
 * ignored; a wrong one of a witness given refuses the whole note.
 */
export function cosignaturesOn(note: Note, witnesses: readonly VerifierKey[]): Result<readonly Cosignature[]> {
  const cosigners = witnesses.filter(({ type }) => type in cosignatureVerifiers)
  const signers = verifiedBy(note, cosigners, cosignatureVerifiers)
  if (!signers.ok) return signers
  return ok(signers.value.map(key => ({ key, seconds: latest(note, key) })))
}

/** POSIX seconds of a cosignature's bytes; `undefined` when there is no room for a time or it is beyond 2^53 − 1. */
export function cosignatureSeconds(signature: Uint8Array): number | undefined {
  if (signature.length <= TIME_BYTES) return undefined
  const seconds = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
  return Number.isSafeInteger(seconds) ? seconds : undefined
}

function latest(note: Note, key: VerifierKey): number {
  const own = note.signatures.filter(({ name, id }) => name === key.name && id === key.id)
  return Math.max(...own.map(({ signature }) => must(cosignatureSeconds(signature), 'the time of a good cosignature')))
}

function verify(
  text: Uint8Array,
  signature: Uint8Array,
  key: VerifierKey,
  verifySignature: (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean,
): boolean {
  const seconds = cosignatureSeconds(signature)
  const message = seconds === undefined ? undefined : messageFor(key, fromUtf8(text) ?? '', seconds)
  return message !== undefined && verifySignature(message, signature.subarray(TIME_BYTES), key.publicKey)
}

/** What a cosigner signs; `undefined` for what is no checkpoint or does not fit, and for keys that are no cosigner's. */
function messageFor(key: VerifierKey, text: string, seconds: number): Uint8Array | undefined {
  const checkpoint = parseCheckpoint(text)
  if (!checkpoint.ok) return undefined
  switch (key.type) {
    case COSIGNATURE_V1:
      return utf8(`cosignature/v1\ntime ${seconds}\n${text}`)
    case ML_DSA_44:
      return cosignedMessage(key.name, seconds, checkpoint.value)
    default:
      return undefined
  }
}

/** `struct cosigned_message` over the whole tree: start is 0, end its size. Extension lines are not part of it. */
function cosignedMessage(cosigner: string, seconds: number, { origin, size, root }: Checkpoint) {
  const name = opaque(cosigner)
  const log = opaque(origin)
  if (name === undefined || log === undefined) return undefined
  return concatBytes(SUBTREE_LABEL, name, uint64(seconds), log, uint64(0), uint64(size), root)
}

/** `opaque<1..2^8-1>` of RFC 8446, section 3.4: one byte of length, then the bytes. */
function opaque(text: string): Uint8Array | undefined {
  const bytes = utf8(text)
  return bytes.length >= 1 && bytes.length <= 255 ? concatBytes(Uint8Array.of(bytes.length), bytes) : undefined
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}
