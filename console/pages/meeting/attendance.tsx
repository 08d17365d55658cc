import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { actionOf, type MeetingProps } from './meeting-props.ts'

type Member = MeetingPage['members'][number]
type Status = NonNullable<Member['attendance']>

const names: Record<Status, string> = { PRESENT: '到会', ON_LEAVE: '请假', ABSENT: '缺席', LEFT: '离会' }

/** Who is here. Every entry and exit is an act of its own, so that each item's quorum can be told afterwards. */
export function Attendance({ path, meeting }: MeetingProps) {
  const record = useAct<MeetingPage>(path, 'attendance')
  const [left, setLeft] = useState<number>()
  const action = actionOf(meeting, 'attendance')
  const present = meeting.members.filter(({ attendance }) => attendance === 'PRESENT').length
  // Who was excused or has left does not come with everybody.
  const missing = meeting.members.filter(({ attendance }) => attendance === undefined)
  const everybody = async () => {
    for (const [index, { who }] of missing.entries()) {
      setLeft(missing.length - index)
      if ((await record.run({ person: who.id, status: 'PRESENT' })) === undefined) break
    }
    setLeft(undefined)
  }
  return (
    <section className="card" aria-labelledby="attendance-title">
      <h2 id="attendance-title">
        到会 <small>{`${present} / ${meeting.members.length} 人`}</small>
      </h2>
      {action?.allowed && missing.length > 0 && (
        <p className="row-actions">
          <Button disabled={record.pending} onClick={() => void everybody()}>
            全部到会
          </Button>
          {left !== undefined && <span role="status">正在登记，还有 {left} 人……</span>}
        </p>
      )}
      {!action?.allowed && meeting.stage !== 'SIGNED' && action?.refusal?.code !== 'FORBIDDEN' && (
        <Why action={action} />
      )}
      <ProblemAlert act={record} />
      <ul className="attendance">
        {meeting.members.map(member => (
          <li key={member.who.id}>
            <span>
              <strong>{member.who.name}</strong>
              <span className={`attendance-state attendance-${(member.attendance ?? 'none').toLowerCase()}`}>
                {member.attendance ? names[member.attendance] : '未登记'}
              </span>
              <span className="row-note">
                {member.who.title}
                {!member.voting && '（列席，不表决）'}
                {member.who.id === meeting.chair.id && ' · 主持人'}
                {member.who.id === meeting.recorder.id && ' · 记录人'}
                {member.who.id === meeting.secondRecorder?.id && ' · 第二记录人'}
              </span>
            </span>
            {action?.allowed && (
              <span className="attendance-moves">
                {movesOf(meeting, member).map(status => (
                  <Button
                    key={status}
                    size="small"
                    type={status === 'PRESENT' ? 'primary' : 'default'}
                    ghost={status === 'PRESENT'}
                    disabled={record.pending}
                    aria-label={`${member.who.name}${names[status]}`}
                    onClick={() => void record.run({ person: member.who.id, status })}
                  >
                    {names[status]}
                  </Button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What one click records of a member: nobody leaves a meeting that has not begun, and only who came can leave. */
function movesOf(meeting: MeetingPage, { attendance }: Member): readonly Status[] {
  if (attendance === 'PRESENT') return meeting.stage === 'OPEN' ? ['LEFT'] : ['ON_LEAVE', 'ABSENT']
  const others = (['ON_LEAVE', 'ABSENT'] as const).filter(status => status !== attendance)
  return attendance === 'LEFT' ? ['PRESENT'] : ['PRESENT', ...others]
}
