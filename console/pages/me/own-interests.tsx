import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { isUscc } from '../../../domain/uscc.ts'
import type { AgencyView } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { Why } from '../../parts/action-list.tsx'
import { TextField } from '../../parts/fields.tsx'

interface Declared {
  readonly unit: string
  readonly uscc: string
  readonly relation: string
}

/** E-09: units that one is bound to; matters with such a unit as the other party go without this person. */
export function OwnInterests() {
  const query = useRead<AgencyView>('/agency')
  const [open, setOpen] = useState(false)
  return (
    <section className="card" aria-labelledby="interests-title">
      <h2 id="interests-title">利害关系申报</h2>
      <p className="lead">与您或近亲属有关的单位，请如实申报。相对人是这些单位的件，平台会提示您回避。</p>
      <Loaded query={query}>
        {({ ownInterests, actions }) => {
          const declaring = actions.find(({ noun }) => noun === 'interest-declarations')
          return (
            <>
              {ownInterests.length === 0 && <p className="quiet">您没有申报过利害关系。</p>}
              <ul className="delegations">
                {ownInterests.map(interest => (
                  <Interest key={interest.id} interest={interest} />
                ))}
              </ul>
              <p className="row-actions">
                <Button type="primary" disabled={!declaring?.allowed} onClick={() => setOpen(true)}>
                  申报利害关系
                </Button>
              </p>
              <Why action={declaring} />
            </>
          )
        }}
      </Loaded>
      <ActDrawer<AgencyView>
        open={open}
        onClose={() => setOpen(false)}
        title="申报利害关系"
        submit="提交申报"
        page="/agency"
        noun="interest-declarations"
        toInput={({ unit, uscc, relation }: Declared) => ({ unit, relation, uscc: uscc.trim().toUpperCase() })}
      >
        <TextField name="unit" label="单位名称" required max={120} />
        <Form.Item
          name="uscc"
          label="统一社会信用代码"
          rules={[
            {
              validator: (_, value: string | undefined) =>
                isUscc((value ?? '').trim().toUpperCase())
                  ? Promise.resolve()
                  : Promise.reject(new Error('统一社会信用代码的位数或校验位不正确。')),
            },
          ]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <TextField name="relation" label="关系" required max={200} extra="如：配偶在该单位任职。" />
      </ActDrawer>
    </section>
  )
}

function Interest({
  interest: { id, unit, uscc, relation, ended },
}: {
  readonly interest: AgencyView['ownInterests'][number]
}) {
  const end = useAct<AgencyView>('/agency', 'interest-endings')
  return (
    <li>
      <div>
        <strong>{unit}</strong>
        <span className="row-note">
          <span className="number">{uscc}</span> · {relation}
        </span>
        <ProblemAlert act={end} />
      </div>
      {ended ? (
        <span className="status status-over">已消除</span>
      ) : (
        <Button
          aria-label={`声明与${unit}的利害关系已消除`}
          loading={end.pending}
          onClick={() => void end.run({ interest: id })}
        >
          声明已消除
        </Button>
      )}
    </li>
  )
}
