import { Alert, Form, type FormInstance, Input, Radio } from 'antd'
import type { Position } from '../../../domain/meeting/meeting.ts'
import { positionNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView, MeetingPage, Someone } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { type ItemProps, mayDo } from './meeting-props.ts'

/** Once all that this person speaks for have spoken the form steps back; an opinion may be changed until the conclusion. */
export function Speaking(props: ItemProps) {
  const { meeting, item } = props
  const { person } = useSession()
  // Of a secret or a raised-hands vote only the count is kept (MTG-003).
  if (item.stage !== 'UNDER_WAY' || item.ballot !== 'NAMED' || !mayDo(meeting, 'opinions')) return null
  const speakers = speakersFor(meeting, item, person?.id ?? '')
  if (speakers.length === 0) return null
  if (speakers.some(({ id }) => item.silent.some(each => each.id === id))) {
    return <OpinionForm {...props} speakers={speakers} />
  }
  return (
    <details className="speaking-again">
      <summary>补充或更改意见</summary>
      <OpinionForm {...props} speakers={speakers} />
    </details>
  )
}

interface Said {
  readonly person: string
  readonly position: Position
  readonly words: string
}

/** One's own opinion; the recorder writes down the others', one after another, the presider's last (MTG-010). */
function OpinionForm({ path, meeting, item, speakers }: ItemProps & { readonly speakers: readonly Someone[] }) {
  return (
    <section id="speak" className="speaking" aria-label={meeting.isRecorder ? '记录意见' : '发表意见'}>
      <ActForm<MeetingPage>
        live
        page={path}
        noun="opinions"
        submit={meeting.isRecorder ? '记录意见' : '发表意见'}
        initial={{ person: nextSpeaker(item, speakers)?.id, position: undefined, words: '' }}
        toInput={(said: Said) => ({ matter: item.key, ...said })}
      >
        {(_problem, form) => <OpinionFields form={form} item={item} speakers={speakers} />}
      </ActForm>
    </section>
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
  const waiting = item.silent.filter(({ id }) => id !== item.presider.id)
  const tooEarly = chosen === item.presider.id && waiting.length > 0
  // «同意» is what is said most; it is offered, not hidden, and can be written over.
  const offerWords = (position: unknown) => {
    if (position === 'AGREE' && !form.getFieldValue('words')) form.setFieldValue('words', '同意。')
  }
  return (
    <div className="opinion-form">
      {speakers.length > 1 ? (
        <ChoiceField
          name="person"
          label="发言人"
          required
          choices={speakers.map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
        />
      ) : (
        <Form.Item name="person" hidden>
          <Input />
        </Form.Item>
      )}
      <Form.Item name="position" label="表态" rules={[{ required: true, message: '请选择表态' }]}>
        <Radio.Group
          className="positions"
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
              主持人应末位表态，还有{waiting.length}人没有表态；先表态的，作结论时须说明。
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
