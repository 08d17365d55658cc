import { err, ok, type Refusal, type Result, refuse } from '../result.ts'
import { byCodeUnits, firstRepeated } from './labels.ts'
import { type Pool, strataOf } from './pool.ts'

/** How many of a stratum are drawn: a rate or a count, one of the two. */
export interface StratumRule {
  readonly stratum: string
  /** More than 0, at most 1, in steps of one ten-thousandth. */
  readonly rate?: number | undefined
  readonly count?: number | undefined
}

export interface Quota {
  readonly stratum: string
  readonly quota: number
}

/** Rates are counted in these: 5 % is 500. Whole numbers, because 0.07 × 100 in binary fractions is more than 7. */
const RATE_STEPS = 10_000

/**
 * How many are drawn of each stratum, in the order of the strata's names. A rate of a stratum of n gives n × rate, rounded
 * up, so at least one. Refused (RND-004): a stratum of the pool without a rule, a rule whose stratum has no entry, two rules
 * for one stratum, a rate over 100 %, a count over what the stratum has.
 */
export function quotasOf(pool: Pool, rules: readonly StratumRule[]): Result<readonly Quota[]> {
  const sizes = strataOf(pool)
  const repeated = firstRepeated(rules.map(({ stratum }) => stratum).sort(byCodeUnits))
  if (repeated !== undefined) {
    return err(refuse('INVALID', 'RND-004', `分层「${repeated}」有两条抽取规则，只能有一条。`, 'rules'))
  }
  for (const rule of rules) {
    const fault = ruleFault(rule, sizes.get(rule.stratum) ?? 0)
    if (fault !== undefined) return err(fault)
  }
  const ruleOf = new Map(rules.map(rule => [rule.stratum, rule]))
  const quotas: Quota[] = []
  for (const [stratum, size] of sizes) {
    const rule = ruleOf.get(stratum)
    if (rule === undefined) {
      return err(refuse('INCOMPLETE', 'RND-004', `分层「${stratum}」没有抽取规则，请写明比例或件数。`, 'rules'))
    }
    quotas.push({ stratum, quota: rule.count ?? Math.ceil((stepsOf(rule.rate ?? 0) * size) / RATE_STEPS) })
  }
  return ok(quotas)
}

const stepsOf = (rate: number): number => Math.round(rate * RATE_STEPS)

function ruleFault({ stratum, rate, count }: StratumRule, size: number): Refusal | undefined {
  const no = (what: string) => refuse('INVALID', 'RND-004', `分层「${stratum}」${what}。`, 'rules')
  if (size === 0) return no('没有任何对象，不能抽取')
  if ((rate === undefined) === (count === undefined)) return no('的规则应写比例或件数，二者只写一个')
  if (rate !== undefined) {
    if (!(rate > 0)) return no('的抽取比例应大于0')
    if (rate > 1) return no('的抽取比例超过了100%')
    if (Math.abs(rate * RATE_STEPS - stepsOf(rate)) > 1e-6 || stepsOf(rate) === 0) return no('的抽取比例最细到万分之一')
  }
  if (count !== undefined) {
    if (!Number.isInteger(count) || count < 1) return no('的抽取件数应是1以上的整数')
    if (count > size) return no(`只有${size}个对象，抽不出${count}个`)
  }
  return undefined
}
