import { Button } from 'antd'
import type { ActionView, MeetingPage } from '../../../http/api/contract.ts'
import { ActionList, Why } from '../../parts/action-list.tsx'

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
  'separate-items': 'PLANNED',
  'second-recorders': 'OPEN',
  'recorder-replacements': 'OPEN',
  chairs: 'NOTICED',
}
/** Where to look when nothing is to be done with the meeting as a whole. */
const nothingSaid: Readonly<Record<string, string>> = {
  OPEN: '请逐项审议议题。',
  ADJOURNED: '请看「会议纪要」里的下一步。',
}
/** What only some meetings need is folded away, so that it never looks like the next step. */
const aside = ['separate-items', 'second-recorders', 'recorder-replacements', 'chairs']

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
  const main = toCome.filter(({ noun }) => !aside.includes(noun))
  const others = toCome.filter(({ noun, refusal }) => aside.includes(noun) && refusal?.code !== 'FORBIDDEN')
  const undone = meeting.items.some(({ stage }) => stage === 'WAITING' || stage === 'UNDER_WAY')
  return (
    <>
      {main.length > 0 && (
        <ActionList
          actions={main}
          onAct={onAct}
          // Adjourning puts off what was not taken up: before the last item it is no next step.
          rank={noun => (noun === 'adjournment' && undone ? 2 : 0)}
          nothing={nothingSaid[meeting.stage]}
        />
      )}
      {others.length > 0 && (
        <details className="card other-acts">
          <summary>其他办理</summary>
          <ul className="now-refused">
            {others.map(action => (
              <li key={action.noun}>
                <Button disabled={!action.allowed} onClick={() => onAct(action)}>
                  {action.label}
                </Button>
                <Why action={action} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
