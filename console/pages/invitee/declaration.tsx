import { Button, Form, Input, Radio } from 'antd'
import { isUscc } from '../../../domain/uscc.ts'
import type { InviteeDone } from '../../../http/api/contract.ts'
import { InviteeForm } from './invitee-form.tsx'

interface Declared {
  readonly related: boolean
  readonly units: readonly { readonly name: string; readonly uscc: string }[]
  readonly words?: string
}

const usccRule = {
  validator: (_: unknown, value: string | undefined) =>
    value && isUscc(value.trim().toUpperCase())
      ? Promise.resolve()
      : Promise.reject(new Error('统一社会信用代码应为18位，请对照营业执照核对。')),
}

/** E-13: what the person says of their own ties, and the units that the system compares with the other party. */
export function Declaration({
  unit,
  onDone,
}: {
  readonly unit: string | undefined
  readonly onDone: (done: InviteeDone) => void
}) {
  return (
    <section className="invitee-card" aria-labelledby="declaration-title">
      <h2 id="declaration-title">申报利害关系</h2>
      <p>如果您或近亲属与这件事有关（例如投标、论证、任职），请如实说明。</p>
      <InviteeForm<Declared>
        noun="declarations"
        submit="提交申报"
        initial={{ units: [] }}
        onDone={onDone}
        toInput={({ related, units, words }) => ({
          related,
          units: units.map(({ name, uscc }) => ({ name: name.trim(), uscc: uscc.trim().toUpperCase() })),
          ...(words?.trim() ? { words: words.trim() } : {}),
        })}
      >
        {() => (
          <>
            <Form.Item
              name="related"
              label="您与本件有没有利害关系？"
              rules={[{ required: true, message: '请选择有没有利害关系' }]}
            >
              <Radio.Group
                className="invitee-choices"
                options={[
                  { value: false, label: '没有利害关系' },
                  { value: true, label: '有利害关系' },
                ]}
              />
            </Form.Item>
            <Units unit={unit} />
            <Form.Item name="words" label="需要说明的（可不填）" rules={[{ max: 500, message: '说明不得超过500个字' }]}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
            </Form.Item>
          </>
        )}
      </InviteeForm>
    </section>
  )
}

function Units({ unit }: { readonly unit: string | undefined }) {
  return (
    <fieldset className="fieldset">
      <legend>您任职、兼职或提供服务的单位（没有就不填）</legend>
      <Form.List name="units">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="invitee-unit">
                <Form.Item
                  name={[row.name, 'name']}
                  label={`单位${index + 1}名称`}
                  rules={[
                    { required: true, min: 2, message: '请填写单位全称' },
                    { max: 120, message: '单位名称不得超过120个字' },
                  ]}
                >
                  <Input autoComplete="organization" />
                </Form.Item>
                <Form.Item name={[row.name, 'uscc']} label={`单位${index + 1}统一社会信用代码`} rules={[usccRule]}>
                  <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} />
                </Form.Item>
                <Button onClick={() => remove(row.name)}>删除单位{index + 1}</Button>
              </div>
            ))}
            <Button onClick={() => add({ name: rows.length === 0 ? unit : undefined })}>添加单位</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
