import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { code, day, text } from '../schema.ts'
import { formatDay } from '../time.ts'
import type { Accountability } from './accountability.ts'
import { isRevoked, nameOfMeasure, refuseBeyondPower, refuseSecondSanction, refuseWrongTarget } from './authority.ts'
import { lastDayToAppeal } from './clocks.ts'
import { decidingBodies, executionSteps, measures, measureTarget } from './events.ts'
import type { AccountabilityFacts } from './facts.ts'
import { define, findingOf, measureOf, noFinding, noMeasure, refuseUnlessStage } from './stage.ts'

const measureInput = z.strictObject({
  finding: z.int({ error: '请选择认定的问题' }).min(1),
  measure: z.enum(measures, { error: '措施不在规定的范围内' }),
  target: measureTarget,
  body: z.enum(decidingBodies, { error: '机关不在规定的范围内' }),
  form: z.enum(['SUGGESTION', 'DECISION'], { error: '请选择建议或者决定' }),
  document: text('文号', 60, 2).optional(),
  decidedOn: day('决定日').optional(),
  disciplineForm: z.int().min(1).max(4, { error: '四种形态为1到4' }).optional(),
  words: text('理由', 1000, 2),
})

/** ACC-001: what the group suggests, or what the body that has the power decided: the platform replaces no decision. */
const decideMeasure = define({
  noun: 'measures',
  label: '提出或登记问责措施',
  clause: 'ACC-001',
  roles: ['ACCOUNTABILITY_LEADER', 'CASE_HANDLER'],
  input: measureInput,
  may: state =>
    refuseUnlessStage(state, ['OPENED'], '提出问责措施') ??
    (state.findings.length > 0 ? undefined : refuse('WRONG_STATE', 'S129', '还没有认定的问题。')),
  decide: (state, input, facts) => {
    const refusal = firstRefusal(
      findingOf(state, input.finding) ? undefined : noFinding(input.finding),
      refuseWrongTarget(input.measure, input.target),
      refuseUnknown(input.target, facts),
      input.form === 'DECISION' ? refuseBeyondPower(input.body, input.measure) : undefined,
      refuseDocument(input, facts),
      refuseSecondSanction(state.measures, input),
    )
    if (refusal) return err(refusal)
    return ok([{ type: 'accountability.measure-decided', data: { no: state.measures.length + 1, ...input } }])
  },
})

function refuseUnknown(
  target: z.output<typeof measureTarget>,
  { organisation }: AccountabilityFacts,
): Refusal | undefined {
  const known =
    target.kind === 'PERSON' ? organisation.persons[target.person] : organisation.departments[target.department]
  return known ? undefined : refuse('INVALID', 'ACC-001', '没有这个处室或者人员。', 'target')
}

function refuseDocument(
  { form, document, decidedOn }: z.output<typeof measureInput>,
  { today }: AccountabilityFacts,
): Refusal | undefined {
  if (form === 'SUGGESTION') {
    return document !== undefined || decidedOn !== undefined
      ? refuse('INVALID', 'ACC-002', '建议没有决定的文号和日期。', 'document')
      : undefined
  }
  if (document === undefined) return refuse('INVALID', 'ACC-002', '决定须登记作出机关的文号。', 'document')
  if (decidedOn === undefined) return refuse('INVALID', 'ACC-002', '决定须登记决定日。', 'decidedOn')
  return decidedOn > today ? refuse('INVALID', 'ACC-002', '决定日不得晚于今天。', 'decidedOn') : undefined
}

const measure = z.int({ error: '请选择问责措施' }).min(1)

/** ACC-006: announced, filed in the personnel file, procedures done, written review in; or a suggestion that was declined. */
const carryOutStep = define({
  noun: 'measure-steps',
  label: '登记执行情况',
  clause: 'ACC-006',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    measure,
    step: z.enum(executionSteps, { error: '执行情况不在规定的范围内' }),
    on: day('日期'),
    words: text('情况', 300, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPENED'], '登记执行'),
  decide: (state, input, { today }) => {
    const held = measureOf(state, input.measure)
    if (!held) return err(noMeasure(input.measure))
    const refusal = firstRefusal(
      input.on > today ? refuse('INVALID', 'ACC-006', '日期不得晚于今天。', 'on') : undefined,
      held.decidedOn !== undefined && input.on < held.decidedOn
        ? refuse('INVALID', 'ACC-006', '执行不得早于决定日。', 'on')
        : undefined,
      held.steps.some(s => s.step === input.step)
        ? refuse('INVALID', 'ACC-006', '这一步已经登记过。', 'step')
        : undefined,
      (input.step === 'DECLINED') !== (held.form === 'SUGGESTION') && input.step === 'DECLINED'
        ? refuse('INVALID', 'ACC-006', '只有建议才会不被采纳，决定须执行。', 'step')
        : undefined,
      isRevoked(held)
        ? refuse('INVALID', 'ACC-004', `「${nameOfMeasure(held.measure)}」经申诉已撤销，不再执行。`, 'measure')
        : undefined,
    )
    return refusal ? err(refusal) : ok([{ type: 'accountability.measure-carried-out', data: input }])
  },
})

const appeal = define({
  noun: 'appeals',
  label: '登记申诉',
  clause: 'ACC-004',
  roles: ['CASE_HANDLER', 'ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    measure,
    by: code('申诉人'),
    on: day('申诉日'),
    words: text('申诉理由', 2000, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPENED', 'CLOSED'], '登记申诉'),
  decide: (state, input, { rulebook, organisation, today }) => {
    const held = measureOf(state, input.measure)
    if (!held) return err(noMeasure(input.measure))
    const last = lastDayToAppeal(held, rulebook, today)
    if (last === undefined) return err(refuse('INVALID', 'ACC-004', '建议不是决定，不能申诉。', 'measure'))
    const refusal = firstRefusal(
      organisation.persons[input.by] ? undefined : refuse('INVALID', 'ACC-004', '没有这个人员。', 'by'),
      input.on > today ? refuse('INVALID', 'ACC-004', '申诉日不得晚于今天。', 'on') : undefined,
      held.decidedOn !== undefined && input.on < held.decidedOn
        ? refuse('INVALID', 'ACC-004', '申诉日不得早于决定日。', 'on')
        : undefined,
      held.target.kind === 'PERSON' && held.target.person !== input.by
        ? refuse('INVALID', 'ACC-004', '申诉由被问责的本人提出。', 'by')
        : undefined,
      input.on > last ? refuse('INVALID', 'ACC-004', `申诉应在${formatDay(last)}前提出，已经过期。`, 'on') : undefined,
      held.appeals.some(a => !a.decision)
        ? refuse('INVALID', 'ACC-004', '前一次申诉还没有决定。', 'measure')
        : undefined,
    )
    return refusal ? err(refusal) : ok([{ type: 'accountability.appealed', data: input }])
  },
})

const decideAppeal = define({
  noun: 'appeal-decisions',
  label: '登记申诉决定',
  clause: 'ACC-004',
  roles: ['CASE_HANDLER', 'ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    measure,
    upheld: z.boolean({ error: '请选择申诉成立或者维持' }),
    on: day('决定日'),
    document: text('文号', 60, 2).optional(),
    words: text('理由', 1000, 2),
  }),
  may: state =>
    refuseUnlessStage(state, ['OPENED', 'CLOSED'], '登记申诉决定') ??
    (openAppeals(state).length > 0 ? undefined : refuse('WRONG_STATE', 'ACC-004', '没有等待决定的申诉。')),
  decide: (state, input, { today }) => {
    const open = measureOf(state, input.measure)?.appeals.find(a => !a.decision)
    if (!open) return err(refuse('INVALID', 'ACC-004', '这项措施没有等待决定的申诉。', 'measure'))
    return input.on < open.on || input.on > today
      ? err(refuse('INVALID', 'ACC-004', '决定日应在申诉日之后，不得晚于今天。', 'on'))
      : ok([{ type: 'accountability.appeal-decided', data: input }])
  },
})

export const openAppeals = (state: Accountability) => state.measures.filter(m => m.appeals.some(a => !a.decision))

/** E-65: 终身问责. Nothing ends because somebody went elsewhere; where they are is kept. */
const changeWhereabouts = define({
  noun: 'whereabouts',
  label: '登记现单位',
  clause: 'E-65',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    person: code('人员'),
    where: text('现单位', 120, 2),
    contact: text('联系方式', 120, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPENED', 'CLOSED'], '登记'),
  decide: (state, input) => {
    const concerned =
      state.measures.some(m => m.target.kind === 'PERSON' && m.target.person === input.person) ||
      state.findings.some(f => f.chain.some(l => l.person === input.person))
    return concerned
      ? ok([{ type: 'accountability.whereabouts-changed', data: input }])
      : err(refuse('INVALID', 'E-65', '此人与本线索无关。', 'person'))
  },
})

export const measureActs = [decideMeasure, carryOutStep, appeal, decideAppeal, changeWhereabouts] as const
