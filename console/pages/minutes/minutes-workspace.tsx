import { type MeetingProps, mayDo } from '../meeting/meeting-props.ts'
import { Comments } from './comments.tsx'
import { Dissents } from './dissents.tsx'
import { DraftDifferences } from './draft-differences.tsx'
import { DraftEditor } from './draft-editor.tsx'
import { DraftReader } from './draft-reader.tsx'
import { MinutesNext } from './minutes-next.tsx'

/** The minutes from the suggested words to the chair's signature: write, send round, hear dissenters, sign. */
export function MinutesWorkspace(props: MeetingProps) {
  const { meeting } = props
  const { drafts } = meeting.minutesWork
  const latest = drafts.at(-1)
  return (
    <section className="card minutes-work" aria-labelledby="minutes-work-title">
      <h2 id="minutes-work-title">会议纪要</h2>
      <MinutesNext {...props} />
      <Dissents {...props} />
      {mayDo(meeting, 'minutes-drafts') ? (
        <DraftEditor key={latest?.draft ?? 0} {...props} />
      ) : (
        latest && <DraftReader {...props} draft={latest} />
      )}
      <Comments {...props} />
      {drafts.length > 1 && <DraftDifferences drafts={drafts} />}
    </section>
  )
}
