import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type {
  RotationCheckView,
  RotationFaultView,
  RotationPlanView,
  RotationView,
} from '../../../http/api/contract.ts'
import { newKey, write } from '../../api/client.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { WordsField } from '../../parts/fields.tsx'
import { Clause } from '../../parts/tags.tsx'
import { instantWords } from '../../parts/time.ts'
import { type BoardGroup, boardOf } from './board.ts'
import { Board } from './board-table.tsx'
import { Excluded } from './excluded.tsx'
import { Fairness } from './fairness.tsx'

/** A plan as a board that can be changed; every change is checked against the rules at once and nothing is saved by it. */
export function PlanView({
  path,
  rotation,
  plan,
  draft,
  setDraft,
}: {
  readonly path: string
  readonly rotation: RotationView
  readonly plan: RotationPlanView
  /** The board while it is being changed; kept by the page, which offers no other step meanwhile. */
  readonly draft: readonly BoardGroup[] | undefined
  readonly setDraft: (draft: readonly BoardGroup[] | undefined) => void
}) {
  const [saving, setSaving] = useState(false)
  const planned = boardOf(plan)
  const groups = draft ?? planned
  const changed = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(planned)
  const check = useCheck(path, plan.plan, changed ? groups : undefined)
  const { faults, fairness } = (changed && check.data) || plan
  const mayAdjust = rotation.actions.some(({ noun, allowed }) => noun === 'adjustments' && allowed) && !plan.outdated
  return (
    <>
      <section className="card" aria-labelledby="board-title">
        <h2 id="board-title">
          方案{plan.plan}
          <small>
            {instantWords(plan.at)}编排
            {plan.seed.size > 0 && `，随机数取自透明日志的前 ${plan.seed.size} 条`}
          </small>
        </h2>
        {plan.adjusted.map(({ reason, at, by }) => (
          <p key={at} className="quiet">
            {instantWords(at)} {by.name}调整：{reason}
          </p>
        ))}
        <p className="row-actions">
          {mayAdjust && !draft && <Button onClick={() => setDraft(planned)}>调整方案</Button>}
          {draft && (
            <>
              <Button
                type="primary"
                disabled={!changed || check.isFetching || faults.length > 0}
                onClick={() => setSaving(true)}
              >
                保存调整
              </Button>
              <Button onClick={() => setDraft(undefined)}>放弃调整</Button>
            </>
          )}
          <Excluded plan={plan} boards={rotation.boards} />
        </p>
        {draft && <p className="quiet">拖动处室可以对调位置；也可以在下拉框里改选组长和处室。</p>}
        <Faults faults={faults} told={draft !== undefined} />
        <Board
          boards={rotation.boards}
          plan={plan}
          groups={groups}
          faults={faults}
          onChange={draft ? setDraft : undefined}
        />
      </section>
      <Fairness fairness={fairness} changed={changed} />
      <ActDrawer<RotationView>
        open={saving}
        onClose={() => setSaving(false)}
        title="保存调整"
        page={path}
        noun="adjustments"
        version={rotation.version}
        toInput={({ reason }: { reason: string }) => ({ plan: plan.plan, groups, reason })}
        onDone={() => setDraft(undefined)}
      >
        <WordsField name="reason" label="调整理由" required max={300} rows={3} />
      </ActDrawer>
    </>
  )
}

/** Asks what the changed board would mean. */
function useCheck(path: string, plan: number, groups: readonly BoardGroup[] | undefined) {
  const body = { plan, groups }
  return useQuery({
    queryKey: [`${path}/check`, JSON.stringify(body)],
    queryFn: () => write<RotationCheckView>(`${path}/check`, { body, key: newKey() }),
    enabled: groups !== undefined,
    placeholderData: before => before,
    retry: false,
  })
}

function Faults({ faults, told }: { readonly faults: readonly RotationFaultView[]; readonly told: boolean }) {
  if (faults.length === 0) {
    return told ? (
      <p className="board-fine" role="status">
        没有冲突，可以保存。
      </p>
    ) : null
  }
  return (
    <div className="board-faults" role="status">
      <strong>有{faults.length}处冲突，改好才能保存：</strong>
      <ul className="plain-list">
        {faults.map(({ clause, sentence, group }) => (
          <li key={`${group} ${sentence}`}>
            {sentence}
            <Clause clause={clause} />
          </li>
        ))}
      </ul>
    </div>
  )
}
