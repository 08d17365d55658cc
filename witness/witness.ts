import { createHash } from 'node:crypto'
import { cosign } from '../domain/log/cosignature.ts'
import type { SignerKey } from '../domain/log/key.ts'
import { formatNote } from '../domain/log/note.ts'
import { type Answer, conflict, judgeCheckpoint, type LogKeys } from './add-checkpoint.ts'
import type { WitnessState } from './state.ts'

export interface WitnessParts {
  readonly state: WitnessState
  /** Cosigners' keys: type 0x04 (Ed25519), 0x06 (ML-DSA-44) or both. Each gives one signature line, in this order. */
  readonly signers: readonly SignerKey[]
  readonly logs: LogKeys
  /** Seconds since 1970. */
  readonly now: () => number
}

/**
 * Answers an add-checkpoint request: judges, signs, persists, and only then lets the signatures out. Whatever happens between
 * the judgement and the swap (another request, another process), a swap from another tree head than the one judged against
 * writes nothing, and the signatures are dropped: that is what makes the race of the specification harmless.
 * @throws when the disk refuses; nothing was signed then as far as anybody outside knows.
 */
export function addCheckpoint({ state, signers, logs, now }: WitnessParts, body: Uint8Array): Answer {
  const judged = judgeCheckpoint(body, logs, state.latest)
  const seconds = now()
  if (judged.cosign === undefined) {
    if (judged.evidence) {
      const { signed, reason } = judged.evidence
      const { origin, size, root } = signed.checkpoint
      const against = state.latest(origin)?.note ?? ''
      state.keepRefused({ origin, size, root, reason, note: formatNote(signed), against, seconds })
    }
    return judged.answer
  }
  const { checkpoint, text, signatures } = judged.cosign
  const { origin, size, root } = checkpoint
  const own = signers.map(signer => cosign(text, signer, seconds))
  const note = formatNote({ text, signatures: [...signatures, ...own] })
  if (!state.advance(origin, judged.from, { size, root, note, seconds }))
    return conflict(state.latest(origin)?.size ?? 0)
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: own.map(({ line }) => `${line}\n`).join('') }
}

/** The latest cosigned checkpoint of the log whose origin has this SHA-256 (lower-case hexadecimal), for monitors. */
export function checkpointFor(state: WitnessState, hash: string): string | undefined {
  const origin = state.origins().find(candidate => originHash(candidate) === hash)
  return origin === undefined ? undefined : state.latest(origin)?.note
}

export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex')
