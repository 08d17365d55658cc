import type { ReactNode } from 'react'
import { instantWords } from './time.ts'

export interface TimelineEntry {
  readonly key: string
  /** An instant. */
  readonly at: string
  readonly what: string
  readonly who?: string | undefined
  readonly more?: ReactNode
}

/** What happened, in the order given. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map(({ key, at, what, who, more }) => (
        <li key={key}>
          <time dateTime={at}>{instantWords(at)}</time>
          <div>
            <strong>{what}</strong>
            {who && <span className="quiet">{who}</span>}
            {more}
          </div>
        </li>
      ))}
    </ol>
  )
}
