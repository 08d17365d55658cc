import type { AgencyView, RegisterView } from '../../../http/api/contract.ts'
import { Section } from '../../parts/section.tsx'

const measureNames: Readonly<Record<string, string>> = {
  RECEIVED: '收到',
  INDUSTRY_CONDUCT: '行风问题',
  TRANSFERRED: '移送',
  DISPOSED: '处置',
  CLOSED: '结案',
  SUBSTANTIATED: '属实',
}

type Quarter = RegisterView['quarters'][number]

/** CMP-008: counts by board; small ones are not given, nor what would give them away. */
export function Quarters({
  register: { quarters },
  agency,
}: {
  readonly register: RegisterView
  readonly agency: AgencyView
}) {
  return (
    <Section title="季度统计">
      {quarters.length === 0 && <p className="quiet">还没有公布过季度统计。</p>}
      {quarters.length > 0 && <p className="row-note">「少」为不足5件；「—」为避免推算而不公布。</p>}
      {quarters.map(quarter => (
        <Counts key={quarter.quarter} quarter={quarter} agency={agency} />
      ))}
    </Section>
  )
}

function Counts({ quarter: { quarter, rows }, agency }: { readonly quarter: Quarter; readonly agency: AgencyView }) {
  const measures = Object.keys(measureNames).filter(measure => rows.some(row => row.measure === measure))
  const boards = agency.boards.filter(({ code }) => rows.some(({ board }) => board === code))
  const countOf = (board: string, measure: string) => {
    const count = rows.find(row => row.board === board && row.measure === measure)?.count
    return count === 'FEW' ? '少' : typeof count === 'number' ? count : '—'
  }
  return (
    <table className="table stacking">
      <caption>{quarter.replace('-Q', '年第')}季度</caption>
      <thead>
        <tr>
          <th scope="col">板块</th>
          {measures.map(measure => (
            <th key={measure} scope="col">
              {measureNames[measure]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {boards.map(({ code, name }) => (
          <tr key={code}>
            <th scope="row">{name}</th>
            {measures.map(measure => (
              <td key={measure} data-label={measureNames[measure]}>
                {countOf(code, measure)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
