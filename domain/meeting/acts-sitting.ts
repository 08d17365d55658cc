import * as z from 'zod'
import { refuseDuty } from '../matter/facts.ts'
import { holdersOf, holds, nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { convenerOf, refuseLeader } from '../review-group/composition.ts'
import { code, text } from '../schema.ts'
import { dayOf, formatDay } from '../time.ts'
import { expectedRecusals, refusePresider } from './acts-agenda.ts'
import { attendanceStatuses, positions } from './events.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { type AgendaItem, attendanceOf, itemOf, type Meeting, presiderOf } from './meeting.ts'
import { type Quorum, quorumOf } from './quorum.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

export const replaceChair = defineMeetingAct({
  noun: 'chairs',
  label: '更换主持人',
  clause: 'E-08',
  roles: ['MEETING_CHAIR', 'MEETING_RECORDER', 'OFFICE'],
  input: z.strictObject({ chair: code('主持人'), reason: text('理由', 200, 2) }),
  may: state => refuseUnlessStage(state, ['PLANNED', 'NOTICED'], 'E-08', '更换主持人'),
  decide: (state, input, facts) => {
    const { organisation, today } = facts
    if (!state.members.some(m => m.person === input.chair && m.voting)) {
      return err(refuse('INVALID', 'E-08', '主持人须是会议组成人员。', 'chair'))
    }
    const fit =
      state.kind === 'INITIAL'
        ? holds(organisation, input.chair, 'DIVISION_DEPUTY', today, state.body) ||
          holds(organisation, input.chair, 'DIVISION_HEAD', today, state.body)
        : holdersOf(organisation, 'LEADERSHIP_MEMBER', today).some(h => h.person === input.chair) ||
          holds(organisation, input.chair, 'AGENCY_HEAD', today)
    return fit
      ? ok([{ type: 'meeting.chair-replaced', data: input }])
      : err(refuse('INVALID', 'E-08', `${nameOf(organisation, input.chair)}的职务不能主持本会议。`, 'chair'))
  },
})

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
  input: z.strictObject({ matter: code('件') }),
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
    const quorum = quorumOf(
      seatPresider(state, presider),
      { ...item, recusals: recusals.map(r => ({ ...r, at: '' })) },
      rulesForMeeting(facts),
    )
    const wrong = firstRefusal(
      refusePresider(state, input.matter, facts),
      refuseAbsentPresider(state, presider, facts),
      // Only in its own division's meeting can the handler be the chair (S10); a group's presider was checked above.
      recusals.some(r => r.person === presider)
        ? refuse(
            'CONFLICT_OF_INTEREST',
            'S10',
            `主持人${nameOf(facts.organisation, presider)}是本件经办人，不得主持审议；请将本议题顺延，由他人主持的会议审议。`,
          )
        : undefined,
      refuseWithoutQuorum(quorum, '本议题'),
    )
    if (wrong) return err(wrong)
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
        },
      },
    ])
  },
})

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

function underWay(state: Meeting, matter: string): AgendaItem | Refusal {
  const item = itemOf(state, matter)
  return item?.stage === 'UNDER_WAY' ? item : refuse('WRONG_STATE', 'MTG-002', '本议题不在审议中。', 'matter')
}

export const recordRecusal = defineMeetingAct({
  noun: 'recusals',
  label: '登记回避',
  clause: 'E-09',
  roles: ['MEETING_MEMBER', ...RUNNING],
  input: z.strictObject({ matter: code('件'), person: code('回避人'), reason: text('回避事由', 300, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'E-09', '登记回避'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    if (!state.members.some(m => m.person === input.person)) {
      return err(refuse('INVALID', 'E-09', '此人不是会议组成人员。', 'person'))
    }
    const runs = facts.person === state.recorder || facts.person === presiderOf(state, item)
    if (facts.person !== input.person && !runs) {
      return err(refuse('FORBIDDEN', 'E-09', '回避由本人声明，或由记录人、主持人登记。', 'person'))
    }
    if (item.recusals.some(r => r.person === input.person)) {
      return err(refuse('INVALID', 'E-09', '此人已经回避。', 'person'))
    }
    if (input.person === presiderOf(state, item)) {
      return err(refuse('INVALID', 'E-05', '主持人须回避的，请将本议题顺延并另行指定主持人。', 'person'))
    }
    const { person, reason, matter } = input
    return ok([{ type: 'meeting.recusal-recorded', data: { matter, recusal: { person, reason, clause: 'E-09' } } }])
  },
})

export const recordOpinion = defineMeetingAct({
  noun: 'opinions',
  label: '发表意见',
  clause: 'S93',
  roles: ['MEETING_MEMBER', ...RUNNING],
  input: z.strictObject({
    matter: code('件'),
    person: code('发言人'),
    position: z.enum(positions, { error: '表态为赞成、反对或弃权' }),
    words: text('意见', 2000, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'S93', '发表意见'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    const seated = seatPresider(state, presiderOf(state, item))
    const member = seated.members.find(m => m.person === input.person)
    if (!member) return err(refuse('INVALID', 'S93', '此人不是会议组成人员。', 'person'))
    const own = facts.person === input.person
    if (!own && facts.person !== state.recorder) {
      return err(refuse('FORBIDDEN', 'S145', '意见由本人发表，或由记录人如实记录，不得代填。', 'person'))
    }
    if (attendanceOf(seated, input.person) !== 'PRESENT') {
      return err(refuse('INVALID', 'MTG-003', '未到会成员的意见不计入，请先登记到会。', 'person'))
    }
    if (item.recusals.some(r => r.person === input.person)) {
      return err(refuse('CONFLICT_OF_INTEREST', 'E-09', '此人已对本议题回避，不得发表意见。', 'person'))
    }
    const duty = state.kind === 'GROUP' ? 'GROUP_REVIEW' : state.kind === 'DIRECTOR' ? 'DELIBERATE' : undefined
    const excluded = duty && member.voting ? refuseDuty(matterIn(facts, input.matter), input.person, duty) : undefined
    if (excluded) return err(excluded)
    return ok([{ type: 'meeting.opinion-recorded', data: own ? input : { ...input, recordedBy: facts.person } }])
  },
})
