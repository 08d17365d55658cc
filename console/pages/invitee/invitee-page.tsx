import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { useEffect, useState } from 'react'
import type { InviteePage as Invitation, InviteeDone } from '../../../http/api/contract.ts'
import { Refused } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { AgencyNames, LargePrintSwitch } from '../../frame/header.tsx'
import { useSessionQuery } from '../../frame/session.ts'
import { instantWords, meetingTimeWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import { Declaration } from './declaration.tsx'
import { readInvitation } from './invitee-client.ts'
import { Materials } from './materials.tsx'
import { OpinionOfInvitee, OpinionSaid } from './opinion.tsx'
import { heldSecret, takeSecret } from './secret.ts'

const invitationKey = ['/invitee']

/** What somebody without an account sees through a one-time link (E-14): one item, one step after another. */
export function InviteePage() {
  const session = useSessionQuery()
  useEffect(() => {
    // A second link opened in the same tab changes what is behind the # and loads nothing.
    const another = () => {
      if (globalThis.location.hash === '') return
      takeSecret()
      globalThis.location.reload()
    }
    addEventListener('hashchange', another)
    return () => removeEventListener('hashchange', another)
  }, [])
  return (
    <>
      {session.data?.demo && (
        <p className="demo-banner" role="note">
          <strong>演示模式</strong> · 演示数据均为虚构
        </p>
      )}
      <main className="invitee-page">
        <title>受邀参与复核 · 阳光政务</title>
        <div className="invitee-head">
          {session.data && <AgencyNames agency={session.data.agency} />}
          <LargePrintSwitch />
        </div>
        {heldSecret() === '' ? <Closed words="请点开邀请您的办公室发来的完整链接。" /> : <Invited />}
        <p className="secrecy">本平台为非涉密系统，不得填写国家秘密。</p>
      </main>
    </>
  )
}

function Invited() {
  const query = useQuery({ queryKey: invitationKey, queryFn: readInvitation, retry: false })
  const [told, setTold] = useState<InviteeDone>()
  const onDone = (done: InviteeDone) => {
    setTold(done)
    if (done.page) queries.setQueryData(invitationKey, done.page)
    globalThis.scrollTo({ top: 0 })
  }
  if (told && !told.page) return <Closed words={told.sentence} />
  if (query.data) return <Item invitation={query.data} told={told?.sentence} onDone={onDone} />
  if (query.error) {
    const words = query.error instanceof Refused ? query.error.problem.detail : '页面出了差错，请稍后再打开链接。'
    return <Closed words={words} />
  }
  return <Spin aria-label="正在打开" size="large" />
}

/** One kind sentence, whatever the reason. */
function Closed({ words }: { readonly words: string }) {
  return (
    <section className="invitee-card">
      <h1>受邀参与复核</h1>
      <p className="invitee-closed" role="status">
        {words}
      </p>
    </section>
  )
}

function Item({
  invitation,
  told,
  onDone,
}: {
  readonly invitation: Invitation
  readonly told: string | undefined
  readonly onDone: (done: InviteeDone) => void
}) {
  const { meeting, item, invitee, declared, opinion, expiresAt } = invitation
  const step = opinion ? 3 : declared ? 2 : 1
  return (
    <>
      <section className="invitee-card">
        <p className="invitee-hello">
          {invitee.name}，您好！您以「{invitee.categoryName}」的身份受邀参与复核。
        </p>
        <h1>{item.title}</h1>
        {told && (
          <p className="invitee-told" role="status">
            {told}
          </p>
        )}
        {step < 3 && (
          <p className="invitee-step">
            <strong>第{step}步，共2步</strong>
            {step === 1 ? '请先申报有没有利害关系。' : '请看材料，写下您的意见并确认。'}
          </p>
        )}
        <Facts
          rows={[
            ...item.brief.map(({ label, words }) => [label, words] as const),
            ['会议', meeting.title],
            ['时间', meetingTimeWords(meeting.scheduledAt)],
            ['地点', meeting.place],
            ['链接有效至', instantWords(expiresAt)],
          ]}
        />
      </section>
      {opinion && <OpinionSaid invitation={invitation} opinion={opinion} />}
      {!declared && <Declaration unit={invitee.unit} onDone={onDone} />}
      {declared && <Materials invitation={invitation} />}
      {declared && !opinion && <OpinionOfInvitee name={invitee.name} onDone={onDone} />}
    </>
  )
}
