import { useNavigate } from 'react-router'
import type { MeetingList, MeetingPage } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ChoiceField, MomentField, TextField } from '../../parts/fields.tsx'
import { instantFromLocal, localFromInstant } from '../../parts/time.ts'

interface Calling {
  readonly whose: string
  readonly scheduledAt: string
  readonly place: string
}

/** Calls a meeting of one of the bodies that this person may call. */
export function CallMeeting({
  mayCall,
  open,
  onClose,
}: {
  readonly mayCall: MeetingList['mayCall']
  readonly open: boolean
  readonly onClose: () => void
}) {
  const navigate = useNavigate()
  const { now } = useSession()
  const keyOf = ({ kind, body }: MeetingList['mayCall'][number]) => `${kind} ${body}`
  const toInput = ({ whose, scheduledAt, place }: Calling) => {
    const chosen = mayCall.find(candidate => keyOf(candidate) === whose)
    return { kind: chosen?.kind, body: chosen?.body, scheduledAt: instantFromLocal(scheduledAt), place }
  }
  const only = mayCall.length === 1 ? mayCall[0] : undefined
  return (
    <ActDrawer<MeetingPage>
      open={open}
      onClose={onClose}
      title="召集会议"
      page="/meetings"
      noun=""
      answers={false}
      initial={{ scheduledAt: nextFullHour(now), ...(only ? { whose: keyOf(only) } : {}) }}
      toInput={toInput}
      onDone={meeting => void navigate(`/meetings/${meeting.id}`)}
    >
      <ChoiceField
        name="whose"
        label="会议"
        required
        choices={mayCall.map(candidate => ({ value: keyOf(candidate), label: candidate.name }))}
      />
      <MomentField
        name="scheduledAt"
        label="会议时间"
        required
        extra="材料须提前送达；提前量不足的，由主持人同意并说明理由。"
      />
      <TextField name="place" label="地点" required max={80} />
    </ActDrawer>
  )
}

/** The hour after the next, so that the meeting does not lie in the past when the form is sent. */
const nextFullHour = (now: string) =>
  localFromInstant(new Date(Date.parse(now) + 2 * 3_600_000).toISOString()).replace(/:\d\d$/, ':00')
