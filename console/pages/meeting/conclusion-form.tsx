import { Button, Form, Radio } from 'antd'
import { nameOfConclusion } from '../../../domain/matter/conclusions.ts'
import type { Conclusion as ConclusionCode } from '../../../domain/matter/events.ts'
import { kinds } from '../../../domain/meeting/kinds.ts'
import { ballotNames } from '../../../domain/meeting/words.ts'
import type { MeetingItemView, MeetingPage, Problem } from '../../../http/api/contract.ts'
import { useToday } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { DayField, DepartmentField, LinesField, linesOf, TextField, WordsField } from '../../parts/fields.tsx'
import type { ItemProps } from './meeting-props.ts'
import { spokeAfterPresider } from './positions.ts'

const codes: readonly ConclusionCode[] = [
  'AGREED',
  'AGREED_WITH_CHANGES',
  'AGREED_IN_PRINCIPLE',
  'NOT_AGREED',
  'DEFERRED',
  'RETURNED',
  'WITHDRAWN',
]
/** What the leading group can say of a topic: nothing goes back to a division. */
const codesOfTopic: readonly ConclusionCode[] = ['AGREED', 'NOT_AGREED', 'DEFERRED']

interface Duty {
  readonly words: string
  readonly owner: string
  readonly dueOn: string
}

interface Concluding {
  readonly conclusion: ConclusionCode
  readonly opinion: string
  readonly changes?: string
  readonly conditions?: readonly Duty[]
  readonly needed?: string
  readonly differsReason?: string
  readonly orderExplanation?: string
  readonly tasks?: readonly Duty[]
}

/** The conclusion of one item (MTG-004), with what each kind of conclusion has to say besides, and what is to be done. */
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
  const { quorum, ballot } = item
  const { agree, disagree, abstain } = item.count ?? item.tally
  return (
    <ActDrawer<MeetingPage>
      wide
      open={open}
      onClose={onClose}
      title="作出结论"
      lead={
        <p>
          「{item.title}」：应到 {quorum.expected} 人，实到 {quorum.present} 人，{ballotNames[ballot]}表决，赞成 {agree}
          、反对 {disagree}、弃权 {abstain}
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
    matter: item.key,
    conclusion: said.conclusion,
    opinion: said.opinion,
    changes: said.conclusion === 'AGREED_WITH_CHANGES' ? given(said.changes) : undefined,
    conditions: said.conclusion === 'AGREED_IN_PRINCIPLE' ? (said.conditions ?? []) : [],
    needed: said.conclusion === 'RETURNED' ? linesOf(said.needed) : [],
    differsReason: given(said.differsReason),
    orderExplanation: given(said.orderExplanation),
    tasks: said.tasks && said.tasks.length > 0 ? said.tasks : undefined,
  }
}

function Fields({
  meeting,
  item,
  problem,
}: Pick<ItemProps, 'meeting' | 'item'> & { readonly problem: Problem | undefined }) {
  const conclusion: ConclusionCode | undefined = Form.useWatch('conclusion')
  const { tier } = kinds[meeting.kind]
  const { agree, disagree } = item.count ?? item.tally
  const against =
    (conclusion?.startsWith('AGREED') && disagree > agree) || (conclusion === 'NOT_AGREED' && agree > disagree)
  const differs = (item.mode === 'HEAD_DECIDES' && against) || problem?.field === 'differsReason'
  const outOfOrder = spokeAfterPresider(item).length > 0 || problem?.field === 'orderExplanation'
  return (
    <>
      <Form.Item name="conclusion" label="结论" rules={[{ required: true, message: '请选择结论' }]}>
        <Radio.Group
          options={(item.topic ? codesOfTopic : codes).map(code => ({
            value: code,
            label: nameOfConclusion(code, tier, item.matter?.level),
          }))}
        />
      </Form.Item>
      <WordsField name="opinion" label="结论意见" required max={2000} rows={3} />
      {conclusion === 'AGREED_WITH_CHANGES' && <WordsField name="changes" label="修改内容" required max={1000} />}
      {conclusion === 'AGREED_IN_PRINCIPLE' && <Duties {...conditionWords} first />}
      {conclusion === 'RETURNED' && <LinesField name="needed" label="补正内容" required />}
      {differs && <WordsField name="differsReason" label="与多数意见不一致的理由" required max={1000} />}
      {outOfOrder && <WordsField name="orderExplanation" label="主持人先表态的说明" required max={500} rows={2} />}
      <Duties {...taskWords} />
    </>
  )
}

const conditionWords = { name: 'conditions', legend: '修改条件（逐条列明责任处室和期限）', one: '条件', max: 300 }
const taskWords = {
  name: 'tasks',
  legend: '议定事项（纪要签发后转督办，到期未办结会自动提醒）',
  one: '议定事项',
  max: 500,
}

/** A list of what is to be done, by whom, until when. */
function Duties({
  name,
  legend,
  one,
  max,
  first = false,
}: {
  readonly name: string
  readonly legend: string
  readonly one: string
  readonly max: number
  /** Whether there must be one at least. */
  readonly first?: boolean
}) {
  const today = useToday()
  return (
    <fieldset className="fieldset">
      <legend>{legend}</legend>
      <Form.List name={name} initialValue={first ? [{}] : []}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="condition-row">
                <TextField name={[row.name, 'words']} label={`${one}${index + 1}`} required max={max} />
                <div className="form-columns">
                  <DepartmentField name={[row.name, 'owner']} label={`${one}${index + 1}责任处室`} required />
                  <DayField name={[row.name, 'dueOn']} label={`${one}${index + 1}完成期限`} required min={today} />
                </div>
                {(!first || rows.length > 1) && (
                  <Button onClick={() => remove(row.name)}>
                    删除{one}
                    {index + 1}
                  </Button>
                )}
              </div>
            ))}
            <Button onClick={() => add({})}>添加一条{one}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
