import type { FollowUp } from '../follow-up/follow-up.ts'
import { submittersOf } from '../matter/matter.ts'
import type { Post } from '../organisation/events.ts'
import { inviteeId, SYSTEM } from '../organisation/facts.ts'
import { holdersOf } from '../organisation/posts.ts'
import { modules } from '../registry.ts'
import { keptIf, type Verdict } from './rule.ts'
import { baseFor, type Told } from './told.ts'
import { nameOfActor } from './words.ts'

export const ACTOR = { clause: 'S145', rule: '每条记录的办理人，其职务和处室当日有人担任' }

/** S145: somebody held the post, in the division, that the entry names; what follows from another entry has its actor. */
export function actorVerdict(told: Told): Verdict {
  const { by } = told.entry
  if (told.entailed) {
    const { by: who } = told.entailed
    return keptIf(
      who.post === by.post && who.department === by.department,
      () => `与同一决定的另一条记录办理人不同：一为${nameOfActor(told, who)}，一为${nameOfActor(told, by)}`,
    )
  }
  return keptIf(whoCouldHaveActed(told).length > 0, () => `当日没有人担任${nameOfActor(told, by)}`)
}

/**
 * Everybody whom the platform would have recorded, for this stream and on this day, in the post and division that the entry
 * names. Usually one, or the clerks of a division; kept for the day, since most entries of a day name the same few.
 */
export function whoCouldHaveActed(told: Told): readonly string[] {
  const { ledger, day, entry } = told
  const { organisation } = ledger
  if (ledger.actors.organisation !== organisation || ledger.actors.day !== day) {
    ledger.actors = { organisation, day, known: new Map() }
  }
  const { post, department } = entry.by
  if (post === 'INVITEE') return invitees(told)
  const key = `${post} ${department} ${towards(told)}`
  const known = ledger.actors.known.get(key)
  if (known) return known
  const found = possible(told).filter(person => {
    const actor = modules[told.module].actor(told.state, baseFor(told, person))
    return actor.post === post && actor.department === department
  })
  ledger.actors.known.set(key, found)
  return found
}

/** E-14: whoever was let in by an invitation that was agreed acts by it alone, and for it alone. */
const invitees = ({ sitting, data }: Told): readonly string[] =>
  (sitting?.meeting.invitations ?? [])
    .filter(i => i.stage === 'AGREED' && i.id === data.invitation)
    .map(i => inviteeId(i.id))

/** The divisions by which it is decided in which of several posts somebody acts. */
function towards({ module, matter, sitting, state }: Told): string {
  if (module === 'follow-up') return (state as FollowUp).owner
  const { department, coDepartments, formerCoDepartments } = matter
  if (module === 'matter') {
    return coDepartments.length + formerCoDepartments.length === 0 ? department : submittersOf(matter).join(' ')
  }
  return module === 'meeting' && sitting?.meeting.kind === 'INITIAL' ? sitting.meeting.body : ''
}

/** Who holds the post at all, and who may hold it for another (E-01). */
function possible({ entry, ledger: { organisation }, day }: Told): readonly string[] {
  const { post } = entry.by
  if (post === SYSTEM) return [SYSTEM]
  const holders = holdersOf(organisation, post as Post, day).map(held => held.person)
  const delegates =
    post === 'LEADER_IN_CHARGE'
      ? organisation.delegations.filter(d => d.firstDay <= day && day <= d.lastDay).map(d => d.to)
      : []
  return [...new Set([...holders, ...delegates])]
}
