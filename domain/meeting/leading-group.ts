import type { Emitted } from '../decider.ts'
import { streams } from '../ids.ts'
import type { Matter } from '../matter/matter.ts'
import { currentTier } from '../matter/route.ts'
import { headOf, nameOf, nameOfDepartment } from '../organisation/posts.ts'
import { firstRefusal, type Refusal, refuse } from '../result.ts'
import { derivedRecusals, refuseAsMember, refuseLeader } from '../review-group/composition.ts'
import { isSpecialGroup, type ReviewGroup, specialGroupId } from '../review-group/review-group.ts'
import { numberRule } from '../rulebook/rulebook.ts'
import { addDays, addMonths } from '../time.ts'
import { type MeetingFacts, matterIn, rulesForMeeting } from './facts.ts'
import type { AgendaItem, Meeting, Subject } from './meeting.ts'
import { titleOfMeeting } from './minutes.ts'

const subjectNames: Record<Subject, string> = {
  CATALOGUE: '审议确定职权目录',
  ROTATION: '批准复核小组轮值',
  SPECIAL_GROUP: '指定特别复核组',
  OTHER: '其他议题',
}
export const nameOfSubject = (subject: Subject): string => subjectNames[subject]

/** S135 the catalogue, A7 rotations, E-11 a special group, S64 whatever else is the leading group's. */
const subjectClauses: Record<Subject, string> = {
  CATALOGUE: 'S135',
  ROTATION: 'A7',
  SPECIAL_GROUP: 'E-11',
  OTHER: 'S64',
}
export const clauseOfSubject = (subject: Subject): string => subjectClauses[subject]

/** A special group as it is proposed: its leader, and divisions in order, the first of which convenes. */
export type ProposedGroup = NonNullable<AgendaItem['special']>

/** A7: only rotations that the office has drawn up and nobody has approved yet. */
export function refuseRotations(reference: readonly string[], facts: MeetingFacts): Refusal | undefined {
  if (reference.length === 0) return refuse('INCOMPLETE', 'A7', '请列明要批准的复核小组轮值。', 'reference')
  return firstRefusal(...reference.map((id, index) => refuseRotation(id, facts.groups?.[id], `reference.${index}`)))
}

function refuseRotation(id: string, group: ReviewGroup | undefined, field: string): Refusal | undefined {
  if (!group || group.name === '' || isSpecialGroup(id)) {
    return refuse('INVALID', 'A7', `没有编号为 ${id} 的复核小组轮值。`, field)
  }
  return group.approvedAt ? refuse('WRONG_STATE', 'A7', `「${group.name}」${id} 已经批准。`, field) : undefined
}

/**
 * E-11: whether this special group could review this matter. The matter must wait for tier 3 on nobody's agenda; the
 * leader be crossed (S95), and every division's head be a possible member whom nothing recuses (S96).
 */
export function refuseSpecialGroup(id: string, special: ProposedGroup, facts: MeetingFacts): Refusal | undefined {
  const matter = matterIn(facts, id)
  const leader = refuseLeader(facts.organisation, special.leader, matter, facts.today)
  return firstRefusal(
    refuseMatter(matter, facts.groups?.[specialGroupId(id)]),
    leader && { ...leader, field: 'special.leader' },
    new Set(special.departments).size === special.departments.length
      ? undefined
      : refuse('INVALID', 'A7', '同一处室在一个复核小组中只能排一次。', 'special.departments'),
    ...special.departments.map((d, index) => refuseDivision(d, matter, facts, `special.departments.${index}`)),
    refuseOnePerson(special, facts),
  )
}

function refuseMatter(matter: Matter, established: ReviewGroup | undefined): Refusal | undefined {
  const say = (sentence: string) => refuse('WRONG_STATE', 'E-11', sentence, 'reference')
  if (matter.status === 'NONE') return refuse('NOT_FOUND', 'E-11', '没有这个件。', 'reference')
  const waits = matter.status === 'LEADER_PASSED' || matter.status === 'DEFERRED'
  if (!waits || currentTier(matter) !== 3) return say('只有待复核小组复核的件，才能指定特别复核组。')
  if (matter.listing) return say('本件已列入一次会议的议程，请先撤下或顺延，再指定特别复核组。')
  return matter.specialGroup || (established && established.name !== '') ? say('本件已经指定特别复核组。') : undefined
}

function refuseDivision(
  department: string,
  matter: Matter,
  { organisation, today }: MeetingFacts,
  field: string,
): Refusal | undefined {
  const where = nameOfDepartment(organisation, department)
  const head = headOf(organisation, department, today)
  if (!head) return refuse('INVALID', 'S96', `${where}目前没有主要负责人，也没有主持工作的负责人。`, field)
  const wrong = refuseAsMember(organisation, head, department, today)
  if (wrong) return { ...wrong, field }
  const recusal = derivedRecusals(organisation, [head], matter, today)[0]
  return (
    recusal &&
    refuse(
      'CONFLICT_OF_INTEREST',
      recusal.clause,
      `${nameOf(organisation, head)}须回避本件（${recusal.reason}），不得列入特别复核组。`,
      field,
    )
  )
}

/** E-07: two divisions under one head are two seats and one vote, which is no group; nor may its leader sit twice. */
function refuseOnePerson(special: ProposedGroup, { organisation, today }: MeetingFacts): Refusal | undefined {
  const people = [special.leader, ...special.departments.map(d => headOf(organisation, d, today))]
  return new Set(people).size === people.length
    ? undefined
    : refuse('INVALID', 'E-07', '特别复核组的组长和成员须各为不同的人。', 'special.departments')
}

/**
 * What the signed minutes of the leading group bring about for one of its topics (S135, A7, E-11). What became impossible
 * after it was put on the agenda (a rotation approved elsewhere, a member whom a new post recuses) is left out: the minutes
 * say what was resolved, and no event may break a rule for it.
 */
export function effectsOfTopic(meeting: Meeting, item: AgendaItem, facts: MeetingFacts): readonly Emitted[] {
  const drawn = item.conclusion?.conclusion
  const agreed = drawn === 'AGREED' || drawn === 'AGREED_WITH_CHANGES'
  if (item.subject === 'CATALOGUE' && (agreed || drawn === 'NOT_AGREED')) {
    const data = { meeting: meeting.id, agreed }
    return [{ on: streams.catalogue, type: 'catalogue.review-concluded', data }]
  }
  const { reference = [], special } = item
  if (agreed && item.subject === 'ROTATION') {
    return reference
      .filter(id => refuseRotation(id, facts.groups?.[id], 'reference') === undefined)
      .map(id => approval(id, meeting))
  }
  const matter = reference[0]
  return agreed && item.subject === 'SPECIAL_GROUP' && special && matter
    ? designation(meeting, matter, special, facts)
    : []
}

function approval(group: string, meeting: Meeting): Emitted {
  const session = titleOfMeeting(meeting, () => '')
  return { on: streams.reviewGroup(group), type: 'review-group.approved', data: { session, meeting: meeting.id } }
}

function designation(
  meeting: Meeting,
  id: string,
  { leader, departments }: ProposedGroup,
  facts: MeetingFacts,
): readonly Emitted[] {
  if (refuseSpecialGroup(id, { leader, departments }, facts)) return []
  const { organisation, today } = facts
  const group = specialGroupId(id)
  const months = numberRule(rulesForMeeting(facts), 'rotation.period')
  const members = departments.map((department, index) => ({
    person: headOf(organisation, department, today),
    department,
    order: index + 1,
  }))
  const established = {
    board: matterIn(facts, id).board,
    name: `${id}特别复核组`,
    from: today,
    to: addDays(addMonths(today, months), -1),
    leader,
    members,
    divisions: departments,
    special: id,
  }
  return [
    { on: streams.reviewGroup(group), type: 'review-group.established', data: established },
    approval(group, meeting),
    { on: streams.matter(id), type: 'matter.special-group-designated', data: { group, meeting: meeting.id } },
  ]
}
