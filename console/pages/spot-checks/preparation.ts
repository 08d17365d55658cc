import { proposedWeights, type WeightTable } from '../../../domain/spot-check/weights.ts'
import type { SpotCheckPage } from '../../../http/api/contract.ts'

/** What the preparation's form holds. */
export interface PreparationValues {
  readonly title: string
  readonly kinds: readonly string[]
  readonly from: string
  readonly to: string
  readonly boards: readonly string[]
  readonly departments: readonly string[]
  readonly strata: readonly StratumValues[]
  readonly weights: WeightTable
  readonly perObject: number
  readonly method: 'TICKETS' | 'INDEX' | 'RFC3797'
  /** 重点关注, by the id in the pool. */
  readonly flagged: readonly string[]
}

/** What may be drawn, as the batch has it. */
export type Range = Pick<PreparationValues, 'kinds' | 'from' | 'to' | 'boards' | 'departments'>

/** A range as a query of the server's. @param wanted looks for it in numbers and titles. */
export function rangeQuery({ kinds, from, to, boards, departments }: Range, wanted = ''): string {
  return new URLSearchParams([
    ['from', from],
    ['to', to],
    ...kinds.map(kind => ['kinds', kind]),
    ...boards.map(board => ['boards', board]),
    ...departments.map(department => ['departments', department]),
    ...(wanted === '' ? [] : [['q', wanted]]),
  ]).toString()
}

export interface StratumValues {
  readonly stratum: string
  readonly by: 'RATE' | 'COUNT'
  /** In percent. */
  readonly percent?: number
  readonly count?: number
}

export type WeightName = keyof WeightTable

/** The traits for which an object weighs more than 1, and why the table starts as it does (RND-004). */
export const weightNames: readonly { readonly name: WeightName; readonly label: string; readonly extra: string }[] = [
  { name: 'approval', label: '审定', extra: '由厅长办公会审定的件' },
  { name: 'filing', label: '报备', extra: '报备的件' },
  { name: 'postFiled', label: '事后报备', extra: '先办后报的件' },
  { name: 'concern', label: '重点关注', extra: '高风险，或群众反映较多' },
  { name: 'keyNode', label: '关键环节', extra: '涉及关键环节的件和事项' },
]

export const methodNames = [
  { value: 'TICKETS', label: '按权重抽取（权重大的先抽到的机会大）' },
  { value: 'INDEX', label: '按序号抽取（对象极多、权重都相同时用）' },
  { value: 'RFC3797', label: 'RFC 3797（只用骰子或彩票，不分层）' },
] as const

export const firstPreparation = (today: string): PreparationValues => ({
  title: '',
  kinds: ['MATTER'],
  from: `${today.slice(0, 4)}-01-01`,
  to: today,
  boards: [],
  departments: [],
  strata: [],
  weights: proposedWeights,
  perObject: 2,
  method: 'TICKETS',
  flagged: [],
})

const PERCENT = 100
/** Rates are kept in ten-thousandths: 12.34 % is 0.1234 exactly. */
const STEPS = 10_000

/** What the form says, as the act takes it. @param replaces the voided batch that this one draws anew. */
export function inputOf(
  { kinds, from, to, boards, departments, strata, ...values }: PreparationValues,
  replaces?: string,
) {
  return {
    ...values,
    rule: { kinds, from, to, boards, departments },
    strata: strata.map(({ stratum, by, percent = 0, count = 0 }) =>
      by === 'RATE' ? { stratum, rate: Math.round((percent / PERCENT) * STEPS) / STEPS } : { stratum, count },
    ),
    ...(replaces ? { replaces } : {}),
  }
}

/** A row for each stratum of the range: what was filled in stays, what the range no longer has goes. @param percent for a new one. */
export const rowsFor = (
  strata: readonly { readonly stratum: string }[],
  filled: readonly StratumValues[],
  percent: number,
): readonly StratumValues[] =>
  strata.map(({ stratum }) => filled.find(row => row.stratum === stratum) ?? { stratum, by: 'RATE', percent, count: 1 })

/** What a batch was prepared with, as the form holds it. */
export function preparationOf(batch: SpotCheckPage): PreparationValues {
  const { title, rule, strata, weights, perObject, method, flagged = [] } = batch
  const rows = strata.map(
    ({ stratum, rate, count = 1 }): StratumValues =>
      rate === undefined ? { stratum, by: 'COUNT', count } : { stratum, by: 'RATE', percent: percentOf(rate), count },
  )
  return { title, ...rule, strata: rows, weights, perObject, method, flagged }
}

/** A rate in percent, without the tails of binary fractions. */
export const percentOf = (rate: number): number => Math.round(rate * STEPS) / (STEPS / PERCENT)

/** On which of the four steps a refused field stands. */
export function stepOfField(field: string): number {
  const [name = ''] = field.split('.')
  const steps = [['title', 'rule', 'replaces'], ['strata'], ['weights', 'method', 'flagged'], ['perObject']]
  return Math.max(
    0,
    steps.findIndex(fields => fields.includes(name)),
  )
}
