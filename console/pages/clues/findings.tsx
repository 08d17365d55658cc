import { Button } from 'antd'
import { Link } from 'react-router'
import type { CluePage } from '../../../http/api/contract.ts'
import { mayDo, type OpenAct } from '../../parts/desk.tsx'
import { Rectification } from '../../parts/rectification.tsx'
import { Section } from '../../parts/section.tsx'
import { Clause } from '../../parts/tags.tsx'
import { Words } from '../../parts/words.tsx'
import { Chain } from './chain.tsx'

interface FindingsProps {
  readonly path: string
  readonly clue: CluePage
  readonly open: OpenAct
}

/** What was found, by which clause, at which tier, and who answers for it. */
export function Findings({ path, clue, open }: FindingsProps) {
  if (clue.findings.length === 0) return null
  return (
    <Section title={`认定的问题（${clue.findings.length}）`}>
      {clue.findings.map(finding => {
        const { no, clause, tierName, matter, words, chain, rectification } = finding
        const may = (noun: string) => (mayDo(clue, noun) ? () => open(noun, { finding: no }) : undefined)
        const order = rectification ? undefined : may('rectification-orders')
        const measure = may('measures')
        return (
          <div key={no} className="record">
            <h3>
              {no}. {tierName}
              <Clause clause={clause} />
            </h3>
            {matter && (
              <p>
                <Link to={`/matters/${matter}`}>件{matter}</Link>
              </p>
            )}
            <Words text={words} />
            {chain.length > 0 && <Chain chain={chain} />}
            {rectification && (
              <Rectification
                path={path}
                rectification={rectification}
                reply={may('rectifications')}
                verify={may('verifications')}
              />
            )}
            {(order || measure) && (
              <p className="row-actions">
                {order && <Button onClick={order}>责令整改</Button>}
                {measure && <Button onClick={measure}>提出问责措施</Button>}
              </p>
            )}
          </div>
        )
      })}
    </Section>
  )
}
