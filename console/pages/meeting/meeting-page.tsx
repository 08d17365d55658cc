import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ActionView, MeetingPage as Meeting } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { meetingTimeWords } from '../../parts/time.ts'
import { Agenda } from './agenda.tsx'
import { Attendance } from './attendance.tsx'
import { Candidates } from './candidates.tsx'
import { MeetingActs } from './meeting-acts.tsx'
import { MeetingDrawer } from './meeting-drawer.tsx'
import { Minutes } from './minutes.tsx'

export interface MeetingProps {
  readonly path: string
  readonly meeting: Meeting
}

export const actionOf = (meeting: Meeting, noun: string): ActionView | undefined =>
  meeting.actions.find(action => action.noun === noun)

/** One sitting, from the agenda to the signed minutes. While it sits, the page follows what the others record. */
export function MeetingPage() {
  const { id = '' } = useParams()
  const path = `/meetings/${encodeURIComponent(id)}`
  const [sitting, setSitting] = useState(false)
  const query = useRead<Meeting>(path, { every: sitting ? 4_000 : undefined })
  const sits = query.data?.stage === 'OPEN'
  if (sits !== sitting) setSitting(sits)
  return (
    <LoadedPage query={query} title="会议">
      {meeting => <MeetingView key={meeting.id} path={path} meeting={meeting} />}
    </LoadedPage>
  )
}

function MeetingView({ path, meeting }: MeetingProps) {
  const [open, setOpen] = useState<ActionView>()
  return (
    <Page title={meeting.title} above={<Link to="/meetings">会议</Link>}>
      <Stages stage={meeting.stage} />
      <div className="matter-head">
        <span className={`stage stage-${meeting.stage.toLowerCase()}`}>{meeting.stageName}</span>
        <span>{meetingTimeWords(meeting.scheduledAt)}</span>
        <span>{meeting.place}</span>
        <span>主持人 {meeting.chair.name}</span>
        <span>记录人 {meeting.recorder.name}</span>
        {meeting.shortNoticeReason && <span>提前量不足的理由：{meeting.shortNoticeReason}</span>}
      </div>
      <div className="matter">
        <div className="matter-main">
          {meeting.stage === 'SIGNED' && <Minutes meeting={meeting} />}
          <Agenda path={path} meeting={meeting} />
          {meeting.stage === 'PLANNED' && <Candidates path={path} meeting={meeting} />}
        </div>
        <div className="matter-side">
          <MeetingActs meeting={meeting} onAct={setOpen} />
          <Attendance path={path} meeting={meeting} />
        </div>
      </div>
      {open && <MeetingDrawer path={path} meeting={meeting} action={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

const stages = [
  { stage: 'PLANNED', name: '排议程' },
  { stage: 'NOTICED', name: '已通知' },
  { stage: 'OPEN', name: '开会' },
  { stage: 'ADJOURNED', name: '待签纪要' },
  { stage: 'SIGNED', name: '纪要已签' },
]

function Stages({ stage }: { readonly stage: string }) {
  const now = stages.findIndex(candidate => candidate.stage === stage)
  return (
    <ol className="stages" aria-label="会议进展">
      {stages.map(({ stage: each, name }, index) => (
        <li
          key={each}
          className={index < now ? 'stage-done' : index === now ? 'stage-now' : 'stage-ahead'}
          aria-current={index === now ? 'step' : undefined}
        >
          {index < now && <span aria-hidden>✓ </span>}
          {name}
        </li>
      ))}
    </ol>
  )
}
