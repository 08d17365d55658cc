import * as z from 'zod'
import type { Emitted } from '../decider.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { agencyHead, nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { seatPresider, underWay } from './acts-sitting.ts'
import { defineMeetingAct, type MeetingFacts, refuseUnlessStage } from './facts.ts'
import { type AgendaItem, attendanceOf, itemOf, type Meeting, presiderOf } from './meeting.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

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
    if (isRecused(item, input.person)) return err(refuse('INVALID', 'E-09', '此人已经回避。', 'person'))
    if (input.person === presiderOf(state, item)) {
      return err(refuse('INVALID', 'E-05', '主持人须回避的，请将本议题顺延并另行指定主持人。', 'person'))
    }
    const { person, reason, matter } = input
    return ok([{ type: 'meeting.recusal-recorded', data: { matter, recusal: { person, reason, clause: 'E-09' } } }])
  },
})

/** Whether somebody asked that this person leave, and nobody has ruled on it yet (E-10). */
export const isAsked = (item: AgendaItem, person: string): boolean =>
  item.requests.some(r => r.person === person && !r.ruling)

const isRecused = (item: AgendaItem, person: string): boolean => item.recusals.some(r => r.person === person)

/** E-10: nothing is decided while it is open who decides. */
export function refuseWhileAsked(item: AgendaItem, organisation: Organisation): Refusal | undefined {
  const open = item.requests.find(r => !r.ruling && !isRecused(item, r.person))
  return open
    ? refuse('WRONG_STATE', 'E-10', `对${nameOf(organisation, open.person)}的回避申请尚未裁定，请先裁定。`)
    : undefined
}

export const requestRecusal = defineMeetingAct({
  noun: 'recusal-requests',
  label: '申请他人回避',
  clause: 'E-10',
  roles: ['MEETING_MEMBER', 'MEETING_CHAIR'],
  input: z.strictObject({ matter: code('件'), person: code('被申请回避人'), reason: text('申请理由', 300, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'E-10', '申请他人回避'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    const seated = seatPresider(state, presiderOf(state, item))
    const sits = (person: string) => seated.members.some(m => m.person === person)
    const wrong = firstRefusal(
      sits(facts.person) && attendanceOf(seated, facts.person) === 'PRESENT'
        ? undefined
        : refuse('FORBIDDEN', 'E-10', '回避申请由在场的会议组成人员提出。'),
      input.person === facts.person
        ? refuse('INVALID', 'E-10', '本人应当回避的，请直接声明回避。', 'person')
        : undefined,
      sits(input.person) ? undefined : refuse('INVALID', 'E-10', '此人不是会议组成人员。', 'person'),
      isRecused(item, input.person) ? refuse('INVALID', 'E-10', '此人已经回避。', 'person') : undefined,
      isAsked(item, input.person)
        ? refuse('WRONG_STATE', 'E-10', '已有人申请此人回避，正待裁定。', 'person')
        : undefined,
    )
    return wrong ? err(wrong) : ok([{ type: 'meeting.recusal-requested', data: input }])
  },
})

/** E-10: the presider rules on others; on the presider only the head of the agency, and not where that is the same person. */
function refuseRuler(state: Meeting, item: AgendaItem, about: string, facts: MeetingFacts): Refusal | undefined {
  const presider = presiderOf(state, item)
  if (about !== presider) {
    return facts.person === presider
      ? undefined
      : refuse('FORBIDDEN', 'E-10', '对成员的回避申请，由本议题主持人裁定。', 'person')
  }
  const head = agencyHead(facts.organisation, facts.today)
  if (head === presider) {
    return refuse('INVALID', 'E-05', '主持人不得裁定自己是否回避，请将本议题顺延，由他人主持的会议审议。', 'person')
  }
  return facts.person === head
    ? undefined
    : refuse('FORBIDDEN', 'E-10', '对主持人的回避申请，由厅主要领导裁定。', 'person')
}

export const ruleOnRecusal = defineMeetingAct({
  noun: 'recusal-rulings',
  label: '裁定回避申请',
  clause: 'E-10',
  roles: ['MEETING_CHAIR', 'AGENCY_HEAD'],
  input: z.strictObject({
    matter: code('件'),
    person: code('被申请回避人'),
    upheld: z.boolean({ error: '裁定为应当回避或不予回避' }),
    reason: text('裁定理由', 300, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'E-10', '裁定回避申请'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    if (!isAsked(item, input.person)) {
      return err(refuse('INVALID', 'E-10', '没有对此人的、待裁定的回避申请。', 'person'))
    }
    const wrong = refuseRuler(state, item, input.person, facts)
    return wrong
      ? err(wrong)
      : ok([{ type: 'meeting.recusal-ruled', data: input }, ...followingFrom(state, item, input)])
  },
})

/** Whoever must leave leaves at once; without its presider the item cannot go on, and is put off. */
function followingFrom(
  state: Meeting,
  item: AgendaItem,
  { matter, person, upheld, reason }: { matter: string; person: string; upheld: boolean; reason: string },
): readonly Emitted[] {
  if (!upheld || isRecused(item, person)) return []
  return person === presiderOf(state, item)
    ? [{ type: 'meeting.item-postponed', data: { matter, reason: '主持人经裁定应当回避，本议题顺延' } }]
    : [{ type: 'meeting.recusal-recorded', data: { matter, recusal: { person, reason, clause: 'E-10' } } }]
}

/** E-10: whoever does not accept the ruling has that put on record; the ruling stands. */
export const objectToRuling = defineMeetingAct({
  noun: 'ruling-objections',
  label: '对裁定提出异议',
  clause: 'E-10',
  roles: ['MEETING_MEMBER', 'MEETING_CHAIR'],
  input: z.strictObject({ matter: code('件'), words: text('异议', 1000, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN', 'ADJOURNED'], 'E-10', '对裁定提出异议'),
  decide: (state, input, facts) => {
    const ruled = itemOf(state, input.matter)?.requests.filter(r => r.ruling) ?? []
    if (ruled.length === 0) return err(refuse('INVALID', 'E-10', '本议题没有作出过回避裁定。', 'matter'))
    return ruled.some(r => r.by === facts.person || r.person === facts.person)
      ? ok([{ type: 'meeting.ruling-objected', data: input }])
      : err(refuse('FORBIDDEN', 'E-10', '对裁定的异议由申请人或被申请回避人提出。'))
  },
})
