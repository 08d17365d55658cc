import type { ComplaintRow } from '../../../http/api/contract.ts'

const tones: Readonly<Record<string, string>> = {
  RECEIVED: 'asks',
  TRIAGED: 'asks',
  HANDLING: 'waiting',
  PROPOSED: 'waiting',
  DISPOSED: 'good',
  HELD: 'asks',
  TRANSFERRED: 'good',
  MERGED: 'over',
  CLOSED: 'over',
  DESTROYED: 'over',
}

export const ComplaintStage = ({ complaint }: { readonly complaint: Pick<ComplaintRow, 'stage' | 'stageName'> }) => (
  <span className={`status status-${tones[complaint.stage] ?? 'waiting'}`}>{complaint.stageName}</span>
)
