import type { Day } from '../time.ts'
import type { Post } from './events.ts'
import type { Delegation, Department, Organisation, PostAssignment } from './organisation.ts'

interface HeldPosts {
  readonly byPerson: ReadonlyMap<string, readonly PostAssignment[]>
  readonly byPost: ReadonlyMap<Post, readonly PostAssignment[]>
}

// States never change, so what holds in one on a day holds for ever. Every decision asks a dozen times.
const heldPosts = new WeakMap<Organisation, Map<Day, HeldPosts>>()

function heldOn(organisation: Organisation, day: Day): HeldPosts {
  const days = heldPosts.get(organisation) ?? new Map<Day, HeldPosts>()
  heldPosts.set(organisation, days)
  const known = days.get(day)
  if (known) return known
  const held = organisation.assignments.filter(a => a.from <= day && (a.to === undefined || day <= a.to))
  const posts = { byPerson: Map.groupBy(held, a => a.person), byPost: Map.groupBy(held, a => a.post) }
  days.set(day, posts)
  return posts
}

/** Posts held on a day, in the order in which they were assigned. */
export function postsHeldBy(organisation: Organisation, person: string, day: Day): readonly PostAssignment[] {
  return heldOn(organisation, day).byPerson.get(person) ?? []
}

/** Who holds a post on a day; `department` narrows it to one division. */
export function holdersOf(
  organisation: Organisation,
  post: Post,
  day: Day,
  department?: string,
): readonly PostAssignment[] {
  const holders = heldOn(organisation, day).byPost.get(post) ?? []
  return department === undefined ? holders : holders.filter(held => held.department === department)
}

export function holds(organisation: Organisation, person: string, post: Post, day: Day, department?: string): boolean {
  return holdersOf(organisation, post, day, department).some(held => held.person === person)
}

/** 处室（单位）主要负责人, the acting head included (E-08). One division has at most one. */
export function headOf(organisation: Organisation, department: string, day: Day): string | undefined {
  return (
    holdersOf(organisation, 'DIVISION_HEAD', day, department)[0] ??
    holdersOf(organisation, 'UNIT_HEAD', day, department)[0]
  )?.person
}

/** Who heads any of the agency's bodies, the resident discipline bodies included, which no rule counts among divisions. */
export function headOfBody(organisation: Organisation, department: string, day: Day): string | undefined {
  const resident = (['DISCIPLINE_LEADER', 'SUPERVISION_OFFICE_HEAD'] as const).flatMap(post =>
    holdersOf(organisation, post, day, department),
  )
  return headOf(organisation, department, day) ?? resident[0]?.person
}

/** The leader in charge of a division (S88). `undefined` while the post is vacant: a matter never skips for that (E-02). */
export function leaderInChargeOf(organisation: Organisation, department: string, day: Day): string | undefined {
  return holdersOf(organisation, 'LEADER_IN_CHARGE', day, department)[0]?.person
}

/** The leaders in charge of any of these divisions. */
export function leadersInChargeOf(
  organisation: Organisation,
  departments: readonly string[],
  day: Day,
): readonly string[] {
  return [...new Set(departments.flatMap(d => leaderInChargeOf(organisation, d, day) ?? []))]
}

/** 厅领导: the head and the members of the leadership, the head first, in the order of their assignment. */
export function leadership(organisation: Organisation, day: Day): readonly string[] {
  const posts: Post[] = ['AGENCY_HEAD', 'LEADERSHIP_MEMBER', 'DISCIPLINE_LEADER']
  return [...new Set(posts.flatMap(post => holdersOf(organisation, post, day).map(held => held.person)))]
}

export function agencyHead(organisation: Organisation, day: Day): string | undefined {
  return holdersOf(organisation, 'AGENCY_HEAD', day)[0]?.person
}

/** Divisions to which a person belongs on a day by a post that is *in* the division (being in charge of it is not). */
export function departmentsOf(organisation: Organisation, person: string, day: Day): readonly string[] {
  return [
    ...new Set(
      postsHeldBy(organisation, person, day).flatMap(held =>
        held.department && held.post !== 'LEADER_IN_CHARGE' ? [held.department] : [],
      ),
    ),
  ]
}

/** The delegation by which `person` acts for `from` towards a division on a day (E-01). */
export function delegationTo(
  organisation: Organisation,
  person: string,
  from: string,
  departments: readonly string[],
  day: Day,
): Delegation | undefined {
  return organisation.delegations.find(
    d =>
      d.to === person &&
      d.from === from &&
      d.firstDay <= day &&
      day <= d.lastDay &&
      (d.revokedOn === undefined || day < d.revokedOn) &&
      (d.departments.length === 0 || departments.some(department => d.departments.includes(department))),
  )
}

export function nameOf(organisation: Organisation, person: string): string {
  return organisation.persons[person]?.name ?? '（不详）'
}

export function nameOfDepartment(organisation: Organisation, department: string): string {
  return organisation.departments[department]?.name ?? department
}

/** Divisions and units in the order of the plan. */
export function departmentsInOrder(organisation: Organisation): readonly Department[] {
  return Object.values(organisation.departments).sort((a, b) => a.order - b.order)
}

const postNames: Record<Post, string> = {
  AGENCY_HEAD: '厅主要领导',
  LEADERSHIP_MEMBER: '厅班子成员',
  LEADER_IN_CHARGE: '分管厅领导',
  DISCIPLINE_LEADER: '驻厅纪检组长',
  DIVISION_HEAD: '处室主要负责人',
  DIVISION_DEPUTY: '处室副职',
  UNIT_HEAD: '直属单位主要负责人',
  SUPERVISION_OFFICE_HEAD: '驻厅监察室负责人',
  CLERK: '处室工作人员',
  OPERATOR: '平台运维人员',
  AUDITOR: '审计管理员',
}

/** The post as one calls a person by it: «综合规划处处室主要负责人», «厅主要领导». */
export function titleOf(organisation: Organisation, person: string, day: Day): string {
  const held = postsHeldBy(organisation, person, day).filter(a => a.post !== 'LEADER_IN_CHARGE')[0]
  if (!held) return '（无任职）'
  const where = held.department ? nameOfDepartment(organisation, held.department) : ''
  const acting = held.acting ? '（主持工作）' : ''
  if (held.post === 'DIVISION_HEAD' || held.post === 'UNIT_HEAD') return `${where}主要负责人${acting}`
  if (held.post === 'DIVISION_DEPUTY') return `${where}副职`
  if (held.post === 'CLERK') return `${where}工作人员`
  return postNames[held.post]
}
