import { Alert, Form, type FormInstance, Radio } from 'antd'
import type { MeetingItemView, MeetingPage, Someone } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import type { ItemProps } from './agenda.tsx'
import { actionOf } from './meeting-page.tsx'

type Opinion = MeetingItemView['opinions'][number]

export const positionNames: Record<Opinion['position'], string> = { AGREE: '赞成', DISAGREE: '反对', ABSTAIN: '弃权' }

/** What each member said, the count, who has not spoken yet, and the form for the next one. */
export function Opinions({ path, meeting, item }: ItemProps) {
  const { tally, silent } = item
  return (
    <div className="opinions">
      <h4>意见</h4>
      <ul className="opinion-list">
        {item.opinions.map(opinion => (
          <li key={`${opinion.who.id} ${opinion.at}`} className={`opinion opinion-${opinion.position.toLowerCase()}`}>
            <strong>{opinion.who.name}</strong>
            <span className="position">{positionNames[opinion.position]}</span>
            <span className="words">{opinion.words}</span>
            <span className="row-note">
              {opinion.beforeRecusal && '回避前发言，不计票 '}
              {opinion.recordedBy && `${opinion.recordedBy.name}记录`}
            </span>
          </li>
        ))}
      </ul>
      <p className="tally" role="status">
        <span>赞成 {tally.agree}</span>
        <span>反对 {tally.disagree}</span>
        <span>弃权 {tally.abstain}</span>
        <span className="quiet">
          {item.mode === 'VOTE'
            ? `表决：赞成 ${Math.floor(item.quorum.expected / 2) + 1} 票以上（超过应到 ${item.quorum.expected} 人的半数）通过`
            : '主持人归纳决定'}
        </span>
      </p>
      {item.stage === 'UNDER_WAY' && silent.length > 0 && <p>尚未表态：{silent.map(({ name }) => name).join('、')}</p>}
      {item.stage === 'UNDER_WAY' && actionOf(meeting, 'opinions')?.allowed && (
        <Speaking path={path} meeting={meeting} item={item} />
      )}
    </div>
  )
}

/** Once everybody has spoken the form steps back; an opinion may still be changed until the conclusion. */
function Speaking(props: ItemProps) {
  if (props.item.silent.length > 0) return <OpinionForm {...props} />
  return (
    <details>
      <summary>补充或更改意见</summary>
      <OpinionForm {...props} />
    </details>
  )
}

interface Said {
  readonly person: string
  readonly position: Opinion['position']
  readonly words: string
}

/** One's own opinion; the recorder writes down the others', one after another, the presider's last (MTG-010). */
function OpinionForm({ path, meeting, item }: ItemProps) {
  const { person } = useSession()
  const speakers = speakersFor(meeting, item, person?.id ?? '')
  const next = nextSpeaker(item, speakers)
  if (speakers.length === 0 || !next) return null
  return (
    <ActForm<MeetingPage>
      // A new form for every speaker: nobody's words are left over from the one before.
      key={`${next.id} ${item.opinions.length}`}
      live
      page={path}
      noun="opinions"
      submit={meeting.isRecorder ? '记录意见' : '发表意见'}
      initial={{ person: next.id }}
      toInput={(said: Said) => ({ matter: item.matter.id, ...said })}
    >
      {(_problem, form) => <OpinionFields form={form} item={item} speakers={speakers} />}
    </ActForm>
  )
}

function OpinionFields({
  form,
  item,
  speakers,
}: {
  readonly form: FormInstance
  readonly item: MeetingItemView
  readonly speakers: readonly Someone[]
}) {
  const chosen: string | undefined = Form.useWatch('person', form)
  const tooEarly = chosen === item.presider.id && item.silent.some(({ id }) => id !== item.presider.id)
  // «同意» is what is said most; it is offered, not hidden, and can be written over.
  const offerWords = (position: unknown) => {
    if (position === 'AGREE' && !form.getFieldValue('words')) form.setFieldValue('words', '同意。')
  }
  return (
    <div className="opinion-form">
      <ChoiceField
        name="person"
        label="发言人"
        required
        choices={speakers.map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
      />
      <Form.Item name="position" label="表态" rules={[{ required: true, message: '请选择表态' }]}>
        <Radio.Group
          onChange={event => offerWords(event.target.value)}
          options={Object.entries(positionNames).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <WordsField name="words" label="意见" required max={2000} rows={2} />
      {tooEarly && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              主持人应末位表态，还有{item.silent.filter(({ id }) => id !== item.presider.id).length}
              人没有表态；先表态的，作结论时须说明。
              <Clause clause="E-33" />
            </>
          }
        />
      )}
    </div>
  )
}

/** Those present and not recused; whoever is not the recorder speaks for themselves only. */
function speakersFor(meeting: MeetingPage, item: MeetingItemView, me: string): readonly Someone[] {
  const recused = new Set(item.recusals.map(({ who }) => who.id))
  const present = meeting.members
    .filter(({ attendance, who }) => attendance === 'PRESENT' && !recused.has(who.id))
    .map(({ who }) => who)
  // A leader called in for one item (E-05) is no member of the meeting.
  const seated = present.some(({ id }) => id === item.presider.id) ? present : [...present, item.presider]
  return meeting.isRecorder ? seated : seated.filter(({ id }) => id === me)
}

function nextSpeaker(item: MeetingItemView, speakers: readonly Someone[]): Someone | undefined {
  const silent = speakers.filter(({ id }) => item.silent.some(each => each.id === id))
  return silent.find(({ id }) => id !== item.presider.id) ?? silent[0] ?? speakers[0]
}
