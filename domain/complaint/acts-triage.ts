import * as z from 'zod'
import { streams } from '../ids.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, hash, text } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { type Day, dueDay } from '../time.ts'
import { atWork, define, openStages, refuseMissingParts, refuseUnlessStage, refuseUnlessTold } from './act.ts'
import { limitOf, rulesFor } from './clocks.ts'
import type { Complaint } from './complaint.ts'
import { complaintClasses, registerNumber } from './events.ts'
import { type ComplaintFacts, maySeeComplaint, readersToday } from './facts.ts'
import { concludeJoined } from './joined.ts'
import { nameOfClass, refuseOutOfScope } from './triage.ts'

const note = sealedPart('说明')
const reply = sealedPart('答复')

const triage = define({
  noun: 'triage',
  label: '分流',
  clause: 'TRIAGE-001',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({ class: z.enum(complaintClasses, { error: '分流类别不在规定的范围内' }), note }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['RECEIVED', 'TRIAGED', 'HANDLING'], '分流', 'TRIAGE-001'),
      state.triageChanged ? refuse('WRONG_STATE', 'TRIAGE-001', '分流已经改过一次，不能再改。') : undefined,
    ),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      state.class === input.class
        ? refuse('INVALID', 'TRIAGE-001', `本件已经分流为「${nameOfClass(input.class)}」，没有改变。`, 'class')
        : undefined,
      refuseOutOfScope(state, input.class),
      refuseMissingParts(facts, [{ field: 'note', part: input.note }]),
    )
    return wrong
      ? err(wrong)
      : ok([{ type: 'complaint.triaged', data: { ...input, changed: state.class !== undefined } }])
  },
})

/** E-53: by the leader, or by whoever leads this case in the leader's place. */
const assign = define({
  noun: 'assignment',
  label: '指定承办人',
  clause: 'E-53',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    handlers: z.array(code('承办人')).min(2, { error: '承办人不得少于两人' }).max(10, { error: '承办人不得超过10人' }),
  }),
  // Also when it was passed on or merged: somebody has to tell the reporter how it ended.
  may: state => refuseUnlessStage(state, [...atWork, 'TRANSFERRED', 'MERGED'], '指定承办人', 'E-53'),
  decide: (state, input, facts) => {
    const readers = readersToday(state, facts).map(seat => seat.person)
    const wrong = firstRefusal(
      new Set(input.handlers).size === input.handlers.length
        ? undefined
        : refuse('INVALID', 'E-53', '同一人不能指定两次，承办人不得少于两人。', 'handlers'),
      input.handlers.every(person => readers.includes(person))
        ? undefined
        : refuse('CONFLICT_OF_INTEREST', 'E-53', '承办人须为无须回避的监督问责小组成员。', 'handlers'),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.assigned', data: input }])
  },
})

/** CMP-007: nothing is deleted; what came first is dealt with, and what came later keeps its own periods (E-56). */
const merge = define({
  noun: 'merger',
  label: '并入主件',
  clause: 'CMP-007',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ into: registerNumber('主件登记号') }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, ['HANDLING'], '并入主件', 'CMP-007'),
      state.joined.length > 0
        ? refuse('WRONG_STATE', 'CMP-007', '已有来件并入本件，本件是主件，不能再并入别件。')
        : undefined,
    ),
  decide: (state, input, facts) => {
    const { main } = facts
    if (!main || main.stage === 'NONE' || main.id === state.id || !maySeeComplaint(main, facts)) {
      return err(refuse('NOT_FOUND', 'S143', '没有找到主件，或您无权查看。', 'into'))
    }
    const wrong = refuseMain(state, main, facts)
    if (wrong) return err(wrong)
    return ok([
      { type: 'complaint.merged', data: { ...input, recused: main.recused } },
      {
        on: streams.complaint(main.id),
        type: 'complaint.joined',
        data: { number: state.id, recused: state.recused },
      },
    ])
  },
})

/** What joins two reports joins the circles of those who may not know of either. */
function refuseMain(state: Complaint, main: Complaint, facts: ComplaintFacts): Refusal | undefined {
  const readers = (of: Complaint, with_: Complaint) =>
    readersToday({ ...of, recused: with_.recused }, facts).map(seat => seat.person)
  const both = readers(main, state).filter(person => readers(state, main).includes(person))
  return firstRefusal(
    (['HANDLING', 'PROPOSED', 'HELD'] as const).some(stage => stage === main.stage)
      ? undefined
      : refuse('INVALID', 'CMP-007', '主件须正在办理，尚未批准处置，也没有并入别件。', 'into'),
    main.receivedOn > state.receivedOn
      ? refuse('INVALID', 'CMP-007', '先收到的是主件：请在后收到的件上办理并入。', 'into')
      : undefined,
    main.handlers.every(person => both.includes(person))
      ? undefined
      : refuse('CONFLICT_OF_INTEREST', 'E-56', '主件的承办人有须在本件回避的，请先请组长改派主件的承办人。', 'into'),
  )
}

/** TRIAGE-001, E-55: passed on with what was handed over; the reporter is told where it went and why. */
const transfer = define({
  noun: 'transfer',
  label: '移送或转办',
  clause: 'TRIAGE-001',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    destination: text('移送去向', 80, 2),
    handed: z.array(hash('移送材料')).max(200),
    note,
    reply: reply.optional(),
  }),
  may: state => refuseUnlessStage(state, ['HANDLING', 'DISPOSED', 'HELD'], '移送', 'TRIAGE-001'),
  decide: (state, input, facts) => {
    const wrong = firstRefusal(
      refuseDestination(state, input.destination, facts),
      input.handed.every(blob => state.parts.some(part => part.blob === blob))
        ? undefined
        : refuse('INVALID', 'TRIAGE-001', '移送的材料须是本件的材料。', 'handed'),
      refuseUnlessTold(state, input.reply, 'E-55'),
      refuseMissingParts(facts, [
        { field: 'note', part: input.note },
        { field: 'reply', part: input.reply },
      ]),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.transferred', data: input }, ...concludeJoined(state)])
  },
})

/** 《信访工作条例》30条: never passed to those whom it is about. */
function refuseDestination(state: Complaint, destination: string, facts: ComplaintFacts): Refusal | undefined {
  const theirs = state.recused.departments.flatMap(d => facts.organisation.departments[d]?.name ?? [])
  return theirs.some(name => destination.includes(name))
    ? refuse('CONFLICT_OF_INTEREST', 'CMP-005', '不得转给被反映的处室或者须回避的处室。', 'destination')
    : undefined
}

/** A petition may take longer once, by the leader, for the period that the regulation allows. */
const extend = define({
  noun: 'extension',
  label: '延长信访办理期限',
  clause: 'CMP-002',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ note }),
  may: state =>
    firstRefusal(
      refuseUnlessStage(state, openStages, '延期', 'CMP-002'),
      state.class === 'PETITION' && state.acknowledged?.accepted
        ? undefined
        : refuse('WRONG_STATE', 'CMP-002', '只有已经受理的信访事项可以延长办理期限。'),
      state.extendedTo ? refuse('WRONG_STATE', 'CMP-002', '本件已经延长过一次，不能再延。') : undefined,
    ),
  decide: (state, input, facts) => {
    const wrong = refuseMissingParts(facts, [{ field: 'note', part: input.note }])
    if (wrong) return err(wrong)
    return ok([{ type: 'complaint.extended', data: { ...input, dueOn: extendedTo(state, facts) } }])
  },
})

function extendedTo(state: Complaint, facts: ComplaintFacts): Day {
  const rules = rulesFor(state, facts.rulebook)
  const [period, more] = [limitOf(rules, 'petition.close'), limitOf(rules, 'petition.ext')]
  const from = state.acknowledged?.on ?? facts.today
  return dueDay(from, { amount: period.amount + more.amount, unit: period.unit }).day
}

export const triageActs = [triage, assign, merge, transfer, extend] as const
