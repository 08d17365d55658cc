import type { Entry } from '../log/entry.ts'
import { HIDDEN } from '../log/restore.ts'
import type { MeetingKind } from '../meeting/kinds.ts'
import { type Seating, seatsFor } from '../meeting/seats.ts'
import { headOf } from '../organisation/posts.ts'
import type { Result } from '../result.ts'
import { type Day, dayOf } from '../time.ts'
import type { Ledger } from './ledger.ts'

const NOTHING = {}

/**
 * Hidden fields that anybody can work out from public entries, because the rules leave no choice: who sits in a meeting
 * follows from posts (S65) and rotations, which are public. Taken as the rule has them; what an entry then says otherwise is
 * a finding.
 */
export function inferredFrom(entry: Entry, ledger: Ledger): Readonly<Record<string, unknown>> {
  const { data } = entry
  switch (entry.type) {
    case 'organisation.person-registered':
      // A person who is named by a code alone is called by it.
      return { name: `人员${String(data.person)}` }
    case 'matter.tier-concluded':
      // At tier 2 it is the leader who acts, and the leader is public by post (practice 3.1).
      return data.tier === 2 ? { 'by.person': data.presider } : NOTHING
    case 'review-group.established':
      return { members: membersOf(data.divisions as readonly string[], data.from as Day, ledger) }
    case 'meeting.called': {
      const seating = seatingOf(data as unknown as Calling, ledger)
      return seating.ok ? { chair: seating.value.chair, members: seating.value.members } : {}
    }
    default:
      return NOTHING
  }
}

/** S96: the members of a review group are the heads of its divisions on its first day, in the order of the divisions. */
function membersOf(divisions: readonly string[], from: Day, { organisation }: Ledger) {
  return divisions.map((department, index) => ({
    person: headOf(organisation, department, from) ?? HIDDEN,
    department,
    order: index + 1,
  }))
}

export interface Calling {
  readonly kind: MeetingKind
  readonly body: string
  readonly scheduledAt: string
}

/** Who must sit in a meeting that is called now. */
export const seatingOf = ({ kind, body, scheduledAt }: Calling, ledger: Ledger): Result<Seating> =>
  seatsFor(kind, body, ledger.groups.get(body), ledger.organisation, dayOf(scheduledAt))
