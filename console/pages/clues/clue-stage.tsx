import type { ClueRow } from '../../../http/api/contract.ts'

const tones: Readonly<Record<string, string>> = {
  REGISTERED: 'asks',
  OPENED: 'waiting',
  EXPLAINING: 'waiting',
  FOUND: 'asks',
  NOTHING_FOUND: 'good',
  NOT_OPENED: 'over',
  CLOSED: 'over',
}

export function ClueStage({ clue }: { readonly clue: Pick<ClueRow, 'stage' | 'stageName'> }) {
  return <span className={`status status-${tones[clue.stage] ?? 'waiting'}`}>{clue.stageName}</span>
}
