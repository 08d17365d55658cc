import type { ActionView } from '../../../http/api/contract.ts'
import { AgendaEditor } from './agenda-editor.tsx'
import { Attendance } from './attendance.tsx'
import { Candidates } from './candidates.tsx'
import { LateItems } from './late-items.tsx'
import { MeetingActs } from './meeting-acts.tsx'
import type { MeetingProps } from './meeting-props.ts'
import { Members } from './members.tsx'
import { Packet } from './packet.tsx'
import { Topics } from './topics.tsx'

/** A meeting to come: its agenda is made, then its notice is out and its materials are read. */
export function Planning({
  path,
  meeting,
  onAct,
}: MeetingProps & {
  readonly onAct: (action: ActionView) => void
}) {
  const planned = meeting.stage === 'PLANNED'
  return (
    <div className="matter">
      <div className="matter-main">
        <AgendaEditor path={path} meeting={meeting} />
        {planned && meeting.kind === 'LEADING' && <Topics path={path} meeting={meeting} />}
        {planned && meeting.kind !== 'LEADING' && <Candidates path={path} meeting={meeting} />}
        <LateItems path={path} meeting={meeting} />
      </div>
      <div className="matter-side">
        <MeetingActs meeting={meeting} onAct={onAct} />
        <Packet path={path} meeting={meeting} />
        {planned ? <Members meeting={meeting} /> : <Attendance path={path} meeting={meeting} />}
      </div>
    </div>
  )
}
