import { Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { SessionView } from '../../../http/api/contract.ts'
import { enterSession } from '../../api/queries.ts'
import { Page } from '../../frame/page.tsx'
import { useSession } from '../../frame/session.ts'
import { ActForm } from '../../parts/act-form.tsx'

interface Passwords {
  readonly current: string
  readonly next: string
  readonly again: string
}

export function PasswordPage() {
  const { mustChange } = useSession()
  const navigate = useNavigate()
  const [done, setDone] = useState(false)
  return (
    <Page title="修改密码">
      {mustChange && <p className="lead">首次登录请先设置自己的密码，然后继续。</p>}
      {done && <p role="status">密码已修改。</p>}
      <div className="narrow">
        <ActForm<SessionView>
          live
          page="/session"
          noun="password"
          answers={false}
          submit="修改密码"
          toInput={({ current, next }: Passwords) => ({ current, next })}
          onDone={async session => {
            await enterSession(session)
            setDone(true)
            if (mustChange) await navigate('/')
          }}
        >
          <PasswordField name="current" label="现在的密码" autoComplete="current-password" />
          <PasswordField name="next" label="新密码" autoComplete="new-password" />
          <Form.Item
            name="again"
            label="再输一次新密码"
            dependencies={['next']}
            rules={[
              { required: true, message: '请再输一次新密码' },
              ({ getFieldValue }) => ({
                validator: async (_rule, value) => {
                  if (value && value !== getFieldValue('next')) throw new Error('两次输入的新密码不一样')
                },
              }),
            ]}
          >
            <Input type="password" autoComplete="new-password" />
          </Form.Item>
        </ActForm>
      </div>
    </Page>
  )
}

function PasswordField({
  name,
  label,
  autoComplete,
}: {
  readonly name: string
  readonly label: string
  readonly autoComplete: string
}) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: `请填${label}` }]}>
      <Input type="password" autoComplete={autoComplete} />
    </Form.Item>
  )
}
