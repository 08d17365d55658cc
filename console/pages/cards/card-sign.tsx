import type { CardRow } from '../../../http/api/contract.ts'

/** The colour in a word as well. One that was revoked has no colour any more. */
export function CardSign({ card }: { readonly card: Pick<CardRow, 'colour' | 'colourName' | 'stage'> }) {
  const colour = card.stage === 'REVOKED' ? 'status-over' : `card-${card.colour.toLowerCase()}`
  return <span className={`card-sign ${colour}`}>{card.colourName}</span>
}

const tones = { SHOWN: 'bad', DEFENDED: 'asks', UPHELD: 'bad', REVOKED: 'over' } as const

export function CardStage({ card }: { readonly card: Pick<CardRow, 'stage' | 'stageName'> }) {
  return <span className={`status status-${tones[card.stage]}`}>{card.stageName}</span>
}
