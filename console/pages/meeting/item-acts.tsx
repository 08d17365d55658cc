import { Button } from 'antd'
import { useState } from 'react'
import type { MeetingPage } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { Clause } from '../../parts/tags.tsx'
import { itemForms } from './item-forms.tsx'
import { actionOf, type ItemProps } from './meeting-props.ts'

/** The forms of one act on one item, by its noun. */
export function ItemDrawer({ noun, onClose, ...props }: ItemProps & { noun: string; onClose: () => void }) {
  const { path, meeting, item } = props
  const { person } = useSession()
  const form = itemForms[noun]?.({ meeting, item, me: person?.id ?? '' })
  if (!form) return null
  const { versioned, lead, ...rest } = form
  return (
    <ActDrawer<MeetingPage>
      open
      onClose={onClose}
      page={path}
      noun={noun}
      version={versioned ? meeting.version : undefined}
      lead={
        <>
          <p>
            <strong>{item.title}</strong>
          </p>
          {lead}
        </>
      }
      toInput={(said: object) => ({ matter: item.key, ...said })}
      {...rest}
    />
  )
}

/** What else can be done with this item now; what may not yet is grey with its clause, what is others' to do is left out. */
export function ItemActs(props: ItemProps) {
  const { meeting, item } = props
  const { person } = useSession()
  const [open, setOpen] = useState<string>()
  const me = person?.id ?? ''
  const acts = nounsFor(props, me).flatMap(noun => {
    const action = actionOf(meeting, noun)
    if (!action || action.refusal?.code === 'FORBIDDEN') return []
    return [{ noun, action, title: itemForms[noun]?.({ ...props, me }).title ?? action.label }]
  })
  if (acts.length === 0) return null
  return (
    <>
      <ul className="item-acts" aria-label={`议题${item.no}的其他办理`}>
        {acts.map(({ noun, action, title }) => (
          <li key={noun}>
            <Button
              disabled={!action.allowed}
              aria-label={`${title.replace(/本议题|议题/g, '')} 议题${item.no}`}
              aria-describedby={action.refusal ? `why-${noun}-${item.no}` : undefined}
              onClick={() => setOpen(noun)}
            >
              {title}
            </Button>
            {action.refusal && (
              <span className="why" id={`why-${noun}-${item.no}`}>
                {action.refusal.sentence}
                <Clause clause={action.refusal.clause} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && <ItemDrawer {...props} noun={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

/** Which acts have their place here, by where the item stands. */
function nounsFor({ meeting, item }: ItemProps, me: string): readonly string[] {
  const { stage } = item
  const spoke = item.opinions.some(({ who }) => who.id === me)
  return [
    ...(stage === 'UNDER_WAY' && item.ballot !== 'NAMED' ? ['ballot-counts'] : []),
    ...(stage === 'UNDER_WAY' ? ['recusals', 'recusal-requests', 'written-opinions'] : []),
    ...(item.requests.some(({ ruling }) => ruling) && stage === 'UNDER_WAY' ? ['ruling-objections'] : []),
    ...(spoke || (item.ballot !== 'NAMED' && stage !== 'WAITING') ? ['opinion-supplements'] : []),
    ...(meeting.stage === 'OPEN' && (stage === 'WAITING' || stage === 'UNDER_WAY') ? ['postponements'] : []),
    ...(meeting.stage === 'PLANNED' ? ['item-removals'] : []),
  ]
}
