import { Empty, Radio } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { ClueList, ClueRow } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { dayWordsNear } from '../../parts/time.ts'
import { ClueStage } from './clue-stage.tsx'
import { RegisterClue } from './register-clue.tsx'

const states = [
  { value: 'open', label: '未办结' },
  { value: 'done', label: '已办结' },
  { value: 'all', label: '全部' },
]

/** 问题线索: what came in, where it stands, what is next. Who is asked to explain sees here only that. */
export function ClueListPage() {
  const [params, setParams] = useSearchParams()
  const state = states.find(({ value }) => value === params.get('state'))?.value ?? 'open'
  const query = useRead<ClueList>(`/clues?state=${state}`, { keep: true })
  return (
    <Page title="问题线索" beside={query.data && <RegisterClue actions={query.data.actions} />}>
      <p className="lead">线索登记、立项、说明、认定、问责、整改、改进，每一件都有结果。</p>
      <div className="card toolbar">
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={states}
          onChange={event => setParams({ state: event.target.value }, { replace: true })}
        />
      </div>
      <section className="card" aria-label="问题线索">
        <Loaded query={query}>{({ rows }) => <Rows rows={rows} />}</Loaded>
      </section>
    </Page>
  )
}

function Rows({ rows }: { readonly rows: readonly ClueRow[] }) {
  const today = useToday()
  if (rows.length === 0) return <Empty description="没有这样的线索。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <table className="table stacking">
      <caption className="unseen">问题线索</caption>
      <thead>
        <tr>
          <th scope="col">需要查明的问题</th>
          <th scope="col">处室</th>
          <th scope="col">状态</th>
          <th scope="col">下一步</th>
          <th scope="col">登记日</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/clues/${row.id}`}>{row.question ?? `线索${row.id}`}</Link>
              <span className="row-note">
                <span className="number">{row.id}</span> {row.sourceName}
              </span>
            </th>
            <td data-label="处室">{row.departments.map(({ name }) => name).join('、')}</td>
            <td>
              <ClueStage clue={row} />
            </td>
            <td data-label="下一步">{row.next}</td>
            <td className="short" data-label="登记日">
              {dayWordsNear(row.registeredOn, today)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
