import { Button } from 'antd'
import { useState } from 'react'
import type { MatterPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'

type Condition = MatterPage['conditions'][number]

/** 原则同意的条件 (E-23): each is reported by its division and cleared by who presided. */
export function Conditions({ path, matter }: { readonly path: string; readonly matter: MatterPage }) {
  const [reporting, setReporting] = useState<Condition>()
  const confirm = useAct<MatterPage>(path, 'condition-confirmations')
  const mayReport = matter.actions.find(({ noun }) => noun === 'condition-reports')
  const mayConfirm = matter.actions.find(({ noun }) => noun === 'condition-confirmations')
  const own = (useSession().person?.departments ?? []).map(({ code }) => code)
  if (matter.conditions.length === 0) return null
  return (
    <section id="conditions" className="card" aria-labelledby="conditions-title">
      <h2 id="conditions-title">修改条件</h2>
      <ol className="conditions">
        {matter.conditions.map(condition => (
          <li key={condition.id}>
            <p className="words">
              <strong>{condition.words}</strong>
            </p>
            <p className="quiet">
              责任处室 {condition.owner.name} · {dayWords(condition.dueOn)}前完成 · <State condition={condition} />
            </p>
            {condition.report && <p className="words">落实情况：{condition.report}</p>}
            {!condition.confirmedAt && (
              <p className="row-actions">
                {mayReport?.allowed && own.includes(condition.owner.code) && (
                  <Button onClick={() => setReporting(condition)}>报告条件{condition.id}落实情况</Button>
                )}
                {mayConfirm?.allowed && condition.report !== undefined && (
                  <Button
                    type="primary"
                    loading={confirm.pending}
                    onClick={() => void confirm.run({ condition: condition.id }, { version: matter.version })}
                  >
                    核销条件{condition.id}
                  </Button>
                )}
              </p>
            )}
          </li>
        ))}
      </ol>
      <ProblemAlert act={confirm} />
      {matter.status === 'AGREED_IN_PRINCIPLE' && !mayReport?.allowed && !mayConfirm?.allowed && (
        <Why action={mayConfirm} />
      )}
      <ActDrawer<MatterPage>
        key={reporting?.id ?? ''}
        open={reporting !== undefined}
        onClose={() => setReporting(undefined)}
        title={`报告条件${reporting?.id ?? ''}落实情况`}
        lead={reporting && <p className="words">{reporting.words}</p>}
        page={path}
        noun="condition-reports"
        version={matter.version}
        toInput={({ report }: { readonly report: string }) => ({ condition: reporting?.id, report })}
      >
        <WordsField name="report" label="落实情况" required max={1000} />
      </ActDrawer>
    </section>
  )
}

function State({ condition }: { readonly condition: Condition }) {
  if (condition.confirmedAt) return <span className="done">已核销（{instantWords(condition.confirmedAt)}）</span>
  return <span>{condition.report ? '已报告，待核销' : '待落实'}</span>
}
