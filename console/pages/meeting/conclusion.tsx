import { Button, Form, Radio } from 'antd'
import { nameOfConclusion } from '../../../domain/matter/conclusions.ts'
import type { Conclusion as ConclusionCode } from '../../../domain/matter/events.ts'
import { kinds } from '../../../domain/meeting/kinds.ts'
import type { MeetingItemView, MeetingPage, Problem } from '../../../http/api/contract.ts'
import { useToday } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { DayField, DepartmentField, LinesField, linesOf, TextField, WordsField } from '../../parts/fields.tsx'
import { dayWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import type { ItemProps } from './agenda.tsx'

const codes: readonly ConclusionCode[] = [
  'AGREED',
  'AGREED_WITH_CHANGES',
  'AGREED_IN_PRINCIPLE',
  'NOT_AGREED',
  'DEFERRED',
  'RETURNED',
  'WITHDRAWN',
]

interface Concluding {
  readonly conclusion: ConclusionCode
  readonly opinion: string
  readonly changes?: string
  readonly conditions?: readonly { readonly words: string; readonly owner: string; readonly dueOn: string }[]
  readonly needed?: string
  readonly differsReason?: string
  readonly orderExplanation?: string
}

/** The conclusion of one item (MTG-004), with what each kind of conclusion has to say besides. */
export function ConclusionForm({
  path,
  meeting,
  item,
  open,
  onClose,
}: ItemProps & {
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { tally, quorum } = item
  return (
    <ActDrawer<MeetingPage>
      wide
      open={open}
      onClose={onClose}
      title="作出结论"
      lead={
        <p>
          「{item.matter.title}」：应到 {quorum.expected} 人，实到 {quorum.present} 人，赞成 {tally.agree}、反对{' '}
          {tally.disagree}、弃权 {tally.abstain}
          {item.silent.length > 0 && `，未表态 ${item.silent.length} 人`}。
        </p>
      }
      page={path}
      noun="conclusions"
      version={meeting.version}
      initial={{ conclusion: 'AGREED' }}
      toInput={(said: Concluding) => toInput(item, said)}
    >
      {problem => <Fields meeting={meeting} item={item} problem={problem} />}
    </ActDrawer>
  )
}

function toInput(item: MeetingItemView, said: Concluding) {
  const given = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)
  return {
    matter: item.matter.id,
    conclusion: said.conclusion,
    opinion: said.opinion,
    changes: said.conclusion === 'AGREED_WITH_CHANGES' ? given(said.changes) : undefined,
    conditions: said.conclusion === 'AGREED_IN_PRINCIPLE' ? (said.conditions ?? []) : [],
    needed: said.conclusion === 'RETURNED' ? linesOf(said.needed) : [],
    differsReason: given(said.differsReason),
    orderExplanation: given(said.orderExplanation),
  }
}

function Fields({
  meeting,
  item,
  problem,
}: Pick<ItemProps, 'meeting' | 'item'> & { readonly problem: Problem | undefined }) {
  const conclusion: ConclusionCode | undefined = Form.useWatch('conclusion')
  const { tier } = kinds[meeting.kind]
  const { agree, disagree } = item.tally
  const against =
    (conclusion?.startsWith('AGREED') && disagree > agree) || (conclusion === 'NOT_AGREED' && agree > disagree)
  const differs = (item.mode === 'HEAD_DECIDES' && against) || problem?.field === 'differsReason'
  const outOfOrder = spokeEarly(item) || problem?.field === 'orderExplanation'
  return (
    <>
      <Form.Item name="conclusion" label="结论" rules={[{ required: true, message: '请选择结论' }]}>
        <Radio.Group
          options={codes.map(code => ({ value: code, label: nameOfConclusion(code, tier, item.matter.level) }))}
        />
      </Form.Item>
      <WordsField name="opinion" label="结论意见" required max={2000} rows={3} />
      {conclusion === 'AGREED_WITH_CHANGES' && <WordsField name="changes" label="修改内容" required max={1000} />}
      {conclusion === 'AGREED_IN_PRINCIPLE' && <ConditionRows />}
      {conclusion === 'RETURNED' && <LinesField name="needed" label="补正内容" required />}
      {differs && <WordsField name="differsReason" label="与多数意见不一致的理由" required max={1000} />}
      {outOfOrder && <WordsField name="orderExplanation" label="主持人先表态的说明" required max={500} rows={2} />}
    </>
  )
}

function spokeEarly(item: MeetingItemView): boolean {
  const spoken = item.opinions.filter(({ beforeRecusal }) => !beforeRecusal).map(({ who }) => who.id)
  const first = spoken.indexOf(item.presider.id)
  return (
    first >= 0 && spoken.some((id, index) => index > first && id !== item.presider.id && spoken.indexOf(id) === index)
  )
}

function ConditionRows() {
  const today = useToday()
  return (
    <fieldset className="fieldset">
      <legend>修改条件（逐条列明责任处室和期限）</legend>
      <Form.List name="conditions" initialValue={[{}]}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="condition-row">
                <TextField name={[row.name, 'words']} label={`条件${index + 1}`} required max={300} />
                <div className="form-columns">
                  <DepartmentField name={[row.name, 'owner']} label={`条件${index + 1}责任处室`} required />
                  <DayField name={[row.name, 'dueOn']} label={`条件${index + 1}完成期限`} required min={today} />
                </div>
                {rows.length > 1 && <Button onClick={() => remove(row.name)}>删除条件{index + 1}</Button>}
              </div>
            ))}
            <Button onClick={() => add({})}>添加一条条件</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

/** The conclusion as it was drawn. */
export function Conclusion({ item }: { readonly item: MeetingItemView }) {
  const { conclusion, postponed } = item
  if (postponed !== undefined) return <p className="conclusion">顺延：{postponed}</p>
  if (!conclusion) return null
  return (
    <div className="conclusion">
      <p>
        <strong>结论：{conclusion.name}</strong>
      </p>
      <p className="words">{conclusion.opinion}</p>
      <Facts
        rows={[
          ['修改内容', conclusion.changes],
          [
            '修改条件',
            conclusion.conditions.length > 0 && (
              <ol className="plain-list">
                {conclusion.conditions.map(({ words, owner, dueOn }) => (
                  <li key={words}>
                    {words}（{owner.name}，{dayWords(dueOn)}前）
                  </li>
                ))}
              </ol>
            ),
          ],
          ['补正内容', conclusion.needed.join('；')],
          ['与多数意见不一致的理由', conclusion.differsReason],
          ['主持人先表态的说明', conclusion.orderViolation],
        ].map(([name, value]) => [String(name), value || undefined] as const)}
      />
    </div>
  )
}
