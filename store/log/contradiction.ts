import { hash } from 'node:crypto'
import { toBase64 } from '../../domain/log/bytes.ts'
import { type Checkpoint, openCheckpoint } from '../../domain/log/checkpoint.ts'
import { verifyConsistency } from '../../domain/log/merkle.ts'
import { consistencyFrom } from './consistency.ts'
import { verifierKeysOf } from './keys.ts'
import { nativeSha256 } from './native-sha256.ts'
import type { RoundParts } from './open-log.ts'
import type { WitnessReport } from './witnesses.ts'

/** A checkpoint with its note: a few lines. */
const MOST_BYTES = 128 * 1024

/**
 * What a witness that speaks against the log can show for it: a checkpoint with the log's own signature that is no
 * beginning of `ours`. Its word alone does not count, or one faulty or hostile witness could stop the log.
 * @returns for the operator, what was shown; `undefined` when nothing was.
 */
export async function shownAgainst(
  parts: RoundParts,
  report: WitnessReport,
  ours: Checkpoint,
): Promise<string | undefined> {
  if (report.ahead === undefined && !report.forked) return undefined
  const seen = await latestSeenBy(parts, report.name)
  if (!seen) return undefined
  if (seen.size > ours.size) {
    return `见证人 ${report.name} 出示了本日志签过的检查点，大小 ${seen.size}，而本日志只有 ${ours.size}：本日志被退回过，不得发布`
  }
  if (seen.size === 0 || (await isBeginning(parts, seen, ours))) return undefined
  return `见证人 ${report.name} 出示了本日志签过的检查点（大小 ${seen.size}，根 ${toBase64(seen.root)}），与现在的树不是一脉相承：本日志分叉了，不得发布`
}

/** What it cosigned last (tlog-witness, monitor retrieval), if it gives it and one of our keys signed it. */
async function latestSeenBy(
  { policy, keys, witnessTimeoutMs }: RoundParts,
  name: string,
): Promise<Checkpoint | undefined> {
  const url = policy.witnesses.find(witness => witness.name === name)?.url
  try {
    const answer = await fetch(`${url?.replace(/\/+$/, '')}/${hash('sha256', keys.origin)}/checkpoint`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(witnessTimeoutMs),
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (answer.status !== 200 || bytes.length > MOST_BYTES) return undefined
    const opened = openCheckpoint(bytes, verifierKeysOf(keys))
    return opened.ok ? opened.value.checkpoint : undefined
  } catch {
    // A witness that cannot be asked has shown nothing.
    return undefined
  }
}

async function isBeginning({ tiles }: RoundParts, seen: Checkpoint, ours: Checkpoint): Promise<boolean> {
  const proof = seen.size === ours.size ? [] : await consistencyFrom(tiles, seen.size, ours.size)
  return verifyConsistency(seen.size, ours.size, proof, seen.root, ours.root, nativeSha256)
}
