import * as z from 'zod'
import { streams } from '../ids.ts'
import { err, ok, type Refusal, refuse } from '../result.ts'
import { text } from '../schema.ts'
import { type Accountability, type ClosingWay, type ClueSource, resultOf } from './accountability.ts'
import { openAppeals } from './acts-measures.ts'
import { nameOfMeasure } from './authority.ts'
import { endOf, isCarriedOut, standingMeasures } from './ended.ts'
import { closingWays, improvementKinds } from './events.ts'
import { define, refuseUnlessStage } from './stage.ts'

/** S62: what the rules or the risk points should learn from it goes to the office that keeps them. */
const propose = define({
  noun: 'improvements',
  label: '提出改进建议',
  clause: 'S62',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    kind: z.enum(improvementKinds, { error: '请选择制度或者廉政风险点' }),
    subject: text('制度或事项', 120, 2),
    words: text('改进建议', 1000, 2),
  }),
  may: state => refuseUnlessStage(state, ['OPENED'], '提出建议'),
  decide: (state, input) =>
    ok([{ type: 'accountability.improvement-proposed', data: { no: state.improvements.length + 1, ...input } }]),
})

const answer = define({
  noun: 'improvement-answers',
  label: '答复改进建议',
  clause: 'S62',
  roles: ['OFFICE'],
  input: z.strictObject({
    no: z.int({ error: '请选择改进建议' }).min(1),
    adopted: z.boolean({ error: '请选择采纳或者不采纳' }),
    words: text('采纳情况', 1000, 2),
  }),
  may: state =>
    refuseUnlessStage(state, ['OPENED', 'CLOSED'], '答复') ??
    (state.improvements.some(i => !i.answer) ? undefined : refuse('WRONG_STATE', 'S62', '没有等待答复的改进建议。')),
  decide: (state, input) =>
    state.improvements.some(i => i.no === input.no && !i.answer)
      ? ok([{ type: 'accountability.improvement-answered', data: input }])
      : err(refuse('INVALID', 'S62', '没有这条等待答复的改进建议。', 'no')),
})

/** ACC-006, S153: what was decided is carried out, and what was suggested is answered, before anything closes. */
function refuseUnfinished(state: Accountability): Refusal | undefined {
  const standing = standingMeasures(state)
  const waiting = standing.find(m => !isCarriedOut(m, standing))
  return waiting
    ? refuse(
        'WRONG_STATE',
        'ACC-006',
        `第${waiting.no}项措施「${nameOfMeasure(waiting.measure)}」还没有执行或者答复，不能办结。`,
      )
    : undefined
}

/** S153: every way to close has what it must rest on; nothing closes without an end. */
function refuseWay(state: Accountability, way: ClosingWay): Refusal | undefined {
  const no = (sentence: string) => refuse('WRONG_STATE', 'S153', sentence, 'way')
  const ends = state.findings.map(f => ({ no: f.no, end: endOf(state, f) }))
  const open = ends.find(({ end }) => end === undefined)
  switch (way) {
    case 'SETTLED':
      return state.nothingFound || (ends.length > 0 && ends.every(({ end }) => end === 'REVOKED'))
        ? undefined
        : no('没有「没有发现问题」的查核结论，不能了结。')
    case 'RECTIFIED':
      return ends.length > 0 && state.findings.every(f => resultOf(f) === 'FULL')
        ? undefined
        : no('还有问题没有整改完成并经复查，不能办结。')
    case 'TRANSFERRED':
      if (!standingMeasures(state).some(m => m.measure === 'TRANSFER'))
        return no('没有移送并登记移送情况，不能按移送办结。')
      break
    case 'ACCOUNTED':
      if (ends.length === 0) return no('还没有认定的问题。')
      if (!open && !ends.some(({ end }) => end === 'ACCOUNTED')) return no('没有已经执行的问责措施，不能按问责办结。')
  }
  return open === undefined
    ? undefined
    : no(`第${open.no}项问题还没有去向：须整改完成，或者有已经执行、答复的问责措施。`)
}

const publicSource: Record<ClueSource, string> = {
  COMPLAINT: 'COMPLAINT_OR_REFERRAL',
  REFERRAL: 'COMPLAINT_OR_REFERRAL',
  INSPECTION: 'INSPECTION',
  SIGNAL: 'SIGNAL',
  REPLAY: 'REPLAY',
}

/** The order in which results are worse: the public reads the worst one. */
const worst = ['NONE', 'PARTLY', 'FULL'] as const

const rectificationOf = (state: Accountability) => {
  const results = state.findings.flatMap(f => (f.rectification ? [resultOf(f) ?? ('NONE' as const)] : []))
  return worst.find(result => results.includes(result)) ?? 'NOT_NEEDED'
}

/** What ended is published on the register without names: the clue itself stays where it is (S153). */
const close = define({
  noun: 'closure',
  label: '办结',
  clause: 'S153',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({
    way: z.enum(closingWays, { error: '请选择办结方式' }),
    summary: text('公开摘要', 500, 2),
  }),
  may: state =>
    refuseUnlessStage(state, ['OPENED'], '办结') ??
    (openAppeals(state).length > 0 ? refuse('WRONG_STATE', 'ACC-004', '还有申诉没有决定，不能办结。') : undefined) ??
    (state.findings.some(f => f.rectification && resultOf(f) !== 'FULL')
      ? refuse('WRONG_STATE', 'S153', '还有责令整改的问题没有整改完成，不能办结。')
      : refuseUnfinished(state)),
  decide: (state, input) => {
    const refusal = refuseWay(state, input.way)
    if (refusal) return err(refusal)
    return ok([
      { type: 'accountability.closed', data: input },
      {
        on: streams.register,
        type: 'register.outcome-published',
        data: {
          outcome: state.id,
          source: publicSource[state.source],
          boards: state.boards,
          clauses: [...new Set(state.findings.map(f => f.clause))],
          measures: [...new Set(standingMeasures(state).map(m => nameOfMeasure(m.measure)))],
          rectification: rectificationOf(state),
          summary: input.summary,
        },
      },
    ])
  },
})

export const endingActs = [propose, answer, close] as const
