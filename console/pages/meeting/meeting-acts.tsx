import type { ActionView, MeetingPage } from '../../../http/api/contract.ts'
import { ActionList } from '../../parts/action-list.tsx'

const stages = ['PLANNED', 'NOTICED', 'OPEN', 'ADJOURNED', 'SIGNED']

/**
 * Acts on the meeting as a whole, in their order, with the last stage in which each can still come: what is behind is not
 * shown. What is done to one item, or to one member, stands beside it instead.
 */
const ofTheWhole: Readonly<Record<string, string>> = {
  notice: 'PLANNED',
  opening: 'NOTICED',
  adjournment: 'OPEN',
  'minutes-signature': 'ADJOURNED',
  chairs: 'NOTICED',
}

export function MeetingActs({
  meeting,
  onAct,
}: {
  readonly meeting: MeetingPage
  readonly onAct: (action: ActionView) => void
}) {
  const toCome = Object.entries(ofTheWhole)
    .filter(([, last]) => stages.indexOf(meeting.stage) <= stages.indexOf(last))
    .flatMap(([noun]) => meeting.actions.filter(action => action.noun === noun))
  if (toCome.length === 0) return null
  return (
    <ActionList
      actions={toCome}
      onAct={onAct}
      rank={noun => (noun === 'chairs' ? 2 : 0)}
      nothing={meeting.stage === 'OPEN' ? '请逐项审议议题。' : undefined}
    />
  )
}
