import * as z from 'zod'
import { err, firstRefusal, ok, refuse } from '../result.ts'
import { code, hash } from '../schema.ts'
import { sealedPart } from '../sealed-part.ts'
import { addMonths, type Day, formatDay } from '../time.ts'
import { define, openStages, refuseMissingParts, refuseUnlessStage } from './act.ts'
import { refuseKeys } from './acts-intake.ts'
import { limitOf, rulesFor } from './clocks.ts'
import { blobsOf, type Complaint } from './complaint.ts'
import type { ComplaintFacts } from './facts.ts'

/** The group has changed: a member who can read it seals it anew, in the browser, to whoever may read it today. */
const reseal = define({
  noun: 'reseals',
  label: '重新密封',
  clause: 'S122',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    parts: z
      .array(z.strictObject({ from: hash('原密封件'), to: sealedPart('重新密封件') }))
      .min(1, { error: '请选择要重新密封的材料' })
      .max(500),
    keys: z.array(z.string().max(200)).min(1, { error: '请选择密封给哪些公钥' }).max(60),
  }),
  may: state => refuseUnlessStage(state, [...openStages, 'CLOSED'], '重新密封', 'S122'),
  decide: (state, input, facts) => {
    const held = state.parts.filter(p => p.kind !== 'REPLY').map(p => p.blob)
    const given = input.parts.map(p => p.from)
    const wrong = firstRefusal(
      held.every(blob => given.includes(blob)) && given.every(blob => held.includes(blob))
        ? undefined
        : refuse('INVALID', 'S122', '须把本件的全部材料一并重新密封，请刷新页面后再试。', 'parts'),
      refuseKeys(state.recused, input.keys, facts),
      refuseMissingParts(
        facts,
        input.parts.map(({ to }, index) => ({ field: `parts.${index}`, part: to })),
      ),
    )
    return wrong ? err(wrong) : ok([{ type: 'complaint.resealed', data: input }])
  },
})

/** The last day of its retention: so many years from the day on which it was closed. */
export function keptUntil(state: Complaint, facts: Pick<ComplaintFacts, 'rulebook'>): Day | undefined {
  if (state.closedOn === undefined) return undefined
  const { amount } = limitOf(rulesFor(state, facts.rulebook), 'complaint.retentionYears')
  return addMonths(state.closedOn, amount * 12)
}

const proposeDestruction = define({
  noun: 'destruction-proposals',
  label: '提出销毁',
  clause: 'CMP-007',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({}),
  may: (state, facts) => {
    const until = keptUntil(state, facts)
    return firstRefusal(
      refuseUnlessStage(state, ['CLOSED'], '销毁', 'CMP-007'),
      until !== undefined && facts.today <= until
        ? refuse('WRONG_STATE', 'CMP-007', `保管期到${formatDay(until)}为止，期满才能销毁。`)
        : undefined,
      state.destruction ? refuse('WRONG_STATE', 'CMP-007', '已经提出销毁，待另一人核准。') : undefined,
    )
  },
  decide: (_state, _input, { today }) => ok([{ type: 'complaint.destruction-proposed', data: { reviewedOn: today } }]),
})

/** By two: what is destroyed is named on a certificate by its fingerprints, and that there was a report stays. */
const destroy = define({
  noun: 'destruction',
  label: '核准销毁',
  clause: 'CMP-007',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({ certificate: code('销毁证明号') }),
  may: (state, { person }) =>
    firstRefusal(
      refuseUnlessStage(state, ['CLOSED'], '销毁', 'CMP-007'),
      state.destruction ? undefined : refuse('WRONG_STATE', 'CMP-007', '还没有提出销毁。'),
      state.destruction?.proposer === person
        ? refuse('CONFLICT_OF_INTEREST', 'CMP-007', '提出销毁的人不能自己核准。')
        : undefined,
    ),
  decide: (state, input) => ok([{ type: 'complaint.destroyed', data: { ...input, blobs: blobsOf(state) } }]),
})

export const keepingActs = [reseal, proposeDestruction, destroy] as const
