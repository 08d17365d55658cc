import * as z from 'zod'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { day } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { define, refuseMissingParts, refuseUnlessStage } from './act.ts'
import type { Complaint, Proposal } from './complaint.ts'
import { dispositionsFor, isConcluded, nameOfDisposition, nameOfPaper, papersFor, papersOf } from './dispositions.ts'
import { dispositions, paperKinds } from './events.ts'
import type { ComplaintFacts } from './facts.ts'
import { concludeJoined } from './joined.ts'

const note = sealedPart('说明')
const papers = z
  .array(z.strictObject({ kind: z.enum(paperKinds, { error: '文书不在规定的范围内' }), part: sealedPart('文书') }))
  .max(20, { error: '文书不得超过20份' })
type Papers = z.output<typeof papers>

const partsOf = (given: Papers) => given.map(({ part }, index) => ({ field: `papers.${index}`, part }))

/** CMP-006: one of the four ways, with the papers that it must have. */
const propose = define({
  noun: 'disposition',
  label: '提出处置意见',
  clause: 'CMP-006',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    disposition: z.enum(dispositions, { error: '处置方式为谈话函询、初步核实、暂存待查或者予以了结' }),
    papers,
    reviewOn: day('复查日').optional(),
  }),
  may: state => refuseUnlessStage(state, ['HANDLING'], '提出处置意见', 'CMP-006'),
  decide: (state, input, facts) => {
    const missing = papersFor(input.disposition).toPropose.filter(kind => !input.papers.some(p => p.kind === kind))
    const wrong = firstRefusal(
      dispositionsFor(state.class).includes(input.disposition)
        ? undefined
        : refuse('INVALID', 'CMP-006', '本件的分流类别不用这种处置方式。', 'disposition'),
      missing.length === 0
        ? undefined
        : refuse(
            'INCOMPLETE',
            'CMP-006',
            `${nameOfDisposition(input.disposition)}须有${missing.map(nameOfPaper).join('、')}。`,
            'papers',
          ),
      refuseStrangePapers(input.disposition, input.papers, []),
      refuseReviewDay(input.disposition, input.reviewOn, facts),
      refuseMissingParts(facts, partsOf(input.papers)),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.disposition-proposed', data: input }])
  },
})

/** Each paper once, and only those of this way. */
function refuseStrangePapers(
  disposition: Proposal['disposition'],
  given: Papers,
  known: Proposal['papers'],
): Refusal | undefined {
  const kinds = papersOf(disposition)
  const strange = given.find(p => !kinds.includes(p.kind))
  if (strange) {
    const sentence = `${nameOfDisposition(disposition)}不用${nameOfPaper(strange.kind)}。`
    return refuse('INVALID', 'CMP-006', sentence, 'papers')
  }
  const all = [...known, ...given].map(p => p.kind)
  return new Set(all).size === all.length ? undefined : refuse('INVALID', 'CMP-006', '同一种文书只交一份。', 'papers')
}

function refuseReviewDay(
  disposition: Proposal['disposition'],
  reviewOn: string | undefined,
  { today }: ComplaintFacts,
): Refusal | undefined {
  if (disposition !== 'HOLD') {
    return reviewOn === undefined ? undefined : refuse('INVALID', 'CMP-006', '只有暂存待查才定复查日。', 'reviewOn')
  }
  return reviewOn !== undefined && reviewOn > today
    ? undefined
    : refuse('INVALID', 'CMP-006', '暂存待查须定晚于今天的复查日。', 'reviewOn')
}

/** 经集体研究并报批: never by who proposed it. */
const notProposer = ({ proposal }: Complaint, { person }: ComplaintFacts): Refusal | undefined =>
  proposal?.proposer === person
    ? refuse('CONFLICT_OF_INTEREST', 'CMP-006', '提出处置意见的人不能自己批准或者退回。')
    : undefined

const approve = define({
  noun: 'disposition-approval',
  label: '批准处置意见',
  clause: 'CMP-006',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({}),
  may: (state, facts) => refuseUnlessStage(state, ['PROPOSED'], '批准', 'CMP-006') ?? notProposer(state, facts),
  decide: (state, _input, { today }) => {
    const concluded = state.proposal && isConcluded({ ...state.proposal, approvedOn: today })
    return ok([{ type: 'complaint.disposition-approved', data: {} }, ...(concluded ? concludeJoined(state) : [])])
  },
})

const sendBack = define({
  noun: 'disposition-return',
  label: '退回处置意见',
  clause: 'CMP-006',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ note }),
  may: (state, facts) => refuseUnlessStage(state, ['PROPOSED'], '退回', 'CMP-006') ?? notProposer(state, facts),
  decide: (_state, input, facts) => {
    const wrong = refuseMissingParts(facts, [{ field: 'note', part: input.note }])
    return wrong ? err(wrong) : ok([{ type: 'complaint.disposition-returned', data: input }])
  },
})

/** What can only be written when the way was gone: with the last paper it has come to its result. */
const filePapers = define({
  noun: 'papers',
  label: '补交处置文书',
  clause: 'CMP-006',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({ papers: papers.min(1, { error: '请选择要交的文书' }) }),
  may: state => refuseUnlessStage(state, ['DISPOSED'], '补交文书', 'CMP-006'),
  decide: (state, input, facts) => {
    const { proposal } = state
    if (!proposal) return err(refuse('WRONG_STATE', 'CMP-006', '还没有处置意见。'))
    const wrong = firstRefusal(
      refuseStrangePapers(proposal.disposition, input.papers, proposal.papers),
      refuseMissingParts(facts, partsOf(input.papers)),
    )
    if (wrong) return err(wrong)
    const concluded = isConcluded({ ...proposal, papers: [...proposal.papers, ...input.papers] })
    return ok([{ type: 'complaint.papers-filed', data: input }, ...(concluded ? concludeJoined(state) : [])])
  },
})

const reviewHold = define({
  noun: 'hold-review',
  label: '复查暂存件',
  clause: 'CMP-006',
  roles: ['CASE_HANDLER'],
  input: z.strictObject({
    reopened: z.boolean({ error: '请选择继续暂存或者重新处置' }),
    reviewOn: day('下一个复查日').optional(),
    note,
  }),
  may: state => refuseUnlessStage(state, ['HELD'], '复查', 'CMP-006'),
  decide: (_state, input, facts) => {
    const wrong = firstRefusal(
      refuseReviewDay(input.reopened ? 'SETTLE' : 'HOLD', input.reviewOn, facts),
      refuseMissingParts(facts, [{ field: 'note', part: input.note }]),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.hold-reviewed', data: input }])
  },
})

export const dispositionActs = [propose, approve, sendBack, filePapers, reviewHold] as const
