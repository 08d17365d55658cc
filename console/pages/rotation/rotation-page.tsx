import { Button, Select } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { RotationView } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { LoadedPage, Page } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { dayWords, instantWords } from '../../parts/time.ts'
import type { BoardGroup } from './board.ts'
import { PlanForm } from './plan-form.tsx'
import { PlanView } from './plan-view.tsx'

/** One planning: its plans, the latest first looked at, and what has become of it. */
export function RotationPage() {
  const { id = '' } = useParams()
  const path = `/rotations/${encodeURIComponent(id)}`
  const query = useRead<RotationView>(path)
  return (
    <LoadedPage query={query} title="轮值编排">
      {rotation => <Rotation path={path} rotation={rotation} />}
    </LoadedPage>
  )
}

function Rotation({ path, rotation }: { readonly path: string; readonly rotation: RotationView }) {
  const { plans, established } = rotation
  const [chosen, setChosen] = useState<number>()
  const [planning, setPlanning] = useState(false)
  const [draft, setDraft] = useState<readonly BoardGroup[]>()
  const number = chosen ?? established?.plan ?? plans.at(-1)?.plan
  const plan = plans.find(each => each.plan === number)
  const again = rotation.actions.find(({ noun }) => noun === 'plans')
  return (
    <Page
      title={`${dayWords(rotation.id)}起的轮值`}
      above={<Link to="/rotations">轮值编排</Link>}
      beside={
        plans.length > 1 && (
          <Select
            aria-label="方案"
            value={number}
            onChange={no => {
              setChosen(no)
              setDraft(undefined)
            }}
            options={plans.map(({ plan: no, at }) => ({ value: no, label: `方案${no}　${instantWords(at)}` }))}
          />
        )
      }
    >
      {draft ? (
        <div className="next-step">
          <p className="next-words">
            <strong>下一步</strong> 调整好以后，在下面保存，或者放弃调整。
          </p>
        </div>
      ) : (
        <NextStep
          path={path}
          rotation={rotation}
          plan={plan}
          mayPlan={again?.allowed}
          onPlan={() => setPlanning(true)}
        />
      )}
      {plan && <PlanView path={path} rotation={rotation} plan={plan} draft={draft} setDraft={setDraft} />}
      <PlanForm
        fixed
        from={rotation.id}
        {...(plan ? { asked: { ...plan, terms: plan.terms.length } } : {})}
        open={planning}
        onClose={() => setPlanning(false)}
        onDone={() => {
          setPlanning(false)
          setChosen(undefined)
        }}
      />
    </Page>
  )
}

function NextStep({
  path,
  rotation,
  plan,
  mayPlan = false,
  onPlan,
}: {
  readonly path: string
  readonly rotation: RotationView
  readonly plan: RotationView['plans'][number] | undefined
  readonly mayPlan: boolean | undefined
  readonly onPlan: () => void
}) {
  const [open, setOpen] = useState(false)
  const action = rotation.actions.find(({ noun }) => noun === 'establishments')
  const { established } = rotation
  if (established) {
    return (
      <div className="next-step">
        <p className="next-words">
          <strong>下一步</strong> 已按方案{established.plan}生成{established.groups.length}
          个复核小组，请召集领导小组会议批准。
        </p>
        <p className="row-actions">
          <Link className="link-button" to="/meetings">
            召集领导小组会议
          </Link>
          <Link to="/review-groups">看复核小组</Link>
        </p>
      </div>
    )
  }
  const faulty = (plan?.faults.length ?? 0) > 0 || plan?.outdated === true
  return (
    <div className="next-step">
      <p className="next-words">
        <strong>下一步</strong>{' '}
        {plan?.outdated
          ? '编排以后人员、规则或小组有变化，请重新编排。'
          : faulty
            ? '这个方案不合规则，请调整或重新编排。'
            : '核对方案，需要时调整，然后生成复核小组。'}
      </p>
      <p className="row-actions">
        {action?.allowed && plan && !faulty && (
          <Button type="primary" size="large" onClick={() => setOpen(true)}>
            生成复核小组
          </Button>
        )}
        {mayPlan && (
          <Button size="large" type={faulty ? 'primary' : 'default'} onClick={onPlan}>
            重新编排
          </Button>
        )}
      </p>
      {action && !action.allowed && <Why action={action} />}
      <ActDrawer<RotationView>
        open={open}
        onClose={() => setOpen(false)}
        title="生成复核小组"
        lead={<p>按方案{plan?.plan}生成复核小组，报领导小组会议批准后开始轮值。生成后这次编排不能再改。</p>}
        page={path}
        noun="establishments"
        version={rotation.version}
        toInput={() => ({ plan: plan?.plan })}
      />
    </div>
  )
}
