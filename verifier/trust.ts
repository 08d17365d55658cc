import { fromUtf8 } from '../domain/log/bytes.ts'
import { type Checkpoint, openCheckpoint } from '../domain/log/checkpoint.ts'
import { cosignaturesOn, cosignatureVerifiers } from '../domain/log/cosignature.ts'
import { OTHER, type VerifierKey } from '../domain/log/key.ts'
import type { Note } from '../domain/log/note.ts'
import { type Policy, parsePolicy, quorumMet } from '../domain/log/policy.ts'
import type { LogSource } from '../domain/log/source.ts'
import type { Check, Cosigner } from './report.ts'
import { instantOf, momentWords } from './words.ts'

/** A checkpoint that one of the log's keys signed, and who cosigned it. */
export interface Trusted {
  readonly checkpoint: Checkpoint
  readonly note: Note
  readonly signers: readonly VerifierKey[]
  readonly cosigners: readonly Cosigner[]
  readonly steps: readonly Check[]
}

/** What is left to say of a checkpoint that cannot be believed. */
export interface Untrusted {
  readonly checkpoint?: undefined
  readonly signers?: undefined
  readonly cosigners?: undefined
  readonly steps: readonly Check[]
}

/** What is believed of a log, and by whose keys. */
export type Trust = (Trusted | Untrusted) & { readonly policy?: Policy }

/** Reads the checkpoint and, unless the reader brings a policy along, the one that the log publishes. @throws what the source throws */
export async function readTrust(source: LogSource, given?: Policy): Promise<Trust> {
  const [bytes, policy] = await Promise.all([source.read('checkpoint'), given ?? publishedPolicy(source)])
  if (!bytes) return unsigned('OPEN', '日志还没有公布检查点，没有签名可以核对。')
  return typeof policy === 'string' ? unsigned('FAILED', policy) : { ...trustCheckpoint(bytes, policy), policy }
}

async function publishedPolicy(source: LogSource): Promise<Policy | string> {
  const bytes = await source.read('policy')
  const policy = bytes && parsePolicy(fromUtf8(bytes) ?? '')
  if (!policy) return '日志没有公布它的公钥，签名无从核对。'
  return policy.ok ? policy.value : `日志公布的公钥读不出来：${policy.error.sentence}`
}

/** Whose tree this is, by the policy's keys: nothing that hangs on a checkpoint without this is worth looking at. */
export function trustCheckpoint(bytes: Uint8Array, policy: Policy): Trusted | Untrusted {
  const keys = policy.logs.map(({ key }) => key)
  const opened = openCheckpoint(bytes, keys, cosignatureVerifiers)
  if (!opened.ok) return unsigned('FAILED', `日志的签名没有通过：${opened.error.sentence}`)
  const { checkpoint, note } = opened.value
  // A note with a wrong signature of a known key was refused: whichever of them signed, signed well.
  const hasSigned = ({ name, id }: VerifierKey) => note.signatures.some(line => line.name === name && line.id === id)
  const signers = keys.filter(key => key.type !== OTHER && hasSigned(key))
  const others = note.signatures.filter(({ name }) => name === checkpoint.origin).length - signers.length
  const signature = signatureCheck(checkpoint, signers.length, others)
  const cosigned = cosignersOf(note, policy)
  if (!cosigned.ok) return { steps: [signature, cosigned.step] }
  const { cosigners } = cosigned
  return {
    checkpoint,
    note,
    signers,
    cosigners,
    steps: [signature, witnessStep(policy, cosigners)],
  }
}

/** A signature in SM2 is left to the command line: its library would weigh as much as the rest of the page's script. */
function signatureCheck({ origin, size }: Checkpoint, count: number, others: number): Check {
  const keys = count > 1 ? ` ${count} 把密钥` : '密钥'
  const more = others > 0 ? `另有 ${others} 行签名（例如国密 SM2）这里没有核对，可用命令行工具核对。` : ''
  return {
    name: 'signature',
    state: 'OK',
    sentence: `日志的检查点（共 ${size} 条）由「${origin}」的${keys}签名，签名正确。${more}`,
  }
}

const unsigned = (state: Check['state'], sentence: string): Untrusted => ({
  steps: [{ name: 'signature', state, sentence }],
})

function cosignersOf(
  note: Note,
  policy: Policy,
): { readonly ok: true; readonly cosigners: readonly Cosigner[] } | { readonly ok: false; readonly step: Check } {
  const cosignatures = cosignaturesOn(
    note,
    policy.witnesses.map(({ key }) => key),
  )
  if (!cosignatures.ok) {
    const sentence = `见证人的签名没有通过：${cosignatures.error.sentence}`
    return { ok: false, step: { name: 'witnesses', state: 'FAILED', sentence } }
  }
  const cosigners = cosignatures.value.map(({ key, seconds }) => {
    const name = policy.witnesses.find(witness => witness.key === key)?.name ?? key.name
    return seconds > 0 ? { name, at: instantOf(seconds) } : { name }
  })
  return { ok: true, cosigners }
}

function witnessStep(policy: Policy, cosigners: readonly Cosigner[]): Check {
  const names = cosigners.map(({ name, at }) => (at ? `${name}（${momentWords(at)}）` : name)).join('、')
  if (!quorumMet(policy, new Set(cosigners.map(({ name }) => name)))) {
    const sentence = `见证不够：策略要求「${policy.quorum}」，实际见证的是${names === '' ? '无' : names}。`
    return { name: 'witnesses', state: 'FAILED', sentence }
  }
  return cosigners.length > 0
    ? { name: 'witnesses', state: 'OK', sentence: `见证人各自证明看到的是同一本日志：${names}。` }
    : { name: 'witnesses', state: 'OPEN', sentence: '没有见证人：目前只有本站自己的签名，没有别的单位作证。' }
}
