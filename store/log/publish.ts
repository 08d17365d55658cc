import { utf8 } from '../../domain/log/bytes.ts'
import { type Checkpoint, checkpointText } from '../../domain/log/checkpoint.ts'
import { edgeRoot } from '../../domain/log/edge.ts'
import { sameBytes } from '../../domain/log/hashing.ts'
import { formatNote, type Note, signNote } from '../../domain/log/note.ts'
import { quorumMet } from '../../domain/log/policy.ts'
import { consistencyFrom } from './consistency.ts'
import { shownAgainst } from './contradiction.ts'
import { rememberPublished, rememberSigned, rememberWitnesses, type SignedHead, type WitnessState } from './head.ts'
import { signersOf } from './keys.ts'
import { nativeSha256 } from './native-sha256.ts'
import { LogHalted, type OpenLog, REMEDY } from './open-log.ts'
import { MovedMeanwhile } from './sequence.ts'
import { stagePortion } from './stage.ts'
import { askWitnesses, type WitnessReport } from './witnesses.ts'

/**
 * Publishes the tree that the database holds: tiles and bundles, then the signed checkpoint, remembered twice before anybody
 * is shown it, then the witnesses, and with their quorum the checkpoint in the place of the one before.
 * @returns what is in the way, when there are too few witnesses.
 * @throws LogHalted, MovedMeanwhile; OperatorError when the store or the data folder cannot be written.
 */
export async function publish(log: OpenLog): Promise<string | undefined> {
  const { size } = log.tree
  if (size === (log.published?.checkpoint.size ?? 0) && log.cosigned) return undefined
  while (log.staged.size < size) await stageMore(log, size)
  const root = edgeRoot(log.tree, nativeSha256)
  if (!sameBytes(edgeRoot(log.staged, nativeSha256), root)) {
    throw new LogHalted(
      `数据库里的日志条目与编号时的不同（大小 ${size}）：有人绕过程序改过数据库。不签名；请运行 yangguang check`,
    )
  }
  const { note, checkpoint } = await sign(log, { origin: log.parts.keys.origin, size, root, extensions: [] })
  return cosignAndShow(log, note, checkpoint)
}

/**
 * Shows the witnesses what was signed last, before anything more is given an index: if one has seen a larger tree, or
 * another, then this machine was restored, memory and all, to a state from before.
 * @throws LogHalted if one has.
 */
export async function greetWitnesses(log: OpenLog): Promise<void> {
  if (!log.signed || log.parts.policy.witnesses.length === 0) return
  const { checkpoint } = log.signed
  const { reports, states } = await ask(log, ownNote(log, checkpoint), checkpoint)
  await rememberWitnesses(log.client, log.parts.store.organ, states)
  await haltIfContradicted(log, reports, checkpoint)
}

async function stageMore(log: OpenLog, size: number): Promise<void> {
  const { store, tiles } = log.parts
  log.staged = await stagePortion(log.client, store.organ, tiles, log.staged, size)
}

async function sign(log: OpenLog, checkpoint: Checkpoint): Promise<{ note: Note; checkpoint: Checkpoint }> {
  const { store, memory } = log.parts
  const before = log.signed?.checkpoint
  // What opened the log has compared all that was signed with this tree, and since then only this function signed.
  if (
    before &&
    (before.size > checkpoint.size || (before.size === checkpoint.size && !sameBytes(before.root, checkpoint.root)))
  ) {
    throw new LogHalted(`已经签过大小为 ${before.size} 的另一棵树，不再签名；请${REMEDY}`)
  }
  const note = ownNote(log, checkpoint)
  const text = formatNote(note)
  if (!(await rememberSigned(log.client, store.organ, checkpoint, log.signedInDatabase, text))) {
    throw new MovedMeanwhile('somebody else has signed')
  }
  log.signedInDatabase = text
  await memory.write(text)
  log.signed = { note: text, checkpoint }
  return { note, checkpoint }
}

function ownNote(log: OpenLog, checkpoint: Checkpoint): Note {
  const text = checkpointText(checkpoint)
  return { text, signatures: signersOf(log.parts.keys).map(signer => signNote(text, signer)) }
}

async function cosignAndShow(log: OpenLog, note: Note, checkpoint: Checkpoint): Promise<string | undefined> {
  const { store, tiles, policy } = log.parts
  const { lines, reports, states } = await ask(log, note, checkpoint)
  const cosigned = new Set(reports.filter(({ ok }) => ok).map(({ name }) => name))
  const met = quorumMet(policy, cosigned)
  if (!met || cosigned.size < reports.length) await rememberWitnesses(log.client, store.organ, states)
  await haltIfContradicted(log, reports, checkpoint)
  if (!met) return tooFew(reports)
  const shown: SignedHead = { note: formatNote({ ...note, signatures: [...note.signatures, ...lines] }), checkpoint }
  const expected = log.published && utf8(log.published.note)
  // Whoever lost the lock while waiting for the witnesses has lost this connection with it, and stops here.
  await log.client.query('select')
  if (!(await tiles.swapCheckpoint(expected, utf8(shown.note)))) throw new MovedMeanwhile('somebody else has published')
  log.published = shown
  log.cosigned = true
  await rememberPublished(log.client, store.organ, shown, states)
  return undefined
}

async function ask(log: OpenLog, note: Note, { size }: Checkpoint) {
  const { policy, witnessTimeoutMs, tiles } = log.parts
  const proofFrom = (oldSize: number) => consistencyFrom(tiles, oldSize, size)
  const answers = await askWitnesses({ policy, note, proofFrom, timeoutMs: witnessTimeoutMs, sizes: log.witnessSizes })
  log.witnessSizes = answers.sizes
  const at = new Date().toISOString()
  const states = answers.reports.map(({ name, ok, sentence }): WitnessState => ({ name, ok, at, sentence }))
  return { ...answers, states }
}

async function haltIfContradicted(
  { parts }: OpenLog,
  reports: readonly WitnessReport[],
  ours: Checkpoint,
): Promise<void> {
  const shown = await Promise.all(reports.map(report => shownAgainst(parts, report, ours)))
  const against = shown.filter(sentence => sentence !== undefined)
  if (against.length === 0) return
  const said = against.join('；')
  throw new LogHalted(`${said}。不再编号和签名；请先运行 yangguang check 排除文件损坏，再${REMEDY}`)
}

function tooFew(reports: readonly WitnessReport[]): string {
  const said = reports.filter(({ ok }) => !ok).map(({ sentence }) => sentence)
  return `见证人不足，没有公布新的检查点：${said.join('；') || '见证策略里没有可以询问的见证人'}。事件照常编号；见证人恢复后自动公布`
}
