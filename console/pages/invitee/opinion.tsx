import { Checkbox, Form, Input, Radio } from 'antd'
import { positionNames } from '../../../domain/meeting/words.ts'
import type { InviteeDone, InviteePage } from '../../../http/api/contract.ts'
import { instantWords } from '../../parts/time.ts'
import { Facts, Words } from '../../parts/words.tsx'
import { InviteeForm } from './invitee-form.tsx'

interface Written {
  readonly position?: string
  readonly words: string
}

/** S100: the person's own words, confirmed by themselves, once; they are on record and never counted (A10). */
export function OpinionOfInvitee({
  name,
  onDone,
}: {
  readonly name: string
  readonly onDone: (done: InviteeDone) => void
}) {
  return (
    <section className="invitee-card" aria-labelledby="opinion-title">
      <h2 id="opinion-title">发表意见</h2>
      <p>您的意见会原样记入会议记录，供会议参考，不计入表决票数。提交后不能修改。</p>
      <InviteeForm<Written>
        noun="opinions"
        submit="确认并提交意见"
        initial={{}}
        onDone={onDone}
        toInput={({ position, words }) => ({ words: words.trim(), ...(position ? { position } : {}) })}
      >
        {() => (
          <>
            <Form.Item name="position" label="您的态度（可不选）">
              <Radio.Group
                className="invitee-choices"
                options={Object.entries(positionNames).map(([value, label]) => ({ value, label }))}
              />
            </Form.Item>
            <Form.Item
              name="words"
              label="您的意见"
              rules={[
                { required: true, whitespace: true, min: 2, message: '请写下您的意见' },
                { max: 2000, message: '意见不得超过2000个字' },
              ]}
            >
              <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} />
            </Form.Item>
            <Form.Item
              name="confirmed"
              valuePropName="checked"
              rules={[
                {
                  validator: (_, value) =>
                    value ? Promise.resolve() : Promise.reject(new Error('请勾选本人确认，再提交。')),
                },
              ]}
            >
              <Checkbox className="invitee-confirm">本人确认：我是{name}，以上是我本人的意见。</Checkbox>
            </Form.Item>
          </>
        )}
      </InviteeForm>
    </section>
  )
}

/** What was said, to be read again until the link expires. */
export function OpinionSaid({
  invitation: { invitee },
  opinion,
}: {
  readonly invitation: InviteePage
  readonly opinion: NonNullable<InviteePage['opinion']>
}) {
  const { position, words, at, signed } = opinion
  return (
    <section className="invitee-card" aria-labelledby="said-title">
      <h2 id="said-title">您的意见</h2>
      <blockquote className="dissent-words">
        <Words text={words} />
      </blockquote>
      <Facts
        rows={[
          ['态度', position && positionNames[position]],
          ['提交时间', instantWords(at)],
          ['确认', `${invitee.name}本人确认`],
          ['签名', signed],
        ]}
      />
      <p className="quiet">意见已经提交，不能修改。感谢您参与复核。</p>
    </section>
  )
}
