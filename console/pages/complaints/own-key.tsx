import { Alert } from 'antd'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { AgencyView, ComplaintPage } from '../../../http/api/contract.ts'
import { useSession } from '../../frame/session.ts'
import { Section } from '../../parts/section.tsx'
import { Unlock } from '../sealing-keys/unlock.tsx'

/** The keys of one's own that open this complaint: one for its content, and as a custodian one for identities. */
export function OwnKey({ agency, complaint }: { readonly agency: AgencyView; readonly complaint: ComplaintPage }) {
  const { person } = useSession()
  const own = agency.sealing.keys.filter(key => key.person.id === person?.id)
  const content = useStable(own.filter(({ key }) => complaint.keys.includes(key)).map(({ recipient }) => recipient))
  const identity = useStable(own.filter(({ purpose }) => purpose === 'IDENTITY').map(({ recipient }) => recipient))
  const isCustodian = complaint.openings.some(({ first, second }) => [first.id, second.id].includes(person?.id ?? ''))
  return (
    <Section title="我的密钥">
      {content.length > 0 ? (
        <Unlock recipients={content} />
      ) : (
        <Alert
          type="warning"
          showIcon
          title="本件没有密封给您"
          description={
            <>
              收件时您还没有登记<Link to="/sealing-keys">密封密钥</Link>。登记后请能打开的成员办理「重新密封」。
            </>
          }
        />
      )}
      {isCustodian && identity.length > 0 && (
        <>
          <h3>身份密钥</h3>
          <Unlock recipients={identity} />
        </>
      )}
    </Section>
  )
}

/** The same list while it holds the same. */
function useStable(list: readonly string[]): readonly string[] {
  const joined = list.join(' ')
  return useMemo(() => (joined === '' ? [] : joined.split(' ')), [joined])
}
