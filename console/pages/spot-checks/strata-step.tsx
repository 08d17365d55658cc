import { Form, InputNumber, Select } from 'antd'
import { useEffect } from 'react'
import type { StrataList } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded } from '../../frame/page.tsx'
import { Clause } from '../../parts/tags.tsx'
import { type PreparationValues, percentOf, rangeQuery, rowsFor } from './preparation.ts'

/** 第二步: how many of each stratum. The strata are those that the range has today; freezing looks again. */
export function StrataStep() {
  const form = Form.useFormInstance<PreparationValues>()
  const range: PreparationValues = form.getFieldsValue(true)
  const query = useRead<StrataList>(`/spot-checks/strata?${rangeQuery(range)}`)
  return (
    <>
      <h2>
        分层与比例 <Clause clause="RND-004" />
      </h2>
      <p className="act-lead">每一层按比例或件数抽取，按比例的至少抽一个。</p>
      <Loaded query={query}>{list => <Rows list={list} />}</Loaded>
    </>
  )
}

function Rows({ list: { strata, proposedRate } }: { readonly list: StrataList }) {
  const form = Form.useFormInstance<PreparationValues>()
  useEffect(() => {
    const filled: PreparationValues['strata'] = form.getFieldValue('strata') ?? []
    form.setFieldValue('strata', rowsFor(strata, filled, percentOf(proposedRate)))
  }, [form, strata, proposedRate])
  if (strata.length === 0) return <p className="why">这个范围里没有可以抽查的对象，请回到上一步放宽范围。</p>
  return (
    <Form.List name="strata">
      {fields => (
        <table className="table stacking">
          <caption className="unseen">各分层的对象数和抽取的比例或件数</caption>
          <thead>
            <tr>
              <th scope="col">分层</th>
              <th scope="col">对象</th>
              <th scope="col">抽取</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ key, name }) => (
              <Row key={key} at={name} strata={strata} />
            ))}
          </tbody>
        </table>
      )}
    </Form.List>
  )
}

function Row({ at, strata }: { readonly at: number; readonly strata: StrataList['strata'] }) {
  const form = Form.useFormInstance<PreparationValues>()
  const values: Partial<PreparationValues['strata'][number]> =
    Form.useWatch(['strata', at], { form, preserve: true }) ?? {}
  const { stratum = '', by = 'RATE' } = values
  const size = strata.find(found => found.stratum === stratum)?.size ?? 0
  const drawn = by === 'RATE' ? Math.ceil(((values.percent ?? 0) / 100) * size) : (values.count ?? 0)
  return (
    <tr>
      <th scope="row">{stratum}</th>
      <td className="short" data-label="对象">
        {size}个
      </td>
      <td>
        <div className="stratum-rule">
          <Form.Item name={[at, 'by']} noStyle>
            <Select
              aria-label={`${stratum}怎样抽`}
              options={[
                { value: 'RATE', label: '按比例' },
                { value: 'COUNT', label: '按件数' },
              ]}
            />
          </Form.Item>
          {by === 'RATE' ? (
            <Form.Item name={[at, 'percent']} noStyle rules={[{ required: true, message: '比例必填' }]}>
              <InputNumber aria-label={`${stratum}的比例`} min={0.01} precision={2} suffix="%" />
            </Form.Item>
          ) : (
            <Form.Item name={[at, 'count']} noStyle rules={[{ required: true, message: '件数必填' }]}>
              <InputNumber aria-label={`${stratum}的件数`} min={1} precision={0} suffix="个" />
            </Form.Item>
          )}
          <span className="quiet">抽{drawn}个</span>
        </div>
      </td>
    </tr>
  )
}
