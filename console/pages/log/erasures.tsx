import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { erasureGrounds } from '../../../domain/disclosure/erasure-grounds.ts'
import { nameOfGround } from '../../../domain/matter/disclosure-words.ts'
import type { ErasureList } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { useRead } from '../../api/queries.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { ChoiceField, TextField, WordsField } from '../../parts/fields.tsx'

const PAGE = '/erasures'

type Erasure = ErasureList['rows'][number]

const stages = {
  REQUESTED: ['待驻厅纪检监察机构决定', 'asks'],
  DECLINED: ['未同意', 'over'],
  DESTROYED: ['已销毁', 'good'],
} as const

const grounds = erasureGrounds.map(value => ({ value, label: nameOfGround(value) }))

/**
 * PII-004: destroying the salt of a hidden field, so that its digest in the public log says nothing for ever. The office
 * asks, the discipline body decides. Nothing is shown to whom the server tells nothing.
 */
export function Erasures() {
  const query = useRead<ErasureList>(PAGE)
  const [asking, setAsking] = useState(false)
  const [declining, setDeclining] = useState<Erasure>()
  const confirm = useAct<ErasureList>(PAGE, 'erasure-confirmations')
  if (!query.data || query.data.actions.length === 0) return null
  const { rows, actions } = query.data
  const may = (noun: string) => actions.some(action => action.noun === noun && action.allowed)
  return (
    <section className="card" aria-labelledby="erasures-title">
      <h2 id="erasures-title">销毁盐值</h2>
      <p className="quiet">
        日志中不公开的字段只有摘要。销毁某个字段的盐值以后，任何人都不能再证明它原来写的是什么；此举不可恢复，并在日志中公开记一次。
      </p>
      {rows.length === 0 && <p className="quiet">没有申请。</p>}
      <ul className="delegations">
        {rows.map(erasure => (
          <li key={erasure.id}>
            <div>
              <strong>
                {erasure.stream} 第{erasure.version}条 {erasure.field}
              </strong>
              <span className="row-note">
                {erasure.requestedBy.name}申请 · {erasure.ground} · {erasure.reason}
              </span>
            </div>
            {erasure.stage === 'REQUESTED' && may('erasure-confirmations') ? (
              <span className="row-actions">
                <Popconfirm
                  title="销毁后不可恢复，确定销毁？"
                  okText="销毁"
                  cancelText="不销毁"
                  onConfirm={() => void confirm.run({ erasure: erasure.id })}
                >
                  <Button danger aria-label={`同意销毁第${erasure.id}项`}>
                    同意销毁
                  </Button>
                </Popconfirm>
                <Button aria-label={`不同意第${erasure.id}项`} onClick={() => setDeclining(erasure)}>
                  不同意
                </Button>
              </span>
            ) : (
              <span className={`status status-${stages[erasure.stage][1]}`}>{stages[erasure.stage][0]}</span>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert act={confirm} />
      {may('erasure-requests') && (
        <p className="row-actions">
          <Button onClick={() => setAsking(true)}>申请销毁盐值</Button>
        </p>
      )}
      <ActDrawer<ErasureList>
        open={asking}
        onClose={() => setAsking(false)}
        title="申请销毁盐值"
        page={PAGE}
        noun="erasure-requests"
        toInput={(values: { version?: string }) => ({ ...values, version: Number(values.version) })}
      >
        <TextField name="stream" label="流" required max={160} extra="例如 matter/2026-000012" />
        <TextField name="version" label="第几条" required max={9} />
        <TextField name="field" label="字段" required max={40} extra="例如 opinion；经办人为 by.person" />
        <ChoiceField name="ground" label="依据" required choices={grounds} />
        <WordsField name="reason" label="事由" required max={500} rows={3} />
      </ActDrawer>
      <ActDrawer<ErasureList>
        key={declining?.id ?? 0}
        open={declining !== undefined}
        onClose={() => setDeclining(undefined)}
        title="不同意销毁"
        page={PAGE}
        noun="erasure-refusals"
        toInput={(values: object) => ({ ...values, erasure: declining?.id })}
      >
        <WordsField name="reason" label="理由" required max={500} rows={3} />
      </ActDrawer>
    </section>
  )
}
