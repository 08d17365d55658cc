import { Alert, Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import type { Problem } from '../../http/api/contract.ts'
import { type Act, useAct } from '../api/act.ts'
import { Clause } from './tags.tsx'

export interface ActFormProps<Answer> {
  /** What was read and is shown: the act is posted below it. */
  readonly page: string
  readonly noun: string
  readonly version?: number | undefined
  /** A form that stays open in the page, and is submitted again and again. */
  readonly live?: boolean
  /** Whether the server answers with the page's new state. */
  readonly answers?: boolean
  /** The words on the button. */
  readonly submit: string
  readonly danger?: boolean
  readonly initial?: object
  /** From what the fields hold to what the act takes. */
  readonly toInput?: (values: never) => unknown
  readonly children?: ReactNode | ((problem: Problem | undefined, form: FormInstance) => ReactNode)
  readonly onDone?: (answer: Answer) => void
  readonly onCancel?: () => void
}

/**
 * The form of one act. A refusal stands above the button in the domain's own words, with its clause, and the field it
 * names is marked. What somebody else changed in the meantime is fetched, and the next try goes by the new state.
 */
export function ActForm<Answer>(props: ActFormProps<Answer>) {
  const { page, noun, version, submit, initial, children, onDone, onCancel } = props
  const [form] = Form.useForm()
  // A form over the page may have a field of the same name as one in the page; their labels must not be mixed up.
  const id = useId()
  const act = useAct<Answer>(page, noun, props.answers ?? true)
  // What comes in behind an open drawer does not count as seen; a form in the page itself goes by what the page shows.
  const opened = useRef(props.live ? undefined : version)
  useEffect(() => markField(form, act.problem), [form, act.problem])
  useFreshValues(form, props.live ? initial : undefined)
  const finish = async (values: never) => {
    form.setFields(form.getFieldsError().map(({ name }) => ({ name, errors: [] })))
    const input = props.toInput ? props.toInput(values) : (values ?? {})
    const answer = await act.run(input, { version: opened.current ?? version })
    opened.current = undefined
    if (answer === undefined) return
    markUntouched(form)
    onDone?.(answer)
  }
  return (
    <Form
      form={form}
      name={id}
      layout="vertical"
      className="act-form"
      initialValues={initial ?? {}}
      onFinish={v => void finish(v as never)}
    >
      {typeof children === 'function' ? children(act.problem, form) : children}
      <ProblemAlert act={act} />
      <div className="act-form-foot">
        <Button type="primary" htmlType="submit" danger={props.danger ?? false} loading={act.pending}>
          {submit}
        </Button>
        {onCancel && <Button onClick={onCancel}>取消</Button>}
      </div>
    </Form>
  )
}

export function ProblemAlert({ act }: { readonly act: Pick<Act<unknown>, 'problem'> }) {
  if (!act.problem) return null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="problem"
      title={
        <>
          {act.problem.detail}
          <Clause clause={act.problem.clause} />
        </>
      }
      description={act.problem.code === 'CHANGED_MEANWHILE' ? '页面已更新为最新情况，请核对后再提交。' : undefined}
    />
  )
}

/** What comes in from others goes into the fields that the person has not touched; what they typed is theirs. */
function useFreshValues(form: FormInstance, initial: object | undefined): void {
  const fresh = initial && JSON.stringify(initial)
  useEffect(() => {
    if (fresh === undefined) return
    for (const [name, value] of Object.entries<unknown>(JSON.parse(fresh))) {
      if (form.isFieldsTouched([name]) || JSON.stringify(form.getFieldValue(name)) === JSON.stringify(value)) continue
      form.setFieldValue(name, value)
      markUntouched(form, name)
    }
  }, [form, fresh])
}

/** @param under only the fields below this one; antd counts a value that we set as touched. */
function markUntouched(form: FormInstance, under?: string): void {
  const names = form.getFieldsError().map(({ name }) => name)
  const meant = names.filter(([first]) => under === undefined || first === under)
  form.setFields(meant.map(name => ({ name, touched: false })))
}

/** Marks the field that a refusal names: the nearest one that the form has, as `needed.0` is a line of `needed`. */
function markField(form: FormInstance, problem: Problem | undefined): void {
  if (!problem?.field) return
  const path = problem.field.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part))
  const known = form.getFieldsError().map(({ name }) => name)
  for (let length = path.length; length > 0; length -= 1) {
    const name = known.find(k => k.length === length && k.every((part, index) => String(part) === String(path[index])))
    if (name) {
      form.setFields([{ name, errors: [problem.detail] }])
      form.scrollToField(name, { focus: true, block: 'center' })
      return
    }
  }
}
