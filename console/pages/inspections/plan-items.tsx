import { Button, Form } from 'antd'
import { TextField, WordsField } from '../../parts/fields.tsx'

/** What is to be looked at, line by line, each with the clause that it is measured by. */
export function PlanItems() {
  return (
    <Form.List name="items">
      {(fields, { add, remove }) => (
        <fieldset className="fieldset">
          <legend>检查表</legend>
          {fields.map(({ key, name }, index) => (
            <div key={key} className="form-row">
              <WordsField name={[name, 'what']} label={`${index + 1}. 检查内容`} required max={300} rows={2} />
              <TextField name={[name, 'clause']} label="依据" required max={40} />
              {fields.length > 1 && (
                <Button aria-label={`移去第${index + 1}项`} onClick={() => remove(name)}>
                  移去
                </Button>
              )}
            </div>
          ))}
          <Button onClick={() => add({})}>再加一项</Button>
        </fieldset>
      )}
    </Form.List>
  )
}
