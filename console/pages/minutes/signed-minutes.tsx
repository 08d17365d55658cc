import { Button, Radio } from 'antd'
import { useState } from 'react'
import type { Minutes } from '../../../domain/meeting/minutes.ts'
import { addressOf } from '../../api/client.ts'
import { useSession } from '../../frame/session.ts'
import { instantWords } from '../../parts/time.ts'
import type { MeetingProps } from '../meeting/meeting-props.ts'
import { Errata } from './errata.tsx'
import { MinutesNext } from './minutes-next.tsx'
import { MinutesPaper } from './minutes-paper.tsx'
import { Receipts } from './receipts.tsx'

type Shown = 'LATEST' | 'ORIGINAL' | 'BOTH'
const choices = [
  { value: 'LATEST', label: '更正后' },
  { value: 'ORIGINAL', label: '签发时' },
  { value: 'BOTH', label: '左右对照' },
]

/** Signed minutes as one reads them on paper; where an erratum was issued the corrected text first, the original kept. */
export function SignedMinutes({ path, meeting }: MeetingProps) {
  const { person } = useSession()
  const [shown, setShown] = useState<Shown>('LATEST')
  const original = meeting.minutes as Minutes | undefined
  if (!original) return null
  const last = meeting.minutesWork.errata.findLast(({ issuedAt }) => issuedAt)
  const latest = (last?.minutes as Minutes | undefined) ?? original
  const first = meeting.signedAt && <p>{instantWords(meeting.signedAt)}签发。</p>
  const originalPaper = (
    <MinutesPaper
      minutes={original}
      mark={last && '签发时的原文'}
      foot={
        <>
          {first}
          <Fingerprint hash={meeting.hash} />
        </>
      }
    />
  )
  const latestPaper = (
    <MinutesPaper
      minutes={latest}
      mark={last && '已更正'}
      foot={
        <>
          {last?.issuedAt && <p>{instantWords(last.issuedAt)}更正签发。</p>}
          <Fingerprint hash={last?.hash} />
        </>
      }
    />
  )
  return (
    <>
      <section className="card minutes" aria-label="会议纪要">
        <MinutesNext path={path} meeting={meeting} />
        <div className="minutes-tools">
          {last && (
            <Radio.Group
              aria-label="看哪一份"
              optionType="button"
              value={shown}
              options={choices}
              onChange={event => setShown(event.target.value)}
            />
          )}
          <Downloads path={path} corrected={last !== undefined} />
        </div>
        <div className={shown === 'BOTH' && last ? 'papers-both' : undefined}>
          {(shown !== 'LATEST' || !last) && originalPaper}
          {shown !== 'ORIGINAL' && last && latestPaper}
        </div>
        <Receipts path={path} minutes={original} me={person?.name ?? ''} />
      </section>
      <Errata path={path} meeting={meeting} />
    </>
  )
}

function Fingerprint({ hash }: { readonly hash: string | undefined }) {
  return (
    <p>
      纪要指纹（SHA-256）：<span className="number">{hash}</span>
    </p>
  )
}

function Downloads({ path, corrected }: { readonly path: string; readonly corrected: boolean }) {
  const file = (paper: string, format: string) => addressOf(`${path}/papers/${paper}?format=${format}`)
  return (
    <p className="row-actions">
      <Button href={file('minutes', 'pdf')}>下载 PDF</Button>
      <Button href={file('minutes', 'docx')}>下载 DOCX</Button>
      {corrected && <Button href={file('minutes-original', 'pdf')}>下载签发时的 PDF</Button>}
      <Button onClick={() => globalThis.print()}>打印</Button>
    </p>
  )
}
