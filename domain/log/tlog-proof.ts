/** Proofs that something was logged, which verify without a network (C2SP tlog-proof); files end in `.tlog-proof`. */
import { ok, type Result } from '../result.ts'
import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { cosignaturesOn, cosignatureVerifiers } from './cosignature.ts'
import type { Sha256 } from './hashing.ts'
import { malformed, parseDecimal, parseHashes } from './lines.ts'
import { verifyInclusion } from './merkle.ts'
import { type Policy, quorumMet } from './policy.ts'

export interface TlogProof {
  /** Of the entry, from 0. */
  readonly index: number
  /** From the leaf's sibling up to the root's child; 32 bytes each. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
  /** Not authenticated by anything: only for what helps to make the leaf again. */
  readonly extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'
const MOST_CHARACTERS = 1_000_000

export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
    '',
  ]
  return `${lines.join('\n')}\n${checkpoint}`
}

/** Reads the frame of a proof; the checkpoint in it is read by `verifyTlogProof`. */
export function parseTlogProof(text: string): Result<TlogProof> {
  if (text.length > MOST_CHARACTERS) return malformed('proof', `证明超过 ${MOST_CHARACTERS} 个字符。`)
  if (!text.startsWith(`${HEADER}\n`)) return malformed('proof', `证明的第一行应是 ${HEADER}。`)
  const blank = text.indexOf('\n\n')
  const checkpoint = text.slice(blank + 2)
  if (blank < 0 || checkpoint === '') return malformed('checkpoint', '证明缺少空行之后的检查点。')
  if (!checkpoint.endsWith('\n')) return malformed('checkpoint', '证明的末尾缺少换行符，可能没有传完。')
  const lines = text.slice(HEADER.length + 1, Math.max(blank, HEADER.length + 1)).split('\n')
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift() : undefined
  const extra = extraLine === undefined ? undefined : fromBase64(extraLine.slice('extra '.length))
  if (extraLine !== undefined && extra === undefined) {
    return malformed('extra', '证明的 extra 行不是规范的 base64 编码。')
  }
  const [indexLine = '', ...hashLines] = lines
  if (!indexLine.startsWith('index ')) return malformed('index', '证明缺少 index 行。')
  const index = parseDecimal(indexLine.slice('index '.length))
  if (index === undefined) {
    return malformed('index', '证明的 index 应是不带前导零的十进制数，且不超过 2^53-1。')
  }
  const hashes = parseHashes(hashLines, 'hashes')
  if (!hashes.ok) return hashes
  return ok({ index, hashes: hashes.value, checkpoint, ...(extra === undefined ? {} : { extra }) })
}

/**
 * The four steps of tlog-proof, «Verifying a tlog proof». The first, making the leaf's hash from the entry, is the caller's.
 *
 * @param leaf hash of the entry as a leaf (`leafHash`), 32 bytes.
 * @returns the checkpoint, and the names that the policy gives to the witnesses that cosigned it.
 */
export function verifyTlogProof(
  proof: TlogProof,
  leaf: Uint8Array,
  policy: Policy,
  sha256?: Sha256,
): Result<{ checkpoint: Checkpoint; cosigners: readonly string[] }> {
  const logKeys = policy.logs.map(({ key }) => key)
  const opened = openCheckpoint(utf8(proof.checkpoint), logKeys, cosignatureVerifiers)
  if (!opened.ok) return opened
  const { checkpoint, note } = opened.value
  const witnessKeys = policy.witnesses.map(({ key }) => key)
  const cosignatures = cosignaturesOn(note, witnessKeys)
  if (!cosignatures.ok) return cosignatures
  const cosigning = new Set(cosignatures.value.map(({ key }) => key))
  const cosigners = policy.witnesses.filter(({ key }) => cosigning.has(key)).map(({ name }) => name)
  if (!quorumMet(policy, new Set(cosigners))) {
    return malformed(
      'cosignature',
      `检查点上的见证不够：见证人 ${cosigners.length} 位，达不到策略「${policy.quorum}」的要求。`,
    )
  }
  if (!verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root, sha256)) {
    return malformed('hashes', `证明不成立：第 ${proof.index} 号条目不在检查点的 ${checkpoint.size} 个条目之中。`)
  }
  return ok({ checkpoint, cosigners })
}
