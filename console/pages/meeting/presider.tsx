import { Alert, Button } from 'antd'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Clause } from '../../parts/tags.tsx'
import { type ItemProps, mayDo } from './meeting-props.ts'

/** E-05: who may not take the chair for this item, and who could: one click each. */
export function PresiderRefusal({ path, meeting, item }: ItemProps) {
  const assign = useAct<MeetingPage>(path, 'presiders')
  const refusal = item.presiderRefusal
  if (!refusal || item.stage !== 'WAITING') return null
  return (
    <Alert
      type="warning"
      showIcon
      className="presider-refusal"
      title={
        <>
          {refusal.sentence}
          <Clause clause={refusal.clause} />
        </>
      }
      description={
        <>
          {refusal.others.length === 0 && <p>没有可以替换的厅领导，请报领导小组指定。</p>}
          {mayDo(meeting, 'presiders') && (
            <p className="row-actions">
              {refusal.others.map(other => (
                <Button
                  key={other.id}
                  disabled={assign.pending}
                  aria-label={`议题${item.no}改由${other.name}主持`}
                  onClick={() =>
                    void assign.run({
                      matter: item.key,
                      presider: other.id,
                      reason: refusal.sentence.slice(0, 200),
                    })
                  }
                >
                  改由{other.name}主持
                </Button>
              ))}
            </p>
          )}
          <ProblemAlert act={assign} />
        </>
      }
    />
  )
}
