import { useState } from 'react'
import type { ActionView, MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import type { Connection } from '../../api/live.ts'
import { Attendance } from './attendance.tsx'
import { stageNames } from './item-head.tsx'
import { ItemView } from './item-view.tsx'
import { MeetingActs } from './meeting-acts.tsx'
import type { MeetingProps } from './meeting-props.ts'
import { useNews } from './use-live-meeting.ts'

/** The running meeting on one screen: the agenda, the item in hand, and who is here. */
export function Sitting({
  path,
  meeting,
  onAct,
}: MeetingProps & {
  readonly onAct: (action: ActionView) => void
}) {
  const { items } = meeting
  const underWay = items.find(({ stage }) => stage === 'UNDER_WAY')
  const waiting = items.find(({ stage }) => stage === 'WAITING')
  const [shown, setShown] = useState((underWay ?? waiting ?? items[0])?.key)
  const [followed, setFollowed] = useState(underWay?.key)
  // Everybody's screen goes to the item that is taken up; an item that has just ended stays until its reader moves on.
  if (underWay?.key !== followed) {
    setFollowed(underWay?.key)
    if (underWay) setShown(underWay.key)
  }
  const item = items.find(({ key }) => key === shown) ?? items[0]
  const next = underWay ?? waiting
  const news = useNews(meeting)
  return (
    <div className="sitting">
      <p className="unseen" aria-live="polite">
        {news}
      </p>
      <Rail meeting={meeting} shown={item?.key} onShow={setShown} />
      <div className="sitting-main">
        {item ? (
          <ItemView
            key={item.key}
            {...{ path, meeting, item }}
            onNext={next && next.key !== item.key ? () => setShown(next.key) : undefined}
          />
        ) : (
          <p className="card quiet">议程上没有议题。</p>
        )}
      </div>
      <div className="sitting-side">
        <MeetingActs meeting={meeting} onAct={onAct} />
        <Attendance path={path} meeting={meeting} />
      </div>
    </div>
  )
}

/** The agenda at the side: where each item stands, and a way to look at it. */
function Rail({
  meeting,
  shown,
  onShow,
}: {
  readonly meeting: MeetingPage
  readonly shown: string | undefined
  readonly onShow: (key: string) => void
}) {
  const done = meeting.items.filter(({ stage }) => stage === 'CONCLUDED' || stage === 'POSTPONED').length
  return (
    <nav className="card rail" aria-label="议程">
      <h2>
        议程 <small>{`已议 ${done} / ${meeting.items.length} 项`}</small>
      </h2>
      <ol>
        {meeting.items.map(item => (
          <li key={item.key}>
            <button
              type="button"
              className={`rail-item rail-${item.stage.toLowerCase()}`}
              aria-current={item.key === shown ? 'true' : undefined}
              onClick={() => onShow(item.key)}
            >
              <span className="rail-no">{item.no}</span>
              <span className="rail-title">{item.title}</span>
              <span className="rail-state">{stateOf(item)}</span>
            </button>
          </li>
        ))}
      </ol>
      {meeting.separateItems > 0 && <p className="quiet">另行组织 {meeting.separateItems} 项〔E-41〕</p>}
    </nav>
  )
}

const stateOf = ({ stage, conclusion }: MeetingItemView): string => conclusion?.name ?? stageNames[stage]

/** Whether what is shown follows the others' screens. */
export function LiveSign({ connection }: { readonly connection: Connection }) {
  if (connection === 'CONNECTING') return null
  return (
    <span className={connection === 'LIVE' ? 'live-sign' : 'live-sign live-broken'} role="status">
      {connection === 'LIVE' ? '● 实时' : '○ 已断开，正在重连'}
    </span>
  )
}
