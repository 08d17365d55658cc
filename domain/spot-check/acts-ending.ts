import * as z from 'zod'
import { streams } from '../ids.ts'
import { must, ok, type Refusal, refuse } from '../result.ts'
import { text } from '../schema.ts'
import type { SpotCheckFacts } from './facts.ts'
import { openVoidRequest, type SpotCheck } from './spot-check.ts'
import { define, refuseUnlessStage } from './stage.ts'

/**
 * Whether the announced randomness can be known by now. From then on whoever knows the code could compute the outcome; one
 * person may not call the draw off any more.
 */
export const isRandomnessDue = (state: SpotCheck, now: string): boolean =>
  state.announcement !== undefined && now >= state.announcement.source.at

const refuseVoiding = (state: SpotCheck, { now }: SpotCheckFacts): Refusal | undefined => {
  if (state.stage === 'ANNOUNCED' && !isRandomnessDue(state, now)) {
    return refuse('WRONG_STATE', 'RND-002', '约定的随机数还没有产生，不必作废，可由组长取消。')
  }
  return refuseUnlessStage(state, ['ANNOUNCED', 'DRAWN'], 'RND-002', '作废')
}

/** RND-002: a second draw needs the first one voided, by two people and with a reason; it stays on record. */
export const requestVoid = define({
  noun: 'void-requests',
  label: '提出作废本批次',
  clause: 'RND-002',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({ reason: text('作废理由', 300, 5) }),
  may: (state, facts) =>
    refuseVoiding(state, facts) ??
    (openVoidRequest(state) ? refuse('WRONG_STATE', 'RND-002', '已经有人提出作废，请等另一人答复。') : undefined),
  decide: (_state, input) => ok([{ type: 'spot-check.void-asked', data: input }]),
})

function refuseAnswer(state: SpotCheck, facts: SpotCheckFacts): Refusal | undefined {
  const asked = refuseVoiding(state, facts)
  if (asked) return asked
  const request = openVoidRequest(state)
  if (!request) return refuse('WRONG_STATE', 'RND-002', '没有人提出作废本批次。')
  return request.by === facts.person
    ? refuse('CONFLICT_OF_INTEREST', 'RND-002', '作废须两人：提出的人不能自己批准或驳回。')
    : undefined
}

/** Inspections that were not concluded end with their batch; what was signed stays. */
export const voidBatch = define({
  noun: 'voiding',
  label: '同意作废',
  clause: 'RND-002',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({}),
  may: refuseAnswer,
  decide: (state, _input, { inspections }) => {
    const open = state.inspections.filter(({ inspection }) =>
      ['OPEN', 'PLANNED', 'REPORTED'].includes(must(inspections[inspection], `inspection ${inspection}`).stage),
    )
    return ok([
      { type: 'spot-check.voided', data: {} },
      ...open.map(({ inspection }) => ({
        on: streams.inspection(inspection),
        type: 'inspection.cancelled',
        data: { ground: 'VOIDED' },
      })),
    ])
  },
})

export const refuseVoid = define({
  noun: 'void-refusals',
  label: '不同意作废',
  clause: 'RND-002',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({ reason: text('不同意的理由', 300, 2) }),
  may: refuseAnswer,
  decide: (_state, input) => ok([{ type: 'spot-check.void-refused', data: input }]),
})

export const cancel = define({
  noun: 'cancellation',
  label: '取消抽取',
  clause: 'RND-002',
  roles: ['ACCOUNTABILITY_LEADER'],
  input: z.strictObject({ reason: text('取消理由', 300, 5) }),
  may: (state, { now }) =>
    refuseUnlessStage(state, ['ANNOUNCED'], 'RND-002', '取消') ??
    (isRandomnessDue(state, now)
      ? refuse('WRONG_STATE', 'RND-002', '约定的随机数已经产生，只能抽取；确需作废的，由两人作废。')
      : undefined),
  decide: (_state, input) => ok([{ type: 'spot-check.cancelled', data: input }]),
})
