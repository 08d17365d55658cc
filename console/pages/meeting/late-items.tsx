import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { TextField, WordsField } from '../../parts/fields.tsx'
import { LevelTag } from '../../parts/tags.tsx'
import { actionOf, type MeetingProps, mayDo } from './meeting-props.ts'

const capacities = [
  { as: 'CHAIR', name: '会议主持人' },
  { as: 'OFFICE', name: '领导小组办公室' },
] as const

/** After the notice an item comes on the agenda only when the chair and the office both confirm it (E-40). */
export function LateItems({ path, meeting }: MeetingProps) {
  const confirm = useAct<MeetingPage>(path, 'late-item-confirmations')
  const [proposing, setProposing] = useState(false)
  const action = actionOf(meeting, 'late-items')
  const shown = meeting.stage === 'NOTICED' || meeting.stage === 'OPEN'
  const mayPropose = action !== undefined && action.refusal?.code !== 'FORBIDDEN'
  if (!shown || (meeting.lateItems.length === 0 && !mayPropose)) return null
  return (
    <section className="card" aria-labelledby="late-title">
      <h2 id="late-title">临时议题</h2>
      <ul className="late-items">
        {meeting.lateItems.map(({ matter, reason, by, confirmed }) => (
          <li key={matter.id}>
            <p>
              <LevelTag name={matter.levelName} /> <Link to={`/matters/${matter.id}`}>{matter.title}</Link>
            </p>
            <p className="row-note">
              {by.name}提出：{reason}
            </p>
            <ul className="ticks">
              {capacities.map(({ as, name }) => {
                const who = confirmed.find(each => each.as === as)?.who
                return (
                  <li key={as} className={who ? 'tick-done' : 'tick-open'}>
                    <span aria-hidden>{who ? '✓' : '○'}</span> {name}
                    {who ? `已确认（${who.name}）` : '待确认'}
                  </li>
                )
              })}
            </ul>
            {mayDo(meeting, 'late-item-confirmations') && (
              <p className="row-actions">
                <Button
                  disabled={confirm.pending}
                  aria-label={`确认列入 ${matter.title}`}
                  onClick={() => void confirm.run({ matter: matter.id })}
                >
                  确认列入
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert act={confirm} />
      {mayPropose && (
        <p className="row-actions">
          <Button disabled={!action.allowed} aria-describedby="why-late-items" onClick={() => setProposing(true)}>
            提出临时议题
          </Button>
        </p>
      )}
      {mayPropose && <Why action={action} />}
      <ActDrawer<MeetingPage>
        open={proposing}
        onClose={() => setProposing(false)}
        title="提出临时议题"
        lead={<p>通知发出后临时增加议题，须会议主持人和领导小组办公室双确认，材料须在场；“审定”件不得临时增加。</p>}
        page={path}
        noun="late-items"
      >
        <TextField name="matter" label="件号" required max={20} extra="如：2026-000012" />
        <WordsField name="reason" label="临时增加的理由" required max={300} rows={2} />
      </ActDrawer>
    </section>
  )
}
