/** By whose keys a log is judged: those that the reader brought, those kept since the first time, or else the site's own. */
import { fromUtf8 } from '../../domain/log/bytes.ts'
import { openCheckpoint } from '../../domain/log/checkpoint.ts'
import { parseVerifierKey } from '../../domain/log/key.ts'
import { type Note, verifiedBy } from '../../domain/log/note.ts'
import { formatPolicy, type Policy, parsePolicy } from '../../domain/log/policy.ts'
import type { LogSource } from '../../domain/log/source.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { readResource } from '../../verifier/reading.ts'
import type { Kept } from './kept-checkpoints.ts'

export interface Trust {
  /** What the log is judged by. */
  readonly policy: Policy
  /** What the log publishes of itself, when that was asked for and could be read. */
  readonly published?: Policy
  readonly from: 'reader' | 'kept' | 'site'
  readonly notices: readonly string[]
}

/** Trust on first use. The error is a Chinese sentence: there is nothing to judge by. */
export async function trustOnFirstUse(source: LogSource, kept: Kept): Promise<Result<Trust, string>> {
  const published = await publishedPolicy(source)
  if (kept.policy === undefined) {
    if (!published.ok) return published
    const notices = ['密钥取自被验证的网站，未与其他渠道核对。']
    return ok({ policy: published.value, published: published.value, from: 'site', notices })
  }
  const policy = parsePolicy(kept.policy)
  if (!policy.ok) return err(`首次核验时记下的策略读不懂：${policy.error.sentence}`)
  const changed = published.ok && formatPolicy(published.value) !== formatPolicy(policy.value)
  const notices = [
    '密钥是首次核验时从网站取得并记下的，未与其他渠道核对。',
    ...(changed ? ['网站现在公布的密钥、见证人或见证要求与记下的不同，本次仍按记下的核验。'] : []),
  ]
  return ok({ policy: policy.value, ...(published.ok ? { published: published.value } : {}), from: 'kept', notices })
}

/** The log's own policy, or its key alone when it publishes no policy. */
async function publishedPolicy(source: LogSource): Promise<Result<Policy, string>> {
  const text = await readWords(source, 'policy')
  if (!text.ok) return text
  if (text.value !== undefined) {
    const policy = parsePolicy(text.value)
    return policy.ok ? policy : err(`网站公布的策略读不懂：${policy.error.sentence}`)
  }
  const line = await readWords(source, 'vkey')
  if (!line.ok) return line
  if (line.value === undefined) return err('网站没有公布密钥（policy、vkey），请用 --policy 给出。')
  const key = parseVerifierKey(line.value.trim())
  if (!key.ok) return err(`网站公布的密钥读不懂：${key.error.sentence}`)
  return ok({ logs: [{ key: key.value }], witnesses: [], groups: [], quorum: 'none' })
}

async function readWords(source: LogSource, path: string): Promise<Result<string | undefined, string>> {
  const reading = await readResource(source, path)
  if (reading.kind === 'unreadable') return err(reading.sentence)
  return ok(reading.kind === 'found' ? (fromUtf8(reading.bytes) ?? '') : undefined)
}

/**
 * Why a checkpoint is refused that the site's own keys would let through: the log has another key than when it was first
 * seen, and the old one does not vouch for it.
 */
export function isSignedByStrangers(checkpoint: Uint8Array, { published, from }: Trust): boolean {
  return from === 'kept' && published !== undefined && openCheckpoint(checkpoint, keysOf(published)).ok
}

/**
 * The policy to be kept from now on; `undefined` when it stays as it is. A key is added when it signed a checkpoint that a
 * known key signed too, which is how a log introduces its next one. Nothing is ever taken away, and witnesses stay.
 */
export function policyToKeep(note: Note, { policy, published, from }: Trust): Policy | undefined {
  if (from === 'site') return policy
  if (from === 'reader' || published === undefined) return undefined
  const known = new Set(keysOf(policy).map(({ text }) => text))
  const origins = new Set(keysOf(policy).map(({ name }) => name))
  const signers = verifiedBy(
    note,
    keysOf(published).filter(({ name, text }) => origins.has(name) && !known.has(text)),
  )
  const added = signers.ok ? signers.value : []
  return added.length === 0 ? undefined : { ...policy, logs: [...policy.logs, ...added.map(key => ({ key }))] }
}

/** The policy of a file that the reader gives. The error is a Chinese sentence. */
export function readerPolicy(bytes: Uint8Array): Result<Trust, string> {
  const policy = parsePolicy(fromUtf8(bytes) ?? '')
  return policy.ok ? ok({ policy: policy.value, from: 'reader', notices: [] }) : err(policy.error.sentence)
}

const keysOf = ({ logs }: Policy) => logs.map(({ key }) => key)
