import { Button, Form } from 'antd'
import { NumberField, TextField } from '../../parts/fields.tsx'

/** One line for each lottery: its name and issue, how many numbers it draws, and of which range. */
export function LotteryFields() {
  return (
    <Form.List name="lotteries">
      {(fields, { add, remove }) => (
        <fieldset className="fieldset">
          <legend>彩票</legend>
          {fields.map(({ key, name }, index) => (
            <div key={key} className="lottery-row">
              <TextField name={[name, 'name']} label={`第${index + 1}种的名称与期号`} required max={40} />
              <div className="form-columns">
                <NumberField name={[name, 'count']} label="开几个号码" required min={1} max={100} />
                <NumberField name={[name, 'from']} label="最小号码" required />
                <NumberField name={[name, 'to']} label="最大号码" required />
              </div>
              {fields.length > 1 && <Button onClick={() => remove(name)}>移去第{index + 1}种</Button>}
            </div>
          ))}
          <Button onClick={() => add({ name: '', count: 6, from: 1, to: 33 })}>再加一种</Button>
        </fieldset>
      )}
    </Form.List>
  )
}
