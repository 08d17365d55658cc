import type { LogView } from '../../http/api/contract.ts'
import { useRead } from '../api/queries.ts'
import { instantWords } from '../parts/time.ts'

const EVERY_MS = 60_000

/** Says to whoever works here that the public does not see what they do, and why. */
export function LogBanner() {
  const { trouble } = useRead<LogView>('/log', { every: EVERY_MS }).data ?? {}
  if (!trouble) return null
  return (
    <p className="log-banner" role="status">
      <strong>透明日志暂停更新</strong>（{instantWords(trouble.since)}起）。{trouble.sentence}
      {/[。！？]$/.test(trouble.sentence) ? '' : '。'}工作台照常使用，已经登记的不会丢失，恢复后补入日志。
    </p>
  )
}
