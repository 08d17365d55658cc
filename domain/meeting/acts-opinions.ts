import * as z from 'zod'
import { refuseDuty } from '../matter/facts.ts'
import { nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, hash, text } from '../schema.ts'
import { signature } from '../signature.ts'
import { expectedRecusals } from './acts-agenda.ts'
import { isAsked } from './acts-recusal.ts'
import { seatPresider, underWay } from './acts-sitting.ts'
import { channels, positions } from './events.ts'
import { defineMeetingAct, type MeetingFacts, matterIn, refuseUnlessStage } from './facts.ts'
import { type AgendaItem, attendanceOf, itemOf, type Meeting, presiderOf } from './meeting.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

const refuseRecused = (item: AgendaItem, person: string): Refusal | undefined =>
  item.recusals.some(r => r.person === person)
    ? refuse('CONFLICT_OF_INTEREST', 'E-09', '此人已对本议题回避，不得发表意见。', 'person')
    : undefined

/** E-10: 裁定前该人不表决. */
const refuseAsked = (item: AgendaItem, person: string): Refusal | undefined =>
  isAsked(item, person)
    ? refuse('WRONG_STATE', 'E-10', '对此人的回避申请尚未裁定，裁定前不得表决、发表意见。', 'person')
    : undefined

/** S145: whoever takes down another's words does not put their own name to them. */
const refuseSigningForAnother = (own: boolean, signed: unknown): Refusal | undefined =>
  own || signed === undefined
    ? undefined
    : refuse('FORBIDDEN', 'S145', '签名只能由发表意见的本人作出，代为记录的不签名。', 'signature')

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
    signature: signature.optional(),
  }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'S93', '发表意见'),
  decide: (state, input, facts) => {
    const item = underWay(state, input.matter)
    if ('code' in item) return err(item)
    const own = facts.person === input.person
    const wrong = refuseOpinion(state, item, input.person, facts) ?? refuseSigningForAnother(own, input.signature)
    if (wrong) return err(wrong)
    return ok([{ type: 'meeting.opinion-recorded', data: own ? input : { ...input, recordedBy: facts.person } }])
  },
})

function refuseOpinion(state: Meeting, item: AgendaItem, person: string, facts: MeetingFacts): Refusal | undefined {
  const seated = seatPresider(state, presiderOf(state, item))
  const member = seated.members.find(m => m.person === person)
  if (!member) return refuse('INVALID', 'S93', '此人不是会议组成人员。', 'person')
  const duty = state.kind === 'GROUP' ? 'GROUP_REVIEW' : state.kind === 'DIRECTOR' ? 'DELIBERATE' : undefined
  return firstRefusal(
    item.ballot === 'NAMED'
      ? undefined
      : refuse(
          'INVALID',
          'MTG-003',
          '本议题不记名表态，表决结果由记录人在「登记计票结果」中登记；要说的话请用「补充说明」或「书面意见」。',
          'position',
        ),
    facts.person === person || facts.person === state.recorder || facts.person === state.secondRecorder
      ? undefined
      : refuse('FORBIDDEN', 'S145', '意见由本人发表，或由记录人如实记录，不得代填。', 'person'),
    attendanceOf(seated, person) === 'PRESENT'
      ? undefined
      : refuse('INVALID', 'MTG-003', '未到会成员的意见不计入，请先登记到会。', 'person'),
    refuseRecused(item, person),
    refuseAsked(item, person),
    duty && member.voting ? refuseDuty(matterIn(facts, item.matter), person, duty) : undefined,
  )
}

/** E-39: heard without being in the room; on record, and in no quorum and no tally (MTG-003). */
export const recordWrittenOpinion = defineMeetingAct({
  noun: 'written-opinions',
  label: '登记书面意见',
  clause: 'E-39',
  roles: ['MEETING_MEMBER', 'MEETING_RECORDER'],
  input: z.strictObject({
    matter: code('件'),
    person: code('成员'),
    channel: z.enum(channels, { error: '登记方式为书面、电话或纸质' }),
    words: text('书面意见', 2000, 2),
    witness: code('见证人').optional(),
    scan: hash('扫描件').optional(),
    signature: signature.optional(),
  }),
  may: state => refuseUnlessStage(state, ['NOTICED', 'OPEN'], 'E-39', '登记书面意见'),
  decide: (state, input, facts) => {
    const item = itemOf(state, input.matter)
    if (!item || item.endedAt !== undefined) {
      return err(refuse('INVALID', 'E-39', '没有这个尚无结论的议题。', 'matter'))
    }
    const { person, witness } = input
    const own = facts.person === person
    const wrong = firstRefusal(
      state.members.some(m => m.person === person)
        ? undefined
        : refuse('INVALID', 'E-39', '此人不是会议组成人员。', 'person'),
      attendanceOf(state, person) === 'PRESENT'
        ? refuse('INVALID', 'E-39', '此人已经到会，请当场发表意见。', 'person')
        : undefined,
      refuseEntering(state, person, witness, facts),
      refuseRecused(item, person),
      refuseExpectedRecusal(state, item, person, facts),
      refuseAsked(item, person),
      refuseSigningForAnother(own, input.signature),
    )
    return wrong ? err(wrong) : ok([{ type: 'meeting.written-opinion-recorded', data: input }])
  },
})

/** By the member, or by the recorder while somebody who is there looks on. */
function refuseEntering(
  state: Meeting,
  person: string,
  witness: string | undefined,
  facts: MeetingFacts,
): Refusal | undefined {
  if (witness !== undefined) {
    const present = state.members.some(m => m.person === witness) && attendanceOf(state, witness) === 'PRESENT'
    if (!present) return refuse('INVALID', 'E-39', '见证人须是到会的会议组成人员。', 'witness')
  }
  if (facts.person === person) return undefined
  if (facts.person !== state.recorder && facts.person !== state.secondRecorder) {
    return refuse('FORBIDDEN', 'S145', '书面意见由本人登记，或由记录人在见证下登记，不得代填。', 'person')
  }
  return witness === undefined || witness === facts.person
    ? refuse('INCOMPLETE', 'E-39', '记录人代为登记的，须有记录人以外的到会成员见证。', 'witness')
    : undefined
}

function refuseExpectedRecusal(
  state: Meeting,
  item: AgendaItem,
  person: string,
  facts: MeetingFacts,
): Refusal | undefined {
  const due = expectedRecusals(state, item.matter, facts).find(r => r.person === person)
  if (!due) return undefined
  const sentence = `${nameOf(facts.organisation, person)}${due.reason}，应当回避，不得发表意见。`
  return refuse('CONFLICT_OF_INTEREST', due.clause, sentence, 'person')
}

/** E-35: more words to what one said; what was said stays. Where no position is by name, it is where one's words go. */
export const supplementOpinion = defineMeetingAct({
  noun: 'opinion-supplements',
  label: '补充说明',
  clause: 'E-35',
  roles: ['MEETING_MEMBER', 'MEETING_CHAIR'],
  input: z.strictObject({ matter: code('件'), words: text('补充说明', 2000, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN', 'ADJOURNED'], 'E-35', '补充说明'),
  decide: (state, input, facts) => {
    const item = itemOf(state, input.matter)
    if (!item) return err(refuse('INVALID', 'E-35', '没有这个议题。', 'matter'))
    const { person } = facts
    const recused = refuseRecused(item, person)
    if (recused) return err(recused)
    const spoke = item.opinions.some(o => o.person === person) || item.writtenOpinions.some(o => o.person === person)
    return spoke || mayTalk(state, item, person)
      ? ok([{ type: 'meeting.opinion-supplemented', data: input }])
      : err(refuse('FORBIDDEN', 'E-35', '只有在本议题发表过意见的人可以补充说明。'))
  },
})

/** Whether this person could speak to an item on which positions are not taken by name. */
function mayTalk(state: Meeting, item: AgendaItem, person: string): boolean {
  const seated = seatPresider(state, presiderOf(state, item))
  return (
    item.ballot !== 'NAMED' &&
    seated.members.some(m => m.person === person) &&
    attendanceOf(seated, person) === 'PRESENT'
  )
}
