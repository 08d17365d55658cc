/**
 * The audit of a whole log: its checkpoint is signed and witnessed, it only grew since the one that was kept, and every entry
 * and every tile is what the checkpoint says. Runs in a browser as on the command line; the source decides where from.
 */
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../domain/log/checkpoint.ts'
import { cosignaturesOn, cosignatureVerifiers } from '../domain/log/cosignature.ts'
import { emptyRoot, portableSha256, type Sha256, sameBytes } from '../domain/log/hashing.ts'
import { consistencyProof, verifyConsistency } from '../domain/log/merkle.ts'
import { type Note, parseNote, type Verifiers } from '../domain/log/note.ts'
import { type Policy, quorumMet } from '../domain/log/policy.ts'
import type { LogSource } from '../domain/log/source.ts'
import { hashesFromTiles, tilePath, tilesForConsistency } from '../domain/log/tile.ts'
import { auditTree, type Watching } from './audit-tree.ts'
import { readResource, readTile } from './reading.ts'
import { grouped, type Step } from './step.ts'
import { instantOf, momentWords } from './words.ts'

export interface Expectations extends Watching {
  readonly policy: Policy
  /** The checkpoint note that was kept last time. */
  readonly kept?: Uint8Array
  /** For signatures besides Ed25519's, such as SM2's, by the type of the key. */
  readonly verifiers?: Verifiers
}

export interface AuditReport {
  /** Every step is as it must be, and the whole log could be read. */
  readonly ok: boolean
  readonly checkpoint?: Checkpoint
  readonly note?: Note
  /** Names of witnesses, as the policy gives them. */
  readonly cosigners: readonly string[]
  readonly steps: readonly Step[]
  /** How many entries were hashed again. */
  readonly entries: number
  /** Why the log could not be read to its end, which proves nothing for or against it. */
  readonly unreadable?: string
}

/** Audits a log. @returns what was proved, step by step; never throws for what the log says or does not say. */
export async function auditLog(source: LogSource, expectations: Expectations): Promise<AuditReport> {
  const { policy, verifiers } = expectations
  const read = await readResource(source, 'checkpoint')
  if (read.kind !== 'found') return { ok: false, cosigners: [], steps: [], entries: 0, unreadable: read.sentence }

  const logKeys = policy.logs.map(({ key }) => key)
  const opened = openCheckpoint(read.bytes, logKeys, { ...cosignatureVerifiers, ...verifiers })
  if (!opened.ok) {
    const name = parseNote(read.bytes).ok ? 'signature' : 'checkpoint'
    return { ok: false, cosigners: [], steps: [{ name, ok: false, sentence: opened.error.sentence }], entries: 0 }
  }
  const { checkpoint, note } = opened.value
  const witnesses = auditWitnesses(note, policy)
  const consistency = await auditConsistency(source, checkpoint, expectations)
  const tree = await auditTree(source, checkpoint, expectations)
  const unreadable = consistency.unreadable ?? tree.unreadable
  const steps = [signed(checkpoint), witnesses.step, ...toldOf(consistency, tree.steps), ...tree.steps]
  return {
    ok: unreadable === undefined && steps.every(step => step.ok),
    checkpoint,
    note,
    cosigners: witnesses.cosigners,
    steps,
    entries: tree.entries,
    ...(unreadable === undefined ? {} : { unreadable }),
  }
}

const signed = ({ origin, size }: Checkpoint): Step => ({
  name: 'signature',
  ok: true,
  sentence: `检查点由「${origin}」的密钥签名，共 ${grouped(size)} 个条目。`,
})

function auditWitnesses(note: Note, policy: Policy): { readonly step: Step; readonly cosigners: readonly string[] } {
  const said = (isOk: boolean, sentence: string): Step => ({ name: 'witnesses', ok: isOk, sentence })
  const cosignatures = cosignaturesOn(
    note,
    policy.witnesses.map(({ key }) => key),
  )
  if (!cosignatures.ok) return { step: said(false, cosignatures.error.sentence), cosigners: [] }
  const cosigned = policy.witnesses.flatMap(({ name, key }) =>
    cosignatures.value.filter(cosignature => cosignature.key === key).map(({ seconds }) => ({ name, seconds })),
  )
  const cosigners = cosigned.map(({ name }) => name)
  const who = cosigned.length === 0 ? '没有见证人' : `见证人 ${cosigned.map(withTime).join('、')} `
  if (!quorumMet(policy, new Set(cosigners))) {
    return { step: said(false, `${who}为检查点作证，达不到策略「${policy.quorum}」的要求。`), cosigners }
  }
  if (cosigners.length > 0) return { step: said(true, `${who}为检查点作证，达到策略的要求。`), cosigners }
  return {
    step: { ...said(true, '策略不要求见证，也没有见证人作证：网站是否给各人看同一份日志，无从得知。'), skipped: true },
    cosigners,
  }
}

const LAST_SECOND = Date.UTC(9999, 11, 31) / 1000

/** A witness may make no statement about the time (0), or one that no calendar has. */
const withTime = ({ name, seconds }: { readonly name: string; readonly seconds: number }): string =>
  seconds > 0 && seconds < LAST_SECOND ? `${name}（${momentWords(instantOf(seconds))}）` : name

interface ConsistencyAudit {
  /** Absent when it could not be read. */
  readonly step?: Step
  readonly unreadable?: string
  /** Two signed checkpoints seem to contradict each other. */
  readonly isFork?: true
}

/** A false tile, too, makes two trees look different; once the whole tree was built again, it was not that. */
function toldOf({ step, isFork }: ConsistencyAudit, tree: readonly Step[]): readonly Step[] {
  if (!step) return []
  const isProven = isFork && tree.length > 0 && tree.every(({ ok }) => ok)
  return [isProven ? { ...step, sentence: `${step.sentence}两份检查点都有日志的签名，请保存下来作为证据。` } : step]
}

/** The tree of today begins with all of the tree of the kept checkpoint: nothing was changed, taken out or put in between. */
async function auditConsistency(
  source: LogSource,
  now: Checkpoint,
  { kept: bytes, policy, verifiers, sha256 = portableSha256 }: Expectations,
): Promise<ConsistencyAudit> {
  const said = (isOk: boolean, sentence: string) => ({ step: { name: 'consistency', ok: isOk, sentence } }) as const
  if (bytes === undefined) {
    const sentence = '没有上次留下的检查点，以前的条目是否被改动过，本次无从比较。'
    return { step: { name: 'consistency', ok: true, skipped: true, sentence } }
  }
  const kept = openKept(bytes, now, policy, verifiers)
  if (typeof kept === 'string') return said(false, kept)
  const [then, today] = [grouped(kept.size), grouped(now.size)]
  if (kept.size > now.size) {
    return said(
      false,
      `日志变短了：上次检查时有 ${then} 个条目，现在只有 ${today} 个。可能恢复了旧备份，或删去了后面的条目。`,
    )
  }
  const tiles = new Map<string, Uint8Array>()
  const isProofNeeded = kept.size > 0 && kept.size < now.size
  for (const tile of isProofNeeded ? tilesForConsistency(kept.size, now.size) : []) {
    const reading = await readTile(source, tile)
    if (reading.kind === 'unreadable') return { unreadable: reading.sentence }
    if (reading.kind === 'wrong') return said(false, `不能证明日志只增不改：${reading.sentence}`)
    tiles.set(tilePath(tile), reading.bytes)
  }
  return isGrownFrom(kept, now, tiles, sha256)
    ? said(
        true,
        `与上次检查点（${then} 个条目）一致：原有的条目原样都在，其后新增 ${grouped(now.size - kept.size)} 个。`,
      )
    : { ...said(false, `与上次检查点（${then} 个条目）不一致：当时已有的条目被改动、删除或插入过。`), isFork: true }
}

/** The kept checkpoint, or why nothing can be compared with it. */
function openKept(bytes: Uint8Array, now: Checkpoint, policy: Policy, verifiers?: Verifiers): Checkpoint | string {
  const note = parseNote(bytes)
  const parsed = note.ok ? parseCheckpoint(note.value.text) : note
  if (!parsed.ok) return `上次留下的检查点读不懂：${parsed.error.sentence}`
  const { origin } = parsed.value
  if (origin !== now.origin) return `上次留下的检查点属于另一份日志「${origin}」，与现在的「${now.origin}」无从比较。`
  const opened = openCheckpoint(
    bytes,
    policy.logs.map(({ key }) => key),
    { ...cosignatureVerifiers, ...verifiers },
  )
  return opened.ok ? opened.value.checkpoint : `上次留下的检查点不可信：${opened.error.sentence}`
}

function isGrownFrom(
  kept: Checkpoint,
  now: Checkpoint,
  tiles: ReadonlyMap<string, Uint8Array>,
  sha256: Sha256,
): boolean {
  if (kept.size === now.size) return sameBytes(kept.root, now.root)
  // Every tree begins with the empty one, whose root must be the right one all the same.
  if (kept.size === 0) return sameBytes(kept.root, emptyRoot(sha256))
  const proof = consistencyProof(kept.size, now.size, hashesFromTiles(tiles, now.size, sha256), sha256)
  return verifyConsistency(kept.size, now.size, proof, kept.root, now.root, sha256)
}
