import { Checkbox, Empty, Radio } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { InspectionList, InspectionRow } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { Clock } from '../../parts/clock.tsx'
import { Names } from '../../parts/names.tsx'
import { InspectionStage } from './inspection-stage.tsx'

const states = [
  { value: 'open', label: '未办结' },
  { value: 'done', label: '已办结' },
  { value: 'all', label: '全部' },
]

/** 检查: one's own first; whoever may see more can look at all. */
export function InspectionListPage() {
  const [params, setParams] = useSearchParams()
  const state = states.find(({ value }) => value === params.get('state'))?.value ?? 'open'
  const mine = params.get('mine') !== '0'
  const query = useRead<InspectionList>(`/inspections?state=${state}${mine ? '&mine=1' : ''}`, { keep: true })
  const choose = (next: { readonly state: string; readonly mine: boolean }) =>
    setParams({ state: next.state, ...(next.mine ? {} : { mine: '0' }) }, { replace: true })
  return (
    <Page title="检查">
      <p className="lead">抽中的对象由抽中的两名以上检查人检查，问题整改到位并经他人复查后办结。</p>
      <div className="card toolbar follow-up-filter">
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={states}
          onChange={event => choose({ state: event.target.value, mine })}
        />
        <Checkbox checked={mine} onChange={event => choose({ state, mine: event.target.checked })}>
          只看与我有关的
        </Checkbox>
      </div>
      <section className="card" aria-label="检查">
        <Loaded query={query}>{({ rows }) => <Rows rows={rows} mine={mine} />}</Loaded>
      </section>
    </Page>
  )
}

function Rows({ rows, mine }: { readonly rows: readonly InspectionRow[]; readonly mine: boolean }) {
  if (rows.length === 0) {
    return (
      <Empty description={mine ? '没有与您有关的检查。' : '没有这样的检查。'} image={Empty.PRESENTED_IMAGE_SIMPLE} />
    )
  }
  return (
    <table className="table stacking">
      <caption className="unseen">检查</caption>
      <thead>
        <tr>
          <th scope="col">被检查的对象</th>
          <th scope="col">处室</th>
          <th scope="col">检查人</th>
          <th scope="col">状态</th>
          <th scope="col">公开期限</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/inspections/${row.id}`}>{row.object.title}</Link>
              <span className="row-note">
                <span className="number">{row.id}</span> {row.object.kindName} · {row.batch.title}
              </span>
            </th>
            <td data-label="处室">{row.departments.map(({ name }) => name).join('、')}</td>
            <td data-label="检查人">
              <Names people={row.inspectors} />
            </td>
            <td>
              <InspectionStage inspection={row} />
            </td>
            <td>{row.publishClock ? <Clock clock={row.publishClock} short /> : <span className="quiet">—</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
