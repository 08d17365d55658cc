import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Complaint } from './complaint.ts'

/** E-56: whatever was merged into it has come to its result with it, and each reporter's own period begins. */
export function concludeJoined({ id, joined, concludedOn }: Complaint): readonly Emitted[] {
  if (concludedOn !== undefined) return []
  return joined.map(number => ({
    on: streams.complaint(number),
    type: 'complaint.main-concluded',
    data: { number: id },
  }))
}
