import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useAgency } from '../api/queries.ts'

interface FieldProps {
  readonly name: string | (string | number)[]
  readonly label: string
  readonly required?: boolean
  readonly extra?: ReactNode
}

/** Too long a text is told, not cut off: `maxLength` would lose the end of what was pasted without a word. */
const rules = ({ label, required = false, max }: FieldProps & { readonly max?: number | undefined }) => [
  ...(required ? [{ required, message: `${label}必填` }] : []),
  ...(max === undefined ? [] : [{ max, message: `${label}不得超过${max}个字` }]),
]

export function TextField({ max, ...field }: FieldProps & { readonly max?: number }) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules({ ...field, max })}>
      <Input autoComplete="off" />
    </Form.Item>
  )
}

export function WordsField({ max, rows = 4, ...field }: FieldProps & { readonly max: number; readonly rows?: number }) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules({ ...field, max })}>
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 16 }} />
    </Form.Item>
  )
}

/** Several short texts, one a line: `linesOf` makes the list of it. */
export function LinesField(field: FieldProps) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra ?? '一行写一条'} rules={rules(field)}>
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 16 }} />
    </Form.Item>
  )
}
export const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

export function DayField({ min, max, ...field }: FieldProps & { readonly min?: string; readonly max?: string }) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules(field)}>
      <Input type="date" min={min} max={max} />
    </Form.Item>
  )
}

/** A whole number from `min` on. */
export function NumberField({ min = 0, max, ...field }: FieldProps & { readonly min?: number; readonly max?: number }) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules(field)}>
      <InputNumber min={min} {...(max === undefined ? {} : { max })} precision={0} />
    </Form.Item>
  )
}

/** A moment in Shanghai time, as `YYYY-MM-DDTHH:mm`; `instantFromLocal` makes the instant of it. */
export function MomentField({ max, ...field }: FieldProps & { readonly max?: string }) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules(field)}>
      <Input type="datetime-local" max={max} />
    </Form.Item>
  )
}

export interface Choice {
  readonly value: string | number
  readonly label: string
}

export function ChoiceField({
  choices,
  several = false,
  most,
  ...field
}: FieldProps & {
  readonly choices: readonly Choice[]
  readonly several?: boolean
  /** How many may be chosen, of several. */
  readonly most?: number
}) {
  return (
    <Form.Item name={field.name} label={field.label} extra={field.extra} rules={rules(field)}>
      <Select
        options={[...choices]}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!field.required}
        {...(several ? { mode: 'multiple' as const, ...(most ? { maxCount: most } : {}) } : {})}
      />
    </Form.Item>
  )
}

/** One or several divisions of the agency, by name. */
export function DepartmentField({
  except = [],
  only,
  ...field
}: FieldProps & {
  readonly several?: boolean
  readonly except?: readonly string[]
  readonly only?: (department: { readonly code: string; readonly kind: string }) => boolean
}) {
  const { data } = useAgency()
  const choices = (data?.departments ?? [])
    .filter(department => !except.includes(department.code) && (only?.(department) ?? true))
    .map(({ code, name }) => ({ value: code, label: name }))
  return <ChoiceField {...field} choices={choices} />
}
