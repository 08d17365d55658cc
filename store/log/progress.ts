import { CONFIDENTIAL } from './entries.ts'
import type { OpenLog } from './open-log.ts'

/** A backlog that takes longer than a few seconds is worth a word. */
const WORTH_SAYING = 20_000
const SAY_EVERY_MS = 5_000

/**
 * Tells the operator how a long backlog goes, such as the first run on a database that has events already.
 * @returns to be told after every round how many events got their place, and whether more are waiting.
 */
export function progressOf(log: OpenLog): (logged: number, more: boolean) => Promise<void> {
  const { store, say } = log.parts
  let all = 0
  let done = 0
  let saidAt = Number.NEGATIVE_INFINITY
  return async (logged, more) => {
    if (!say || (!more && all === 0)) return
    if (all === 0) {
      const { rows } = await log.client.query<{ count: number }>(
        `select count(*) from event e where e.organ = $1 and e.position > $2 and not ${CONFIDENTIAL}`,
        [store.organ, log.mark],
      )
      all = logged + (rows[0]?.count ?? 0)
    }
    done += logged
    if (all >= WORTH_SAYING && (!more || performance.now() - saidAt > SAY_EVERY_MS)) {
      const verb = more ? '正在' : '已'
      say(`${verb}把已有的事件写入透明日志：${done} 个，共约 ${Math.max(all, done)} 个；平台可以照常使用`)
      saidAt = performance.now()
    }
    if (!more) {
      all = 0
      done = 0
    }
  }
}
