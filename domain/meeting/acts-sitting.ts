import * as z from 'zod'
import { nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { convenerOf, type DerivedRecusal, refuseLeader } from '../review-group/composition.ts'
import { code } from '../schema.ts'
import { dayOf, formatDay } from '../time.ts'
import { expectedRecusals, refusePresider } from './acts-agenda.ts'
import { attendanceStatuses, ballots } from './events.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { type AgendaItem, attendanceOf, itemOf, type Meeting, presiderOf } from './meeting.ts'
import { modeOf, type Quorum, quorumOf } from './quorum.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

export const open = defineMeetingAct({
  noun: 'opening',
  label: '宣布开会',
  clause: 'S93',
  roles: RUNNING,
  input: z.strictObject({}),
  may: (state, facts) =>
    refuseUnlessStage(state, ['NOTICED'], 'S93', '开会') ??
    (facts.today < dayOf(state.scheduledAt)
      ? refuse('WRONG_STATE', 'S93', `会议定于${formatDay(dayOf(state.scheduledAt))}召开，未到会期。`)
      : undefined),
  decide: () => ok([{ type: 'meeting.opened', data: {} }]),
})

export const recordAttendance = defineMeetingAct({
  noun: 'attendance',
  label: '登记到会',
  clause: 'S18',
  roles: RUNNING,
  input: z.strictObject({
    person: code('人员'),
    status: z.enum(attendanceStatuses, { error: '到会状态为到会、请假、缺席或离会' }),
  }),
  may: state => refuseUnlessStage(state, ['NOTICED', 'OPEN'], 'S18', '登记到会'),
  decide: (state, input) => {
    if (!state.members.some(m => m.person === input.person)) {
      return err(refuse('INVALID', 'S18', '此人不是会议组成人员。', 'person'))
    }
    if (state.stage === 'NOTICED' && input.status === 'LEFT') {
      return err(refuse('INVALID', 'S18', '会议尚未开始，不能登记离会。', 'status'))
    }
    return ok([{ type: 'meeting.attendance-recorded', data: input }])
  },
})

/** MTG-001, MTG-002: no item is taken without a quorum of its own. */
function refuseWithoutQuorum(quorum: Quorum, where: string): Refusal | undefined {
  return quorum.reached
    ? undefined
    : refuse(
        'NO_QUORUM',
        'MTG-001',
        `${where}应到${quorum.expected.length}人，实到${quorum.present.length}人，至少${quorum.needed}人才能审议；可将本议题顺延。`,
      )
}

export const startItem = defineMeetingAct({
  noun: 'item-starts',
  label: '开始审议本议题',
  clause: 'MTG-002',
  roles: RUNNING,
  input: z.strictObject({
    matter: code('件'),
    ballot: z.enum(ballots, { error: '表决方式为记名、无记名投票或举手' }).default('NAMED'),
  }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['OPEN'], 'MTG-002', '审议议题'),
      state.items.some(i => i.stage === 'UNDER_WAY')
        ? refuse('WRONG_STATE', 'MTG-003', '上一议题还没有结论，多个事项须逐项审议。')
        : undefined,
    ),
  decide: (state, input, facts) => {
    const item = itemOf(state, input.matter)
    if (item?.stage !== 'WAITING') return err(refuse('INVALID', 'MTG-002', '没有这个待审议的议题。', 'matter'))
    const presider = presiderOf(state, item)
    const recusals = recusalsToStart(state, input.matter, presider, facts)
    const unavailable = new Set([
      ...recusals.map(r => r.person),
      ...state.members.map(m => m.person).filter(p => attendanceOf(state, p) !== 'PRESENT'),
    ])
    const convener = facts.group && convenerOf(facts.group, unavailable)
    const quorum = quorumToStart(state, item, facts)
    const wrong = firstRefusal(
      refusePresider(state, input.matter, facts),
      refuseAbsentPresider(state, presider, facts),
      refuseRecusedPresider(recusals, presider, facts),
      refuseWithoutQuorum(quorum, '本议题'),
      input.ballot !== 'NAMED' && modeOf(state, rulesForMeeting(facts)) !== 'VOTE'
        ? refuse('INVALID', 'MTG-003', '首长负责制的会议由成员记名表态，不用无记名投票或举手表决。', 'ballot')
        : undefined,
    )
    if (wrong) return err(wrong)
    const interests = interestsAmong(seatPresider(state, presider), recusals)
    return ok([
      {
        type: 'meeting.item-started',
        data: {
          matter: input.matter,
          presider,
          ...(convener ? { convener: convener.person } : {}),
          actingConvener: convener?.acting ?? false,
          recusals,
          expected: quorum.expected.length,
          present: quorum.present.length,
          ...(input.ballot === 'NAMED' ? {} : { ballot: input.ballot }),
          ...(interests > 0 ? { interests } : {}),
        },
      },
    ])
  },
})

/** The quorum that an item would have if it were taken up now. */
export function quorumToStart(state: Meeting, item: AgendaItem, facts: MeetingFacts): Quorum {
  const presider = presiderOf(state, item)
  const recusals = recusalsToStart(state, item.matter, presider, facts).map(r => ({ ...r, at: facts.now }))
  return quorumOf(seatPresider(state, presider), { ...item, recusals }, rulesForMeeting(facts))
}

/** How many who would vote on this item leave it for a declared interest: what the public sees of them. */
function interestsAmong(seated: Meeting, recusals: readonly DerivedRecusal[]): number {
  return seated.members.filter(m => m.voting && recusals.some(r => r.person === m.person && r.clause === 'E-09')).length
}

/** In a group's meeting the presider was checked before (E-05); in the others the chair can be the handler or related. */
function refuseRecusedPresider(
  recusals: readonly DerivedRecusal[],
  presider: string,
  facts: MeetingFacts,
): Refusal | undefined {
  const own = recusals.find(r => r.person === presider)
  if (!own) return undefined
  const why = own.clause === 'S10' ? '是本件经办人' : own.reason
  return refuse(
    'CONFLICT_OF_INTEREST',
    own.clause,
    `主持人${nameOf(facts.organisation, presider)}${why}，不得主持审议；请将本议题顺延，由他人主持的会议审议。`,
  )
}

/** Who leaves as an item is taken up, by the record alone. */
export function recusalsToStart(state: Meeting, matter: string, presider: string, facts: MeetingFacts) {
  return [...expectedRecusals(state, matter, facts), ...displacedChair(state, matter, presider, facts)]
}

/** A chair who may not lead this item sits it out, and the record says so (E-05: 不得以“程序性主持”规避). */
function displacedChair(state: Meeting, matter: string, presider: string, facts: MeetingFacts) {
  if (state.kind !== 'GROUP' || presider === state.chair) return []
  const why = refuseLeader(facts.organisation, state.chair, matterIn(facts, matter), facts.today)
  const listed = expectedRecusals(state, matter, facts).some(r => r.person === state.chair)
  return why && !listed ? [{ person: state.chair, clause: 'E-05', reason: why.sentence }] : []
}

/** A leader called in for one item (E-05) sits and votes for that item in place of the group's leader. */
export function seatPresider(state: Meeting, presider: string): Meeting {
  if (state.kind !== 'GROUP' || presider === state.chair || state.members.some(m => m.person === presider)) return state
  const members = state.members.map(m => (m.person === state.chair ? { ...m, voting: false } : m))
  return {
    ...state,
    members: [...members, { person: presider, department: '', title: '本议题主持人', voting: true }],
    attendance: [...state.attendance, { person: presider, status: 'PRESENT', at: state.openedAt ?? '' }],
  }
}

function refuseAbsentPresider(state: Meeting, presider: string, facts: MeetingFacts): Refusal | undefined {
  const seated = state.members.some(m => m.person === presider)
  return seated && attendanceOf(state, presider) !== 'PRESENT'
    ? refuse('WRONG_STATE', 'S93', `主持人${nameOf(facts.organisation, presider)}不在场，不能审议本议题。`)
    : undefined
}

/** The item that is being deliberated, or why nothing can be said or done about it. */
export function underWay(state: Meeting, matter: string): AgendaItem | Refusal {
  const item = itemOf(state, matter)
  return item?.stage === 'UNDER_WAY' ? item : refuse('WRONG_STATE', 'MTG-002', '本议题不在审议中。', 'matter')
}
