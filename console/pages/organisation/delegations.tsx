import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import type { AgencyView } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { ChoiceField, DayField, WordsField } from '../../parts/fields.tsx'
import { dayWords } from '../../parts/time.ts'

interface Shown {
  readonly agency: AgencyView
}

/** 委托 (E-01): a leader who is away lets another member of the leadership act, for named days. */
export function Delegations({ agency }: Shown) {
  const { person, today } = useSession()
  const [granting, setGranting] = useState(false)
  const revoke = useAct<AgencyView>('/agency', 'delegation-revocations')
  const grant = agency.actions.find(({ noun }) => noun === 'delegations')
  const mayRevoke = agency.actions.some(({ noun, allowed }) => noun === 'delegation-revocations' && allowed)
  return (
    <section className="card" aria-labelledby="delegations-title">
      <h2 id="delegations-title">委托</h2>
      {agency.delegations.length === 0 && <p className="quiet">没有委托。</p>}
      <ul className="delegations">
        {agency.delegations.map(delegation => (
          <li key={delegation.id}>
            <div>
              <strong>
                {delegation.from.name}委托{delegation.to.name}
              </strong>
              <span className="row-note">
                {dayWords(delegation.firstDay)}至{dayWords(delegation.lastDay)} ·{' '}
                {delegation.departments.length === 0
                  ? '全部分管处室'
                  : delegation.departments.map(({ name }) => name).join('、')}{' '}
                · {delegation.reason}
              </span>
            </div>
            {delegation.revokedOn || delegation.lastDay < today ? (
              <span className="status status-over">
                {delegation.revokedOn ? `${dayWords(delegation.revokedOn)}撤销` : '已到期'}
              </span>
            ) : (
              mayRevoke &&
              delegation.from.id === person?.id && (
                <Popconfirm
                  title="撤销这项委托？"
                  okText="撤销"
                  cancelText="不撤销"
                  onConfirm={() => void revoke.run({ delegation: delegation.id })}
                >
                  <Button aria-label={`撤销对${delegation.to.name}的委托`}>撤销</Button>
                </Popconfirm>
              )
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert act={revoke} />
      {grant?.allowed ? (
        <p className="row-actions">
          <Button type="primary" onClick={() => setGranting(true)}>
            新的委托
          </Button>
        </p>
      ) : (
        <Why action={grant} />
      )}
      <GrantForm agency={agency} open={granting} onClose={() => setGranting(false)} />
    </section>
  )
}

function GrantForm({ agency, open, onClose }: Shown & { readonly open: boolean; readonly onClose: () => void }) {
  const { person, today } = useSession()
  const mine = agency.departments.filter(({ leaderInCharge }) => leaderInCharge?.id === person?.id)
  return (
    <ActDrawer<AgencyView>
      open={open}
      onClose={onClose}
      title="委托"
      page="/agency"
      noun="delegations"
      initial={{ firstDay: today, departments: [] }}
    >
      <ChoiceField
        name="to"
        label="被委托人"
        required
        choices={agency.leaders
          .filter(({ id }) => id !== person?.id)
          .map(({ id, name, title }) => ({ value: id, label: `${name}　${title}` }))}
      />
      <ChoiceField
        name="departments"
        label="处室"
        several
        extra="不选即为全部分管处室。"
        choices={mine.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <div className="form-columns">
        <DayField name="firstDay" label="委托起日" required />
        <DayField name="lastDay" label="委托止日" required min={today} />
      </div>
      <WordsField name="reason" label="委托事由" required max={200} rows={2} />
    </ActDrawer>
  )
}
