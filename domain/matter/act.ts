import { act } from '../decider.ts'
import { type Refusal, refuse } from '../result.ts'
import type { MatterFacts } from './facts.ts'
import type { Matter, MatterStatus } from './matter.ts'
import { nameOfStatus } from './route.ts'

export const defineMatterAct = act<Matter, MatterFacts>()

/** S86: an act belongs to certain states; elsewhere the sentence says where the matter is. */
export function refuseUnlessStatus(
  matter: Matter,
  allowed: readonly MatterStatus[],
  clause: string,
  label: string,
): Refusal | undefined {
  if (allowed.includes(matter.status)) return undefined
  const when = allowed.map(status => `「${nameOfStatus(status)}」`).join('或')
  return refuse('WRONG_STATE', clause, `本件现为「${nameOfStatus(matter.status)}」，只有${when}时才能${label}。`)
}

/** While the dossier is with its division: before submission, and while it is out for supplement. */
export const editable: readonly MatterStatus[] = ['DRAFT', 'POST_FILING_REGISTERED', 'RETURNED']
