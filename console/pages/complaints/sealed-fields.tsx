import { Form } from 'antd'
import { useId } from 'react'
import { WordsField } from '../../parts/fields.tsx'
import { sizeWords } from '../../parts/words.tsx'

/** Under every field whose words are sealed. */
export const sealedHint = '在这个浏览器里密封后才发出，平台看不到内容。'

export const SealedWords = ({
  name,
  label,
  required = true,
  hint = sealedHint,
}: {
  readonly name: string | string[]
  readonly label: string
  readonly required?: boolean
  readonly hint?: string
}) => <WordsField name={name} label={label} required={required} max={20_000} rows={5} extra={hint} />

/** Files that stay in this browser until they are sealed. */
export function SealedFiles({
  name,
  label,
  several = false,
}: {
  readonly name: string | string[]
  readonly label: string
  readonly several?: boolean
}) {
  return (
    <Form.Item name={name} label={label} initialValue={[]}>
      <FilesHere label={label} several={several} />
    </Form.Item>
  )
}

/** `value` and `onChange` come from the form that it stands in. */
function FilesHere({
  label,
  several,
  value = [],
  onChange,
}: {
  readonly label: string
  readonly several: boolean
  readonly value?: readonly File[]
  readonly onChange?: (files: readonly File[]) => void
}) {
  const id = useId()
  return (
    <div className="file-upload">
      <input
        id={id}
        className="file-input"
        type="file"
        multiple={several}
        onChange={event => {
          const chosen = [...(event.target.files ?? [])]
          event.target.value = ''
          onChange?.(several ? [...value, ...chosen] : chosen)
        }}
      />
      <label htmlFor={id} className="file-label">
        选择{label}
      </label>
      {value.length > 0 && (
        <ul className="files files-held">
          {value.map(file => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              {file.name}（{sizeWords(file.size)}）
              <button type="button" className="link" onClick={() => onChange?.(value.filter(other => other !== file))}>
                移去<span className="unseen">{file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
