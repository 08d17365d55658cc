import type * as z from 'zod'
import type { Candidate } from './candidate.ts'
import type { weightTable } from './events.ts'

export type WeightTable = Readonly<z.output<typeof weightTable>>

/** S60, RND-004: 审定 more than 报备, 事后报备 and what somebody has reason to look at most. The agency may set others. */
export const proposedWeights: WeightTable = { approval: 2, filing: 1, postFiled: 3, concern: 3, keyNode: 1 }

/**
 * The weight of an object: 1, and the points of each of its traits. 重点关注 is one trait for a high risk and for what a
 * member marked without saying why, so that its points tell nobody that there was a complaint.
 */
export function weightOf(candidate: Candidate, weights: WeightTable, flagged: ReadonlySet<string>): number {
  const level = { APPROVAL: weights.approval, FILING: weights.filing, REPORT: 0 }
  return (
    1 +
    (candidate.level ? level[candidate.level] : 0) +
    (candidate.postFiled ? weights.postFiled : 0) +
    (candidate.highRisk || flagged.has(candidate.id) ? weights.concern : 0) +
    (candidate.keyNode ? weights.keyNode : 0)
  )
}
