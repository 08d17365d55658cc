import { Alert, Button, Form, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import type { SealingPurpose } from '../../../domain/organisation/events.ts'
import {
  createMemberKey,
  exportKey,
  importKey,
  type MemberKey,
  wrapWithPassphrase,
  wrapWithSecurityKey,
} from '../../../sealing/member-keys.ts'
import { useAct } from '../../api/act.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { holdKey, ownShelf } from './unlocked.ts'

interface Said {
  readonly by: 'PASSPHRASE' | 'SECURITY_KEY'
  readonly passphrase: string
  readonly again: string
}

/**
 * Makes a key in this browser, gives its owner a backup, keeps it wrapped, and only then registers the public half: a key that
 * is registered and lost would leave what is sealed to it unread.
 */
export function MakeKey({ purpose, name }: { readonly purpose: SealingPurpose; readonly name: string }) {
  const act = useAct<unknown>('/agency', 'sealing-keys', false)
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState<string>()
  const [made, setMade] = useState<MemberKey>()
  // Several of these forms stand on one page, and their labels must not be mixed up.
  const id = useId()
  const make = async ({ by, passphrase, again }: Said) => {
    setWrong(undefined)
    if (passphrase !== again) return setWrong('两次输入的口令不一样。')
    setBusy('正在生成密钥并用口令保护，约需几秒……')
    const failure = await makeAndRegister(by, passphrase)
    setBusy(undefined)
    if (failure) setWrong(failure)
  }
  const makeAndRegister = async (by: Said['by'], passphrase: string): Promise<string | undefined> => {
    const key = await createMemberKey()
    const backup = await exportKey(key, passphrase)
    if (!backup.ok) return backup.error.sentence
    const wrapped = by === 'PASSPHRASE' ? await wrapWithPassphrase(key, passphrase) : await wrapWithSecurityKey(key)
    if (!wrapped.ok) return wrapped.error.sentence
    await ownShelf().put(wrapped.value)
    offerFile(backup.value, `密钥备份-${name}.age`)
    setBusy('正在登记公钥……')
    const done = await act.run({ key: crypto.randomUUID(), purpose, recipient: key.recipient })
    if (done === undefined) return undefined
    holdKey(key)
    setMade(key)
    return undefined
  }
  if (made) {
    return (
      <Alert
        type="success"
        showIcon
        title="密钥已生成，公钥已登记"
        description="备份文件已下载：请存到离线的介质上，与口令分开放。公钥几秒内记入透明日志，之后的举报就会密封给您。"
      />
    )
  }
  return (
    <Form
      name={id}
      layout="vertical"
      className="act-form"
      initialValues={{ by: 'PASSPHRASE' }}
      onFinish={said => void make(said as Said)}
    >
      <Form.Item name="by" label="在这个浏览器里怎样保护">
        <Radio.Group
          options={[
            { value: 'PASSPHRASE', label: '口令' },
            { value: 'SECURITY_KEY', label: '安全密钥（须支持 PRF）' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="passphrase"
        label="口令（也用于备份文件，至少 12 个字）"
        rules={[{ required: true, message: '口令必填' }]}
        extra="平台不知道这个口令，忘了不能找回。"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="again" label="再输一遍口令" rules={[{ required: true, message: '请再输一遍口令' }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
      <ProblemAlert act={act} />
      <div className="act-form-foot">
        <Button type="primary" htmlType="submit" loading={busy !== undefined}>
          生成{name}密钥
        </Button>
        {busy && <span role="status">{busy}</span>}
      </div>
    </Form>
  )
}

/** Brings a backup into this browser. */
export function ImportKey({ onDone }: { readonly onDone: () => void }) {
  const id = useId()
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const bring = async ({ passphrase }: { passphrase: string }) => {
    if (!file) return setWrong('请选择备份文件。')
    setBusy(true)
    setWrong(await imported(file, passphrase))
    setBusy(false)
  }
  const imported = async (chosen: File, passphrase: string): Promise<string | undefined> => {
    const key = await importKey(new Uint8Array(await chosen.arrayBuffer()), passphrase)
    if (!key.ok) return key.error.sentence
    const wrapped = await wrapWithPassphrase(key.value, passphrase)
    if (!wrapped.ok) return wrapped.error.sentence
    await ownShelf().put(wrapped.value)
    holdKey(key.value)
    onDone()
    return undefined
  }
  return (
    <Form
      name={id}
      layout="vertical"
      className="act-form"
      onFinish={said => void bring(said as { passphrase: string })}
    >
      <Form.Item label="备份文件（.age）">
        <input
          type="file"
          accept=".age,.txt"
          aria-label="备份文件"
          onChange={event => setFile(event.target.files?.[0])}
        />
      </Form.Item>
      <Form.Item name="passphrase" label="备份的口令" rules={[{ required: true, message: '备份的口令必填' }]}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
      <div className="act-form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          导入
        </Button>
      </div>
    </Form>
  )
}

function offerFile(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun by the time the browser comes to this.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
