import { Button } from 'antd'
import type { CluePage } from '../../../http/api/contract.ts'
import { Clock } from '../../parts/clock.tsx'
import { mayDo, type OpenAct } from '../../parts/desk.tsx'
import { Section } from '../../parts/section.tsx'
import { dayWords } from '../../parts/time.ts'
import { Facts, Words } from '../../parts/words.tsx'

type Measure = CluePage['measures'][number]

/** What was proposed or decided about whom, how far it was carried out, and what was said against it (ACC-001 … 007). */
export function Measures({ clue, open }: { readonly clue: CluePage; readonly open: OpenAct }) {
  if (clue.measures.length === 0) return null
  return (
    <Section title={`问责措施（${clue.measures.length}）`}>
      {clue.measures.map(measure => (
        <div key={measure.no} className="record">
          <h3>
            <span className={`status status-${measure.form === 'DECISION' ? 'bad' : 'waiting'}`}>
              {measure.form === 'DECISION' ? '决定' : '建议'}
            </span>
            {measure.no}. {measure.target.name}：{measure.measureName}
            {measure.revoked && <small>申诉成立，已撤销</small>}
          </h3>
          <Facts
            rows={[
              ['针对', `认定的问题${measure.finding}`],
              ['机关', measure.bodyName],
              ['文号', measure.document],
              ['决定日', measure.decidedOn && dayWords(measure.decidedOn)],
            ]}
          />
          <Words text={measure.words} />
          <Execution measure={measure} />
          <Appeals measure={measure} />
          <p className="row-actions">
            {mayDo(clue, 'measure-steps') && (
              <Button onClick={() => open('measure-steps', { measure: measure.no })}>登记执行情况</Button>
            )}
            {mayDo(clue, 'appeals') && (
              <Button onClick={() => open('appeals', { measure: measure.no })}>登记申诉</Button>
            )}
          </p>
        </div>
      ))}
    </Section>
  )
}

function Execution({ measure: { steps, executionClock } }: { readonly measure: Measure }) {
  return (
    <>
      <h4>执行</h4>
      {executionClock && <Clock clock={executionClock} />}
      {steps.length === 0 && <p className="quiet">还没有登记执行情况。</p>}
      <ul className="plain-list">
        {steps.map(({ step, stepName, on, words }) => (
          <li key={`${step} ${on}`}>
            {dayWords(on)} <strong>{stepName}</strong> {words}
          </li>
        ))}
      </ul>
    </>
  )
}

function Appeals({ measure: { appeals, appealClock } }: { readonly measure: Measure }) {
  if (appeals.length === 0 && !appealClock) return null
  return (
    <>
      <h4>申诉</h4>
      {appealClock && <Clock clock={appealClock} />}
      {appeals.map(({ by, on, words, clock, decision }) => (
        <div key={`${by.id} ${on}`}>
          <p>
            {dayWords(on)} {by.name}申诉 {clock && <Clock clock={clock} />}
          </p>
          <Words text={words} />
          {decision && (
            <p>
              <span className={`status status-${decision.upheld ? 'good' : 'bad'}`}>
                {decision.upheld ? '申诉成立' : '维持原决定'}
              </span>{' '}
              {dayWords(decision.on)} {decision.document} {decision.words}
            </p>
          )}
        </div>
      ))}
    </>
  )
}
