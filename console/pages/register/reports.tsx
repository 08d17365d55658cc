import { Alert } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { nameOfRole } from '../../../domain/access.ts'
import { portableSha256 } from '../../../domain/log/hashing.ts'
import type { AgencyView, RegisterView } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import type { OpenAct } from '../../parts/desk.tsx'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { Section } from '../../parts/section.tsx'
import { dayWords } from '../../parts/time.ts'
import { fetchSealed } from '../complaints/seal-and-send.ts'
import { SealedContent } from '../complaints/sealed-part.tsx'
import { Unlock } from '../sealing-keys/unlock.tsx'

type Report = RegisterView['reports'][number]

/** Reports to those whom the group answers to: each with its receipts, and an alarm where its ciphertext is gone. */
export function Reports({
  register,
  agency,
  open,
}: {
  readonly register: RegisterView
  readonly agency: AgencyView
  readonly open: OpenAct
}) {
  const { person } = useSession()
  const own = agency.sealing.keys.filter(key => key.person.id === person?.id && key.purpose === 'LEADERSHIP')
  const joined = own.map(({ recipient }) => recipient).join(' ')
  const recipients = useMemo(() => (joined === '' ? [] : joined.split(' ')), [joined])
  const { reports } = register
  return (
    <Section title={`监督报告（${reports.length}）`}>
      {reports.length === 0 && <p className="quiet">还没有提交过监督报告。</p>}
      {reports.length > 0 && recipients.length > 0 && <Unlock recipients={recipients} />}
      {reports.map(report => (
        <OneReport
          key={report.no}
          report={report}
          mine={own.some(({ key }) => report.keys.includes(key))}
          signed={report.receivedBy.some(one => one.person.id === person?.id)}
          open={open}
        />
      ))}
    </Section>
  )
}

function OneReport({
  report,
  mine,
  signed,
  open,
}: {
  readonly report: Report
  readonly mine: boolean
  readonly signed: boolean
  readonly open: OpenAct
}) {
  const { no, periodName, toNames, submittedOn, part, receivedBy } = report
  const address = `/supervision/register/reports/${no}`
  const fault = useFault(address, part?.blob)
  return (
    <div className="record">
      <h3>
        第{no}号　{periodName}
      </h3>
      <p className="row-note">
        报{toNames.join('、')}，{dayWords(submittedOn)}提交。
        {receivedBy.length > 0
          ? `签收：${receivedBy.map(({ person, on }) => `${person.name}（${dayWords(on)}）`).join('、')}。`
          : '还没有人签收。'}
      </p>
      {part && <Fingerprint name="报告密封件指纹" value={part.blob} />}
      {fault && <Alert type="error" showIcon role="alert" title={`第${no}号报告的密封件有问题`} description={fault} />}
      {mine && !fault && <SealedContent address={address} name={`监督报告${no}`} />}
      {mine && !signed && (
        <p className="row-actions">
          <button type="button" className="link" onClick={() => open('report-receipts', { no })}>
            签收第{no}号报告
          </button>
        </p>
      )}
    </div>
  )
}

/** S123: whether what was submitted is still there, byte for byte, for those who may fetch it. */
function useFault(address: string, blob: string | undefined): string | undefined {
  const roles = useSession().person?.roles ?? []
  const may = (['AGENCY_LEADER', 'ACCOUNTABILITY_MEMBER'] as const).some(role => roles.includes(nameOfRole(role)))
  const [fault, setFault] = useState<string>()
  useEffect(() => {
    if (!may || blob === undefined) return
    let stale = false
    void faultOf(address, blob).then(found => {
      if (!stale) setFault(found)
    })
    return () => {
      stale = true
    }
  }, [address, blob, may])
  return fault
}

async function faultOf(address: string, blob: string): Promise<string | undefined> {
  try {
    const sealed = await fetchSealed(address)
    return hexOf(portableSha256(sealed)) === blob
      ? undefined
      : '取回的密封件与提交时登记的指纹不一致，可能被换过：请当面核对并追查。'
  } catch {
    return '密封件取不回来：请提交人重新提交，并追查原因。'
  }
}

const hexOf = (bytes: Uint8Array) => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
