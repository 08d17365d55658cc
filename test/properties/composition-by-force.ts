import type { PostAssignment } from '../../domain/organisation/organisation.ts'

/** What a checker of composition may look at: posts as they were assigned, declared interests, and the matter itself. */
export interface Evidence {
  readonly today: string
  readonly kinds: Readonly<Record<string, string>>
  readonly assignments: readonly PostAssignment[]
  readonly interests: readonly { readonly person: string; readonly uscc: string; readonly ended: boolean }[]
  readonly matter: {
    readonly department: string
    readonly coDepartments: readonly string[]
    readonly formerCoDepartments: readonly string[]
    readonly handler: string
    readonly uscc: string | undefined
    /** Tier-2 reviews in the order in which they were given. */
    readonly reviews: readonly { readonly by: string; readonly presider: string; readonly superseded: boolean }[]
  }
}

/**
 * The rules of composition once more, from the plan's words and sharing no line with the domain: S94–S97, A8, A9, A13, E-04,
 * E-06, E-07, E-09, S10. Written to be compared, not to be fast.
 */
function postsOf({ assignments, today }: Evidence, person: string): readonly PostAssignment[] {
  const held: PostAssignment[] = []
  for (const assignment of assignments) {
    if (assignment.person !== person) continue
    if (today < assignment.from) continue
    if (assignment.to !== undefined && today > assignment.to) continue
    held.push(assignment)
  }
  return held
}

function submits({ matter }: Evidence, division: string | undefined): boolean {
  if (division === undefined) return false
  if (matter.department === division) return true
  return [...matter.coDepartments, ...matter.formerCoDepartments].some(other => other === division)
}

function worksForSubmitter(evidence: Evidence, person: string): boolean {
  for (const held of postsOf(evidence, person)) {
    if (held.post === 'LEADER_IN_CHARGE') continue
    if (submits(evidence, held.department)) return true
  }
  return false
}

/** S94, S95, A8, A13, E-05, E-09: which clause keeps this person from leading the review of the matter. */
export function leaderBarredBy(evidence: Evidence, person: string): string | undefined {
  const posts = postsOf(evidence, person)
  if (posts.filter(held => held.post === 'DISCIPLINE_LEADER').length > 0) return 'A13'
  if (posts.filter(held => held.post === 'LEADERSHIP_MEMBER').length === 0) return 'S95'
  if (worksForSubmitter(evidence, person)) return 'S94'
  // Of a division that two leaders were given, the first is in charge.
  const everybody = [...new Set(evidence.assignments.map(a => a.department))].filter(d => submits(evidence, d))
  for (const division of everybody) {
    const [first] = evidence.assignments.filter(
      a => a.post === 'LEADER_IN_CHARGE' && a.department === division && postsOf(evidence, a.person).includes(a),
    )
    if (first?.person === person) return 'S95'
  }
  const { reviews } = evidence.matter
  if (reviews.some(r => r.by === person)) return 'S95'
  const counting = reviews.filter(r => !r.superseded)
  if (counting[counting.length - 1]?.presider === person) return 'S95'
  return hasInterest(evidence, person) ? 'E-09' : undefined
}

/** E-09: an interest that was declared and has not ended, in the very unit that the matter is about. */
function hasInterest({ interests, matter: { uscc } }: Evidence, person: string): boolean {
  for (const interest of interests) {
    if (interest.person === person && interest.ended === false && uscc !== undefined && interest.uscc === uscc)
      return true
  }
  return false
}

/** S96, E-08: whether this person may sit for this division in any review group. */
export function mayBeMember(evidence: Evidence, person: string, division: string): boolean {
  if (!['division', 'enforcement'].includes(evidence.kinds[division] ?? '')) return false
  return postsOf(evidence, person).some(held => held.post === 'DIVISION_HEAD' && held.department === division)
}

/** S94, S96, A9, E-04, E-07, E-09, S10: which clause makes this person leave for the matter. */
export function recusedBy(evidence: Evidence, person: string): string | undefined {
  if (worksForSubmitter(evidence, person)) return 'S96'
  const { handler, reviews } = evidence.matter
  if (handler === person) return 'S10'
  const counting = reviews.filter(r => !r.superseded)
  if (counting[counting.length - 1]?.by === person) return 'S95'
  return hasInterest(evidence, person) ? 'E-09' : undefined
}

/** S97, E-06: who convenes when some are away, from the members with their numbers in whatever order they are listed. */
export function convenerByForce(
  members: readonly { readonly person: string; readonly order: number }[],
  away: readonly string[],
): string | undefined {
  let best: { readonly person: string; readonly order: number } | undefined
  for (const member of members) {
    if (away.includes(member.person)) continue
    if (best === undefined || member.order < best.order) best = member
  }
  return best?.person
}
