import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { addressOf, newKey, problemFrom, writeHeaders } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useToday } from '../../frame/session.ts'
import { DayField, TextField, WordsField } from '../../parts/fields.tsx'

interface Said {
  readonly from: string
  readonly to: string
  readonly receiver: string
  readonly reason: string
}

/** E-67: by the auditor alone; what is handed out is recorded first. */
export function ExportPackage() {
  const today = useToday()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const take = async (said: Said) => {
    setBusy(true)
    setWrong(await taken(said))
    setBusy(false)
    void queries.invalidateQueries({ queryKey: ['/supervision/register'] })
  }
  return (
    <Form layout="vertical" className="act-form" onFinish={said => void take(said as Said)}>
      <h3>导出可核验包</h3>
      <div className="form-columns">
        <DayField name="from" label="起日" required max={today} />
        <DayField name="to" label="止日" required max={today} />
      </div>
      <TextField name="receiver" label="接收单位" required max={120} />
      <WordsField name="reason" label="依据" required max={300} rows={2} />
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
      <div className="act-form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          导出并登记
        </Button>
      </div>
    </Form>
  )
}

/** Takes the package and saves it; otherwise why not. */
async function taken(said: Said): Promise<string | undefined> {
  const headers = { ...writeHeaders(newKey()), 'Content-Type': 'application/json' }
  const answer = await fetch(addressOf('/supervision/exports'), {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body: JSON.stringify(said),
  }).catch(() => undefined)
  if (!answer?.ok) return problemFrom(answer?.status ?? 0, await answer?.json().catch(() => undefined)).detail
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = `可核验包-${said.from}-${said.to}.zip`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return undefined
}
