import { Form } from 'antd'
import { type ChangeEvent, useId, useState } from 'react'
import { Refused } from '../api/client.ts'
import { acceptedFiles, largestFile, upload } from '../api/upload.ts'

/** One file that goes up as soon as it is chosen; the form holds its fingerprint. */
export function ScanField({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <ScanInput label={label} />
    </Form.Item>
  )
}

/** `onChange` comes from the form that it stands in. */
function ScanInput({ label, onChange }: { readonly label: string; readonly onChange?: (hash?: string) => void }) {
  const id = useId()
  const [state, setState] = useState<{ readonly words: string; readonly wrong?: boolean }>()
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (!file) return
    onChange?.()
    if (file.size > largestFile) {
      setState({ words: `「${file.name}」超过 50 MB，不能上传。`, wrong: true })
      return
    }
    setState({ words: `正在上传 ${file.name}` })
    try {
      const { hash } = await upload(file, () => {})
      onChange?.(hash)
      setState({ words: `已上传 ${file.name}` })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setState({ words: `「${file.name}」：${error.problem.detail}`, wrong: true })
    }
  }
  return (
    <span className="file-upload">
      <input id={id} className="file-input" type="file" accept={acceptedFiles} onChange={event => void choose(event)} />
      <label htmlFor={id} className="file-label">
        选择{label}
      </label>
      {state && <span role={state.wrong ? 'alert' : 'status'}>{state.words}</span>}
    </span>
  )
}
