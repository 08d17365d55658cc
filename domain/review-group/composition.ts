import { type Matter, recordOf, submittersOf } from '../matter/matter.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { departmentsOf, holdersOf, holds, leadersInChargeOf, nameOf, nameOfDepartment } from '../organisation/posts.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Day } from '../time.ts'
import type { ReviewGroup } from './review-group.ts'

/**
 * Why this leader may not lead the review of this matter (S95, A8, E-05): the leader is in charge of a submitting
 * division, or reviewed the matter at tier 2, or has an interest in its other party (E-09), or leads the supervision group
 * (A13), or is no leader of the agency at all.
 */
export function refuseLeader(
  organisation: Organisation,
  leader: string,
  matter: Matter,
  today: Day,
): Refusal | undefined {
  const general = refuseAsLeader(organisation, leader, today)
  if (general) return general
  const name = nameOf(organisation, leader)
  const submitting = submittersOf(matter)
  const own = departmentsOf(organisation, leader, today).find(d => submitting.includes(d))
  if (own) {
    return refuse(
      'CONFLICT_OF_INTEREST',
      'S94',
      `${name}任职于送审处室${nameOfDepartment(organisation, own)}，不得任复核组长。`,
    )
  }
  if (leadersInChargeOf(organisation, submitting, today).includes(leader)) {
    return refuse('CONFLICT_OF_INTEREST', 'S95', `${name}是本件送审处室的分管领导，组长须由其他厅领导交叉担任。`)
  }
  if (recordOf(matter, 2)?.presider === leader || matter.records.some(r => r.tier === 2 && r.by === leader)) {
    return refuse('CONFLICT_OF_INTEREST', 'S95', `${name}已对本件作第二级审核，不得再任复核组长。`)
  }
  return recusedByInterest(organisation, leader, matter).length > 0
    ? refuse('CONFLICT_OF_INTEREST', 'E-09', `${name}与本件相对人有利害关系，不得任复核组长。`)
    : undefined
}

/** S95, A13: who may lead a review group at all. */
export function refuseAsLeader(organisation: Organisation, leader: string, today: Day): Refusal | undefined {
  const name = nameOf(organisation, leader)
  if (holds(organisation, leader, 'DISCIPLINE_LEADER', today)) {
    return refuse('CONFLICT_OF_INTEREST', 'A13', `${name}为监督问责小组组长，不得任复核小组组长。`)
  }
  return holds(organisation, leader, 'LEADERSHIP_MEMBER', today)
    ? undefined
    : refuse('INVALID', 'S95', `${name}不是厅领导，不得任复核小组组长。`)
}

/** The leaders who could take the chair for this matter, in the order of the leadership (E-05: 列出可替换厅领导). */
export function possibleLeaders(organisation: Organisation, matter: Matter, today: Day): readonly string[] {
  return holdersOf(organisation, 'LEADERSHIP_MEMBER', today)
    .map(held => held.person)
    .filter(person => refuseLeader(organisation, person, matter, today) === undefined)
}

/** S96: who may be a member of a review group at all: heads of divisions, not of affiliated units nor of the discipline bodies. */
export function refuseAsMember(
  organisation: Organisation,
  person: string,
  department: string,
  today: Day,
): Refusal | undefined {
  const kind = organisation.departments[department]?.kind
  const where = nameOfDepartment(organisation, department)
  if (kind !== 'division' && kind !== 'enforcement') {
    return refuse('INVALID', 'S96', `${where}不是厅机关处室，其负责人不在复核小组成员之列。`, 'members')
  }
  return holds(organisation, person, 'DIVISION_HEAD', today, department)
    ? undefined
    : refuse('INVALID', 'S96', `${nameOf(organisation, person)}不是${where}主要负责人。`, 'members')
}

export interface DerivedRecusal {
  readonly person: string
  readonly clause: string
  readonly reason: string
}

/**
 * Who of these people must leave for this matter, by the record alone (S94, S96, E-04, E-07): anybody with a post in a
 * submitting or co-submitting division, whatever division they sit for; the handler; where reviewing is concerned, whoever
 * reviewed at tier 2; and whoever declared an interest in the other party (E-09).
 */
export function derivedRecusals(
  organisation: Organisation,
  people: readonly string[],
  matter: Matter,
  today: Day,
): readonly DerivedRecusal[] {
  const submitting = submittersOf(matter)
  return people.flatMap(person => {
    const mine = departmentsOf(organisation, person, today).find(d => submitting.includes(d))
    if (mine) {
      const where = nameOfDepartment(organisation, mine)
      return [{ person, clause: 'S96', reason: `任职于送审处室${where}` }]
    }
    if (matter.handler === person) return [{ person, clause: 'S10', reason: '本件经办人' }]
    if (recordOf(matter, 2)?.by === person) return [{ person, clause: 'S95', reason: '已作第二级审核' }]
    return recusedByInterest(organisation, person, matter)
  })
}

/**
 * Whether this person must leave for an interest that they declared and did not end (公务员法 76、77, E-09): compared by the
 * code of the unit. The reason names no unit, because minutes are read by others.
 */
export function recusedByInterest(
  organisation: Organisation,
  person: string,
  matter: Matter,
): readonly DerivedRecusal[] {
  const party = matter.counterparty?.uscc
  const related = organisation.interests.some(i => i.person === person && !i.ended && i.uscc === party)
  return related ? [{ person, clause: 'E-09', reason: '与相对人有利害关系' }] : []
}

/** S97, E-06: the first in order convenes; the next in order when away or recused. */
export function convenerOf(
  group: ReviewGroup,
  unavailable: ReadonlySet<string> = new Set(),
): { readonly person: string; readonly acting: boolean } | undefined {
  const index = group.members.findIndex(m => !unavailable.has(m.person))
  const member = group.members[index]
  return member ? { person: member.person, acting: index > 0 } : undefined
}
