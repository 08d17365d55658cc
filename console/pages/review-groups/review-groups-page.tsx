import { Empty } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ReviewGroupList, ReviewGroupView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { TextField } from '../../parts/fields.tsx'
import { dayWords } from '../../parts/time.ts'
import { EstablishGroup } from './establish-group.tsx'

/** 复核小组 and their rotations: who leads, who sits in it, in what order. */
export function ReviewGroupsPage() {
  const query = useRead<ReviewGroupList>('/review-groups')
  const [establishing, setEstablishing] = useState(false)
  return (
    <Page
      title="复核小组"
      beside={
        <span className="row-actions">
          <Link to="/rotations" className="link-button">
            轮值编排
          </Link>
          {query.data?.mayEstablish && (
            <button type="button" className="link" onClick={() => setEstablishing(true)}>
              单独编排一个小组
            </button>
          )}
        </span>
      }
    >
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="card">
              <Empty description="还没有编排复核小组。" image={Empty.PRESENTED_IMAGE_SIMPLE} />
            </div>
          ) : (
            <div className="groups">
              {rows.map(group => (
                <Group key={group.id} group={group} />
              ))}
            </div>
          )
        }
      </Loaded>
      <EstablishGroup open={establishing} onClose={() => setEstablishing(false)} />
    </Page>
  )
}

function Group({ group }: { readonly group: ReviewGroupView }) {
  const [approving, setApproving] = useState(false)
  const approval = group.actions.find(({ noun }) => noun === 'approval')
  return (
    <section className="card" aria-label={group.name}>
      <h2>
        {group.name} <small className="number">{group.id}</small>
      </h2>
      <p className="matter-head">
        <span>{group.boardName}</span>
        <span>
          {dayWords(group.from)}至{dayWords(group.to)}
        </span>
        {group.current && <span className="status status-good">现行轮值</span>}
        <span className={group.approved ? 'status status-good' : 'status status-asks'}>
          {group.approved ? `已批准${group.session ? `（${group.session}）` : ''}` : '待领导小组批准'}
        </span>
      </p>
      <p>
        组长 <strong>{group.leader.name}</strong> {group.leader.title}
      </p>
      <ol className="seats">
        {group.members.map(({ who, department, order }) => (
          <li key={who.id}>
            <strong>{who.name}</strong> <span className="quiet">{department.name}</span>
            {order === 1 && <span className="status status-waiting">召集人</span>}
          </li>
        ))}
      </ol>
      {!group.approved &&
        (approval?.allowed ? (
          <button type="button" className="link-button" onClick={() => setApproving(true)}>
            批准{group.name}轮值
          </button>
        ) : (
          <Why action={approval} />
        ))}
      <ActDrawer<ReviewGroupView>
        open={approving}
        onClose={() => setApproving(false)}
        title="批准轮值"
        page={`/review-groups/${group.id}`}
        noun="approval"
        version={group.version}
        answers={false}
      >
        <TextField name="session" label="领导小组会议" required max={120} extra="如：领导小组2026年第2次会议" />
      </ActDrawer>
    </section>
  )
}
