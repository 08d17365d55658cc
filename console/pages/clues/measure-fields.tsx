import { Form, Radio } from 'antd'
import type { CluePage } from '../../../http/api/contract.ts'
import { ChoiceField, DayField, DepartmentField, TextField, WordsField } from '../../parts/fields.tsx'
import { bodyChoices, organisationMeasures, otherMeasures, personMeasures } from './choices.ts'
import { peopleOf } from './clue-forms.tsx'

interface Values {
  readonly finding: number
  readonly measure: string
  readonly targetKind: 'ORGANISATION' | 'PERSON'
  readonly department?: string
  readonly person?: string
  readonly body: string
  readonly form: 'SUGGESTION' | 'DECISION'
  readonly document?: string
  readonly decidedOn?: string
  readonly disciplineForm?: number
  readonly words: string
}

const formChoices = [
  { value: 1, label: '第一种：批评教育、谈话函询' },
  { value: 2, label: '第二种：轻处分、组织调整' },
  { value: 3, label: '第三种：重处分、重大职务调整' },
  { value: 4, label: '第四种：立案审查' },
]

/** What is proposed or decided about whom; whether the body has that power the rules say (ACC-001, ACC-002). */
export function MeasureFields({ clue }: { readonly clue: CluePage }) {
  const form = Form.useFormInstance<Partial<Values>>()
  const kind = Form.useWatch('targetKind', form)
  const decides = Form.useWatch('form', form) === 'DECISION'
  return (
    <>
      <Form.Item name="targetKind" label="问责对象" rules={[{ required: true, message: '请选择问责对象' }]}>
        <Radio.Group
          options={[
            { value: 'ORGANISATION', label: '处室' },
            { value: 'PERSON', label: '个人' },
          ]}
          onChange={() => form.resetFields(['measure'])}
        />
      </Form.Item>
      {kind === 'ORGANISATION' && <DepartmentField name="department" label="处室" required />}
      {kind === 'PERSON' && <ChoiceField name="person" label="人员" required choices={peopleOf(clue)} />}
      {kind && (
        <ChoiceField
          name="measure"
          label="问责措施"
          required
          choices={[...(kind === 'PERSON' ? personMeasures : organisationMeasures), ...otherMeasures]}
        />
      )}
      <Form.Item name="form" label="建议还是决定" rules={[{ required: true, message: '请选择建议还是决定' }]}>
        <Radio.Group
          className="radio-lines"
          options={[
            { value: 'SUGGESTION', label: '建议：送有权机关决定' },
            { value: 'DECISION', label: '决定：登记有权机关的决定' },
          ]}
        />
      </Form.Item>
      <ChoiceField name="body" label="哪个机关" required choices={bodyChoices} />
      {decides && (
        <div className="form-columns">
          <TextField name="document" label="文号" required max={60} />
          <DayField name="decidedOn" label="决定日" required />
        </div>
      )}
      <ChoiceField name="disciplineForm" label="四种形态" extra="只用于统计。" choices={formChoices} />
      <WordsField name="words" label="理由" required max={1000} />
    </>
  )
}

/** What the form says, as the act takes it. */
export function measureOf({ targetKind, department, person, ...values }: Values) {
  const target = targetKind === 'PERSON' ? { kind: targetKind, person } : { kind: targetKind, department }
  return { ...values, target }
}
