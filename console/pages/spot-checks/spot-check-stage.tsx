import type { SpotCheckRow } from '../../../http/api/contract.ts'

const tones = {
  PREPARED: 'asks',
  FROZEN: 'asks',
  ANNOUNCED: 'waiting',
  DRAWN: 'good',
  CANCELLED: 'over',
  VOIDED: 'over',
} as const

export function SpotCheckStage({ batch }: { readonly batch: Pick<SpotCheckRow, 'stage' | 'stageName'> }) {
  return <span className={`status status-${tones[batch.stage]}`}>{batch.stageName}</span>
}
