import { Button } from 'antd'
import { Fragment } from 'react'
import { Link } from 'react-router'
import type { InspectionPage } from '../../../http/api/contract.ts'
import { mayDo, type OpenAct } from '../../parts/desk.tsx'
import { Rectification } from '../../parts/rectification.tsx'
import { Section } from '../../parts/section.tsx'
import { Clause } from '../../parts/tags.tsx'
import { Words } from '../../parts/words.tsx'

type Finding = InspectionPage['findings'][number]
interface FindingsProps {
  readonly path: string
  readonly inspection: InspectionPage
  readonly open: OpenAct
}

/** What was found, each with its grade and clause, and how it ended: put right, referred or dropped (E-63). */
export function Findings({ path, inspection, open }: FindingsProps) {
  const { findings } = inspection
  return (
    <Section title={`发现的问题（${findings.length}）`}>
      {findings.length === 0 && <p className="quiet">没有发现问题，或者还在检查。</p>}
      {findings.map(finding => (
        <OneFinding key={finding.no} path={path} inspection={inspection} open={open} finding={finding} />
      ))}
    </Section>
  )
}

function OneFinding({ path, inspection, open, finding }: FindingsProps & { readonly finding: Finding }) {
  const { no, grade, gradeName, clause, department, words, evidence, rectification } = finding
  const gone = finding.withdrawn ?? finding.dropped
  const may = (noun: string) => (mayDo(inspection, noun) ? () => open(noun, { finding: no }) : undefined)
  const order = may('rectification-orders')
  const refer = may('referrals')
  return (
    <div className="record">
      <h3>
        <span className={`status status-${gone ? 'over' : grade === 'SERIOUS' ? 'bad' : 'asks'}`}>{gradeName}</span>
        {no}. {department.name}
        <Clause clause={clause} />
      </h3>
      {gone && <p className="quiet">{finding.withdrawn ? `已撤回：${finding.withdrawn}` : '异议复核时取消。'}</p>}
      {words && <Words text={words} />}
      {evidence.length > 0 && (
        <p className="row-note">
          证据{' '}
          {evidence.map((number, index) => (
            <Fragment key={number}>
              {index > 0 && '、'}
              <a href={`#evidence-${number}`}>{number}</a>
            </Fragment>
          ))}
        </p>
      )}
      {finding.referred && (
        <p>
          已转为 <Link to={`/clues/${finding.referred.clue}`}>问题线索{finding.referred.clue}</Link>
        </p>
      )}
      {rectification && (
        <Rectification
          path={path}
          rectification={rectification}
          reply={may('rectifications')}
          verify={may('verifications')}
        />
      )}
      {!gone && !rectification && !finding.referred && (order || refer) && (
        <p className="row-actions">
          {order && <Button onClick={order}>责令整改</Button>}
          {refer && grade === 'SERIOUS' && <Button onClick={refer}>转为问题线索</Button>}
        </p>
      )}
    </div>
  )
}
