import * as z from 'zod'
import { departmentsOf, holdersOf, holds, nameOf } from '../organisation/posts.ts'
import { rolesInAgency } from '../organisation/roles.ts'
import { err, ok, type Refusal, refuse } from '../result.ts'
import { isInForce, regulationOf } from '../rulebook/regimes.ts'
import { code, instant, text } from '../schema.ts'
import { dayOf, yearOf } from '../time.ts'
import { defineMeetingAct, type MeetingFacts, refuseUnlessStage } from './facts.ts'
import { meetingKinds } from './kinds.ts'
import type { Meeting } from './meeting.ts'
import { seatsFor } from './seats.ts'

const CONVENING = ['DEPARTMENT_HEAD', 'DEPARTMENT_STAFF', 'GROUP_CONVENER', 'OFFICE'] as const

/** Who calls which meeting: the division its own, the office or the convener the group's, the office the leaders' two. */
function refuseCaller(kind: Meeting['kind'], body: string, facts: MeetingFacts): Refusal | undefined {
  const own = departmentsOf(facts.organisation, facts.person, facts.today)
  if (kind === 'INITIAL') {
    return own.includes(body) ? undefined : refuse('FORBIDDEN', 'S81', '初审例会由送审处室自己召集。', 'body')
  }
  if (kind === 'DIRECTOR' && body !== 'DIRECTOR') return refuse('INVALID', 'S90', '厅长办公会只有一个。', 'body')
  if (kind === 'LEADING') {
    if (body !== 'LEADING') return refuse('INVALID', 'S135', '领导小组只有一个。', 'body')
    return rolesInAgency(facts).has('OFFICE')
      ? undefined
      : refuse('FORBIDDEN', 'S135', '领导小组会议由领导小组办公室召集。', 'kind')
  }
  if (own.includes('GENERAL_OFFICE')) return undefined
  if (kind === 'GROUP' && facts.group?.members[0]?.person === facts.person) return undefined
  return kind === 'GROUP'
    ? refuse('FORBIDDEN', 'S97', '复核小组例会由召集人或领导小组办公室召集。', 'kind')
    : refuse('FORBIDDEN', 'S90', '厅长办公会由厅办公室会务召集。', 'kind')
}

const regulationClauses = { INITIAL: 'S57', GROUP: 'S56', DIRECTOR: 'S58' } as const

/** S56–S58: a regulation that is registered and not in force is no ground to meet on; one kept on paper is not asked for. */
function refuseRegulation(kind: Meeting['kind'], facts: MeetingFacts): Refusal | undefined {
  if (kind === 'LEADING') return undefined
  const regulation = regulationOf(facts.rulebook, kind)
  return regulation && !isInForce(regulation)
    ? refuse(
        'WRONG_STATE',
        regulationClauses[kind],
        `《${regulation.title}》没有印发或已经废止，不能据以召集会议。`,
        'kind',
      )
    : undefined
}

export const call = defineMeetingAct({
  noun: 'calling',
  label: '召集会议',
  clause: 'S92',
  roles: CONVENING,
  input: z.strictObject({
    kind: z.enum(meetingKinds, { error: '会议类别为初审例会、复核小组例会、厅长办公会或领导小组会议' }),
    body: code('会议主体'),
    scheduledAt: instant('会议时间'),
    place: text('地点', 80, 2),
  }),
  may: state => (state.stage === 'NONE' ? undefined : refuse('WRONG_STATE', 'S92', '会议已经召集。')),
  decide: (_state, input, facts) => {
    const wrong = refuseCaller(input.kind, input.body, facts)
    if (wrong) return err(wrong)
    const day = dayOf(input.scheduledAt)
    if (input.scheduledAt < facts.now) return err(refuse('INVALID', 'S92', '会议时间不得早于现在。', 'scheduledAt'))
    const notInForce = refuseRegulation(input.kind, facts)
    if (notInForce) return err(notInForce)
    const seating = seatsFor(input.kind, input.body, facts.group, facts.organisation, day)
    if (!seating.ok) return seating
    return ok([
      {
        type: 'meeting.called',
        data: {
          ...input,
          year: yearOf(day),
          seq: (facts.calledThisYear ?? 0) + 1,
          chair: seating.value.chair,
          recorder: facts.person,
          members: seating.value.members,
          divisions: [...new Set(seating.value.members.map(m => m.department).filter(d => d !== ''))],
        },
      },
    ])
  },
})

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

/** E-36: who keeps the record is not who presides, and belongs to the agency. */
function refuseRecorder(state: Meeting, recorder: string, facts: MeetingFacts): Refusal | undefined {
  const roles = rolesInAgency({ ...facts, person: recorder })
  if (!roles.has('DEPARTMENT_STAFF')) {
    return refuse('INVALID', 'E-36', '记录人须是本机关在职工作人员。', 'recorder')
  }
  if (recorder === state.chair || state.items.some(item => item.presider === recorder)) {
    return refuse('INVALID', 'E-36', '主持人不得兼任记录人。', 'recorder')
  }
  return recorder === state.recorder || recorder === state.secondRecorder
    ? refuse('INVALID', 'E-36', '此人已是本会议的记录人。', 'recorder')
    : undefined
}

/** Presiding over one item alone is not being the meeting's chair. */
const refuseUnlessChairOrOffice = (state: Meeting, facts: MeetingFacts, label: string): Refusal | undefined =>
  state.chair === facts.person || rolesInAgency(facts).has('OFFICE')
    ? undefined
    : refuse('FORBIDDEN', 'E-36', `${label}由会议主持人或领导小组办公室决定。`)

const UNTIL_SIGNED = ['PLANNED', 'NOTICED', 'OPEN', 'ADJOURNED'] as const

export const replaceRecorder = defineMeetingAct({
  noun: 'recorder-replacements',
  label: '更换记录人',
  clause: 'E-36',
  roles: ['MEETING_CHAIR', 'OFFICE'],
  input: z.strictObject({ recorder: code('记录人'), reason: text('理由', 200, 2) }),
  may: (state, facts) =>
    refuseUnlessStage(state, UNTIL_SIGNED, 'E-36', '更换记录人') ??
    refuseUnlessChairOrOffice(state, facts, '更换记录人'),
  decide: (state, input, facts) => {
    const wrong = refuseRecorder(state, input.recorder, facts)
    return wrong ? err(wrong) : ok([{ type: 'meeting.recorder-replaced', data: input }])
  },
})

/** E-36 双记录制: the second one may do whatever the first may. */
export const nameSecondRecorder = defineMeetingAct({
  noun: 'second-recorders',
  label: '指定第二记录人',
  clause: 'E-36',
  roles: ['MEETING_CHAIR', 'OFFICE'],
  input: z.strictObject({ recorder: code('记录人') }),
  may: (state, facts) =>
    refuseUnlessStage(state, UNTIL_SIGNED, 'E-36', '指定第二记录人') ??
    refuseUnlessChairOrOffice(state, facts, '指定第二记录人'),
  decide: (state, input, facts) => {
    const wrong = refuseRecorder(state, input.recorder, facts)
    return wrong ? err(wrong) : ok([{ type: 'meeting.second-recorder-named', data: input }])
  },
})
