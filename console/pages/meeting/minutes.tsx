import { MinutesWorkspace } from '../minutes/minutes-workspace.tsx'
import { SignedMinutes } from '../minutes/signed-minutes.tsx'
import type { MeetingProps } from './meeting-props.ts'

/** The minutes of a meeting that is over: in the making, or signed. */
export function Minutes(props: MeetingProps) {
  return props.meeting.stage === 'SIGNED' ? <SignedMinutes {...props} /> : <MinutesWorkspace {...props} />
}
