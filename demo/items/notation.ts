import type { ChecklistLine, PowerItem } from '../../domain/catalogue/power-item.ts'

type Node = PowerItem['nodes'][number]

/** What a demonstration item has beyond spec/demo-catalogue.json. */
export interface ItemDetail {
  readonly promisedDays: number
  readonly statutoryDays?: number
  readonly materials: readonly Omit<ChecklistLine, 'id'>[]
  readonly steps: readonly Step[]
  readonly risks: readonly Risk[]
}

/** One node of the flowchart; nodes follow one another as listed, and a decision that says no goes back. */
interface Step {
  readonly type: Node['type']
  readonly name: string
  readonly post: string
  readonly days?: number
  /** Numbers of the risk points of a 关键环节, counted from 1. */
  readonly risks?: readonly number[]
  /** For a decision: the number of the step to which «no» leads, and what the line says. */
  readonly back?: { readonly to: number; readonly label: string }
}

interface Risk {
  readonly name: string
  readonly manifestation: string
  readonly owner: string
  readonly likelihood: number
  readonly severity: number
  readonly measures: readonly string[]
}

export const line = (name: string) => ({ name, required: true, detailed: false })
export const optional = (name: string) => ({ name, required: false, detailed: false })
/** 详细资料, which only 审定 asks for (S108). */
export const detailed = (name: string) => ({ name, required: true, detailed: true })

export const start = (name: string, post: string): Step => ({ type: 'start', name, post, days: 1 })
export const task = (name: string, post: string, days: number, ...risks: number[]): Step => ({
  type: 'task',
  name,
  post,
  days,
  risks,
})
export const decision = (name: string, post: string, days: number, to: number, label: string): Step => ({
  type: 'decision',
  name,
  post,
  days,
  back: { to, label },
})
export const meeting = (name: string, post: string, days: number, ...risks: number[]): Step => ({
  type: 'meeting',
  name,
  post,
  days,
  risks,
})
export const publish = (name: string, post: string, days: number): Step => ({ type: 'publish', name, post, days })
export const end = (name: string, post: string): Step => ({ type: 'end', name, post })

export const risk = (
  name: string,
  manifestation: string,
  owner: string,
  [likelihood, severity]: readonly [number, number],
  ...measures: string[]
): Risk => ({ name, manifestation, owner, likelihood, severity, measures })

const riskId = (no: number) => `R${no}`
const stepId = (no: number) => `N${no}`

/** The detail in the shape in which the catalogue wants it compiled. */
export function compiled(detail: ItemDetail) {
  const { materials, steps, risks } = detail
  return {
    materials: materials.map((material, index) => ({ id: `M${index + 1}`, ...material })),
    nodes: steps.map(nodeOf),
    edges: steps.flatMap((step, index) => edgesFrom(step, index, steps.length)),
    risks: risks.map(riskPointOf),
    riskAnalyses: risks.map(analysisOf),
    promisedDays: detail.promisedDays,
    ...(detail.statutoryDays ? { statutoryDays: detail.statutoryDays } : {}),
  }
}

function nodeOf({ type, name, post, days, risks = [] }: Step, index: number): Node {
  return {
    id: stepId(index + 1),
    type,
    name,
    post,
    ...(days === undefined ? {} : { days }),
    key: risks.length > 0,
    risks: risks.map(riskId),
  }
}

function edgesFrom({ back }: Step, index: number, steps: number): PowerItem['edges'] {
  const from = stepId(index + 1)
  const onward = index + 1 < steps ? [{ from, to: stepId(index + 2), ...(back ? { label: '是' } : {}) }] : []
  return back ? [...onward, { from, to: stepId(back.to), label: back.label }] : onward
}

function riskPointOf({ name, measures }: Risk, index: number): PowerItem['risks'][number] {
  return { id: riskId(index + 1), name, measures: measures.map((words, no) => ({ id: `C${no + 1}`, words })) }
}

function analysisOf(
  { manifestation, owner, likelihood, severity }: Risk,
  index: number,
): PowerItem['riskAnalyses'][number] {
  return { id: riskId(index + 1), manifestation, owner, likelihood, severity }
}
