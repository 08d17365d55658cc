import type { MeetingItemView } from '../../../http/api/contract.ts'
import { Clause } from '../../parts/tags.tsx'

/** 应到、实到、需: the quorum of this item, recused members not counted, drawn and in numbers (MTG-001, MTG-002). */
export function Quorum({ item, sitting }: { readonly item: MeetingItemView; readonly sitting: boolean }) {
  const { expected, present, needed, reached } = item.quorum
  if (!sitting) {
    return (
      <p className="quorum-ahead">
        应到 {expected} 人，至少 {needed} 人到会才能审议
      </p>
    )
  }
  return (
    <div className={reached ? 'quorum quorum-reached' : 'quorum quorum-short'} role="status">
      <p className="quorum-words">
        <strong>{reached ? '✓ 够法定人数' : `× 不够法定人数，还差${needed - present}人`}</strong>
        <span>
          应到<b>{expected}</b>
        </span>
        <span>
          实到<b>{present}</b>
        </span>
        <span>
          需<b>{needed}</b>
        </span>
        <Clause clause="MTG-001" />
      </p>
      <div className="gauge" aria-hidden>
        <span className="gauge-full" style={{ inlineSize: share(present, expected) }} />
        <span className="gauge-mark" style={{ insetInlineStart: share(needed, expected) }} />
      </div>
    </div>
  )
}

/** Who was there when it was taken up and when it ended: by which the decision stands or falls (E-12). */
export function PresenceSnapshots({ item }: { readonly item: MeetingItemView }) {
  const { presentAtStart, presentAtEnd } = item
  if (!presentAtStart) return null
  return (
    <details>
      <summary>
        到会快照：开始时{presentAtStart.length}人{presentAtEnd && `，结束时${presentAtEnd.length}人`}
      </summary>
      <p>开始时：{presentAtStart.map(({ name }) => name).join('、') || '无'}</p>
      {presentAtEnd && <p>结束时：{presentAtEnd.map(({ name }) => name).join('、') || '无'}</p>}
    </details>
  )
}

export const share = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.min(100, (part / whole) * 100)}%`
