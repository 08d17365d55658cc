import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useId, useState } from 'react'
import { Link } from 'react-router'
import { unlock, type WrappedKey } from '../../../sealing/member-keys.ts'
import { holdKey, lockKeys, ownShelf, useUnlocked } from './unlocked.ts'

/** Unlocks a key that this browser keeps, or says how to get one; with it unlocked, says so and locks again. */
export function Unlock({ recipients }: { readonly recipients: readonly string[] }) {
  const unlocked = useUnlocked()
  const [kept, setKept] = useState<readonly WrappedKey[]>()
  useEffect(() => {
    let stale = false
    void keptAmong(recipients).then(found => {
      if (!stale) setKept(found)
    })
    return () => {
      stale = true
    }
  }, [recipients])
  if (recipients.some(recipient => unlocked.includes(recipient))) {
    return (
      <p className="row-actions" role="status">
        <span className="status status-good">密钥已解锁</span>
        <span className="row-note">10 分钟没有操作会自动锁上。</span>
        <Button onClick={lockKeys}>锁上</Button>
      </p>
    )
  }
  if (kept === undefined) return <p role="status">正在查看这个浏览器里的密钥……</p>
  if (kept.length === 0) {
    return (
      <Alert
        type="warning"
        showIcon
        title="这个浏览器里没有能打开它的密钥"
        description={
          <>
            密钥只在本人的浏览器或备份文件里，平台没有。请到<Link to="/sealing-keys">密封密钥</Link>
            导入备份，或换用存有密钥的电脑。
          </>
        }
      />
    )
  }
  return kept.map(key => <UnlockOne key={key.recipient} wrapped={key} />)
}

/** Keys of this browser that may open what was sealed to one of these. */
async function keptAmong(recipients: readonly string[]): Promise<readonly WrappedKey[]> {
  const found = await Promise.all(recipients.map(recipient => ownShelf().get(recipient)))
  return found.flatMap(key => key ?? [])
}

function UnlockOne({ wrapped }: { readonly wrapped: WrappedKey }) {
  const id = useId()
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const open = async ({ passphrase }: { passphrase?: string }) => {
    setBusy(true)
    setWrong(undefined)
    const opened = await unlock(wrapped, passphrase ?? '')
    setBusy(false)
    if (opened.ok) holdKey(opened.value)
    else setWrong(opened.error.sentence)
  }
  return (
    <Form name={id} layout="vertical" className="act-form" onFinish={values => void open(values)}>
      {wrapped.by === 'PASSPHRASE' && (
        <Form.Item name="passphrase" label="密钥口令" rules={[{ required: true, message: '密钥口令必填' }]}>
          <Input.Password autoComplete="off" />
        </Form.Item>
      )}
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
      <div className="act-form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {wrapped.by === 'PASSPHRASE' ? '用口令解锁密钥' : '用安全密钥解锁'}
        </Button>
      </div>
    </Form>
  )
}
