import { Alert, Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import type { InviteeDone, Problem } from '../../../http/api/contract.ts'
import { fateUnknown, newKey, Refused } from '../../api/client.ts'
import { actAsInvitee } from './invitee-client.ts'

/** A form of the invited person's page: large, and what is refused stands above its one button. */
export function InviteeForm<Values>({
  noun,
  submit,
  initial,
  toInput,
  onDone,
  children,
}: {
  readonly noun: string
  readonly submit: string
  readonly initial: object
  readonly toInput: (values: Values) => unknown
  readonly onDone: (done: InviteeDone) => void
  readonly children: (form: FormInstance) => ReactNode
}) {
  const [form] = Form.useForm()
  const key = useRef(newKey())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const finish = async (values: Values) => {
    setPending(true)
    try {
      const done = await actAsInvitee(noun, toInput(values), key.current)
      key.current = newKey()
      onDone(done)
    } catch (error) {
      if (!fateUnknown(error)) key.current = newKey()
      if (!(error instanceof Refused)) throw error
      setProblem(error.problem)
    } finally {
      setPending(false)
    }
  }
  return (
    <Form
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      scrollToFirstError={{ block: 'center', focus: true }}
      initialValues={initial}
      onFinish={values => void finish(values)}
    >
      {children(form)}
      {problem && <Alert type="error" showIcon role="alert" className="problem" title={problem.detail} />}
      <Button type="primary" htmlType="submit" block loading={pending} className="invitee-submit">
        {submit}
      </Button>
    </Form>
  )
}
