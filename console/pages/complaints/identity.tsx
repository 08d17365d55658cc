import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ComplaintPage } from '../../../http/api/contract.ts'
import { openInner, type ReporterIdentity } from '../../../sealing/identity.ts'
import { useSession } from '../../frame/session.ts'
import { Section } from '../../parts/section.tsx'
import { dayWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import { identitiesNow, useUnlocked } from '../sealing-keys/unlocked.ts'
import { groundNames, openingStageNames } from './names.ts'
import { fetchSealed } from './seal-and-send.ts'
import { sentenceOf } from './use-opened.ts'

/** Each opening of the reporter's identity (E-59), and for the second custodian what is inside, once it stands on record. */
export function Identity({
  path,
  complaint: { openings },
}: {
  readonly path: string
  readonly complaint: ComplaintPage
}) {
  const { person } = useSession()
  if (openings.length === 0) return null
  return (
    <Section title="举报人身份的查看记录">
      {openings.map(({ opening, asker, first, second, ground, stage, askedOn, openedOn, declined, inner }) => (
        <div key={opening} className="record">
          <p>
            <strong>
              第{opening}次：{openingStageNames[stage] ?? stage}
            </strong>
          </p>
          <Facts
            rows={[
              ['申请', `${asker.name}，${dayWords(askedOn)}`],
              ['事由', groundNames[ground] ?? ground],
              ['打开外层', first.name],
              ['打开内层', `${second.name}${openedOn ? `，${dayWords(openedOn)}` : ''}`],
              ['不同意的理由', declined],
            ]}
          />
          {stage === 'OPENED' && inner && second.id === person?.id && (
            <OpenedIdentity address={`${path}/parts/${inner.blob}`} />
          )}
        </div>
      ))}
    </Section>
  )
}

/** Name and contact, in the memory of this page alone, and gone from it when the keys are locked. */
function OpenedIdentity({ address }: { readonly address: string }) {
  const unlocked = useUnlocked().length > 0
  const [identity, setIdentity] = useState<ReporterIdentity>()
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    if (!unlocked) setIdentity(undefined)
  }, [unlocked])
  const open = async () => {
    setWrong(undefined)
    try {
      const sealed = await fetchSealed(address)
      const tried = await Promise.all(identitiesNow().map(own => openInner(sealed, own)))
      const opened = tried.find(one => one.ok) ?? tried[0]
      if (opened?.ok) setIdentity(opened.value)
      else setWrong(opened?.error.sentence ?? '请先用身份密钥的口令解锁。')
    } catch (error) {
      setWrong(sentenceOf(error))
    }
  }
  if (identity) {
    return (
      <div className="opened" data-secret>
        <Facts
          rows={[
            ['姓名', identity.name],
            ['联系方式', identity.contact],
            ['单位', identity.unit],
          ]}
        />
        <Button onClick={() => setIdentity(undefined)}>收起</Button>
      </div>
    )
  }
  return (
    <>
      <p className="row-actions">
        <Button type="primary" disabled={!unlocked} onClick={() => void open()}>
          解密查看姓名和联系方式
        </Button>
        {!unlocked && <span className="row-note">先解锁您的身份密钥。</span>}
      </p>
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
    </>
  )
}
