import { Button } from 'antd'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { actionOf, type MeetingProps } from './meeting-props.ts'

/** The frozen materials: who has said to have them, and the button to say so (MTG-006). */
export function Packet({ path, meeting }: MeetingProps) {
  const acknowledge = useAct<MeetingPage>(path, 'acknowledgements')
  const { packet } = meeting
  if (!packet) return null
  const got = new Set(packet.acknowledged.map(({ id }) => id))
  const missing = meeting.members.filter(({ who }) => !got.has(who.id))
  const action = actionOf(meeting, 'acknowledgements')
  return (
    <section className="card" aria-labelledby="packet-title">
      <h2 id="packet-title">
        会议材料 <small>{`${packet.acknowledged.length} / ${meeting.members.length} 人已确认收到`}</small>
      </h2>
      {packet.mine ? (
        <p className="done">✓ 您已确认收到材料</p>
      ) : (
        action?.allowed && (
          <Button
            type="primary"
            size="large"
            block
            loading={acknowledge.pending}
            onClick={() => void acknowledge.run({})}
          >
            确认已收到材料
          </Button>
        )
      )}
      <ProblemAlert act={acknowledge} />
      {packet.acknowledged.length > 0 && <p>已确认：{packet.acknowledged.map(({ name }) => name).join('、')}</p>}
      {missing.length > 0 && <p>尚未确认：{missing.map(({ who }) => who.name).join('、')}</p>}
      <details>
        <summary>材料包指纹</summary>
        <p className="number">{packet.hash}</p>
      </details>
    </section>
  )
}
