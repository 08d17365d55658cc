import * as z from 'zod'
import { drawMethods } from '../draw/announcement.ts'
import { err, firstRefusal, ok, type Refusal, refuse } from '../result.ts'
import { numberOn } from '../rulebook/rulebook.ts'
import { code, text } from '../schema.ts'
import { exclusion, poolRule, stratumRule, weightTable } from './events.ts'
import type { SpotCheckFacts } from './facts.ts'
import { snapshotOf } from './freezing.ts'
import { isSpotCheckId, type PoolRule, type SpotCheck } from './spot-check.ts'
import { define, refuseUnlessStage } from './stage.ts'

/** Made, and made otherwise, until it is frozen: nothing was promised to anybody yet. */
export const prepare = define({
  noun: 'preparation',
  label: '准备抽查批次',
  clause: 'S128',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    title: text('批次名称', 60, 2),
    rule: poolRule,
    strata: z.array(stratumRule, { error: '请为每一层写明比例或件数' }).min(1, {
      error: '请为每一层写明比例或件数',
    }),
    weights: weightTable,
    perObject: z.int({ error: '检查人数应为整数' }).max(9, { error: '每个对象的检查人不得超过9人' }),
    method: z.enum(drawMethods, { error: '抽取方法不在规定的范围内' }).default('TICKETS'),
    replaces: code('原批次').optional(),
    flagged: z.array(z.string().min(1).max(120)).max(2000).default([]),
  }),
  may: state => refuseUnlessStage(state, ['NONE', 'PREPARED'], 'RND-001', '修改'),
  decide: (state, input, facts) => {
    const refusal = firstRefusal(
      isSpotCheckId(state.id) ? undefined : refuse('INVALID', 'S128', '批次编号应写成 2026-01 的样子。'),
      refusePeriod(input.rule, facts),
      refuseFewInspectors(input.perObject, facts),
      refuseRates(input.strata),
      refuseReplacing(input.replaces, facts),
    )
    return refusal ? err(refusal) : ok([{ type: 'spot-check.prepared', data: input }])
  },
})

function refusePeriod({ from, to }: PoolRule, { today }: SpotCheckFacts): Refusal | undefined {
  if (from > to) return refuse('INVALID', 'S128', '止日不得早于起日。', 'rule.to')
  return to > today ? refuse('INVALID', 'S128', '止日不得晚于今天：还没有发生的事不能抽查。', 'rule.to') : undefined
}

function refuseFewInspectors(perObject: number, { rulebook, today }: SpotCheckFacts): Refusal | undefined {
  const least = numberOn(rulebook, 'spotcheck.inspectorsMin', today)
  return perObject < least
    ? refuse('INVALID', 'RND-003', `每个对象的检查人不得少于${least}人。`, 'perObject')
    : undefined
}

/** Said at once, where the strata are typed; the draw core says it again when the pool is known. */
function refuseRates(strata: SpotCheck['strata']): Refusal | undefined {
  const index = strata.findIndex(({ rate }) => rate !== undefined && !(rate > 0 && rate <= 1))
  if (index >= 0) {
    const sentence = `分层「${strata[index]?.stratum}」的比例应大于0，不超过100%。`
    return refuse('INVALID', 'RND-004', sentence, `strata.${index}`)
  }
  const both = strata.findIndex(({ rate, count }) => (rate === undefined) === (count === undefined))
  if (both < 0) return undefined
  const sentence = `分层「${strata[both]?.stratum}」应写明比例或件数，两者只写一个。`
  return refuse('INVALID', 'RND-004', sentence, `strata.${both}`)
}

/** RND-002: what is drawn anew is another batch, and the old one stays on record as voided. */
function refuseReplacing(replaces: string | undefined, { replaced }: SpotCheckFacts): Refusal | undefined {
  if (replaces === undefined) return undefined
  return replaced?.stage === 'VOIDED'
    ? undefined
    : refuse('INVALID', 'RND-002', '只有已经作废的批次才能重抽，请先由两人作废原批次。', 'replaces')
}

export const freeze = define({
  noun: 'freezing',
  label: '冻结对象池和检查人名录',
  clause: 'RND-005',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({
    exclusions: z.array(exclusion, { error: '剔除应逐个写明对象和理由' }).max(2000).default([]),
  }),
  may: state => refuseUnlessStage(state, ['PREPARED'], 'RND-005', '冻结'),
  decide: (state, { exclusions }, facts) => {
    const snapshot = snapshotOf(state, facts, exclusions)
    if (!snapshot.ok) return snapshot
    const excluded = exclusions.map(({ id }) => id)
    return ok([{ type: 'spot-check.frozen', data: { ...snapshot.value, excluded } }])
  },
})

export const thaw = define({
  noun: 'thaw',
  label: '解冻',
  clause: 'RND-005',
  roles: ['ACCOUNTABILITY_MEMBER'],
  input: z.strictObject({ reason: text('解冻理由', 200, 2) }),
  may: state => refuseUnlessStage(state, ['FROZEN'], 'RND-005', '解冻'),
  decide: (_state, input) => ok([{ type: 'spot-check.thawed', data: input }]),
})
