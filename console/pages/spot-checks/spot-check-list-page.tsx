import { Button, Empty } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { SpotCheckList, SpotCheckRow } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { Why } from '../../parts/action-list.tsx'
import { Clause } from '../../parts/tags.tsx'
import { dayWords } from '../../parts/time.ts'
import { SpotCheckStage } from './spot-check-stage.tsx'

/** 双随机抽查: every batch with its next step; above them the draws that nobody made; beside them what was not drawn for years. */
export function SpotCheckListPage() {
  const query = useRead<SpotCheckList>('/spot-checks')
  return (
    <Page title="双随机抽查" beside={query.data && <Prepare list={query.data} />}>
      <p className="lead">抽查对象和检查人员都随机抽取：先公布名单和方法，再等随机数产生，任何人都可以重算。</p>
      <Loaded query={query}>
        {list => (
          <>
            <Overdue list={list} />
            <div className="beside-list">
              <section className="card" aria-label="抽查批次">
                <Rows rows={list.rows} />
              </section>
              <NotDrawn list={list} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface Shown {
  readonly list: SpotCheckList
}

function Prepare({ list }: Shown) {
  const navigate = useNavigate()
  const action = list.actions.find(({ noun }) => noun === 'preparation')
  if (!action) return null
  return (
    <div>
      <Button
        type="primary"
        size="large"
        disabled={!action.allowed}
        aria-describedby={action.allowed ? undefined : 'why-preparation'}
        onClick={() => void navigate('/spot-checks/new')}
      >
        准备新批次
      </Button>
      <Why action={action} />
    </div>
  )
}

/** A batch whose randomness is long there, and which nobody drew or cancelled: the announced draw has no end (RND-002). */
function Overdue({ list: { overdue } }: Shown) {
  if (overdue.length === 0) return null
  return (
    <section className="alarms" aria-label="逾期未抽取">
      <h2>公告了没有抽取（{overdue.length}）</h2>
      <ul>
        {overdue.map(({ id, title, sentence, clause }) => (
          <li key={id}>
            <Link to={`/spot-checks/${id}`}>{title}</Link>：{sentence}
            <Clause clause={clause} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rows({ rows }: { readonly rows: readonly SpotCheckRow[] }) {
  if (rows.length === 0) return <Empty description="还没有抽查过。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <table className="table stacking">
      <caption className="unseen">抽查批次</caption>
      <thead>
        <tr>
          <th scope="col">批次</th>
          <th scope="col">状态</th>
          <th scope="col">对象池</th>
          <th scope="col">抽中</th>
          <th scope="col">下一步</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/spot-checks/${row.id}`}>{row.title}</Link>
              <span className="row-note">
                <span className="number">{row.id}</span>
                {row.replaces && ` · 重抽${row.replaces}`}
              </span>
            </th>
            <td>
              <SpotCheckStage batch={row} />
            </td>
            <td className="short" data-label="对象池">
              {row.pool === undefined ? <span className="quiet">—</span> : `${row.pool}个`}
            </td>
            <td className="short" data-label="抽中">
              {row.drawn === undefined ? <span className="quiet">—</span> : `${row.drawn}个`}
            </td>
            <td data-label="下一步">{row.next}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** «n 年未抽到» */
function NotDrawn({ list: { notDrawn } }: Shown) {
  return (
    <section className="card" aria-labelledby="not-drawn-title">
      <h2 id="not-drawn-title">
        {notDrawn.years}年未抽到（{notDrawn.rows.length}）
      </h2>
      {notDrawn.rows.length === 0 ? (
        <p className="quiet">没有长期未抽到的处室和事项。</p>
      ) : (
        <ul className="plain-list held-list">
          {notDrawn.rows.map(({ id, title, lastDrawnOn }) => (
            <li key={id}>
              {title}
              <span className="row-note">{lastDrawnOn ? `上次${dayWords(lastDrawnOn)}抽到` : '从未抽到'}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
