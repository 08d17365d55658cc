import { Checkbox, Empty, Radio } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { FollowUpList, FollowUpRow, StallList } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { BarChart } from '../../parts/bar-chart.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWordsNear } from '../../parts/time.ts'
import { countByDivision, overdueFirst } from './follow-up-order.ts'

const states = [
  { value: 'open', label: '未办结' },
  { value: 'overdue', label: '逾期' },
  { value: 'done', label: '已办结' },
  { value: 'all', label: '全部' },
]

/** 督办 (MTG-013): what meetings resolved that somebody must do, what is late first; and what stands still. */
export function FollowUpListPage() {
  const [params, setParams] = useSearchParams()
  const state = states.find(({ value }) => value === params.get('state'))?.value ?? 'open'
  const mine = params.get('mine') === '1'
  const query = useRead<FollowUpList>(`/follow-ups?state=${state}${mine ? '&mine=1' : ''}`, { keep: true })
  const choose = (next: { readonly state: string; readonly mine: boolean }) =>
    setParams({ state: next.state, ...(next.mine ? { mine: '1' } : {}) }, { replace: true })
  return (
    <Page title="督办">
      <p className="lead">会议议定、须限期办理的事项。处室反馈，办公室核实办结。</p>
      <div className="card toolbar follow-up-filter">
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={states}
          onChange={event => choose({ state: event.target.value, mine })}
        />
        <Checkbox checked={mine} onChange={event => choose({ state, mine: event.target.checked })}>
          只看本处室的
        </Checkbox>
      </div>
      <div className="follow-ups">
        <section className="card" aria-label="督办事项">
          <Loaded query={query}>{({ rows }) => <Rows rows={overdueFirst(rows)} />}</Loaded>
        </section>
        <div>
          <Stalls />
          {query.data && query.data.rows.length > 0 && <ByDivision rows={query.data.rows} />}
        </div>
      </div>
    </Page>
  )
}

function Rows({ rows }: { readonly rows: readonly FollowUpRow[] }) {
  if (rows.length === 0) return <Empty description="没有这样的督办。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <table className="table stacking">
      <caption className="unseen">督办事项</caption>
      <thead>
        <tr>
          <th scope="col">议定事项</th>
          <th scope="col">责任处室</th>
          <th scope="col">期限</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/follow-ups/${row.id}`}>{row.words}</Link>
              <span className="row-note">{row.meeting.title}</span>
            </th>
            <td className="short" data-label="责任处室">
              {row.owner.name}
            </td>
            <td>
              <DueSign row={row} />
            </td>
            <td>
              <StageSign row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function DueSign({ row }: { readonly row: Pick<FollowUpRow, 'dueOn' | 'overdue' | 'stage' | 'extensions'> }) {
  const today = useToday()
  const mood = row.overdue ? 'late' : row.stage === 'DONE' ? 'stopped' : 'green'
  return (
    <span className={`clock clock-${mood}`}>
      <span className="clock-word">{row.overdue ? '逾期' : row.stage === 'DONE' ? '已停' : '在期'}</span>
      <span>{dayWordsNear(row.dueOn, today)}到期</span>
      {row.extensions > 0 && <span>已延期{row.extensions}次</span>}
    </span>
  )
}

const tones = { OPEN: 'asks', REPLIED: 'waiting', DONE: 'good' } as const

export function StageSign({ row }: { readonly row: Pick<FollowUpRow, 'stage' | 'stageName'> }) {
  return <span className={`status status-${tones[row.stage]}`}>{row.stageName}</span>
}

/** What stands still; the server tells it to those alone who may see it. */
function Stalls() {
  const query = useRead<StallList>('/stalls')
  if (!query.data || query.data.rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="stalls-title">
      <h2 id="stalls-title">滞留（{query.data.rows.length}）</h2>
      <ul className="stalls">
        {query.data.rows.map(({ kindName, clause, sentence, link }) => (
          <li key={`${link} ${sentence}`}>
            <span className="status status-bad">{kindName}</span> <Link to={link}>{sentence}</Link>
            <Clause clause={clause} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ByDivision({ rows }: { readonly rows: readonly FollowUpRow[] }) {
  const counts = countByDivision(rows)
  return (
    <section className="card" aria-labelledby="by-division-title">
      <h2 id="by-division-title">按处室</h2>
      <BarChart
        label="各处室的督办数，数字见下表"
        names={counts.map(({ name }) => name)}
        series={[
          { name: '督办', values: counts.map(({ all }) => all) },
          { name: '逾期', values: counts.map(({ overdue }) => overdue) },
        ]}
      />
      <table className="table">
        <caption className="unseen">各处室的督办数</caption>
        <thead>
          <tr>
            <th scope="col">处室</th>
            <th scope="col">督办</th>
            <th scope="col">逾期</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ name, all, overdue }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{all}</td>
              <td>{overdue}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
