import { utf8 } from '../domain/log/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '../domain/log/checkpoint.ts'
import { cosignatureVerifiers } from '../domain/log/cosignature.ts'
import { emptyRoot, sameBytes } from '../domain/log/hashing.ts'
import type { VerifierKey } from '../domain/log/key.ts'
import { verifyConsistency } from '../domain/log/merkle.ts'
import { type Note, parseNote, type SignatureLine, verifiedBy } from '../domain/log/note.ts'
import { parseWitnessRequest, type WitnessRequest } from '../domain/log/witness-request.ts'
import { must } from '../domain/result.ts'
import type { RefusedReason, TreeHead } from './state.ts'

/** The logs that are witnessed: the keys trusted for each origin. */
export type LogKeys = ReadonlyMap<string, readonly VerifierKey[]>

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422
  readonly contentType: string
  readonly body: string
}

/** What to do with a request: cosign the checkpoint and move from the old tree head, or answer no. */
export type Judgement =
  | { readonly cosign: Signed; readonly from: TreeHead | undefined }
  | { readonly cosign?: never; readonly answer: Answer; readonly evidence?: Evidence }

/** A checkpoint with the log's own signatures that verified; those of others are left off. */
export interface Signed {
  readonly checkpoint: Checkpoint
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

interface Evidence {
  readonly reason: RefusedReason
  readonly signed: Signed
}

/**
 * Decides on the body of an add-checkpoint request (C2SP tlog-witness, «add-checkpoint»), check by check in the order of the
 * specification. Each sentence ends with the specification's English words, which clients and their tests look for.
 * @param latestOf what was last cosigned for an origin, `undefined` when nothing was.
 */
export function judgeCheckpoint(
  body: Uint8Array,
  logs: LogKeys,
  latestOf: (origin: string) => TreeHead | undefined,
): Judgement {
  const request = parseWitnessRequest(body)
  if (!request.ok) return malformed(request.error.sentence)
  const [origin = ''] = request.value.checkpoint.split('\n', 1)
  const keys = logs.get(origin)
  if (keys === undefined) return no(404, '本见证人没有登记这个日志。', 'unknown log')
  const note = parseNote(utf8(request.value.checkpoint))
  // A signature that cannot be read is one that fails to verify; the specification has 403 for it.
  if (!note.ok && note.error.field === 'signature') return unsigned(note.error.sentence)
  if (!note.ok) return malformed(note.error.sentence)
  const verified = verifiedBy(note.value, keys, cosignatureVerifiers)
  if (!verified.ok) return unsigned(verified.error.sentence)
  if (verified.value.length === 0) return unsigned('没有所登记的日志密钥的签名。')
  const checkpoint = parseCheckpoint(note.value.text)
  if (!checkpoint.ok) return malformed(checkpoint.error.sentence)
  const signatures = linesOf(note.value, verified.value)
  return judgeTree(request.value, { checkpoint: checkpoint.value, text: note.value.text, signatures }, latestOf(origin))
}

/** The first line of each key: all of its lines verified. */
function linesOf({ signatures }: Note, keys: readonly VerifierKey[]): readonly SignatureLine[] {
  return keys.map(({ name, id }) =>
    must(
      signatures.find(line => line.name === name && line.id === id),
      'the line that verified',
    ),
  )
}

function judgeTree({ oldSize, proof }: WitnessRequest, signed: Signed, latest: TreeHead | undefined): Judgement {
  const { size, root } = signed.checkpoint
  if (oldSize > size) return malformed('所称的旧大小大于检查点的大小。')
  const forks = latest?.size === size && !sameBytes(latest.root, root)
  if (oldSize !== (latest?.size ?? 0)) {
    // The specification wants the size and nothing else; that the log signed two trees of one size is kept all the same.
    return { answer: conflict(latest?.size ?? 0), ...(forks ? { evidence: { reason: 'FORK', signed } } : {}) }
  }
  if (size === 0 && !sameBytes(root, emptyRoot())) {
    return no(422, '大小为0的检查点，其根不是空树的根。', 'not the root of the empty tree', {
      reason: 'EMPTY_TREE',
      signed,
    })
  }
  if (latest === undefined || oldSize === 0) {
    if (proof.length > 0) return no(422, '旧大小为0时一致性证明应当为空。', 'bad consistency proof: must be empty')
    return { cosign: signed, from: latest }
  }
  if (forks) {
    return no(422, '与已见证的检查点大小相同而根不同。', 'bad consistency proof: another root', {
      reason: 'FORK',
      signed,
    })
  }
  if (!verifyConsistency(oldSize, size, proof, latest.root, root)) {
    // Of one size and one root nothing can be wrong with the log, only with the request.
    const evidence = size === latest.size ? undefined : ({ reason: 'PROOF', signed } as const)
    return no(422, '一致性证明不成立，不能证明日志只增不改。', 'bad consistency proof', evidence)
  }
  return { cosign: signed, from: latest }
}

/** «409»: the size of the latest cosigned checkpoint, which the client shall start from. */
export function conflict(size: number): Answer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` }
}

const unsigned = (sentence: string): Judgement => no(403, sentence, 'invalid signature')
const malformed = (sentence: string): Judgement => no(400, sentence, 'invalid input')

function no(status: Answer['status'], sentence: string, english: string, evidence?: Evidence): Judgement {
  const answer = { status, contentType: 'text/plain; charset=utf-8', body: `${sentence}（${english}）\n` }
  return evidence ? { answer, evidence } : { answer }
}
