import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { SessionView } from '../../../http/api/contract.ts'
import { newKey, Refused, write } from '../../api/client.ts'
import { enterSession } from '../../api/queries.ts'
import { AgencyNames, LargePrintSwitch } from '../../frame/header.tsx'
import { Page } from '../../frame/page.tsx'
import { DemoAccounts } from './demo-accounts.tsx'

interface Credentials {
  readonly login: string
  readonly password: string
}

export function SignInPage({ session }: { readonly session: SessionView }) {
  const [form] = Form.useForm<Credentials>()
  const [refusal, setRefusal] = useState<string>()
  const [pending, setPending] = useState(false)
  const signIn = async (credentials: Credentials) => {
    setPending(true)
    try {
      await enterSession(await write<SessionView>('/session', { body: credentials, key: newKey() }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefusal(error.problem.detail)
      setPending(false)
    }
  }
  const signInAs = (login: string) => {
    const credentials = { login, password: session.demoPassword ?? '' }
    form.setFieldsValue(credentials)
    void signIn(credentials)
  }
  return (
    <div className={session.demoAccounts ? 'sign-in sign-in-demo' : 'sign-in'}>
      <section className="sign-in-card">
        <AgencyNames agency={session.agency} />
        <Page title="登录工作台">
          <Form form={form} layout="vertical" requiredMark={false} onFinish={values => void signIn(values)}>
            <Form.Item name="login" label="登录名" rules={[{ required: true, message: '请填登录名' }]}>
              <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填密码' }]}>
              <Input type="password" autoComplete="current-password" />
            </Form.Item>
            {refusal && <Alert type="error" showIcon role="alert" title={refusal} className="problem" />}
            <Button type="primary" htmlType="submit" size="large" block loading={pending}>
              登录
            </Button>
          </Form>
        </Page>
        <p className="secrecy">本平台为非涉密系统，不得存储、处理国家秘密。</p>
        <p className="sign-in-foot">
          <LargePrintSwitch />
          <a href="/">公开网站</a>
        </p>
      </section>
      {session.demoAccounts && <DemoAccounts accounts={session.demoAccounts} disabled={pending} onChoose={signInAs} />}
    </div>
  )
}
