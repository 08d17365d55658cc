import { type BaseFacts, SYSTEM } from '../organisation/facts.ts'
import { departmentsOf, postsHeldBy } from '../organisation/posts.ts'
import { rolesTowardsMatter } from './facts.ts'
import { type Matter, submittersOf } from './matter.ts'

/**
 * Whether a member of staff may know this matter exists. Drafts belong to their divisions; what was submitted is seen by
 * the divisions, the leaders, the office, the discipline bodies, and the heads of divisions, who may be called to review
 * it. Operators see no business (S73). Everybody else gets the answer of an unknown number.
 */
export function maySee(matter: Matter, facts: BaseFacts): boolean {
  if (facts.person === SYSTEM) return true
  const roles = rolesTowardsMatter(matter, facts)
  if (roles.has('OPERATOR')) return false
  const own = departmentsOf(facts.organisation, facts.person, facts.today)
  if (submittersOf(matter).some(d => own.includes(d))) return true
  if (matter.status === 'DRAFT') return false
  if (roles.has('OFFICE') || roles.has('AGENCY_LEADER') || roles.has('DISCIPLINE')) return true
  if (matter.conditions.some(c => own.includes(c.owner))) return true
  return postsHeldBy(facts.organisation, facts.person, facts.today).some(held => held.post === 'DIVISION_HEAD')
}
