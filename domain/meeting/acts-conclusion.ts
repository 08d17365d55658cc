import * as z from 'zod'
import { passing } from '../matter/conclusions.ts'
import { type Conclusion, conclusion, condition } from '../matter/events.ts'
import { nameOf } from '../organisation/posts.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { expectedRecusals, refusePresider } from './acts-agenda.ts'
import { refuseWhileAsked } from './acts-recusal.ts'
import { quorumToStart, seatPresider } from './acts-sitting.ts'
import { task } from './events.ts'
import { defineMeetingAct, type MeetingFacts, refuseUnlessStage, rulesForMeeting } from './facts.ts'
import { kinds } from './kinds.ts'
import { type AgendaItem, itemOf, type Meeting, presiderOf } from './meeting.ts'
import { modeOf, presiderSpokeEarly, type Quorum, quorumOf, type Tally, tallyOf, votePassed } from './quorum.ts'

const RUNNING = ['MEETING_RECORDER', 'MEETING_CHAIR', 'GROUP_CONVENER'] as const

const conclusionForm = z.strictObject({
  matter: code('件'),
  conclusion,
  opinion: text('结论意见', 2000, 2),
  changes: text('修改内容', 1000, 2).optional(),
  conditions: z
    .array(condition.omit({ id: true }))
    .max(30, { error: '条件不得超过30条' })
    .default([]),
  needed: z
    .array(text('补正内容', 300, 2))
    .max(30, { error: '补正内容不得超过30条' })
    .default([]),
  differsReason: text('与多数意见不一致的理由', 1000, 2).optional(),
  orderExplanation: text('主持人先表态的说明', 500, 2).optional(),
  tasks: z.array(task).max(20, { error: '议定事项不得超过20项' }).default([]),
})
type ConclusionForm = z.output<typeof conclusionForm>

export const concludeItem = defineMeetingAct({
  noun: 'conclusions',
  label: '作出结论',
  clause: 'MTG-004',
  roles: ['MEETING_CHAIR', 'MEETING_RECORDER'],
  input: conclusionForm,
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['OPEN'], 'MTG-004', '作出结论'),
      state.items.some(i => i.stage === 'UNDER_WAY')
        ? undefined
        : refuse('WRONG_STATE', 'MTG-004', '没有正在审议的议题。'),
    ),
  decide: (before, input, facts) => {
    const item = itemOf(before, input.matter)
    if (item?.stage !== 'UNDER_WAY') return err(refuse('WRONG_STATE', 'MTG-004', '本议题不在审议中。', 'matter'))
    const presider = presiderOf(before, item)
    const state = seatPresider(before, presider)
    const quorum = quorumOf(state, item, rulesForMeeting(facts))
    const tally = tallyOf(item, quorum)
    const early = presiderSpokeEarly(item, presider, tally)
    const differs = differsFromMajority(state, input, tally, facts)
    const wrong = firstRefusal(
      refuseForm(state, input, facts),
      refuseTasks(input, facts),
      refuseWhileAsked(item, facts.organisation),
      refusePresider(before, input.matter, facts),
      refuseNewConflict(before, item, facts),
      refuseWithoutQuorumNow(quorum),
      refuseSilence(input, item, tally),
      refuseAgainstVote(state, input, tally, quorum, facts),
      differs && !input.differsReason
        ? refuse('INCOMPLETE', 'MTG-011', '决定与多数意见不一致，须当场说明理由。', 'differsReason')
        : undefined,
      early && !input.orderExplanation
        ? refuse('INCOMPLETE', 'E-33', '主持人应末位表态，本议题主持人先表了态，请说明。', 'orderExplanation')
        : undefined,
    )
    if (wrong) return err(wrong)
    const { orderExplanation, conditions, differsReason, tasks, ...said } = input
    const data = {
      ...said,
      conditions: conditions.map((c, index) => ({ ...c, id: `${kinds[state.kind].tier}-${index + 1}` })),
      expected: quorum.expected.length,
      present: quorum.present.length,
      divisions: divisionsOf(state, tally),
      agree: tally.agree,
      disagree: tally.disagree,
      abstain: tally.abstain,
      participants: tally.participants,
      differsFromMajority: differs,
      ...(differs ? { differsReason } : {}),
      ...(early ? { orderViolation: orderExplanation } : {}),
      ...(tasks.length > 0 ? { tasks } : {}),
    }
    return ok([{ type: 'meeting.item-concluded', data }])
  },
})

function divisionsOf(state: Meeting, tally: Tally): readonly string[] {
  const counted = new Set(tally.participants)
  const divisions = state.members.flatMap(m => (counted.has(m.person) && m.department ? [m.department] : []))
  return [...new Set(divisions)].toSorted()
}

/** S135: the leading group agrees to what is put to it, with or without changes, or does not, or not yet. */
const ofTheLeadingGroup: readonly Conclusion[] = ['AGREED', 'AGREED_WITH_CHANGES', 'NOT_AGREED', 'DEFERRED']

function refuseForm(state: Meeting, input: ConclusionForm, facts: MeetingFacts): Refusal | undefined {
  if (state.kind === 'LEADING') {
    if (!ofTheLeadingGroup.includes(input.conclusion)) {
      return refuse('INVALID', 'S135', '领导小组会议的结论为同意、修改后同意、不同意或暂缓。', 'conclusion')
    }
    if (input.conditions.length + input.needed.length > 0) {
      const field = input.conditions.length > 0 ? 'conditions' : 'needed'
      return refuse('INVALID', 'S135', '领导小组会议的结论不附条件和补正内容，要办的请列为议定事项。', field)
    }
  }
  if (input.conclusion === 'AGREED_IN_PRINCIPLE' && input.conditions.length === 0) {
    return refuse('INCOMPLETE', 'E-23', '原则同意须逐条列明修改条件、责任处室和期限。', 'conditions')
  }
  if (input.conclusion !== 'AGREED_IN_PRINCIPLE' && input.conditions.length > 0) {
    return refuse('INVALID', 'E-23', '只有“原则同意”才列条件。', 'conditions')
  }
  const stranger = input.conditions.find(c => !facts.organisation.departments[c.owner])
  if (stranger) return refuse('INVALID', 'E-23', '条件的责任处室不存在。', 'conditions')
  if (input.conditions.some(c => c.dueOn < facts.today)) {
    return refuse('INVALID', 'E-23', '条件的完成期限不得早于今天。', 'conditions')
  }
  if (input.conclusion === 'AGREED_WITH_CHANGES' && !input.changes) {
    return refuse('INCOMPLETE', 'MTG-004', '修改后同意须写明修改内容。', 'changes')
  }
  if (input.conclusion === 'RETURNED' && input.needed.length === 0) {
    return refuse('INCOMPLETE', 'E-15', '退回补正须一次性告知需要补正的内容。', 'needed')
  }
  return undefined
}

/** MTG-013: what is resolved has a division that answers for it and a day that can still be kept. */
function refuseTasks({ tasks }: ConclusionForm, facts: MeetingFacts): Refusal | undefined {
  if (tasks.some(t => !facts.organisation.departments[t.owner])) {
    return refuse('INVALID', 'MTG-013', '议定事项的责任处室不存在。', 'tasks')
  }
  return tasks.some(t => t.dueOn < facts.today)
    ? refuse('INVALID', 'MTG-013', '议定事项的完成期限不得早于今天。', 'tasks')
    : undefined
}

/** S96: posts may have changed since the item was taken up; who may decide is judged when the decision is taken. */
function refuseNewConflict(state: Meeting, item: AgendaItem, facts: MeetingFacts): Refusal | undefined {
  const late = expectedRecusals(state, item.matter, facts).find(r => !item.recusals.some(o => o.person === r.person))
  return late
    ? refuse(
        'CONFLICT_OF_INTEREST',
        late.clause,
        `${nameOf(facts.organisation, late.person)}${late.reason}，须先登记回避再作结论。`,
      )
    : undefined
}

/** E-12: the quorum is judged at the moment of the decision. */
function refuseWithoutQuorumNow(quorum: Quorum): Refusal | undefined {
  return quorum.reached
    ? undefined
    : refuse(
        'NO_QUORUM',
        'E-12',
        `现应到${quorum.expected.length}人，在场${quorum.present.length}人，已不足法定人数（至少${quorum.needed}人），请将本议题顺延。`,
      )
}

/** Conclusions that decide nothing of the substance, and so need no position of everybody. */
export const procedural: readonly string[] = ['DEFERRED', 'RETURNED', 'WITHDRAWN']

/** 集体讨论: a decision on the substance needs the position of everybody present who may vote. */
function refuseSilence(input: ConclusionForm, item: AgendaItem, tally: Tally): Refusal | undefined {
  if (procedural.includes(input.conclusion) || tally.silent.length === 0) return undefined
  return item.ballot === 'NAMED'
    ? refuse('INCOMPLETE', 'S93', `还有${tally.silent.length}名到会成员没有表态，不能作出结论。`, 'conclusion')
    : refuse(
        'INCOMPLETE',
        'MTG-003',
        '还没有登记计票结果，或计票后到会、回避有变；请表决并登记计票结果后再作结论。',
        'conclusion',
      )
}

function refuseAgainstVote(
  state: Meeting,
  input: ConclusionForm,
  tally: Tally,
  quorum: Quorum,
  facts: MeetingFacts,
): Refusal | undefined {
  if (modeOf(state, rulesForMeeting(facts)) !== 'VOTE' || procedural.includes(input.conclusion)) return undefined
  const passed = votePassed(tally, quorum)
  const counted = `应到${quorum.expected.length}人，赞成${tally.agree}票、反对${tally.disagree}票、弃权${tally.abstain}票`
  if (passing.includes(input.conclusion) && !passed) {
    return refuse('INVALID', 'MTG-003', `${counted}，赞成未超过应到的半数，不能作“同意”结论。`, 'conclusion')
  }
  return input.conclusion === 'NOT_AGREED' && passed
    ? refuse('INVALID', 'MTG-003', `${counted}，赞成已超过应到的半数，不能作“不同意”结论。`, 'conclusion')
    : undefined
}

/** MTG-011 under 首长负责制: whether the head decides against what most of those present said. */
function differsFromMajority(state: Meeting, input: ConclusionForm, tally: Tally, facts: MeetingFacts): boolean {
  if (modeOf(state, rulesForMeeting(facts)) !== 'HEAD_DECIDES') return false
  if (passing.includes(input.conclusion)) return tally.disagree > tally.agree
  return input.conclusion === 'NOT_AGREED' && tally.agree > tally.disagree
}

export const postponeItem = defineMeetingAct({
  noun: 'postponements',
  label: '顺延本议题',
  clause: 'E-12',
  roles: RUNNING,
  input: z.strictObject({ matter: code('件'), reason: text('顺延理由', 200, 2) }),
  may: state => refuseUnlessStage(state, ['OPEN'], 'E-12', '顺延议题'),
  decide: (state, input) => {
    const item = itemOf(state, input.matter)
    return item && (item.stage === 'WAITING' || item.stage === 'UNDER_WAY')
      ? ok([{ type: 'meeting.item-postponed', data: input }])
      : err(refuse('INVALID', 'E-12', '没有这个尚无结论的议题。', 'matter'))
  },
})

const TOO_FEW = '到会人数不足法定人数，自动顺延'

/** E-12: what cannot be decided any more is put off by itself; what still could be must be decided, or put off by somebody. */
export const adjourn = defineMeetingAct({
  noun: 'adjournment',
  label: '散会',
  clause: 'S93',
  roles: RUNNING,
  input: z.strictObject({}),
  may: (state, facts) =>
    firstRefusal(
      refuseUnlessStage(state, ['OPEN'], 'S93', '散会'),
      state.items.some(i => i.stage === 'UNDER_WAY' || couldBeTaken(state, i, facts))
        ? refuse('WRONG_STATE', 'E-12', '还有议题没有结论，请逐项作出结论或顺延。')
        : undefined,
    ),
  decide: state => {
    const left = state.items.filter(i => i.stage === 'WAITING')
    const postponed = left.map(({ matter }) => ({
      type: 'meeting.item-postponed',
      data: { matter, reason: TOO_FEW },
    }))
    return ok([...postponed, { type: 'meeting.adjourned', data: {} }])
  },
})

const couldBeTaken = (state: Meeting, item: AgendaItem, facts: MeetingFacts): boolean =>
  item.stage === 'WAITING' && quorumToStart(state, item, facts).reached
