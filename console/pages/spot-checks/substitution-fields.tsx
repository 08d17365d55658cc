import { Form, Radio } from 'antd'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { ChoiceField, WordsField } from '../../parts/fields.tsx'

const grounds = [
  { value: 'RECUSED', label: '检查人对某一对象须回避' },
  { value: 'UNAVAILABLE', label: '检查人不能参加' },
  { value: 'LEFT', label: '检查人已离开' },
  { value: 'OBJECT_UNAVAILABLE', label: '对象不能检查' },
]

/** Who or what falls away (E-61): after a recusal one object alone, of an inspector who is away all of theirs. */
export function SubstitutionFields({ batch: { drawn } }: { readonly batch: SpotCheckPage }) {
  const form = Form.useFormInstance<{ ground?: string; object?: string; out?: string }>()
  const ground = Form.useWatch('ground', form)
  const chosen = Form.useWatch('object', form)
  const pairs = drawn?.pairs ?? []
  const wantsObject = ground === 'RECUSED' || ground === 'OBJECT_UNAVAILABLE'
  const concerned = wantsObject ? pairs.filter(({ object }) => object.id === chosen) : pairs
  const people = new Map(concerned.flatMap(({ inspectors }) => inspectors.map(({ id, name }) => [id, name])))
  return (
    <>
      <Form.Item name="ground" label="替补的原因" rules={[{ required: true, message: '请选择原因' }]}>
        <Radio.Group className="radio-lines" options={grounds} />
      </Form.Item>
      {wantsObject && (
        <ChoiceField
          name="object"
          label="对象"
          required
          choices={pairs.map(({ object }) => ({ value: object.id, label: object.title }))}
        />
      )}
      {ground && ground !== 'OBJECT_UNAVAILABLE' && (
        <ChoiceField
          name="out"
          label="退出的检查人"
          required
          choices={[...people].map(([value, label]) => ({ value, label }))}
        />
      )}
      <WordsField name="reason" label="理由" required max={200} rows={2} />
    </>
  )
}
