import type { Day } from '../time.ts'
import type { Organisation, PostAssignment } from './organisation.ts'
import { agencyHead, departmentsInOrder, headOf, holdersOf, leadership } from './posts.ts'

export type GroupCode = 'LEADING_GROUP' | 'LEADING_OFFICE' | 'DIRECTOR_MEETING' | 'ACCOUNTABILITY_GROUP'

/** One seat of a group that is derived from posts; a change of person follows the post by itself (S65). */
export interface Seat {
  readonly person: string
  readonly role: 'LEADER' | 'DEPUTY' | 'MEMBER'
  readonly department?: string | undefined
}

/**
 * Who sits in a group on a day. Nobody is listed twice: the higher seat wins.
 * Source: S64–S69 (领导小组及其办公室), S121–S126 (监督问责小组), 《厅长办公会议工作规则》for the 厅长办公会.
 */
export function seatsOf(organisation: Organisation, group: GroupCode, day: Day): readonly Seat[] {
  switch (group) {
    case 'LEADING_GROUP':
      return distinct([
        ...seat(agencyHead(organisation, day), 'LEADER'),
        ...leadership(organisation, day).flatMap(person => seat(person, 'DEPUTY')),
        ...departmentsInOrder(organisation)
          .filter(d => d.kind !== 'resident-discipline')
          .flatMap(d => seat(headOf(organisation, d.code, day), 'MEMBER', d.code)),
      ])
    case 'LEADING_OFFICE':
      return headsOf(organisation, day, [
        'GENERAL_OFFICE',
        'PARTY_OFFICE',
        'POLICY_LAW',
        'PERSONNEL',
        'ARCHIVE_INFO_CENTER',
      ])
    case 'DIRECTOR_MEETING':
      return distinct([
        ...seat(agencyHead(organisation, day), 'LEADER'),
        ...assigned(holdersOf(organisation, 'LEADERSHIP_MEMBER', day), 'MEMBER'),
      ])
    case 'ACCOUNTABILITY_GROUP':
      return distinct([
        ...assigned(holdersOf(organisation, 'DISCIPLINE_LEADER', day), 'LEADER'),
        ...headsOf(organisation, day, ['GENERAL_OFFICE', 'PARTY_OFFICE', 'POLICY_LAW', 'FINANCE_AUDIT', 'PERSONNEL']),
        ...assigned(holdersOf(organisation, 'SUPERVISION_OFFICE_HEAD', day), 'MEMBER'),
      ])
  }
}

export function sitsIn(organisation: Organisation, group: GroupCode, person: string, day: Day): boolean {
  return seatsOf(organisation, group, day).some(s => s.person === person)
}

function headsOf(organisation: Organisation, day: Day, departments: readonly string[]): Seat[] {
  return departments.flatMap(d => seat(headOf(organisation, d, day), 'MEMBER', d))
}

function assigned(held: readonly PostAssignment[], role: Seat['role']): Seat[] {
  return held.map(a => ({ person: a.person, role, department: a.department }))
}

function seat(person: string | undefined, role: Seat['role'], department?: string): Seat[] {
  return person === undefined ? [] : [{ person, role, department }]
}

function distinct(seats: readonly Seat[]): readonly Seat[] {
  return seats.filter((s, index) => seats.findIndex(other => other.person === s.person) === index)
}
