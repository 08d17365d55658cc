import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ActionView, MeetingPage as Meeting } from '../../../http/api/contract.ts'
import type { Connection } from '../../api/live.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { meetingTimeWords } from '../../parts/time.ts'
import { MeetingDrawer } from './meeting-drawer.tsx'
import type { MeetingProps } from './meeting-props.ts'
import { Outcome } from './outcome.tsx'
import { Planning } from './planning.tsx'
import { LiveSign, Sitting } from './sitting.tsx'
import { useLiveMeeting } from './use-live-meeting.ts'

const POLL_MS = 4_000

/**
 * One sitting, from the agenda to the signed minutes. While it sits the page hears at once what the others record; where
 * the stream cannot be had, it asks every few seconds instead.
 */
export function MeetingPage() {
  const { id = '' } = useParams()
  const path = `/meetings/${encodeURIComponent(id)}`
  const [stage, setStage] = useState<string>()
  const connection = useLiveMeeting(path, stage === 'NOTICED' || stage === 'OPEN')
  const asks = stage === 'OPEN' && connection !== 'LIVE'
  const query = useRead<Meeting>(path, { every: asks ? POLL_MS : undefined })
  if (query.data && query.data.stage !== stage) setStage(query.data.stage)
  return (
    <LoadedPage query={query} title="会议">
      {meeting => <MeetingView key={meeting.id} path={path} meeting={meeting} connection={connection} />}
    </LoadedPage>
  )
}

function MeetingView({ path, meeting, connection }: MeetingProps & { readonly connection: Connection }) {
  const [open, setOpen] = useState<ActionView>()
  const { stage } = meeting
  return (
    <Page title={meeting.title} above={<Link to="/meetings">会议</Link>}>
      <Stages stage={stage} />
      <div className="matter-head">
        <span className={`stage stage-${stage.toLowerCase()}`}>{meeting.stageName}</span>
        {stage === 'OPEN' && <LiveSign connection={connection} />}
        <span>{meetingTimeWords(meeting.scheduledAt)}</span>
        <span>{meeting.place}</span>
        <span>主持人 {meeting.chair.name}</span>
        <span>
          记录人 {meeting.recorder.name}
          {meeting.secondRecorder && `、${meeting.secondRecorder.name}`}
        </span>
        {meeting.shortNoticeReason && <span>提前量不足的理由：{meeting.shortNoticeReason}</span>}
      </div>
      {(stage === 'PLANNED' || stage === 'NOTICED') && <Planning path={path} meeting={meeting} onAct={setOpen} />}
      {stage === 'OPEN' && <Sitting path={path} meeting={meeting} onAct={setOpen} />}
      {(stage === 'ADJOURNED' || stage === 'SIGNED') && <Outcome path={path} meeting={meeting} onAct={setOpen} />}
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
