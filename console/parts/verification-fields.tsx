import { Form, Radio } from 'antd'
import { DayField, WordsField } from './fields.tsx'

/** 复查整改: done wholly, partly or not at all; what is not wholly done gets a new date. */
export function VerificationFields() {
  const form = Form.useFormInstance<{ readonly result?: 'FULL' | 'PARTLY' | 'NONE' }>()
  const result = Form.useWatch('result', form)
  return (
    <>
      <Form.Item name="result" label="复查结果" rules={[{ required: true, message: '请选择复查结果' }]}>
        <Radio.Group
          className="radio-lines"
          options={[
            { value: 'FULL', label: '整改到位' },
            { value: 'PARTLY', label: '部分整改' },
            { value: 'NONE', label: '没有整改' },
          ]}
        />
      </Form.Item>
      <WordsField name="words" label="复查意见" required max={1000} />
      {result && result !== 'FULL' && <DayField name="dueOn" label="新的整改期限" required />}
    </>
  )
}
