import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ActionView } from '../../http/api/contract.ts'
import { ActDrawer } from './act-drawer.tsx'
import { ActionList } from './action-list.tsx'
import { NextStep } from './next-step.tsx'

/** What a page shows of a thing that one may act on. */
export interface Actable {
  readonly version: number
  readonly actions: readonly ActionView[]
}

/** The form of one act: what it says first, its fields, and what they make. */
export interface DeskForm<Shown> {
  readonly lead?: (shown: Shown) => ReactNode
  readonly fields?: (shown: Shown) => ReactNode
  readonly initial?: (shown: Shown) => object
  readonly toInput?: (values: never, shown: Shown) => unknown
  readonly wide?: boolean
  readonly danger?: boolean
}
export type DeskForms<Shown> = Readonly<Record<string, DeskForm<Shown>>>

/** Opens an act's form, with fields that are known already. */
export type OpenAct = (noun: string, preset?: object) => void

/**
 * A thing and what may be done with it: the next step on top, the thing itself, and beside it every act, those that may not
 * be done now with the reason. An act's form opens in a drawer.
 */
export function Desk<Shown extends Actable>({
  path,
  shown,
  forms,
  next,
  leading,
  rank,
  nothing,
  elsewhere = {},
  children,
}: {
  readonly path: string
  readonly shown: Shown
  readonly forms: DeskForms<Shown>
  /** The next step in words. */
  readonly next?: ReactNode
  /** The acts that take it, the first that is allowed as the large button. */
  readonly leading?: readonly string[]
  readonly rank?: (noun: string) => number
  readonly nothing?: string
  /** Acts that have a page of their own. */
  readonly elsewhere?: Readonly<Record<string, () => void>>
  readonly children: (open: OpenAct) => ReactNode
}) {
  const [asked, setAsked] = useState<{ readonly noun: string; readonly preset?: object | undefined }>()
  const open: OpenAct = (noun, preset) => {
    const leave = elsewhere[noun]
    if (leave) leave()
    else setAsked({ noun, preset })
  }
  const lead = leading?.map(noun => shown.actions.find(a => a.noun === noun && a.allowed)).find(found => found)
  const action = shown.actions.find(({ noun }) => noun === asked?.noun)
  const form = asked && forms[asked.noun]
  return (
    <>
      {next && (
        <NextStep words={next}>
          {lead && (
            <p className="row-actions">
              <Button type="primary" size="large" onClick={() => open(lead.noun)}>
                {lead.label}
              </Button>
            </p>
          )}
        </NextStep>
      )}
      <div className="matter">
        <div className="matter-main">{children(open)}</div>
        <div className="matter-side">
          <ActionList
            actions={shown.actions}
            onAct={({ noun }) => open(noun)}
            nothing={nothing}
            {...(rank ? { rank } : {})}
          />
        </div>
      </div>
      {asked && action && (
        <ActDrawer<Shown>
          open
          onClose={() => setAsked(undefined)}
          title={action.label}
          lead={form?.lead?.(shown)}
          wide={form?.wide ?? false}
          danger={form?.danger ?? false}
          page={path}
          noun={action.noun}
          version={shown.version}
          initial={{ ...form?.initial?.(shown), ...asked.preset }}
          toInput={(values: never) => form?.toInput?.(values, shown) ?? values ?? {}}
        >
          {form?.fields?.(shown)}
        </ActDrawer>
      )}
    </>
  )
}

/** Whether an act may be done now. */
export const mayDo = ({ actions }: Pick<Actable, 'actions'>, noun: string): boolean =>
  actions.some(action => action.noun === noun && action.allowed)
