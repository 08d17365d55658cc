import type { Actor } from '../decider.ts'
import type { Day, Instant } from '../time.ts'
import type { Organisation } from './organisation.ts'
import { delegationTo, departmentsOf, leaderInChargeOf, postsHeldBy } from './posts.ts'

/** What every decision is told besides its own stream. `today` is the day of `now` in Asia/Shanghai. */
export interface BaseFacts {
  readonly now: Instant
  readonly today: Day
  /** The person who asks; `SYSTEM` for the platform's own timer. */
  readonly person: string
  readonly organisation: Organisation
}

export const SYSTEM = 'SYSTEM'

/** How somebody acts who is let in by an invitation alone and has no account (E-14): `INVITEE.I-1`. */
export const inviteeId = (invitation: string): string => `INVITEE.${invitation}`
/** Whoever reports something, and comes back with the query code: nothing else is known of them. */
export const REPORTER = 'REPORTER'
const isInvitee = (person: string): boolean => person.startsWith('INVITEE.')

/** How the person is recorded: the post that matters for these divisions first, else their own post. */
export function actorFor(facts: BaseFacts, departments: readonly string[] = []): Actor {
  const { organisation, person, today } = facts
  if (person === SYSTEM) return { person: SYSTEM, post: SYSTEM, department: SYSTEM }
  if (person === REPORTER) return { person, post: REPORTER, department: '' }
  if (isInvitee(person)) return { person, post: 'INVITEE', department: '' }
  const held = postsHeldBy(organisation, person, today)
  const inCharge = held.find(a => a.post === 'LEADER_IN_CHARGE' && departments.includes(a.department ?? ''))
  const behalf = delegatorFor(facts, departments)
  const own = held.find(a => a.department && departments.includes(a.department)) ?? held[0]
  const actor = {
    person,
    post: inCharge?.post ?? (behalf ? 'LEADER_IN_CHARGE' : (own?.post ?? 'NONE')),
    department: inCharge?.department ?? own?.department ?? departmentsOf(organisation, person, today)[0] ?? '',
  }
  return behalf && !inCharge ? { ...actor, onBehalfOf: behalf } : actor
}

/** The leader in charge whose place this person takes for one of these divisions today, if any (E-01). */
export function delegatorFor(facts: BaseFacts, departments: readonly string[]): string | undefined {
  const { organisation, person, today } = facts
  for (const department of departments) {
    const leader = leaderInChargeOf(organisation, department, today)
    if (leader && delegationTo(organisation, person, leader, [department], today)) return leader
  }
  return undefined
}
