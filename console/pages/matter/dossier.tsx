import type { MatterPage } from '../../../http/api/contract.ts'
import { Clause } from '../../parts/tags.tsx'
import { amountWords, Facts, Words } from '../../parts/words.tsx'
import { Checklist } from './checklist.tsx'
import { Controls } from './controls.tsx'
import { DetailsForm } from './details-form.tsx'

export interface DossierProps {
  readonly path: string
  readonly matter: MatterPage
}

export const mayDo = (matter: MatterPage, noun: string): boolean =>
  matter.actions.some(action => action.noun === noun && action.allowed)

/** What is in the file: its content, its materials, its control measures. Whoever may change it changes it here. */
export function Dossier({ path, matter }: DossierProps) {
  return (
    <section className="card" aria-labelledby="dossier-title">
      <h2 id="dossier-title">卷宗</h2>
      <Ticks matter={matter} />
      <div id="details">
        <h3>送审内容</h3>
        {mayDo(matter, 'details') ? <DetailsForm path={path} matter={matter} /> : <Details matter={matter} />}
      </div>
      <div id="materials">
        <h3>送审材料</h3>
        <Checklist path={path} matter={matter} />
      </div>
      {matter.controls.length > 0 && (
        <div id="controls">
          <h3>廉政风险防控措施核对</h3>
          <Controls path={path} matter={matter} />
        </div>
      )}
    </section>
  )
}

/** What submission asks for, line by line, and whether it is there. */
function Ticks({ matter }: Pick<DossierProps, 'matter'>) {
  if (matter.dossier.length === 0) return null
  const missing = matter.dossier.filter(line => !line.done).length
  return (
    <div className="ticks-box">
      <p role="status">{missing === 0 ? '送审要求的内容都齐了。' : `送审还缺 ${missing} 项。`}</p>
      <ul className="ticks">
        {matter.dossier.map(line => (
          <li key={line.line} className={line.done ? 'tick-done' : 'tick-open'}>
            <span aria-hidden>{line.done ? '✓' : '○'}</span>
            <span>
              {line.label}
              <span className="unseen">{line.done ? '，已有' : '，缺'}</span>
              <Clause clause={line.clause} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Details({ matter }: Pick<DossierProps, 'matter'>) {
  const { counterparty, disclosure } = matter
  return (
    <>
      {matter.handlingNote && (
        <>
          <h4>办理说明</h4>
          <Words text={matter.handlingNote} />
        </>
      )}
      {matter.handlingList.length > 0 && (
        <>
          <h4>办理目录</h4>
          <ol className="plain-list">
            {matter.handlingList.map(line => (
              <li key={`${line.name} ${line.quantity ?? ''}`}>
                {line.name}
                {line.quantity && `（${line.quantity}）`}
              </li>
            ))}
          </ol>
        </>
      )}
      <Facts
        rows={[
          ['送审依据', matter.submissionBasis.join('；')],
          ['联办处室', matter.coDepartments.map(({ name }) => name).join('、')],
          ['相对人', counterparty && [counterparty.name, counterparty.uscc].filter(Boolean).join('，')],
          ['金额', matter.amount === undefined ? undefined : amountWords(matter.amount)],
          ['地点', matter.location],
          ['项目代码', matter.projectCode],
          ['公开属性', [disclosure.name, disclosure.ground, disclosure.reason].filter(Boolean).join('；')],
          ['结果', matter.result],
        ]}
      />
    </>
  )
}
