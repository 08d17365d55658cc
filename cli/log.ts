import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import organisation from '../spec/organisation.json' with { type: 'json' }
import { exportLog } from '../store/log/export.ts'
import { findLogKeys, type LogKeys, retireLogKeys, rotateLogKey } from '../store/log/keys.ts'
import { keysFolder, openTileStore, originOf, readLogPolicy } from '../store/log/log-parts.ts'
import { rewriteFiles } from '../store/log/rewrite.ts'
import { OperatorError } from '../store/operator-error.ts'
import type { Store } from '../store/store.ts'
import { type LogStatus, readLogStatus } from '../store/views/log.ts'
import { withStore } from './support/with-store.ts'

export const summary = '透明日志：状态、导出、更换密钥、重写公开文件'
export const usage = `用法：yangguang log status
      yangguang log export <文件夹>
      yangguang log rotate-key
      yangguang log retire-keys
      yangguang log rewrite-files

status         打印日志的名称、公布到哪里、密钥、各见证人的答复、有无故障；有故障时退出码为 1。
export         把已公布的检查点、瓦片、条目、记录、公钥和策略写成文件夹，任何静态网站都能代替 /log 提供；可反复更新。
rotate-key     造一把新的签名密钥；旧密钥在重启后继续并列签名，只认旧公钥的核验人不受影响。重启服务后生效。
retire-keys    停用当前密钥以外的旧密钥（销毁其私钥，公钥永远留在策略中）。重启服务后生效。
rewrite-files  公开的文件丢失或损坏时，先核对数据库与签过的检查点，再由数据库重写全部文件。须先停止服务。`

const verbs: Readonly<Record<string, (config: Config) => Promise<number>>> = {
  status: config => withStore(config, store => status(store, config)),
  'rotate-key': config => changeKeys(config, rotateLogKey, '新的密钥已造好，旧密钥继续并列签名；请重启服务使其生效'),
  'retire-keys': config => changeKeys(config, retireLogKeys, '旧密钥已停用；请重启服务使其生效'),
  'rewrite-files': config => withStore(config, store => rewrite(store, config)),
}

/** @returns 0 done; 1 not done, or the log is in trouble; 2 when the arguments make no sense. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const [verb = '', folder, ...more] = args
  if (verb === 'export' && folder && more.length === 0) {
    return withStore(config, store => exportTo(store, config, resolve(folder)))
  }
  const act = Object.hasOwn(verbs, verb) && folder === undefined ? verbs[verb] : undefined
  if (act) return act(config)
  console.error(usage)
  return 2
}

async function exportTo(store: Store, config: Config, folder: string): Promise<number> {
  const keys = await existingKeys(config)
  const policy = await readLogPolicy(config, keys)
  const { size, records } = await exportLog({ store, tiles: openTileStore(config), keys, policy }, folder)
  console.log(`已导出 ${size} 个条目、${records} 份记录到 ${folder}`)
  console.log(
    `核验：yangguang verify ${folder}，或 python3 docs/verify.py ${folder} --vkey ${keys.current.verifier.text}`,
  )
  return 0
}

async function rewrite(store: Store, config: Config): Promise<number> {
  const { size, files, written, removed } = await rewriteFiles({
    store,
    tiles: openTileStore(config),
    keys: await existingKeys(config),
  })
  console.log(
    `数据库与签过的检查点相符（${size} 个条目）：核对了 ${files} 个文件，重写了 ${written} 个，移除了 ${removed} 个多余的`,
  )
  return 0
}

async function changeKeys(
  config: Config,
  change: (folder: string, origin: string) => Promise<LogKeys>,
  sentence: string,
): Promise<number> {
  await existingKeys(config)
  printKeys(await change(keysFolder(config), originOf(config, agencyCode)))
  console.log(sentence)
  return 0
}

async function status(store: Store, config: Config): Promise<number> {
  const state = await readLogStatus(store)
  console.log(`日志　　　${state.origin || '尚未开始'}`)
  console.log(`条目　　　${state.size} 个已编号，${state.pending} 个事件尚未公布，${state.erased} 个盐值已销毁`)
  console.log(`检查点　　${publishedLine(state)}`)
  for (const { name, ok, at, sentence } of state.witnesses) {
    console.log(`见证人　　${name}　${ok ? '已见证' : '未见证'}　${at}　${sentence}`)
  }
  const keys = await keysIfAny(config)
  if (keys) printKeys(keys)
  if (!state.trouble) return 0
  console.log(`故障　　　自 ${state.trouble.since}：${state.trouble.sentence}`)
  return 1
}

function publishedLine({ published }: LogStatus): string {
  return published ? `公布到 ${published.size} 个条目，${published.at}，树根 ${published.root}` : '还没有公布'
}

function printKeys({ current, alsoSigning, retired }: LogKeys): void {
  console.log(`当前公钥　${current.verifier.text}`)
  for (const { verifier } of alsoSigning) console.log(`并列签名　${verifier.text}`)
  for (const { text } of retired) console.log(`已停用　　${text}`)
}

const agencyCode = organisation.agency.code

const keysIfAny = (config: Config): Promise<LogKeys | undefined> =>
  findLogKeys(keysFolder(config), originOf(config, agencyCode), { sm2: config.log.sm2 })

async function existingKeys(config: Config): Promise<LogKeys> {
  const keys = await keysIfAny(config)
  if (keys) return keys
  throw new OperatorError(
    `数据文件夹 ${config.dataDir} 里没有日志「${originOf(config, agencyCode)}」的密钥：请核对 DATA_DIR 和 LOG_ORIGIN，或先启动一次服务`,
  )
}
