import { Form, Select } from 'antd'
import { useState } from 'react'
import type { CandidateList } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { type Range, rangeQuery } from './preparation.ts'

/** Objects of a range, looked for by number or title; the form holds their ids in the pool. */
export function CandidateField({
  name,
  label,
  range,
  extra,
  several = false,
  required = false,
}: {
  readonly name: string | (string | number)[]
  readonly label: string
  readonly range: Range
  readonly extra?: string
  readonly several?: boolean
  readonly required?: boolean
}) {
  const [wanted, setWanted] = useState('')
  const query = useRead<CandidateList>(`/spot-checks/candidates?${rangeQuery(range, wanted)}`, { keep: true })
  const { rows = [], total = 0 } = query.data ?? {}
  const shown = rows.length < total ? `共${total}个，列出前${rows.length}个，请输入编号或名称查找。` : undefined
  return (
    <Form.Item
      name={name}
      label={label}
      extra={[extra, shown].filter(Boolean).join('')}
      rules={required ? [{ required, message: `${label}必填` }] : []}
    >
      <Select
        showSearch={{ onSearch: setWanted, filterOption: false }}
        allowClear
        {...(several ? { mode: 'multiple' as const } : {})}
        options={rows.map(({ id, title, stratum }) => ({ value: id, label: `${title}（${stratum}，${id}）` }))}
      />
    </Form.Item>
  )
}
