import { Button } from 'antd'
import type { ActionView } from '../../http/api/contract.ts'
import { Clause } from './tags.tsx'

/**
 * What may be done now, each as a button, and below it what may not and why, in the domain's words. What is other people's
 * to do is kept apart, so that one's own next step is not lost among it.
 */
export function ActionList({
  actions,
  onAct,
  rank = () => 0,
  nothing = '目前没有需要您办的事。',
}: {
  readonly actions: readonly ActionView[]
  /** 0 leads on and comes first, 1 prepares, 2 leads back and is never the main button. */
  readonly rank?: (noun: string) => number
  /** Said when there is nothing. */
  readonly nothing?: string | undefined
  readonly onAct: (action: ActionView) => void
}) {
  const allowed = actions.filter(action => action.allowed).toSorted((a, b) => rank(a.noun) - rank(b.noun))
  const refused = actions.filter(action => !action.allowed)
  // What its level never knows is no step of this matter: a 报告 is not implemented, an 审定 not post-filed.
  const notYet = refused.filter(action => !['FORBIDDEN', 'INVALID', 'NOT_FOUND'].includes(action.refusal?.code ?? ''))
  const others = refused.filter(action => action.refusal?.code === 'FORBIDDEN')
  return (
    <section className="card now" aria-labelledby="now-title">
      <h2 id="now-title">现在可以办</h2>
      {allowed.length === 0 ? (
        <p className="quiet">{nothing}</p>
      ) : (
        <ul className="now-allowed">
          {allowed.map((action, index) => (
            <li key={action.noun}>
              <Button
                block
                size="large"
                type={index === 0 && rank(action.noun) < 2 ? 'primary' : 'default'}
                onClick={() => onAct(action)}
              >
                {action.label}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {notYet.length > 0 && (
        <>
          <h3>还不能办</h3>
          <Refused actions={notYet} />
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>由他人办理的（{others.length}）</summary>
          <Refused actions={others} />
        </details>
      )}
    </section>
  )
}

function Refused({ actions }: { readonly actions: readonly ActionView[] }) {
  return (
    <ul className="now-refused">
      {actions.map(action => (
        <li key={action.noun}>
          <Button disabled size="small" aria-describedby={`why-${action.noun}`}>
            {action.label}
          </Button>
          <Why action={action} />
        </li>
      ))}
    </ul>
  )
}

/** Why an act is grey, in text. */
export function Why({ action }: { readonly action: ActionView | undefined }) {
  if (!action?.refusal) return null
  return (
    <p className="why" id={`why-${action.noun}`}>
      {action.refusal.sentence}
      <Clause clause={action.refusal.clause} />
    </p>
  )
}
