import * as z from 'zod'
import { streams } from '../ids.ts'
import { boards } from '../organisation/events.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, text } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { atWork, define, openStages, refuseMissingParts, refuseUnlessStage, refuseUnlessTold } from './act.ts'
import { type Complaint, isFeedbackOwed } from './complaint.ts'
import { results } from './events.ts'
import { together } from './evolve.ts'
import { readersToday } from './facts.ts'
import { recusedBy } from './recusal.ts'

const note = sealedPart('说明')
const reply = sealedPart('答复')

/** CMP-002: whether it is taken on is told once, and never what it says. */
const acknowledge = define({
  noun: 'acknowledgement',
  label: '受理告知',
  clause: 'CMP-002',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ accepted: z.boolean({ error: '请选择受理或者不受理' }), reply: reply.optional() }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, atWork, '告知', 'CMP-002'),
      state.acknowledged ? refuse('WRONG_STATE', 'CMP-002', '本件已经告知过受理情况，不再告知。') : undefined,
    ),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      refuseUnlessTold(state, input.reply, 'CMP-002'),
      refuseMissingParts(facts, [{ field: 'reply', part: input.reply }]),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.acknowledged', data: input }])
  },
})

const answer = define({
  noun: 'replies',
  label: '答复举报人',
  clause: 'CMP-001',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ reply }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, [...openStages, 'CLOSED'], '答复', 'CMP-001'),
      state.mailbox ? undefined : refuse('WRONG_STATE', 'CMP-001', '举报人没有留信箱，不能在网上答复。'),
    ),
  decide: (_state, input, facts) => {
    const wrong = refuseMissingParts(facts, [{ field: 'reply', part: input.reply }])
    return wrong ? err(wrong) : ok([{ type: 'complaint.replied', data: input }])
  },
})

const takeNote = define({
  noun: 'notes',
  label: '记录办理情况',
  clause: 'S122',
  roles: ['CASE_HANDLER', 'ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ note }),
  may: state => refuseUnlessStage(state, openStages, '记录', 'S122'),
  decide: (_state, input, facts) => {
    const wrong = refuseMissingParts(facts, [{ field: 'note', part: input.note }])
    return wrong ? err(wrong) : ok([{ type: 'complaint.noted', data: input }])
  },
})

/**
 * S129: what is to be found out goes on as a clue of its own, in the group's own words: the report itself stays sealed, and
 * whoever is recused here is recused there.
 */
const makeClue = define({
  noun: 'clue',
  label: '转为问题线索',
  clause: 'S129',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    departments: z.array(code('处室')).min(1, { error: '请选择涉及的处室' }).max(20),
    matters: z.array(code('件')).max(50).default([]),
    boards: z.array(z.enum(boards)).max(4).default([]),
    question: text('需要查明的问题', 1000, 2),
  }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['HANDLING', 'DISPOSED', 'HELD'], '转为线索', 'S129'),
      state.class === 'DISCIPLINE_REPORT' ? undefined : refuse('WRONG_STATE', 'S129', '只有检举控告可以转为问题线索。'),
    ),
  decide: (state, input, facts) => {
    const { nextClue, organisation, today } = facts
    if (nextClue === undefined) return err(refuse('CHANGED_MEANWHILE', 'S129', '线索编号没有取得，请再试一次。'))
    const unknown = input.departments.find(d => !organisation.departments[d])
    if (unknown !== undefined) return err(refuse('INVALID', 'S129', '没有这个处室。', 'departments'))
    const concerned = recusedBy(organisation, { departments: input.departments, persons: [] }, today)
    const recused = together(state.recused, concerned.recused)
    if (readersToday({ ...state, recused }, facts).length < readersToday(state, facts).length) {
      const sentence = '涉及的处室还有小组成员没有回避：请先在本件增加回避，再转为问题线索。'
      return err(refuse('CONFLICT_OF_INTEREST', 'CMP-005', sentence, 'departments'))
    }
    const registered = { source: 'COMPLAINT', reference: state.id, ...input, recused }
    return ok([
      { type: 'complaint.clue-made', data: { clue: nextClue } },
      { on: streams.accountability(nextClue), type: 'accountability.registered', data: registered },
    ])
  },
})

const giveFeedback = define({
  noun: 'feedback',
  label: '反馈处理结果',
  clause: 'CMP-002',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ reply: reply.optional() }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, openStages, '反馈', 'CMP-002'),
      state.concludedOn ? undefined : refuse('WRONG_STATE', 'CMP-002', '本件还没有处理结果，不能反馈。'),
      state.feedbackOn ? refuse('WRONG_STATE', 'CMP-002', '本件已经反馈过处理结果。') : undefined,
    ),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      refuseUnlessTold(state, input.reply, 'CMP-002'),
      refuseMissingParts(facts, [{ field: 'reply', part: input.reply }]),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.feedback-given', data: input }])
  },
})

/** S153, CMP-006: nothing closes without a result, nor before it was told to whom it is owed. */
function refuseUnended(state: Complaint): Refusal | undefined {
  if (state.stage === 'HELD') {
    return refuse('WRONG_STATE', 'CMP-006', '暂存待查不是处理结果，须到期复查，另作处置。')
  }
  if (state.concludedOn === undefined) {
    const why = state.stage === 'MERGED' ? '主件还没有处理结果' : '没有经批准并已办结的处置、移送'
    return refuse('WRONG_STATE', 'S153', `本件${why}，不能结案。`)
  }
  return isFeedbackOwed(state) && state.feedbackOn === undefined
    ? refuse('WRONG_STATE', 'S153', '处理结果还没有反馈举报人，不能结案。')
    : undefined
}

const close = define({
  noun: 'closure',
  label: '签批结案',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ result: z.enum(results, { error: '请选择办理结果' }) }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['DISPOSED', 'HELD', 'TRANSFERRED', 'MERGED', 'HANDLING', 'PROPOSED'], '结案', 'S153'),
      refuseUnended(state),
    ),
  decide: (state, { result }) => {
    const fitting = { TRANSFERRED: state.stage === 'TRANSFERRED', MERGED: state.stage === 'MERGED' }
    const needed = result === 'TRANSFERRED' || result === 'MERGED' ? fitting[result] : state.stage === 'DISPOSED'
    return needed
      ? ok([{ type: 'complaint.closed', data: { result } }])
      : err(refuse('INVALID', 'S153', '办理结果与本件的处置方式不一致。', 'result'))
  },
})

export const handlingActs = [acknowledge, answer, takeNote, makeClue, giveFeedback, close] as const
