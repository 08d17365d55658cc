import { useState } from 'react'
import { Link } from 'react-router'
import type { MailAddress } from '../../../http/api/contract.ts'
import { useRead } from '../../api/queries.ts'
import { Loaded, Page } from '../../frame/page.tsx'
import { useSession } from '../../frame/session.ts'
import { ActForm } from '../../parts/act-form.tsx'
import { TextField } from '../../parts/fields.tsx'
import { OwnInterests } from './own-interests.tsx'
import { SigningKeys } from './signing-keys.tsx'

/** 我的: what a person declares and keeps for themselves. */
export function MePage() {
  const { person } = useSession()
  return (
    <Page title="我的">
      <p className="lead">
        {person?.name}　{person?.title}　<Link to="/password">修改密码</Link>
      </p>
      <OwnInterests />
      <SigningKeys />
      <Mail />
    </Page>
  )
}

const mailPath = '/session/mail-address'

function Mail() {
  const query = useRead<MailAddress>(mailPath)
  const [saved, setSaved] = useState(false)
  return (
    <section className="card narrow" aria-labelledby="mail-title">
      <h2 id="mail-title">邮件地址</h2>
      <p>会议通知会另发到这个地址。别人看不到。不想收邮件就留空。</p>
      <Loaded query={query}>
        {({ address }) => (
          <ActForm<MailAddress>
            page={mailPath}
            noun=""
            submit="保存邮件地址"
            initial={{ address: address ?? '' }}
            toInput={(said: { address?: string }) => ({ address: said.address?.trim() ?? '' })}
            onDone={() => setSaved(true)}
          >
            <TextField name="address" label="邮件地址" max={200} />
            {saved && (
              <p role="status" className="done">
                已保存。
              </p>
            )}
          </ActForm>
        )}
      </Loaded>
    </section>
  )
}
