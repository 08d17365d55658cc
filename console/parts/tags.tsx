import { Tag } from 'antd'
import type { MatterStatus } from '../../domain/matter/matter.ts'
import type { MatterRow } from '../../http/api/contract.ts'

/** 审议层级: told apart by words and shape as well as by colour. */
export function LevelTag({ name }: { readonly name: string }) {
  return <span className={`level level-${levelOrder[name] ?? 1}`}>{name}</span>
}
const levelOrder: Readonly<Record<string, number>> = { 报告: 1, 报备: 2, 审定: 3 }

type Tone = 'waiting' | 'good' | 'bad' | 'asks' | 'over'
const tones: Record<MatterStatus, Tone> = {
  NONE: 'over',
  DRAFT: 'asks',
  POST_FILING_REGISTERED: 'asks',
  SUBMITTED_INITIAL: 'waiting',
  INITIAL_PASSED: 'waiting',
  LEADER_PASSED: 'waiting',
  MEETING_PENDING: 'waiting',
  RETURNED: 'asks',
  DEFERRED: 'asks',
  AGREED_IN_PRINCIPLE: 'asks',
  NOT_AGREED: 'bad',
  NOT_APPROVED: 'bad',
  WITHDRAWN: 'over',
  TERMINATED: 'over',
  NOTED: 'good',
  FILED_AGREED: 'good',
  HANDLING: 'good',
  HANDLED: 'good',
  APPROVED: 'good',
  IMPLEMENTING: 'good',
  IMPLEMENTED: 'good',
  CLOSED: 'over',
}

export function StatusTag({ matter }: { readonly matter: Pick<MatterRow, 'status' | 'statusName'> }) {
  return <span className={`status status-${tones[matter.status]}`}>{matter.statusName}</span>
}

/** The marks that stay with a matter for ever, e.g. 事后报备. They come in words. */
export function Marks({ marks }: { readonly marks: readonly string[] }) {
  return marks.map(mark => (
    <Tag key={mark} color="error" variant="outlined">
      {mark}
    </Tag>
  ))
}

/** The clause behind a sentence, e.g. `S106`, small and at its end. */
export function Clause({ clause }: { readonly clause: string }) {
  return clause === '' ? null : <span className="clause">〔{clause}〕</span>
}
