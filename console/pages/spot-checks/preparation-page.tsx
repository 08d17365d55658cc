import { Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { useToday } from '../../frame/session.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { StepStrip } from '../../parts/step-strip.tsx'
import { firstPreparation, inputOf, type PreparationValues, preparationOf, stepOfField } from './preparation.ts'
import { InspectorsStep, ScopeStep, WeightsStep } from './preparation-steps.tsx'
import { batchSteps } from './steps.ts'
import { StrataStep } from './strata-step.tsx'

const panes = [ScopeStep, StrataStep, WeightsStep, InspectorsStep]

/** A new batch, or one that takes the place of a voided one (`?replaces=2026-01`). */
export function PreparationPage() {
  const [params] = useSearchParams()
  const today = useToday()
  return <Preparing path="/spot-checks" noun="" first={firstPreparation(today)} replaces={params.get('replaces')} />
}

/** A batch that is not frozen yet, prepared otherwise. */
export function PreparationAgainPage() {
  const { id = '' } = useParams()
  const path = `/spot-checks/${encodeURIComponent(id)}`
  const query = useRead<SpotCheckPage>(path)
  return (
    <LoadedPage query={query} title="准备抽查批次">
      {batch => <Preparing path={path} noun="preparation" first={preparationOf(batch)} replaces={batch.replaces} />}
    </LoadedPage>
  )
}

/**
 * 准备方案 in four steps; freezing, announcing and drawing follow on the batch's own page. All that was filled in stays in
 * one form, so that going back loses nothing, and a refusal leads to the step that its field is on.
 */
function Preparing({
  path,
  noun,
  first,
  replaces,
}: {
  readonly path: string
  readonly noun: string
  readonly first: PreparationValues
  readonly replaces: string | null | undefined
}) {
  const navigate = useNavigate()
  const [form] = Form.useForm<PreparationValues>()
  const [at, setAt] = useState(0)
  const act = useAct<SpotCheckPage>(path, noun, noun !== '')
  const last = at === panes.length - 1
  useEffect(() => {
    if (act.problem?.field) setAt(stepOfField(act.problem.field))
  }, [act.problem])
  const onward = async () => {
    if (!last) {
      setAt(at + 1)
      return
    }
    const made = await act.run(inputOf(form.getFieldsValue(true), replaces ?? undefined))
    if (made) await navigate(`/spot-checks/${made.id}`)
  }
  const Pane = panes[at] ?? ScopeStep
  return (
    <Page title="准备抽查批次" above={<Link to="/spot-checks">双随机抽查</Link>}>
      <StepStrip label="抽查的步骤" steps={batchSteps} now={at} />
      {replaces && (
        <p className="lead">
          这个批次重新抽取已作废的批次 <Link to={`/spot-checks/${replaces}`}>{replaces}</Link>，原批次保留在案。
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        className="card act-form preparation"
        initialValues={first}
        onFinish={() => void onward()}
      >
        <Pane />
        <ProblemAlert act={act} />
        <div className="act-form-foot">
          <Button type="primary" size="large" htmlType="submit" loading={act.pending}>
            {last ? '保存准备方案' : '下一步'}
          </Button>
          {at > 0 && (
            <Button size="large" onClick={() => setAt(at - 1)}>
              上一步
            </Button>
          )}
        </div>
      </Form>
    </Page>
  )
}
