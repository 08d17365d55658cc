import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ActionView, CardPage } from '../../../http/api/contract.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { ChoiceField, DayField, DepartmentField, TextField, WordsField } from '../../parts/fields.tsx'

const colours = [
  { value: 'WARN', label: '预警' },
  { value: 'YELLOW', label: '黄牌' },
  { value: 'RED', label: '红牌' },
]
const grounds = [
  { value: 'RECTIFICATION_LATE', label: '整改逾期' },
  { value: 'CLOCK_LATE', label: '办理超期' },
  { value: 'OTHER', label: '其他' },
]

/** A card is shown by hand only by the group's leader; what is overdue the platform shows by itself. */
export function ShowCard({ actions }: { readonly actions: readonly ActionView[] }) {
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const action = actions.find(({ noun }) => noun === 'showing')
  if (!action) return null
  return (
    <div>
      <Button
        type="primary"
        size="large"
        disabled={!action.allowed}
        aria-describedby={action.allowed ? undefined : 'why-showing'}
        onClick={() => setOpen(true)}
      >
        {action.label}
      </Button>
      <Why action={action} />
      <ActDrawer<CardPage>
        open={open}
        onClose={() => setOpen(false)}
        title={action.label}
        page="/cards"
        noun=""
        answers={false}
        onDone={({ id }) => void navigate(`/cards/${id}`)}
      >
        <ChoiceField name="colour" label="牌" required choices={colours} />
        <DepartmentField name="department" label="处室" required only={({ kind }) => kind !== 'resident-discipline'} />
        <ChoiceField name="ground" label="事由种类" required choices={grounds} />
        <TextField name="clause" label="依据的条款" required max={20} extra="例如 E-63、SUP-001。" />
        <DayField name="dueOn" label="应于哪天完成" />
        <WordsField name="words" label="亮牌事由" required max={500} />
      </ActDrawer>
    </div>
  )
}
