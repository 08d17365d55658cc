import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { ActForm, type ActFormProps } from './act-form.tsx'

/** The form of one act in a drawer over the page. Closed with Esc, and gone when closed. */
export function ActDrawer<Answer>({
  title,
  lead,
  wide = false,
  open,
  onClose,
  ...form
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly wide?: boolean
  readonly open: boolean
  readonly onClose: () => void
} & Omit<ActFormProps<Answer>, 'submit' | 'onCancel'> & { readonly submit?: string }) {
  const { submit = `确认${title}`, onDone, ...rest } = form
  return (
    <Drawer
      title={title}
      open={open}
      onClose={onClose}
      destroyOnHidden
      size={wide ? 720 : 520}
      classNames={{ wrapper: 'drawer' }}
      closable={{ 'aria-label': '关闭' }}
    >
      {lead && <div className="act-lead">{lead}</div>}
      <ActForm<Answer>
        {...rest}
        submit={submit}
        onCancel={onClose}
        onDone={answer => {
          onClose()
          onDone?.(answer)
        }}
      />
    </Drawer>
  )
}
