import { seatsOf } from '../organisation/groups.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { agencyHead, headOf, holdersOf, titleOf } from '../organisation/posts.ts'
import { err, ok, type Result, refuse } from '../result.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import type { Day } from '../time.ts'
import type { MeetingKind } from './kinds.ts'
import type { MeetingMember } from './meeting.ts'

export interface Seating {
  readonly chair: string
  readonly members: readonly MeetingMember[]
}

/** Who sits in a meeting of this kind on this day, derived from posts and rotations and never typed in. */
export function seatsFor(
  kind: MeetingKind,
  body: string,
  group: ReviewGroup | undefined,
  organisation: Organisation,
  day: Day,
): Result<Seating> {
  switch (kind) {
    case 'INITIAL':
      return seatsOfInitial(body, organisation, day)
    case 'GROUP':
      return seatsOfGroup(group, organisation, day)
    case 'DIRECTOR':
      return seatsOfDirector(organisation, day)
    case 'LEADING':
      return seatsOfLeading(organisation, day)
  }
}

/** 初审例会: the division's head in the chair, its deputies and staff (S82, S87). */
function seatsOfInitial(department: string, organisation: Organisation, day: Day): Result<Seating> {
  const chair = headOf(organisation, department, day)
  if (!chair)
    return err(refuse('INVALID', 'S87', '本处室没有主要负责人，也没有主持工作的负责人，不能召开初审例会。', 'body'))
  const others = (['DIVISION_DEPUTY', 'CLERK'] as const).flatMap(post =>
    holdersOf(organisation, post, day, department).map(held => held.person),
  )
  const people = [...new Set([chair, ...others])]
  return ok({
    chair,
    members: people.map(person => ({ person, department, title: titleOf(organisation, person, day), voting: true })),
  })
}

/** 复核小组例会: leader and members of the approved rotation (S95–S97). */
function seatsOfGroup(group: ReviewGroup | undefined, organisation: Organisation, day: Day): Result<Seating> {
  if (!group?.approvedAt) return err(refuse('INVALID', 'A7', '复核小组轮值未经领导小组批准，不能召开例会。', 'body'))
  if (day < group.from || day > group.to) {
    return err(refuse('INVALID', 'S101', '会议日期不在该复核小组的轮值期内。', 'scheduledAt'))
  }
  const leader = { person: group.leader, department: '', title: titleOf(organisation, group.leader, day), voting: true }
  const members = group.members.map(m => ({
    person: m.person,
    department: m.department,
    title: titleOf(organisation, m.person, day),
    voting: true,
  }))
  return ok({ chair: group.leader, members: [leader, ...members] })
}

/** 厅长办公会: the leadership; the leader of the supervision group attends and does not vote (A13). */
function seatsOfDirector(organisation: Organisation, day: Day): Result<Seating> {
  const chair = agencyHead(organisation, day)
  if (!chair) return err(refuse('INVALID', 'S90', '厅主要领导空缺，不能召开厅长办公会。', 'body'))
  const observers = holdersOf(organisation, 'DISCIPLINE_LEADER', day).map(held => held.person)
  const voting = seatsOf(organisation, 'DIRECTOR_MEETING', day)
    .map(s => s.person)
    .filter(person => !observers.includes(person))
  const seat = (person: string, votes: boolean): MeetingMember => ({
    person,
    department: '',
    title: titleOf(organisation, person, day),
    voting: votes,
  })
  return ok({ chair, members: [...voting.map(p => seat(p, true)), ...observers.map(p => seat(p, false))] })
}

/** 领导小组会议: head, leaders and heads of divisions and units as the plan seats them (S64–S67). */
function seatsOfLeading(organisation: Organisation, day: Day): Result<Seating> {
  const chair = agencyHead(organisation, day)
  if (!chair) return err(refuse('INVALID', 'S64', '厅主要领导空缺，不能召开领导小组会议。', 'body'))
  const members = seatsOf(organisation, 'LEADING_GROUP', day).map(({ person, department = '' }) => ({
    person,
    department,
    title: titleOf(organisation, person, day),
    voting: true,
  }))
  return ok({ chair, members })
}
