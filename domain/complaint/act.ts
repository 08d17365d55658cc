import { act } from '../decider.ts'
import { type Refusal, refuse } from '../result.ts'
import type { SealedPart } from '../sealed-part.ts'
import { type Complaint, type ComplaintStage, nameOfComplaintStage } from './complaint.ts'
import type { ComplaintFacts } from './facts.ts'

export const define = act<Complaint, ComplaintFacts>()

/** Stages in which somebody is at work on it. */
export const atWork = ['TRIAGED', 'HANDLING', 'PROPOSED', 'DISPOSED', 'HELD'] as const
export const openStages = ['RECEIVED', ...atWork, 'TRANSFERRED', 'MERGED'] as const

export function refuseUnlessStage(
  state: Complaint,
  allowed: readonly ComplaintStage[],
  label: string,
  clause: string,
): Refusal | undefined {
  if (state.stage === 'NONE' && !allowed.includes('NONE'))
    return refuse('NOT_FOUND', 'S143', '没有找到，或您无权查看。')
  return allowed.includes(state.stage)
    ? undefined
    : refuse('WRONG_STATE', clause, `本件${nameOfComplaintStage(state.stage)}，不能${label}。`)
}

/** A sealed part that an act names, and the field of the form it stands in. */
export interface NamedPart {
  readonly field: string
  readonly part: SealedPart | undefined
}

/** E-58, CMP-004: nothing is registered whose ciphertext is not here whole; nothing else is known or asked of it. */
export function refuseMissingParts(facts: ComplaintFacts, named: readonly NamedPart[]): Refusal | undefined {
  const seen = new Set<string>()
  for (const { field, part } of named) {
    if (!part) continue
    const size = Object.hasOwn(facts.sealedParts, part.blob) ? facts.sealedParts[part.blob] : undefined
    if (size !== part.size) {
      return refuse('INVALID', 'S122', '密封件没有收到，或收到的长度与提交的不一致，请重新提交。', field)
    }
    if (seen.has(part.blob)) return refuse('INVALID', 'S122', '同一个密封件不能提交两次，请重新密封后提交。', field)
    seen.add(part.blob)
  }
  return undefined
}

/** Whoever left a mailbox is told there, and whoever left none cannot be. */
export function refuseUnlessTold(state: Complaint, reply: SealedPart | undefined, clause: string): Refusal | undefined {
  if (state.mailbox && !reply) return refuse('INCOMPLETE', clause, '举报人留有信箱，须写明给举报人的答复。', 'reply')
  if (!state.mailbox && reply) return refuse('INVALID', clause, '举报人没有留信箱，不能在网上答复。', 'reply')
  return undefined
}
