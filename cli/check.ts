import type { Config } from '../config.ts'
import { checkRecord } from '../store/check.ts'
import { verifyFiles } from '../store/files.ts'
import { checkLog } from '../store/log/check.ts'
import { findLogKeys, verifierKeysOf } from '../store/log/keys.ts'
import { keysFolder, openTileStore, originOf } from '../store/log/log-parts.ts'
import { verifySealedParts } from '../store/sealed-parts.ts'
import type { Store } from '../store/store.ts'
import { withStore } from './support/with-store.ts'

export const summary = '核对事件、视图、文件与透明日志是否一致'
export const usage = `用法：yangguang check

核对五件事：事件版本连续且与版本头相符；每一行视图都与由事件重新生成的相同；每个文件、每个密封件的内容与其指纹相符；
投诉举报和问责的每个事件都在其已关闭之日公开的承诺之中，且与承诺相符；
透明日志与事件逐条对应，每个条目由事件和盐值重新生成后相同，公开的瓦片、条目和检查点与数据库相符。
全部相符时退出码为 0，否则逐条列出，退出码为 1。`

export function run(_args: readonly string[], config: Config): Promise<number> {
  return withStore(config, async store => {
    const report = await checkRecord(store)
    const log = await checkTheLog(store, config)
    const files = [...(await verifyFiles(store, config.dataDir)), ...(await verifySealedParts(store, config.dataDir))]
    const faults = [...report.faults, ...files, ...log.faults]
    for (const fault of faults) console.log(fault)
    console.log(
      `核对了 ${report.streams} 条流、${report.events} 个事件、${log.entries} 个日志条目，${faults.length === 0 ? '全部相符' : `有 ${faults.length} 处不符`}`,
    )
    return faults.length === 0 ? 0 : 1
  })
}

async function checkTheLog(store: Store, config: Config): ReturnType<typeof checkLog> {
  const keys = await findLogKeys(keysFolder(config), originOf(config, store.organ), { sm2: config.log.sm2 })
  return checkLog(store, openTileStore(config), keys ? verifierKeysOf(keys) : [])
}
