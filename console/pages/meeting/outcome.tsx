import type { ActionView } from '../../../http/api/contract.ts'
import { Attendance } from './attendance.tsx'
import { ItemView } from './item-view.tsx'
import { MeetingActs } from './meeting-acts.tsx'
import type { MeetingProps } from './meeting-props.ts'
import { Minutes } from './minutes.tsx'

/** A meeting that is over: its minutes, and what came of each item. */
export function Outcome({
  path,
  meeting,
  onAct,
}: MeetingProps & {
  readonly onAct: (action: ActionView) => void
}) {
  return (
    <div className="matter">
      <div className="matter-main">
        <Minutes path={path} meeting={meeting} />
        <section aria-labelledby="agenda-title">
          <h2 id="agenda-title">议程</h2>
          <ol className="agenda">
            {meeting.items.map(item => (
              <li key={item.key}>
                <ItemView path={path} meeting={meeting} item={item} folded />
              </li>
            ))}
          </ol>
        </section>
      </div>
      <div className="matter-side">
        <MeetingActs meeting={meeting} onAct={onAct} />
        <Attendance path={path} meeting={meeting} />
      </div>
    </div>
  )
}
