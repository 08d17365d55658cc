/** Checkpoints (C2SP tlog-checkpoint): the head of a log's tree as a signed note. */
import { ok, type Result } from '../result.ts'
import { toBase64 } from './bytes.ts'
import type { VerifierKey } from './key.ts'
import { malformed, parseDecimal, parseHash } from './lines.ts'
import { type Note, parseNote, type Verifiers, verifiedBy } from './note.ts'

export interface Checkpoint {
  /** The identity of the log, non-empty. */
  readonly origin: string
  /** Number of leaves; a safe integer. */
  readonly size: number
  /** 32 bytes: the root of the tree of that size (RFC 6962, section 2.1). */
  readonly root: Uint8Array
  /** Opaque, non-empty lines; ours have none. */
  readonly extensions: readonly string[]
}

/** The text to be signed. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), toBase64(root), ...extensions].map(line => `${line}\n`).join('')
}

/** Reads the text of a checkpoint, with its final newline and without the blank line and the signatures. */
export function parseCheckpoint(text: string): Result<Checkpoint> {
  if (!text.endsWith('\n')) return malformed('checkpoint', '检查点的末尾缺少换行符，可能没有传完。')
  const [origin = '', sizeLine, rootLine, ...extensions] = text.slice(0, -1).split('\n')
  if (sizeLine === undefined || rootLine === undefined) {
    return malformed('checkpoint', '检查点至少应有三行：来源、规模、根哈希。')
  }
  if (origin === '') return malformed('origin', '检查点的第一行（来源）不能为空。')
  const size = parseDecimal(sizeLine)
  if (size === undefined) {
    return malformed('size', '检查点的第二行（规模）应是不带前导零的十进制数，且不超过 2^53-1。')
  }
  const root = parseHash(rootLine)
  if (root === undefined) return malformed('root', '检查点的第三行（根哈希）应是 32 字节的规范 base64 编码。')
  if (extensions.includes('')) return malformed('extensions', '检查点的扩展行不能为空行。')
  return ok({ origin, size, root, extensions })
}

/**
 * Reads a checkpoint and believes it: at least one of the keys whose name is the checkpoint's origin signed it, and none of
 * their signatures is wrong. Other signatures (witnesses', unknown ones) are left to `cosignaturesOn`.
 *
 * @param more verifiers besides Ed25519's, as for `verifiedBy`.
 */
export function openCheckpoint(
  bytes: Uint8Array,
  logKeys: readonly VerifierKey[],
  more?: Verifiers,
): Result<{ checkpoint: Checkpoint; note: Note }> {
  const note = parseNote(bytes)
  if (!note.ok) return note
  const checkpoint = parseCheckpoint(note.value.text)
  if (!checkpoint.ok) return checkpoint
  const { origin } = checkpoint.value
  const known = logKeys.filter(key => key.name === origin)
  if (known.length === 0) return malformed('origin', `不认识检查点的来源「${shortened(origin)}」：没有这个来源的公钥。`)
  const signers = verifiedBy(note.value, known, more)
  if (!signers.ok) return signers
  if (signers.value.length === 0) return malformed('signature', `检查点没有来源「${origin}」的签名。`)
  return ok({ checkpoint: checkpoint.value, note: note.value })
}

/** Nobody vouches for an unknown origin, and it may be a megabyte long. */
const shortened = (origin: string) => (origin.length > 100 ? `${origin.slice(0, 100)}…` : origin)
