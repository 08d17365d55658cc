import type { Role } from '../access.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { act } from '../decider.ts'
import type { Matter } from '../matter/matter.ts'
import { type BaseFacts, inviteeId } from '../organisation/facts.ts'
import { departmentsOf, headOf } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { impossible, type Refusal, refuse } from '../result.ts'
import { convenerOf } from '../review-group/composition.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import { type Rulebook, type RuleSet, rulesOn } from '../rulebook/rulebook.ts'
import { type Meeting, type MeetingStage, nameOfStage } from './meeting.ts'

export interface MeetingFacts extends BaseFacts {
  readonly rulebook: Rulebook
  /** The review group of a 复核小组例会. */
  readonly group?: ReviewGroup | undefined
  readonly catalogue?: Catalogue | undefined
  /** Review groups that the leading group has before it, by id. */
  readonly groups?: Readonly<Record<string, ReviewGroup>>
  /** The matters on the agenda, and the one that is to be added. */
  readonly matters: Readonly<Record<string, Matter>>
  /** How many meetings this body has called this year: the next is one more. */
  readonly calledThisYear?: number
}

export const defineMeetingAct = act<Meeting, MeetingFacts>()

export const rulesForMeeting = (facts: MeetingFacts): RuleSet => rulesOn(facts.rulebook, facts.today)

/** The matter of an item. @throws when the loader did not hand it in, which is a bug. */
export function matterIn(facts: MeetingFacts, matter: string): Matter {
  return facts.matters[matter] ?? impossible(`matter ${matter} was not loaded`)
}

export function rolesTowardsMeeting(meeting: Meeting, facts: MeetingFacts): ReadonlySet<Role> {
  const { person, organisation, today } = facts
  const invited = meeting.invitations.find(i => inviteeId(i.id) === person)
  if (invited) return new Set<Role>(invited.stage === 'AGREED' ? ['INVITEE'] : [])
  const roles = new Set(rolesInAgency(facts))
  if (roles.has('SYSTEM') || roles.has('OPERATOR')) return roles
  if (meeting.stage !== 'NONE' && meeting.kind === 'INITIAL') {
    const own = departmentsOf(organisation, person, today).includes(meeting.body)
    if (!own) roles.delete('DEPARTMENT_STAFF')
    if (headOf(organisation, meeting.body, today) !== person) roles.delete('DEPARTMENT_HEAD')
  } else if (meeting.stage !== 'NONE') {
    roles.delete('DEPARTMENT_STAFF')
    roles.delete('DEPARTMENT_HEAD')
  }
  if (facts.group && facts.group.leader === person) roles.add('GROUP_LEADER')
  if (facts.group && convenerOf(facts.group)?.person === person) roles.add('GROUP_CONVENER')
  if (meeting.chair === person) roles.add('MEETING_CHAIR')
  if (meeting.recorder === person || meeting.secondRecorder === person) roles.add('MEETING_RECORDER')
  if (meeting.members.some(m => m.person === person)) roles.add('MEETING_MEMBER')
  if (meeting.items.some(item => item.presider === person)) roles.add('MEETING_CHAIR')
  return roles
}

export function refuseUnlessStage(
  meeting: Meeting,
  allowed: readonly MeetingStage[],
  clause: string,
  label: string,
): Refusal | undefined {
  if (allowed.includes(meeting.stage)) return undefined
  const when = allowed.map(stage => `「${nameOfStage(stage)}」`).join('或')
  return refuse('WRONG_STATE', clause, `会议现为「${nameOfStage(meeting.stage)}」，只有${when}时才能${label}。`)
}

/** Whether a member of staff may see a meeting: its members and recorder, the body's own people, office, leaders, discipline. */
export function maySeeMeeting(meeting: Meeting, facts: MeetingFacts): boolean {
  const roles = rolesTowardsMeeting(meeting, facts)
  if (roles.has('SYSTEM') || roles.has('INVITEE')) return true
  if (roles.has('OPERATOR')) return false
  return (
    (
      [
        'MEETING_MEMBER',
        'MEETING_RECORDER',
        'MEETING_CHAIR',
        'OFFICE',
        'AGENCY_LEADER',
        'DISCIPLINE',
        'GROUP_LEADER',
      ] as const
    ).some(role => roles.has(role)) ||
    (meeting.kind === 'INITIAL' && departmentsOf(facts.organisation, facts.person, facts.today).includes(meeting.body))
  )
}
