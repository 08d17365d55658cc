import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ActionView, CluePage } from '../../../http/api/contract.ts'
import { useAgency } from '../../api/queries.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Why } from '../../parts/action-list.tsx'
import { ChoiceField, DepartmentField, LinesField, linesOf, TextField, WordsField } from '../../parts/fields.tsx'
import { sourceChoices } from './choices.ts'

interface Values {
  readonly matters?: string
  readonly boards?: readonly string[]
  readonly departments?: readonly string[]
}

/** A clue that comes neither from a complaint nor from an inspection is registered by a member. */
export function RegisterClue({ actions }: { readonly actions: readonly ActionView[] }) {
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const { data } = useAgency()
  const action = actions.find(({ noun }) => noun === 'registration')
  if (!action) return null
  return (
    <div>
      <Button
        type="primary"
        size="large"
        disabled={!action.allowed}
        aria-describedby={action.allowed ? undefined : 'why-registration'}
        onClick={() => setOpen(true)}
      >
        {action.label}
      </Button>
      <Why action={action} />
      <ActDrawer<CluePage>
        open={open}
        onClose={() => setOpen(false)}
        title={action.label}
        page="/clues"
        noun=""
        answers={false}
        toInput={({ matters, boards = [], departments = [], ...values }: Values) => ({
          ...values,
          boards,
          departments,
          matters: linesOf(matters),
        })}
        onDone={({ id }) => void navigate(`/clues/${id}`)}
      >
        <ChoiceField name="source" label="来源" required choices={sourceChoices} />
        <TextField name="reference" label="来源编号或文号" required max={160} />
        <DepartmentField name="departments" label="涉及的处室" required several />
        <ChoiceField
          name="boards"
          label="板块"
          several
          choices={(data?.boards ?? []).map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
        <LinesField name="matters" label="涉及的件" extra="一行写一个件号，例如 2026-000012。" />
        <WordsField name="question" label="需要查明的问题" required max={1000} />
      </ActDrawer>
    </div>
  )
}
