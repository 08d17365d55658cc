import { Empty, Radio } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { CardList, CardRow } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { Clause } from '../../parts/tags.tsx'
import { dayWordsNear } from '../../parts/time.ts'
import { CardSign, CardStage } from './card-sign.tsx'
import { ShowCard } from './show-card.tsx'

const states = [
  { value: 'open', label: '有效' },
  { value: 'defended', label: '申辩待复核' },
  { value: 'revoked', label: '已撤销' },
  { value: 'all', label: '全部' },
]

/** 亮牌 (SUP-001, E-66): warnings, yellow and red cards; one that was revoked stays in the list, and counts no more. */
export function CardListPage() {
  const [params, setParams] = useSearchParams()
  const state = states.find(({ value }) => value === params.get('state'))?.value ?? 'open'
  const query = useRead<CardList>(`/cards?state=${state}`, { keep: true })
  return (
    <Page title="亮牌" beside={query.data && <ShowCard actions={query.data.actions} />}>
      <p className="lead">逾期不整改的自动亮牌。处室负责人可以申辩，复核撤销的保留记录，考核按最终状态。</p>
      <div className="card toolbar">
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={states}
          onChange={event => setParams({ state: event.target.value }, { replace: true })}
        />
      </div>
      <section className="card" aria-label="亮牌">
        <Loaded query={query}>{({ rows }) => <Rows rows={rows} />}</Loaded>
      </section>
    </Page>
  )
}

function Rows({ rows }: { readonly rows: readonly CardRow[] }) {
  const today = useToday()
  if (rows.length === 0) return <Empty description="没有这样的亮牌。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <table className="table stacking">
      <caption className="unseen">亮牌</caption>
      <thead>
        <tr>
          <th scope="col">事由</th>
          <th scope="col">牌</th>
          <th scope="col">处室</th>
          <th scope="col">依据</th>
          <th scope="col">亮牌日</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/cards/${row.id}`}>{row.words}</Link>
              <span className="row-note">
                <span className="number">{row.id}</span> {row.groundName}
              </span>
            </th>
            <td>
              <CardSign card={row} />
            </td>
            <td className="short" data-label="处室">
              {row.department.name}
            </td>
            <td data-label="依据">
              <Clause clause={row.clause} />
            </td>
            <td className="short" data-label="亮牌日">
              {dayWordsNear(row.shownOn, today)}
            </td>
            <td>
              <CardStage card={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
