import { Link } from 'react-router'
import type { MatterRow } from '../../http/api/contract.ts'
import { useToday } from '../frame/session.ts'
import { Clock } from './clock.tsx'
import { LevelTag, Marks, StatusTag } from './tags.tsx'
import { dayWordsNear } from './time.ts'

/** Matters in rows; on a phone every row becomes a block. */
export function MatterTable({ rows, caption }: { readonly rows: readonly MatterRow[]; readonly caption: string }) {
  const today = useToday()
  return (
    <table className="table stacking">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">件号与标题</th>
          <th scope="col">层级</th>
          <th scope="col">板块</th>
          <th scope="col">送审处室</th>
          <th scope="col">状态</th>
          <th scope="col">期限</th>
          <th scope="col">送审日</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/matters/${row.id}`}>{row.title}</Link>
              <span className="row-note">
                <span className="number">{row.id}</span> {row.itemName} <Marks marks={row.marks} />
              </span>
            </th>
            <td>
              <LevelTag name={row.levelName} />
            </td>
            <td className="short" data-label="板块">
              {row.boardName}
            </td>
            <td className="short" data-label="送审处室">
              {row.department.name}
            </td>
            <td>
              <StatusTag matter={row} />
            </td>
            <td>{row.clock ? <Clock clock={row.clock} short /> : <span className="quiet">—</span>}</td>
            <td className="short" data-label="送审日">
              {row.submittedOn ? dayWordsNear(row.submittedOn, today) : '未送审'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
