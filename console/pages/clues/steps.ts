import type { CluePage } from '../../../http/api/contract.ts'
import type { Step } from '../../parts/step-strip.tsx'

/** A clue to its end. */
export const steps: readonly Step[] = [
  { name: '登记' },
  { name: '立项' },
  { name: '说明' },
  { name: '认定' },
  { name: '问责' },
  { name: '整改' },
  { name: '办结' },
]

type Shown = Pick<CluePage, 'stage' | 'explanations' | 'findings' | 'measures' | 'nothingFound'>

/** How many of the steps are behind it: the furthest that something was done at. */
export function stepOf({ stage, explanations, findings, measures, nothingFound }: Shown): number {
  if (stage === 'CLOSED' || stage === 'NOT_OPENED') return steps.length
  if (stage === 'REGISTERED') return 1
  if (nothingFound) return 6
  if (findings.length === 0) return explanations.some(({ answer }) => answer) ? 3 : 2
  const ordered = findings.flatMap(({ rectification }) => (rectification ? [rectification] : []))
  if (ordered.length > 0) return ordered.every(one => one.stage === 'DONE') ? 6 : 5
  return measures.length > 0 ? 5 : 4
}

/** Which acts lead on, the first that may be done as the large button. */
export const leading = [
  'explanations',
  'rectifications',
  'opening',
  'verifications',
  'improvement-answers',
  'findings',
  'explanation-requests',
  'rectification-orders',
  'measures',
  'closure',
]
