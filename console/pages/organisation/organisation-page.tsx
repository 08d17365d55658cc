import type { AgencyView } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { Delegations } from './delegations.tsx'

/** Divisions with their heads and leaders in charge, the groups that follow from posts, and delegations. */
export function OrganisationPage() {
  return (
    <Page title="组织与委托">
      <Loaded query={useAgency()}>
        {agency => (
          <>
            <Delegations agency={agency} />
            <Departments agency={agency} />
            <Groups agency={agency} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface Shown {
  readonly agency: AgencyView
}

const kindNames = {
  division: '机关处室',
  enforcement: '执法机构',
  'resident-discipline': '派驻机构',
  'affiliated-unit': '直属单位',
} as const

function Departments({ agency }: Shown) {
  const boardName = (code: string) => agency.boards.find(board => board.code === code)?.name ?? code
  return (
    <section className="card" aria-labelledby="departments-title">
      <h2 id="departments-title">处室与单位</h2>
      <table className="table stacking">
        <caption className="unseen">处室、主要负责人和分管厅领导</caption>
        <thead>
          <tr>
            <th scope="col">处室</th>
            <th scope="col">类别</th>
            <th scope="col">送审板块</th>
            <th scope="col">主要负责人</th>
            <th scope="col">分管厅领导</th>
          </tr>
        </thead>
        <tbody>
          {agency.departments.map(({ code, name, kind, boards, head, leaderInCharge }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              <td>{kindNames[kind]}</td>
              <td data-label="送审板块">{boards.map(boardName).join('、') || '—'}</td>
              <td data-label="主要负责人">
                {head ? (
                  <>
                    {head.name}
                    {head.title.includes('主持工作') && '（主持工作）'}
                  </>
                ) : (
                  '空缺'
                )}
              </td>
              <td data-label="分管厅领导">
                {leaderInCharge?.name ?? (kind === 'resident-discipline' ? '派驻机构' : '未明确')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Groups({ agency }: Shown) {
  return (
    <section className="card" aria-labelledby="groups-title">
      <h2 id="groups-title">领导与工作机构</h2>
      <p className="quiet">成员随职务自动更替，不另行任免。</p>
      <div className="groups">
        {agency.groups.map(({ code, name, seats }) => (
          <div key={code}>
            <h3>
              {name} <small>{seats.length} 人</small>
            </h3>
            <ul className="plain-list">
              {seats.map(({ id, name: person, title, role }) => (
                <li key={id}>
                  <strong>{person}</strong> <span className="quiet">{title}</span>
                  {seatName(code, role) && <span className="status status-waiting">{seatName(code, role)}</span>}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

/** The 厅长办公会 has a chair where the groups have a leader; plain members are not marked. */
function seatName(group: string, role: string): string | undefined {
  if (role === '成员') return undefined
  return group === 'DIRECTOR_MEETING' ? '主持人' : role
}
