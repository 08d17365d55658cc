import { startRegistration } from '@simplewebauthn/browser'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { RegistrationOptions, SigningView } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { newKey, Refused, write } from '../../api/client.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded } from '../../frame/page.tsx'
import { ActDrawer } from '../../parts/act-drawer.tsx'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { TextField } from '../../parts/fields.tsx'

const path = '/signing'

/** S145: with which key what one says in meetings is signed. */
export function SigningKeys() {
  const query = useRead<SigningView>(path)
  return (
    <section className="card" aria-labelledby="keys-title">
      <h2 id="keys-title">签名密钥</h2>
      <Loaded query={query}>{view => <Keys view={view} />}</Loaded>
    </section>
  )
}

function Keys({ view: { keys, ownKey } }: { readonly view: SigningView }) {
  const [revoking, setRevoking] = useState<string>()
  return (
    <>
      <p>
        {ownKey
          ? '您的表态、纪要签发由您本人持有的密钥签名，提交时须按提示确认。'
          : '您没有登记本人持有的密钥，由平台代管的密钥为您签名，记录上会注明。'}
      </p>
      {keys.length > 0 && (
        <ul className="delegations">
          {keys.map(({ key, method, methodName, revoked }) => (
            <li key={key}>
              <div>
                <strong>{methodName}</strong>
                <span className="row-note number">{key}</span>
              </div>
              {revoked ? (
                <span className="status status-over">已停用</span>
              ) : method === 'WEBAUTHN' ? (
                <Button aria-label={`停用密钥 ${key}`} onClick={() => setRevoking(key)}>
                  停用
                </Button>
              ) : (
                <span className="status status-good">使用中</span>
              )}
            </li>
          ))}
        </ul>
      )}
      <Register />
      <ActDrawer<unknown>
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title="停用签名密钥"
        lead={<p>停用后不能再用它签名；以前的签名仍然有效。</p>}
        page="/agency"
        noun="signing-key-revocations"
        answers={false}
        toInput={({ reason }: { reason: string }) => ({ key: revoking, reason })}
      >
        <TextField name="reason" label="停用理由" required max={200} />
      </ActDrawer>
    </>
  )
}

/** Registers a key that the person's own authenticator holds: a security key, or the telephone's or computer's own. */
function Register() {
  const act = useAct<SigningView>(path, 'registrations', false)
  const [wrong, setWrong] = useState<string>()
  const able = 'PublicKeyCredential' in globalThis
  const register = async () => {
    setWrong(undefined)
    try {
      const { options } = await write<RegistrationOptions>(`${path}/registration-options`, { body: {}, key: newKey() })
      const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON']
      const response = await startRegistration({ optionsJSON }).catch(() => undefined)
      if (!response) setWrong('认证器没有完成登记。请插好密钥或打开指纹、面容，再试一次。')
      else await act.run({ response })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setWrong(error.problem.detail)
    }
  }
  return (
    <>
      <p className="row-actions">
        <Button disabled={!able} aria-describedby={able ? undefined : 'why-no-key'} onClick={() => void register()}>
          登记本人持有的密钥
        </Button>
      </p>
      {!able && (
        <p className="why" id="why-no-key">
          这个浏览器或网址不支持安全密钥：须用 HTTPS 地址打开平台。
        </p>
      )}
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
      <ProblemAlert act={act} />
    </>
  )
}
