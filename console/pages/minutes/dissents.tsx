import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { Words } from '../../parts/words.tsx'
import { type MeetingProps, mayDo } from '../meeting/meeting-props.ts'

type Dissent = MeetingPage['minutesWork']['dissents'][number]

/** E-34: everybody who dissented, in their own words, and whether they found them rightly put down. */
export function Dissents(props: MeetingProps) {
  const { dissents } = props.meeting.minutesWork
  if (dissents.length === 0) return null
  return (
    <section id="dissents" aria-labelledby="dissents-title">
      <h3 id="dissents-title">不同意见的确认（{dissents.length}）</h3>
      <ul className="said-list">
        {dissents.map(dissent => (
          <DissentLine key={`${dissent.who.id} ${dissent.matter}`} {...props} dissent={dissent} />
        ))}
      </ul>
    </section>
  )
}

function DissentLine({ path, meeting, dissent }: MeetingProps & { readonly dissent: Dissent }) {
  const [open, setOpen] = useState(false)
  const accurate = useAct<MeetingPage>(path, 'dissent-confirmations')
  const { who, words, no, title, mine, confirmed, matter } = dissent
  const asks = mine && !confirmed && mayDo(meeting, 'dissent-confirmations')
  return (
    <li className={asks ? 'dissent-mine' : undefined}>
      <p>
        <strong>{mine ? '您' : who.name}</strong> 对议题{no}「{title}」：
        <Verdict dissent={dissent} />
      </p>
      <blockquote className="dissent-words">
        <Words text={words} />
      </blockquote>
      {confirmed?.words && <p className="why">不符之处：{confirmed.words}</p>}
      {asks && (
        <p className="row-actions">
          <Button
            type="primary"
            size="large"
            loading={accurate.pending}
            onClick={() => void accurate.run({ matter, accurate: true }, { version: meeting.version })}
          >
            记载准确
          </Button>
          <Button size="large" onClick={() => setOpen(true)}>
            不符
          </Button>
        </p>
      )}
      <ProblemAlert act={accurate} />
      <ActDrawer<MeetingPage>
        open={open}
        onClose={() => setOpen(false)}
        title="记载不符"
        submit="提交"
        lead={<p>写明哪里不符。记录人须改正并再次送阅，主持人才能签发。</p>}
        page={path}
        noun="dissent-confirmations"
        version={meeting.version}
        toInput={(said: { words: string }) => ({ matter, accurate: false, ...said })}
      >
        <WordsField name="words" label="不符之处" required max={1000} />
      </ActDrawer>
    </li>
  )
}

function Verdict({ dissent: { confirmed } }: { readonly dissent: Dissent }) {
  if (!confirmed) return <span className="status status-asks">待确认</span>
  return confirmed.accurate ? (
    <span className="status status-good">第{confirmed.draft}稿记载准确</span>
  ) : (
    <span className="status status-bad">第{confirmed.draft}稿不符</span>
  )
}
