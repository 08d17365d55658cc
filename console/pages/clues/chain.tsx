import { Fragment } from 'react'
import type { CluePage } from '../../../http/api/contract.ts'

type Link = CluePage['findings'][number]['chain'][number]

/** Who did what at which tier, as the record has it, with who was absent, recused or overruled, and what the group says of each. */
export function Chain({ chain }: { readonly chain: readonly Link[] }) {
  const tiers = [...Map.groupBy(chain, ({ tierName }) => tierName)]
  return (
    <table className="table stacking">
      <caption className="unseen">责任链：各级程序中各人的作为和责任</caption>
      <thead>
        <tr>
          <th scope="col">责任人</th>
          <th scope="col">处室</th>
          <th scope="col">在本级的作为</th>
          <th scope="col">责任</th>
        </tr>
      </thead>
      <tbody>
        {tiers.map(([tier, links]) => (
          <Fragment key={tier}>
            <tr className="chain-tier">
              <th scope="rowgroup" colSpan={4}>
                {tier}
              </th>
            </tr>
            {links.map(({ person, department, partName, responsibilityName }) => (
              <tr key={`${person.id} ${partName}`}>
                <th scope="row">
                  {person.name}
                  <span className="row-note">{person.title}</span>
                </th>
                <td data-label="处室">{department?.name ?? '—'}</td>
                <td data-label="作为">{partName}</td>
                <td data-label="责任">
                  {responsibilityName ? <strong>{responsibilityName}</strong> : <span className="quiet">不承担</span>}
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
