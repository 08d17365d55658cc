import { Form, Radio } from 'antd'
import type { CluePage } from '../../../http/api/contract.ts'
import type { DeskForms } from '../../parts/desk.tsx'
import { ChoiceField, DayField, DepartmentField, TextField, WordsField } from '../../parts/fields.tsx'
import { FilesField } from '../../parts/files-field.tsx'
import { MembersField } from '../../parts/members-field.tsx'
import { VerificationFields } from '../../parts/verification-fields.tsx'
import { stepChoices, wayChoices } from './choices.ts'
import { FindingFields, findingOf } from './finding-fields.tsx'
import { MeasureFields, measureOf } from './measure-fields.tsx'

const verdict = (yes: string, no: string) => (
  <Form.Item name="upheld" label="决定" rules={[{ required: true, message: '请选择决定' }]}>
    <Radio.Group
      options={[
        { value: true, label: yes },
        { value: false, label: no },
      ]}
    />
  </Form.Item>
)

const findingField = ({ findings }: CluePage) => (
  <ChoiceField
    name="finding"
    label="认定的问题"
    required
    choices={findings.map(({ no, words }) => ({ value: no, label: `${no}. ${words}` }))}
  />
)
const measureField = ({ measures }: CluePage) => (
  <ChoiceField
    name="measure"
    label="问责措施"
    required
    choices={measures.map(({ no, measureName, target }) => ({
      value: no,
      label: `${no}. ${target.name}：${measureName}`,
    }))}
  />
)

/** The form of every act on a clue, by its noun. */
export const clueForms: DeskForms<CluePage> = {
  opening: {
    fields: () => (
      <>
        <WordsField name="reasons" label="立项理由" required max={1000} />
        <MembersField name="handlers" label="承办人（至少两人）" />
      </>
    ),
  },
  'non-opening': { fields: () => <WordsField name="reasons" label="不予立项的理由" required max={1000} /> },
  'explanation-requests': {
    lead: () => <p>被要求说明的处室只看到这个问题，看不到线索的来源。</p>,
    fields: () => (
      <>
        <DepartmentField name="department" label="处室" required />
        <WordsField name="question" label="请说明的问题" required max={1000} />
        <DayField name="dueOn" label="说明期限" required />
      </>
    ),
  },
  explanations: {
    fields: ({ explanations }) => (
      <>
        <ChoiceField
          name="department"
          label="处室"
          required
          choices={explanations.map(({ department }) => ({ value: department.code, label: department.name }))}
        />
        <WordsField name="words" label="情况说明" required max={3000} rows={8} />
        <FilesField name="files" label="佐证材料" />
      </>
    ),
  },
  findings: {
    wide: true,
    lead: () => <p>责任链由平台按记录算出：谁在哪一级做了什么、谁缺席、回避或者意见未被采纳。</p>,
    fields: clue => <FindingFields clue={clue} />,
    toInput: values => findingOf(values),
  },
  'no-findings': { fields: () => <WordsField name="words" label="查核结论" required max={1500} /> },
  measures: {
    wide: true,
    fields: clue => (
      <>
        {findingField(clue)}
        <MeasureFields clue={clue} />
      </>
    ),
    toInput: values => measureOf(values),
  },
  'measure-steps': {
    fields: clue => (
      <>
        {measureField(clue)}
        <ChoiceField name="step" label="办到哪一步" required choices={stepChoices} />
        <DayField name="on" label="日期" required />
        <WordsField name="words" label="情况" required max={300} rows={2} />
      </>
    ),
  },
  appeals: {
    lead: () => <p>申诉期间不停止执行。</p>,
    fields: clue => (
      <>
        {measureField(clue)}
        <ChoiceField name="by" label="申诉人" required choices={peopleOf(clue)} />
        <DayField name="on" label="申诉日" required />
        <WordsField name="words" label="申诉理由" required max={2000} />
      </>
    ),
  },
  'appeal-decisions': {
    fields: clue => (
      <>
        {measureField(clue)}
        {verdict('申诉成立', '维持原决定')}
        <DayField name="on" label="决定日" required />
        <TextField name="document" label="文号" max={60} />
        <WordsField name="words" label="理由" required max={1000} />
      </>
    ),
  },
  whereabouts: {
    lead: () => <p>责任不因调离、退休而终止，请登记现在的单位和联系方式。</p>,
    fields: clue => (
      <>
        <ChoiceField name="person" label="人员" required choices={peopleOf(clue)} />
        <TextField name="where" label="现单位" required max={120} />
        <TextField name="contact" label="联系方式" required max={120} />
      </>
    ),
  },
  'rectification-orders': {
    fields: clue => (
      <>
        {findingField(clue)}
        <DepartmentField name="department" label="整改处室" required />
        <WordsField name="what" label="整改要求" required max={500} rows={3} />
        <DayField name="dueOn" label="整改期限" required />
      </>
    ),
  },
  rectifications: {
    fields: clue => (
      <>
        {findingField(clue)}
        <WordsField name="words" label="整改情况" required max={2000} />
        <FilesField name="files" label="整改证据" />
      </>
    ),
  },
  verifications: {
    lead: () => <p>复查由该处室以外的人进行。</p>,
    fields: clue => (
      <>
        {findingField(clue)}
        <VerificationFields />
      </>
    ),
  },
  improvements: {
    fields: () => (
      <>
        <ChoiceField
          name="kind"
          label="改进什么"
          required
          choices={[
            { value: 'RULE', label: '制度' },
            { value: 'RISK_POINT', label: '廉政风险点' },
          ]}
        />
        <TextField name="subject" label="制度或事项" required max={120} />
        <WordsField name="words" label="改进建议" required max={1000} />
      </>
    ),
  },
  'improvement-answers': {
    fields: ({ improvements }) => (
      <>
        <ChoiceField
          name="no"
          label="改进建议"
          required
          choices={improvements.map(({ no, subject }) => ({ value: no, label: `${no}. ${subject}` }))}
        />
        <Form.Item name="adopted" label="答复" rules={[{ required: true, message: '请选择答复' }]}>
          <Radio.Group
            options={[
              { value: true, label: '采纳' },
              { value: false, label: '不采纳' },
            ]}
          />
        </Form.Item>
        <WordsField name="words" label="采纳情况" required max={1000} />
      </>
    ),
  },
  closure: {
    lead: () => <p>每一项认定都有了结果，方可办结。摘要公开，不写个人信息。</p>,
    fields: () => (
      <>
        <ChoiceField name="way" label="怎样办结" required choices={wayChoices} />
        <WordsField name="summary" label="公开摘要" required max={500} />
      </>
    ),
  },
}

/** Everybody whom the findings name. */
export const peopleOf = ({ findings }: CluePage) =>
  [...new Map(findings.flatMap(({ chain }) => chain.map(({ person }) => [person.id, person.name])))].map(
    ([value, label]) => ({ value, label }),
  )
