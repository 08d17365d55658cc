import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { RotationPlanView, RotationView } from '../../../http/api/contract.ts'
import { Clause } from '../../parts/tags.tsx'

/** Who may not serve where, and by which rule: so that nobody has to ask why they are missing. */
export function Excluded({
  plan,
  boards,
}: {
  readonly plan: RotationPlanView
  readonly boards: RotationView['boards']
}) {
  const [open, setOpen] = useState(false)
  const { excluded, terms } = plan
  const boardName = (code: string) => boards.find(({ board }) => board === code)?.name ?? code
  return (
    <>
      <Button onClick={() => setOpen(true)}>未列入的人员和处室（{excluded.length}）</Button>
      <Drawer
        title="未列入的人员和处室"
        open={open}
        onClose={() => setOpen(false)}
        destroyOnHidden
        size={620}
        classNames={{ wrapper: 'drawer' }}
        closable={{ 'aria-label': '关闭' }}
      >
        {excluded.length === 0 && <p className="quiet">没有被排除的人员和处室。</p>}
        <ul className="said-list">
          {excluded.map(({ as, who, name, boards: of, terms: when, clause, sentence }) => (
            <li key={`${as} ${who} ${clause} ${of.join()} ${when.join()}`}>
              <strong>{name}</strong> 不任{as === 'LEADER' ? '组长' : '成员'}
              <span className="quiet">
                （{of.length === boards.length ? '各板块' : of.map(boardName).join('、')}，
                {when.length === terms.length ? '各期' : when.map(term => `第${term + 1}期`).join('、')}）
              </span>
              <p>
                {sentence}
                <Clause clause={clause} />
              </p>
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  )
}
