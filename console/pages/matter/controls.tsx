import { Form, Input, Radio } from 'antd'
import type { MatterPage } from '../../../http/api/contract.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { type DossierProps, mayDo } from './dossier.tsx'

interface Checks {
  readonly checks?: readonly { readonly done?: boolean; readonly note?: string }[]
}

/** The control measures of the item's risk points, checked one by one (S59). */
export function Controls({ path, matter }: DossierProps) {
  if (!mayDo(matter, 'control-checks')) return <ControlTable matter={matter} />
  const toInput = ({ checks = [] }: Checks) => ({
    checks: matter.controls.flatMap(({ risk, measure }, index) => {
      const check = checks[index]
      return check?.done === undefined ? [] : [{ risk, measure, done: check.done, note: check.note ?? '' }]
    }),
  })
  return (
    <ActForm<MatterPage>
      live
      page={path}
      noun="control-checks"
      version={matter.version}
      submit="保存核对结果"
      initial={{ checks: matter.controls.map(({ done, note }) => ({ done, note })) }}
      toInput={toInput}
    >
      <ol className="controls">
        {matter.controls.map(({ risk, riskName, measure, words }, index) => (
          <li key={`${risk} ${measure}`}>
            <p>
              <strong>{words}</strong> <span className="quiet">风险点：{riskName}</span>
            </p>
            <div className="control-fields">
              <Form.Item name={['checks', index, 'done']} label={`措施${index + 1}落实情况`}>
                <Radio.Group
                  options={[
                    { value: true, label: '已落实' },
                    { value: false, label: '未落实' },
                  ]}
                />
              </Form.Item>
              <Form.Item name={['checks', index, 'note']} label={`措施${index + 1}核对说明`}>
                <Input autoComplete="off" />
              </Form.Item>
            </div>
          </li>
        ))}
      </ol>
    </ActForm>
  )
}

function ControlTable({ matter }: Pick<DossierProps, 'matter'>) {
  return (
    <table className="table stacking">
      <caption className="unseen">防控措施的核对结果</caption>
      <thead>
        <tr>
          <th scope="col">防控措施</th>
          <th scope="col">风险点</th>
          <th scope="col">核对</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {matter.controls.map(control => (
          <tr key={`${control.risk} ${control.measure}`}>
            <th scope="row">{control.words}</th>
            <td data-label="风险点">{control.riskName}</td>
            <td>{control.done === undefined ? '未核对' : control.done ? '✓ 已落实' : '× 未落实'}</td>
            <td>{control.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
