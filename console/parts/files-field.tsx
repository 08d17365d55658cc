import { Form } from 'antd'
import { type ChangeEvent, useId, useState } from 'react'
import { Refused } from '../api/client.ts'
import { acceptedFiles, largestFile, upload } from '../api/upload.ts'

/** A file that has gone up: the SHA-256 of its content, and its name. */
export interface HeldFile {
  readonly hash: string
  readonly name: string
}

/** Several files that go up as soon as they are chosen; the form holds their fingerprints and names. */
export function FilesField({
  name,
  label,
  required = false,
}: {
  readonly name: string
  readonly label: string
  readonly required?: boolean
}) {
  return (
    <Form.Item
      name={name}
      label={label}
      initialValue={[]}
      rules={required ? [{ required, type: 'array', min: 1, message: `${label}必传` }] : []}
    >
      <FilesInput label={label} />
    </Form.Item>
  )
}

/** `value` and `onChange` come from the form that it stands in. */
function FilesInput({
  label,
  value = [],
  onChange,
}: {
  readonly label: string
  readonly value?: readonly HeldFile[]
  readonly onChange?: (files: readonly HeldFile[]) => void
}) {
  const id = useId()
  const [state, setState] = useState<{ readonly words: string; readonly wrong?: boolean }>()
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    setState(undefined)
    let held = value
    for (const file of files) {
      setState({ words: `正在上传 ${file.name}` })
      const sent = await send(file)
      if ('wrong' in sent) {
        setState({ words: sent.wrong, wrong: true })
        return
      }
      held = [...held.filter(({ hash }) => hash !== sent.hash), sent]
      onChange?.(held)
    }
    setState(undefined)
  }
  return (
    <div className="file-upload">
      <input
        id={id}
        className="file-input"
        type="file"
        multiple
        accept={acceptedFiles}
        onChange={event => void choose(event)}
      />
      <label htmlFor={id} className="file-label">
        选择{label}
      </label>
      {state && <span role={state.wrong ? 'alert' : 'status'}>{state.words}</span>}
      {value.length > 0 && (
        <ul className="files files-held">
          {value.map(({ hash, name }) => (
            <li key={hash}>
              {name}
              <button
                type="button"
                className="link"
                onClick={() => onChange?.(value.filter(other => other.hash !== hash))}
              >
                移去<span className="unseen">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

async function send(file: File): Promise<HeldFile | { readonly wrong: string }> {
  if (file.size > largestFile) return { wrong: `「${file.name}」超过 50 MB，不能上传。` }
  try {
    const { hash } = await upload(file, () => {})
    return { hash, name: file.name }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { wrong: `「${file.name}」：${error.problem.detail}` }
  }
}
