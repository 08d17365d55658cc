import type { Config } from '../config.ts'
import { rebuildViews } from '../store/rebuild.ts'
import { withStore } from './support/with-store.ts'

export const summary = '由事件重建全部读取视图'
export const usage = `用法：yangguang rebuild

把读取视图（件、公开页、会议、复核小组、汇总报告）全部丢弃，再由事件重新生成。
在一个事务内完成：其间读取不受影响，写入等待。`

export function run(_args: readonly string[], config: Config): Promise<number> {
  return withStore(config, async store => {
    const started = performance.now()
    const { events, rows } = await rebuildViews(store)
    const seconds = (performance.now() - started) / 1000
    console.log(`已由 ${events} 个事件重建 ${rows} 行视图，用时 ${seconds.toFixed(1)} 秒`)
    return 0
  })
}
