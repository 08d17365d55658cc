import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Policy, parsePolicy, quorumMet } from '../../domain/log/policy.ts'
import { OperatorError } from '../operator-error.ts'
import { fileStore } from './file-store.ts'
import { type LogKeys, loadLogKeys, verifierKeysOf } from './keys.ts'
import { s3Store } from './s3-store.ts'
import type { RepairableTileStore } from './tile-store.ts'

/** What the settings say of the log. */
export interface LogPlan {
  readonly dataDir: string
  readonly log: {
    readonly origin: string
    readonly store: string
    readonly s3: { readonly region: string; readonly accessKey: string; readonly secretKey: string }
    readonly policyFile: string
    readonly sm2: boolean
  }
}

/** The log's name: the operator's, or one in a domain that nobody owns, which says that it was not chosen yet. */
export const originOf = ({ log }: LogPlan, agencyCode: string): string =>
  log.origin || `yangguang.invalid/${agencyCode.toLowerCase()}`

export const keysFolder = ({ dataDir }: LogPlan): string => join(dataDir, 'log', 'keys')

/** The log's keys; the first is made at the first start. @throws OperatorError */
export function openLogKeys(plan: LogPlan, agencyCode: string): Promise<LogKeys> {
  return loadLogKeys(keysFolder(plan), originOf(plan, agencyCode), { sm2: plan.log.sm2 })
}

/** Where the published files are, by the setting LOG_STORE. */
export function openTileStore({ log }: LogPlan): RepairableTileStore {
  return /^https?:\/\//i.test(log.store) ? s3Store({ url: log.store, ...log.s3 }) : fileStore(log.store)
}

/**
 * What a reader needs to believe this log: every key that ever signed it, so that old proofs stay good; witnesses and quorum
 * from the file that LOG_POLICY names, whose own `log` lines do not matter.
 * @throws OperatorError when it cannot be read, is no policy, or asks for a quorum that the witnesses who have an address
 * could never reach, since then nothing would ever be published.
 */
export async function readLogPolicy({ log }: LogPlan, keys: LogKeys): Promise<Policy> {
  const logs = verifierKeysOf(keys).map(key => ({ key }))
  if (log.policyFile === '') return { logs, witnesses: [], groups: [], quorum: 'none' }
  const refused = (why: string) => new OperatorError(`设置 LOG_POLICY 指定的见证策略文件 ${log.policyFile} ${why}`)
  const text = await readFile(log.policyFile, 'utf8').catch(() => undefined)
  if (text === undefined) throw refused('读不到：请检查路径和权限')
  const policy = parsePolicy(text)
  if (!policy.ok) throw refused(`不对：${policy.error.sentence}`)
  const { witnesses, groups, quorum } = policy.value
  const reachable = new Set(witnesses.filter(({ url }) => url !== undefined).map(({ name }) => name))
  if (!quorumMet(policy.value, reachable)) {
    throw refused(
      `达不到：写有网址的见证人不够 quorum「${quorum}」的要求，将永远不能公布检查点；请在 witness 行末写上网址`,
    )
  }
  return { logs, witnesses, groups, quorum }
}
