import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { actionOf, type MeetingProps, mayDo } from '../meeting/meeting-props.ts'
import { type MinutesStep, nextOfMinutes } from './next-step.ts'

/** The one next step with the minutes, signed or not, and the button that does it or leads there. */
export function MinutesNext({ path, meeting }: MeetingProps) {
  const [signing, setSigning] = useState(false)
  const circulation = useAct<MeetingPage>(path, 'minutes-circulations')
  const step = nextOfMinutes(meeting)
  if (!step) return null
  const mayDraft = mayDo(meeting, 'minutes-drafts')
  return (
    <div className="next-step">
      <p className="next-words">
        <strong>下一步</strong> {step.words}
      </p>
      <p className="row-actions">
        {step.does === 'circulate' && (
          <Button
            type="primary"
            size="large"
            loading={circulation.pending}
            onClick={() => void circulation.run({}, { version: meeting.version })}
          >
            送阅纪要稿
          </Button>
        )}
        {step.does === 'sign' && (
          <Button type="primary" size="large" onClick={() => setSigning(true)}>
            签发这份纪要
          </Button>
        )}
        <GoTo step={step} />
      </p>
      {meeting.stage === 'ADJOURNED' &&
        mayDraft &&
        meeting.minutesWork.drafts.length > 0 &&
        step.does !== 'circulate' && <Why action={refusedCirculation(meeting)} />}
      <ProblemAlert act={circulation} />
      <ActDrawer<MeetingPage>
        open={signing}
        onClose={() => setSigning(false)}
        title="签发会议纪要"
        submit="确认签发"
        lead={<p>签发后纪要不能改动，各议题的结论随即生效。发现错误只能另出更正。</p>}
        page={path}
        noun="minutes-signature"
        version={meeting.version}
      />
    </div>
  )
}

/** E-38: why the latest draft cannot be sent round, where it says otherwise than the record. */
function refusedCirculation(meeting: MeetingPage) {
  const action = actionOf(meeting, 'minutes-circulations')
  return action?.refusal?.clause === 'E-38' ? action : undefined
}

const places = { draft: 'draft-editor', confirm: 'dissents', issue: 'errata' } as const
const ways = { draft: '去改纪要稿', confirm: '去核对', issue: '去看更正' } as const

function GoTo({ step }: { readonly step: MinutesStep }) {
  if (step.does === undefined || step.does === 'circulate' || step.does === 'sign') return null
  const place = places[step.does]
  return (
    <Button type="primary" size="large" onClick={() => goTo(place)}>
      {ways[step.does]}
    </Button>
  )
}

function goTo(id: string): void {
  const place = document.getElementById(id)
  place?.scrollIntoView({ block: 'start' })
  place?.querySelector<HTMLElement>('textarea, button')?.focus()
}
