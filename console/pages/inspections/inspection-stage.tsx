import type { InspectionRow } from '../../../http/api/contract.ts'

const tones: Readonly<Record<string, string>> = {
  OPEN: 'asks',
  REPORTED: 'asks',
  CONCLUDED: 'waiting',
  OBJECTED: 'asks',
  PUBLISHED: 'waiting',
  CLOSED: 'over',
}

export function InspectionStage({ inspection }: { readonly inspection: Pick<InspectionRow, 'stage' | 'stageName'> }) {
  return <span className={`status status-${tones[inspection.stage] ?? 'waiting'}`}>{inspection.stageName}</span>
}
