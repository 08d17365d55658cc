import { Form, Radio } from 'antd'
import type { ReactNode } from 'react'
import { ballotNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView, MeetingPage } from '../../../http/api/contract.ts'
import { ChoiceField, NumberField, WordsField } from '../../parts/fields.tsx'
import { ScanField } from '../../parts/scan-field.tsx'
import { memberChoices } from './meeting-props.ts'

/** One act on one item: what its button and its form say. */
export interface ItemForm {
  /** What the button says, and the form's title. */
  readonly title: string
  readonly lead?: ReactNode
  readonly children?: ReactNode
  readonly wide?: boolean
  /** Whether it goes by the version that was shown. */
  readonly versioned?: boolean
}

interface Where {
  readonly meeting: MeetingPage
  readonly item: MeetingItemView
  /** Who looks. */
  readonly me: string
}

const reason = (label: string, max = 200) => <WordsField name="reason" label={label} required max={max} rows={2} />

/** Members of this meeting who have not left for this item, and do not preside over it. */
const seated = (where: Where) => notRecused(where).filter(({ who }) => who.id !== where.item.presider.id)
const notRecused = ({ meeting, item }: Where) =>
  meeting.members.filter(({ who }) => !item.recusals.some(recusal => recusal.who.id === who.id))
const own = (where: Where) => seated(where).filter(({ who }) => who.id === where.me)

/** Whether this person records for others; everybody else declares for themselves (E-09). */
const runs = ({ meeting, item, me }: Where): boolean => meeting.isRecorder || item.presider.id === me

/** MTG-003: two who are there and neither preside nor keep the record. */
const tellersFor = (where: Where) =>
  seated(where).filter(
    ({ who, attendance }) =>
      attendance === 'PRESENT' && who.id !== where.meeting.recorder.id && who.id !== where.meeting.secondRecorder?.id,
  )

/** Acts on one item by their noun, in the order of their buttons; each posts `{matter, ...fields}`. */
export const itemForms: Readonly<Record<string, (where: Where) => ItemForm>> = {
  'ballot-counts': where => ({
    title: '登记计票',
    lead: (
      <p>
        本议题{ballotNames[where.item.ballot]}表决，在场有表决权的成员 {where.item.quorum.present} 人。
        由监票人、计票人清点后登记。
      </p>
    ),
    children: (
      <>
        <div className="count-columns">
          <NumberField name="agree" label="赞成票" required />
          <NumberField name="disagree" label="反对票" required />
          <NumberField name="abstain" label="弃权票" required />
        </div>
        <ChoiceField
          name="tellers"
          label="监票人、计票人"
          required
          several
          most={2}
          choices={memberChoices(tellersFor(where))}
          extra="两人，须在场；主持人、记录人不得监票、计票。"
        />
        <ScanField name="scan" label="选票扫描件" />
      </>
    ),
  }),
  recusals: where => ({
    title: runs(where) ? '登记回避' : '声明本人回避',
    lead: <p>回避后离席，本议题的法定人数和票数随即重算；已发表的意见保留，注明“回避前发言”。</p>,
    children: (
      <>
        <ChoiceField
          name="person"
          label="回避人"
          required
          choices={memberChoices(runs(where) ? seated(where) : own(where))}
        />
        {reason('回避事由', 300)}
      </>
    ),
  }),
  'recusal-requests': where => ({
    title: '申请他人回避',
    lead: <p>由主持人裁定；裁定之前，被申请人不表决。</p>,
    children: (
      <>
        <ChoiceField
          name="person"
          label="申请谁回避"
          required
          choices={memberChoices(notRecused(where).filter(({ who }) => who.id !== where.me))}
        />
        {reason('申请理由', 300)}
      </>
    ),
  }),
  'ruling-objections': () => ({
    title: '对裁定提出异议',
    lead: <p>异议记入会议记录；裁定仍然有效。</p>,
    children: <WordsField name="words" label="异议" required max={1000} />,
  }),
  'written-opinions': ({ meeting }) => ({
    title: '登记书面意见',
    lead: <p>书面、电话意见记入会议记录，不计法定人数，也不计票。</p>,
    children: (
      <>
        <ChoiceField
          name="person"
          label="发表意见的人"
          required
          choices={memberChoices(meeting.members.filter(({ attendance }) => attendance !== 'PRESENT'))}
        />
        <Form.Item name="channel" label="方式" rules={[{ required: true, message: '请选择方式' }]}>
          <Radio.Group
            options={[
              { value: 'WRITTEN', label: '书面' },
              { value: 'TELEPHONE', label: '电话' },
              { value: 'PAPER', label: '纸质投票' },
            ]}
          />
        </Form.Item>
        <WordsField name="words" label="书面意见" required max={2000} />
        <ChoiceField name="witness" label="见证人" choices={memberChoices(meeting.members)} />
        <ScanField name="scan" label="扫描件" />
      </>
    ),
  }),
  'opinion-supplements': () => ({
    title: '补充说明',
    lead: <p>说过的意见不能撤回，只能补充；两者都留在记录里。</p>,
    children: <WordsField name="words" label="补充说明" required max={2000} />,
  }),
  postponements: () => ({ title: '顺延本议题', versioned: true, children: reason('顺延理由') }),
  'item-removals': () => ({ title: '撤下议题', versioned: true, children: reason('撤下理由') }),
}
