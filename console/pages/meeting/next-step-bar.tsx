import { Button, Radio } from 'antd'
import { useState } from 'react'
import { ballotNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useSession } from '../../frame/session.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Clause } from '../../parts/tags.tsx'
import { ConclusionForm } from './conclusion-form.tsx'
import { ItemDrawer } from './item-acts.tsx'
import { actionOf, type ItemProps, mayDo } from './meeting-props.ts'
import { type NextStep, nextStep } from './next-step.ts'

/** The one next step: a sentence and a large button, found without reading anything else. */
export function NextStepBar({ onNext, ...props }: ItemProps & { readonly onNext?: (() => void) | undefined }) {
  const { path, meeting, item } = props
  const { person } = useSession()
  const start = useAct<MeetingPage>(path, 'item-starts')
  const [ballot, setBallot] = useState<MeetingItemView['ballot']>('NAMED')
  const [open, setOpen] = useState<NextStep['does']>()
  const step = nextStep(meeting, item, person?.id ?? '')
  if (!step) return null
  const close = () => setOpen(undefined)
  const underWay = item.stage === 'UNDER_WAY'
  const concluding = underWay && mayDo(meeting, 'conclusions')
  const starting = actionOf(meeting, 'item-starts')
  return (
    <div className="next-step">
      <p className="next-words">
        <strong>下一步</strong> {step.words}
      </p>
      {item.stage === 'WAITING' && item.mode === 'VOTE' && starting?.allowed && (
        <Radio.Group
          aria-label={`议题${item.no}表决方式`}
          optionType="button"
          value={ballot}
          options={Object.entries(ballotNames).map(([value, label]) => ({ value, label }))}
          onChange={event => setBallot(event.target.value)}
        />
      )}
      <p className="row-actions">
        {item.stage === 'WAITING' && starting && starting.refusal?.code !== 'FORBIDDEN' && (
          <Button
            type={step.does === 'item-starts' ? 'primary' : 'default'}
            size="large"
            disabled={!starting.allowed}
            loading={start.pending}
            aria-label={`开始审议 议题${item.no}`}
            aria-describedby={starting.refusal ? `why-start-${item.no}` : undefined}
            onClick={() => void start.run(startOf(item, ballot), { version: meeting.version })}
          >
            开始审议本议题
          </Button>
        )}
        {step.does === 'speak' && (
          <Button type="primary" size="large" onClick={goToForm}>
            {meeting.isRecorder ? '去登记表态' : '去表态'}
          </Button>
        )}
        {step.does === 'ballot-counts' && (
          <Button type="primary" size="large" onClick={() => setOpen('ballot-counts')}>
            登记计票结果
          </Button>
        )}
        {concluding && (
          <Button
            type={step.does === 'conclusions' ? 'primary' : 'default'}
            size="large"
            onClick={() => setOpen('conclusions')}
          >
            作出结论
          </Button>
        )}
        {step.does === 'next-item' && onNext && (
          <Button type="primary" size="large" onClick={onNext}>
            看下一议题
          </Button>
        )}
      </p>
      {starting?.refusal && item.stage === 'WAITING' && starting.refusal.code !== 'FORBIDDEN' && (
        <p className="why" id={`why-start-${item.no}`}>
          {starting.refusal.sentence}
          <Clause clause={starting.refusal.clause} />
        </p>
      )}
      <ProblemAlert act={start} />
      {open === 'ballot-counts' && <ItemDrawer {...props} noun="ballot-counts" onClose={close} />}
      <ConclusionForm {...props} open={open === 'conclusions'} onClose={close} />
    </div>
  )
}

/** Named is what it is unless something else is said. */
const startOf = (item: MeetingItemView, ballot: MeetingItemView['ballot']) => ({
  matter: item.key,
  ...(ballot === 'NAMED' ? {} : { ballot }),
})

/** To the form in the page: it is brought into sight, and its first field gets the focus. */
function goToForm(): void {
  const form = document.getElementById('speak')
  form?.scrollIntoView({ block: 'center' })
  form?.querySelector<HTMLElement>('input[type="radio"]')?.focus()
}
