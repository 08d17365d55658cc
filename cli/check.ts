import type { Config } from '../config.ts'
import { checkRecord } from '../store/check.ts'
import { verifyFiles } from '../store/files.ts'
import { withStore } from './support/with-store.ts'

export const summary = '核对事件、视图与文件是否一致'
export const usage = `用法：yangguang check

核对三件事：事件版本连续且与版本头相符；每一行视图都与由事件重新生成的相同；每个文件的内容与其指纹相符。
全部相符时退出码为 0，否则逐条列出，退出码为 1。`

export function run(_args: readonly string[], config: Config): Promise<number> {
  return withStore(config, async store => {
    const report = await checkRecord(store)
    const faults = [...report.faults, ...(await verifyFiles(store, config.dataDir))]
    for (const fault of faults) console.log(fault)
    console.log(
      `核对了 ${report.streams} 条流、${report.events} 个事件，${faults.length === 0 ? '全部相符' : `有 ${faults.length} 处不符`}`,
    )
    return faults.length === 0 ? 0 : 1
  })
}
