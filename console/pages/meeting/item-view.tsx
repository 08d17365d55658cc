import type { Someone } from '../../../http/api/contract.ts'
import { Brief } from './brief.tsx'
import { Conclusion } from './conclusion.tsx'
import { Invitations } from './invitations.tsx'
import { ItemActs } from './item-acts.tsx'
import { ItemHead } from './item-head.tsx'
import type { ItemProps } from './meeting-props.ts'
import { NextStepBar } from './next-step-bar.tsx'
import { Speaking } from './opinion-form.tsx'
import { Heard, Opinions } from './opinions.tsx'
import { PresiderRefusal } from './presider.tsx'
import { PresenceSnapshots, Quorum } from './quorum.tsx'
import { Recusals } from './recusals.tsx'
import { Seats } from './seats.tsx'
import { Tally } from './tally.tsx'

/** One item with all that the room needs of it, the next step first. */
export function ItemView({
  onNext,
  folded = false,
  ...props
}: ItemProps & {
  /** Goes to the next item that waits, where the page shows one at a time. */
  readonly onNext?: (() => void) | undefined
  /** Among many: what was said is folded away. */
  readonly folded?: boolean
}) {
  const { meeting, item } = props
  const spoken = item.opinions.length > 0 || (item.stage !== 'WAITING' && item.ballot === 'NAMED')
  const live = item.stage === 'WAITING' || item.stage === 'UNDER_WAY'
  return (
    <article className={`card item item-${item.stage.toLowerCase()}`} aria-label={`议题${item.no} ${item.title}`}>
      <ItemHead item={item} />
      <NextStepBar {...props} onNext={onNext} />
      <PresiderRefusal {...props} />
      {live && <Quorum item={item} sitting={meeting.stage === 'OPEN'} />}
      <Recusals {...props} />
      <Conclusion item={item} />
      <Speaking {...props} />
      {item.stage !== 'WAITING' && <Tally item={item} />}
      {item.stage === 'UNDER_WAY' && item.ballot === 'NAMED' && (
        <>
          {item.silent.length > 0 && <p className="unspoken">尚未表态：{silentWords(item.silent)}</p>}
          <Seats meeting={meeting} item={item} />
        </>
      )}
      <Brief item={item} open={item.stage === 'WAITING' && meeting.stage === 'OPEN'} />
      {spoken && !folded && <Opinions item={item} />}
      {folded && item.opinions.length > 0 && (
        <details>
          <summary>各人意见（{item.opinions.length}）</summary>
          <Opinions item={item} />
        </details>
      )}
      <Heard item={item} />
      <PresenceSnapshots item={item} />
      <Invitations {...props} />
      <ItemActs {...props} />
    </article>
  )
}

/** In a large meeting the first few: all of them are told by the seats below. */
const MOST_NAMED = 12
const silentWords = (silent: readonly Someone[]): string =>
  silent
    .slice(0, MOST_NAMED)
    .map(({ name }) => name)
    .join('、') + (silent.length > MOST_NAMED ? `等${silent.length}人` : '')
