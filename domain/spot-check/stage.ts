import { act } from '../decider.ts'
import { type Refusal, refuse } from '../result.ts'
import type { SpotCheckFacts } from './facts.ts'
import { nameOfSpotCheckStage, type SpotCheck, type SpotCheckStage } from './spot-check.ts'

export const define = act<SpotCheck, SpotCheckFacts>()

export function refuseUnlessStage(
  state: SpotCheck,
  allowed: readonly SpotCheckStage[],
  clause: string,
  label: string,
): Refusal | undefined {
  if (state.stage === 'NONE' && !allowed.includes('NONE')) return refuse('NOT_FOUND', 'S128', '没有这个抽查批次。')
  if (allowed.includes(state.stage)) return undefined
  return refuse('WRONG_STATE', clause, `本批次${nameOfSpotCheckStage(state.stage)}，不能${label}。`)
}
