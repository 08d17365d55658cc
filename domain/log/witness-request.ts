/** The body of `add-checkpoint` (C2SP tlog-witness): the size the witness knows, a consistency proof from it, the checkpoint. */
import { ok, type Result } from '../result.ts'
import { fromUtf8, toBase64 } from './bytes.ts'
import { malformed, parseDecimal, parseHashes } from './lines.ts'

export interface WitnessRequest {
  /** Size of the checkpoint that the witness cosigned last, 0 if none. */
  readonly oldSize: number
  /** At most 63 hashes of 32 bytes. */
  readonly proof: readonly Uint8Array[]
  /** The signed note, verbatim: whether it is one is for whoever knows the log's keys to judge. */
  readonly checkpoint: string
}

export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return `old ${oldSize}\n${proof.map(hash => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`
}

/** Reads the body's frame: the old size, the proof, the blank line, and something after it. */
export function parseWitnessRequest(body: Uint8Array): Result<WitnessRequest> {
  const text = fromUtf8(body)
  if (text === undefined) return malformed('request', '请求不是有效的 UTF-8 编码。')
  const blank = text.indexOf('\n\n')
  const checkpoint = text.slice(blank + 2)
  if (blank < 0 || checkpoint === '') return malformed('request', '请求缺少空行之后的检查点。')
  if (!checkpoint.endsWith('\n')) return malformed('request', '请求的末尾缺少换行符，可能没有传完。')
  const [first = '', ...hashLines] = text.slice(0, blank).split('\n')
  const oldSize = first.startsWith('old ') ? parseDecimal(first.slice('old '.length)) : undefined
  if (oldSize === undefined) {
    return malformed('old', '请求的第一行应是「old 规模」，规模为不带前导零的十进制数，且不超过 2^53-1。')
  }
  const proof = parseHashes(hashLines, 'proof')
  return proof.ok ? ok({ oldSize, proof: proof.value, checkpoint }) : proof
}
