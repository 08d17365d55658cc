import { Button } from 'antd'
import { useToday } from '../frame/session.ts'
import type { HeldFile } from './files-field.tsx'
import { HeldFiles } from './held-files.tsx'
import { dayWordsNear, instantWords } from './time.ts'
import { Words } from './words.tsx'

interface Person {
  readonly name: string
}

/** What was ordered to be put right, what was done, and what somebody else found of it (RND-006, S153). */
export interface RectificationShown {
  readonly department: Person
  readonly dueOn: string
  readonly overdue: boolean
  readonly stage: 'ORDERED' | 'RECTIFIED' | 'DONE'
  readonly stageName: string
  readonly what?: string | undefined
  readonly reports: readonly {
    readonly words: string
    readonly files: readonly HeldFile[]
    readonly who: Person
    readonly at: string
  }[]
  readonly verifications: readonly {
    readonly result: 'FULL' | 'PARTLY' | 'NONE'
    readonly resultName: string
    readonly words: string
    readonly who: Person
    readonly at: string
  }[]
}

const tones = { ORDERED: 'asks', RECTIFIED: 'waiting', DONE: 'good' } as const
const resultTones = { FULL: 'good', PARTLY: 'asks', NONE: 'bad' } as const

/** @param reply and @param verify open the form; absent where it may not be done now. */
export function Rectification({
  path,
  rectification,
  reply,
  verify,
}: {
  readonly path: string
  readonly rectification: RectificationShown
  readonly reply?: (() => void) | undefined
  readonly verify?: (() => void) | undefined
}) {
  const { department, stage, stageName, what, reports, verifications } = rectification
  return (
    <div className="rectification">
      <p className="rectification-head">
        <strong>整改</strong>
        <span className={`status status-${tones[stage]}`}>{stageName}</span>
        <span>{department.name}</span>
        <DueSign rectification={rectification} />
      </p>
      {what && <p>{what}</p>}
      <ol className="rectification-steps">
        {[
          ...reports.map(report => ({ ...report, what: '整改情况', tone: undefined })),
          ...verifications.map(v => ({ ...v, files: [], what: `复查：${v.resultName}`, tone: resultTones[v.result] })),
        ]
          .toSorted((a, b) => (a.at < b.at ? -1 : 1))
          .map(entry => (
            <li key={`${entry.at} ${entry.what}`}>
              <p>
                <strong className={entry.tone ? `status status-${entry.tone}` : ''}>{entry.what}</strong>{' '}
                <span className="quiet">
                  {instantWords(entry.at)} {entry.who.name}
                </span>
              </p>
              <Words text={entry.words} />
              <HeldFiles path={path} files={entry.files} />
            </li>
          ))}
      </ol>
      {(reply || verify) && stage !== 'DONE' && (
        <p className="row-actions">
          {reply && stage === 'ORDERED' && <Button onClick={reply}>报告整改情况</Button>}
          {verify && stage === 'RECTIFIED' && (
            <Button type="primary" onClick={verify}>
              复查这一条
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function DueSign({ rectification: { dueOn, overdue, stage } }: { readonly rectification: RectificationShown }) {
  const today = useToday()
  const mood = overdue ? 'late' : stage === 'DONE' ? 'stopped' : 'green'
  return (
    <span className={`clock clock-${mood}`}>
      <span className="clock-word">{overdue ? '逾期' : stage === 'DONE' ? '已停' : '在期'}</span>
      <span>{dayWordsNear(dueOn, today)}到期</span>
    </span>
  )
}
