import { UploadOutlined } from '@ant-design/icons'
import { Alert, Progress } from 'antd'
import { type ChangeEvent, useId, useState } from 'react'
import type { MatterPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { Refused } from '../../api/client.ts'
import { acceptedFiles, largestFile, upload } from '../../api/upload.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'

/** Sends files for one line of the checklist: each goes up by its content first and is then put on the line. */
export function FileUpload({
  path,
  line,
}: {
  readonly path: string
  readonly line: { readonly id: string; readonly name: string }
}) {
  const id = useId()
  const attach = useAct<MatterPage>(path, 'materials')
  const [sending, setSending] = useState<{ readonly name: string; readonly share: number }>()
  const [refusal, setRefusal] = useState<string>()
  const send = async (file: File) => {
    if (file.size > largestFile) {
      setRefusal(`「${file.name}」超过 50 MB，不能上传。`)
      return
    }
    setSending({ name: file.name, share: 0 })
    try {
      const { hash } = await upload(file, share => setSending({ name: file.name, share }))
      await attach.run({ line: line.id, hash })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefusal(`「${file.name}」：${error.problem.detail}`)
    } finally {
      setSending(undefined)
    }
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    setRefusal(undefined)
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    for (const file of files) await send(file)
  }
  return (
    <div className="file-upload">
      <input
        id={id}
        className="file-input"
        type="file"
        multiple
        accept={acceptedFiles}
        disabled={sending !== undefined}
        onChange={event => void choose(event)}
      />
      <label htmlFor={id} className="file-label">
        <UploadOutlined aria-hidden /> 上传<span className="unseen">：{line.name}</span>
      </label>
      {sending && (
        <span className="file-progress" role="status">
          正在上传 {sending.name}
          <Progress percent={Math.round(sending.share * 100)} size="small" aria-label={`${sending.name}的上传进度`} />
        </span>
      )}
      {refusal && <Alert type="error" showIcon role="alert" title={refusal} />}
      <ProblemAlert act={attach} />
    </div>
  )
}
