import { Button, Empty } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { MatterRow, MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { Clock } from '../../parts/clock.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { LevelTag, StatusTag } from '../../parts/tags.tsx'
import { actionOf, type MeetingProps } from './meeting-props.ts'

/** What waits for exactly this tier and may be put on the agenda, each with one click. */
export function Candidates({ path, meeting }: MeetingProps) {
  const add = useAct<MeetingPage>(path, 'items')
  const [deferred, setDeferred] = useState<MatterRow>()
  const action = actionOf(meeting, 'items')
  const put = (matter: MatterRow) => {
    // MTG-014: what was deferred comes back only with what is new.
    if (matter.status === 'DEFERRED') setDeferred(matter)
    else void add.run({ matter: matter.id })
  }
  return (
    <section className="card" aria-labelledby="candidates-title">
      <h2 id="candidates-title">
        可列入议程的件 <small>{meeting.candidates.length} 件</small>
      </h2>
      {!action?.allowed && <Why action={action} />}
      {meeting.candidates.length === 0 && (
        <Empty description="没有等待本级次审议的件。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
      )}
      <ul className="candidates">
        {meeting.candidates.map(matter => (
          <li key={matter.id}>
            <div>
              <Link to={`/matters/${matter.id}`}>{matter.title}</Link>
              <span className="row-note">
                <LevelTag name={matter.levelName} /> <span className="number">{matter.id}</span>{' '}
                {matter.department.name} {matter.status === 'DEFERRED' && <StatusTag matter={matter} />}{' '}
                {matter.clock && <Clock clock={matter.clock} short />}
              </span>
            </div>
            {action?.allowed && (
              <Button aria-label={`列入议题 ${matter.title}`} disabled={add.pending} onClick={() => put(matter)}>
                列入议题
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert act={add} />
      <ActDrawer<MeetingPage>
        key={deferred?.id ?? ''}
        open={deferred !== undefined}
        onClose={() => setDeferred(undefined)}
        title="列入议题"
        lead={deferred && <p>「{deferred.title}」曾被暂缓，再次上会须说明新情况。</p>}
        page={path}
        noun="items"
        version={meeting.version}
        toInput={({ circumstances }: { circumstances: string }) => ({ matter: deferred?.id, circumstances })}
      >
        <WordsField name="circumstances" label="新情况" required max={500} />
      </ActDrawer>
    </section>
  )
}
