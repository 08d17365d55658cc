import { seatsOf } from '../organisation/groups.ts'
import type { DeclaredInterest, Organisation } from '../organisation/organisation.ts'
import { departmentsOf, leadersInChargeOf } from '../organisation/posts.ts'
import type { Day } from '../time.ts'
import type { Candidate } from './candidate.ts'

/** 人员库 on a day: the group's members and the inspectors in the list, sorted (RND-005). */
export function inspectorsOn(organisation: Organisation, day: Day): readonly string[] {
  const members = seatsOf(organisation, 'ACCOUNTABILITY_GROUP', day).map(({ person }) => person)
  const listed = organisation.inspectors.filter(i => i.from <= day && (i.to === undefined || day <= i.to))
  return [...new Set([...members, ...listed.map(({ person }) => person)])].sort()
}

/**
 * For each object the inspectors who may not inspect it (RND-003): who handled, reviewed or decided it, who belongs to its
 * divisions or is in charge of one, who declared an interest in its other party. Objects without any are left out.
 */
export function conflictsAmong(
  organisation: Organisation,
  candidates: readonly Candidate[],
  inspectors: readonly string[],
  day: Day,
): Readonly<Record<string, readonly string[]>> {
  const own = new Map(inspectors.map(person => [person, departmentsOf(organisation, person, day)]))
  const interests = organisation.interests.filter(({ ended }) => !ended)
  const barred = (candidate: Candidate, person: string) =>
    candidate.people.includes(person) ||
    own.get(person)?.some(department => candidate.departments.includes(department)) ||
    leadersInChargeOf(organisation, candidate.departments, day).includes(person) ||
    interests.some(interest => interest.person === person && isParty(interest, candidate))
  return Object.fromEntries(
    candidates.flatMap(candidate => {
      const conflicting = inspectors.filter(person => barred(candidate, person))
      return conflicting.length > 0 ? [[candidate.id, conflicting]] : []
    }),
  )
}

function isParty({ unit, uscc }: DeclaredInterest, { party }: Candidate): boolean {
  return party !== undefined && (party.name === unit || (party.uscc !== undefined && party.uscc === uscc))
}
