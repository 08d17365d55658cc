import { Checkbox, Empty, Radio } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { nameOfRole } from '../../../domain/access.ts'
import type { ComplaintList, ComplaintRow } from '../../../http/api/contract.ts'
import { useAgency, useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useSession, useToday } from '../../frame/session.ts'
import { Clock } from '../../parts/clock.tsx'
import { Names } from '../../parts/names.tsx'
import { dayWordsNear } from '../../parts/time.ts'
import { ComplaintStage } from './complaint-stage.tsx'
import { nameOfChannel } from './names.ts'
import { RegisterComplaint } from './register-complaint.tsx'

const states = [
  { value: 'open', label: '未办结' },
  { value: 'closed', label: '已办结' },
  { value: 'all', label: '全部' },
]

/** 投诉举报: which there are and what is due, never what they say. To others than the group it says no more than this. */
export function ComplaintListPage() {
  const isMember = useSession().person?.roles.includes(nameOfRole('ACCOUNTABILITY_MEMBER')) ?? false
  if (isMember) return <List />
  return (
    <Page title="投诉举报">
      <p className="lead">
        投诉举报由监督问责小组成员办理，内容只有无须回避的成员能打开。您不是小组成员，这里没有可看的。
      </p>
      <p>
        要反映问题，请到公开网站的<a href="/report">监督举报</a>，不用登录。
      </p>
    </Page>
  )
}

function List() {
  const [params, setParams] = useSearchParams()
  const state = states.find(({ value }) => value === params.get('state'))?.value ?? 'open'
  const mine = params.get('mine') === '1'
  const query = useRead<ComplaintList>(`/complaints?state=${state}${mine ? '&mine=1' : ''}`, { keep: true })
  const agency = useAgency()
  const choose = (next: { readonly state: string; readonly mine: boolean }) =>
    setParams({ state: next.state, ...(next.mine ? { mine: '1' } : {}) }, { replace: true })
  return (
    <Page title="投诉举报" beside={agency.data && <RegisterComplaint agency={agency.data} />}>
      <p className="lead">
        列表里没有内容。内容密封着，用您的密钥在浏览器里打开；须回避的件不会出现在这里。
        <Link to="/sealing-keys">我的密封密钥</Link>
      </p>
      <div className="card toolbar follow-up-filter">
        <Radio.Group
          aria-label="状态"
          optionType="button"
          value={state}
          options={states}
          onChange={event => choose({ state: event.target.value, mine })}
        />
        <Checkbox checked={mine} onChange={event => choose({ state, mine: event.target.checked })}>
          只看我承办的
        </Checkbox>
      </div>
      <section className="card" aria-label="投诉举报">
        <Loaded query={query}>
          {({ rows }) => (
            <Rows rows={rows} boards={new Map(agency.data?.boards.map(({ code, name }) => [code as string, name]))} />
          )}
        </Loaded>
      </section>
    </Page>
  )
}

function Rows({
  rows,
  boards,
}: {
  readonly rows: readonly ComplaintRow[]
  readonly boards: ReadonlyMap<string, string>
}) {
  const today = useToday()
  if (rows.length === 0) {
    return <Empty description="没有您可以看的投诉举报。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
  }
  return (
    <table className="table stacking">
      <caption className="unseen">投诉举报</caption>
      <thead>
        <tr>
          <th scope="col">登记号</th>
          <th scope="col">收件日</th>
          <th scope="col">类别</th>
          <th scope="col">板块</th>
          <th scope="col">承办人</th>
          <th scope="col">状态</th>
          <th scope="col">最近的期限</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/complaints/${row.id}`}>
                <span className="number">{row.id}</span>
              </Link>
              <span className="row-note">
                {nameOfChannel(row.channel)} · {row.mode === 'REAL_NAME' ? '实名' : '匿名'}
              </span>
            </th>
            <td className="short" data-label="收件日">
              {dayWordsNear(row.receivedOn, today)}
            </td>
            <td data-label="类别">
              {row.className ?? <span className="quiet">未分流</span>}
              {row.industryConduct && <span className="row-note">行风</span>}
            </td>
            <td data-label="板块">
              {row.boards.map(code => boards.get(code) ?? code).join('、') || <span className="quiet">不涉及</span>}
            </td>
            <td data-label="承办人">
              {row.handlers.length > 0 ? <Names people={row.handlers} /> : <span className="quiet">未指定</span>}
            </td>
            <td>
              <ComplaintStage complaint={row} />
            </td>
            <td>
              {row.next ? (
                <>
                  <span className="row-note">{row.next.label}</span>
                  <Clock clock={row.next.clock} short />
                </>
              ) : (
                <span className="quiet">—</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
