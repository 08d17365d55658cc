import { createRequire } from 'node:module'
import type { Highs } from 'highs'

// Required and not imported: the package's types describe its CommonJS face, which has `default`, and not the other.
const { default: loadHighs } = createRequire(import.meta.url)('highs') as typeof import('highs')

/** A mixed-integer linear program as it is being written down; variables are named by their number. */
export interface Program {
  readonly upper: number[]
  readonly whole: boolean[]
  readonly rows: Row[]
}

interface Row {
  readonly least: number
  readonly most: number
  readonly terms: readonly Term[]
}

export type Term = readonly [variable: number, factor: number]

export const emptyProgram = (): Program => ({ upper: [], whole: [], rows: [] })

/** A variable from 0 to `upper`. @returns its number. */
export function variable(program: Program, upper: number, kind: 'WHOLE' | 'REAL' = 'WHOLE'): number {
  program.upper.push(upper)
  program.whole.push(kind === 'WHOLE')
  return program.upper.length - 1
}

export function row(program: Program, least: number, most: number, terms: readonly Term[]): void {
  program.rows.push({ least, most, terms })
}

export type Solved =
  /** Whole variables are whole; `value` of a variable that is not asked about may be anything optimal. */
  | { readonly status: 'OPTIMAL'; readonly values: readonly number[]; readonly objective: number }
  | { readonly status: 'INFEASIBLE' }
  | { readonly status: 'OUT_OF_TIME' }

/** HiGHS, loaded once: the module is compiled from the package's own file, without any network. */
let loaded: Promise<Highs> | undefined
export function highs(): Promise<Highs> {
  loaded ??= loadHighs()
  return loaded
}

/**
 * Minimises the sum of the terms. The solver runs on one thread from a fixed seed and to the end (no gap is left), so that
 * the same program has the same answer on every machine; it is stopped by the clock only, and then there is no answer.
 *
 * @param until milliseconds as `performance.now()` counts them.
 * @throws on whatever is neither optimal nor infeasible nor out of time: then the program was written down wrongly.
 */
export function minimise(solver: Highs, program: Program, costs: readonly Term[], until: number): Solved {
  const seconds = (until - performance.now()) / 1_000
  if (seconds <= 0) return { status: 'OUT_OF_TIME' }
  return solver.withModel(dataOf(solver, program, costs), (model): Solved => {
    model.options.set({ output_flag: false, random_seed: 1, time_limit: seconds })
    model.options.set({ mip_rel_gap: 0, mip_abs_gap: 1e-6 })
    const { modelStatus } = model.run()
    const { optimal, infeasible, unboundedOrInfeasible, timeLimit } = solver.constants.modelStatus
    if (modelStatus === timeLimit) return { status: 'OUT_OF_TIME' }
    // Every variable has bounds, so that nothing is unbounded.
    if (modelStatus === infeasible || modelStatus === unboundedOrInfeasible) return { status: 'INFEASIBLE' }
    if (modelStatus !== optimal) throw new Error(`the solver ended with status ${modelStatus}`)
    const values = [...model.getSolution().colValue].map((value, at) => (program.whole[at] ? Math.round(value) : value))
    return { status: 'OPTIMAL', values, objective: Math.round(model.getObjectiveValue()) }
  })
}

function dataOf(solver: Highs, { upper, whole, rows }: Program, costs: readonly Term[]) {
  const { variableType } = solver.constants
  const colCost = new Float64Array(upper.length)
  for (const [at, cost] of costs) colCost[at] = (colCost[at] ?? 0) + cost
  const starts = [0]
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length)
  return {
    numCols: upper.length,
    numRows: rows.length,
    colCost,
    colLower: new Float64Array(upper.length),
    colUpper: Float64Array.from(upper),
    rowLower: Float64Array.from(rows, r => (r.least === Number.NEGATIVE_INFINITY ? -solver.infinity : r.least)),
    rowUpper: Float64Array.from(rows, r => r.most),
    integrality: whole.map(one => (one ? variableType.integer : variableType.continuous)),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: upper.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap(r => r.terms.map(([at]) => at))),
      values: Float64Array.from(rows.flatMap(r => r.terms.map(([, factor]) => factor))),
    },
  }
}

/**
 * Makes a load cost the more the larger it is already: the load is split into ones, each dearer than the one before, which
 * a minimum fills from below. Spread is what costs least: the sum of the squares of the loads.
 *
 * @param load the terms that add up to the load; at most `most`.
 * @param carried the load from before; it counts as if it were part of this one.
 */
export function spread(program: Program, load: readonly Term[], most: number, carried: number): readonly Term[] {
  const ones = Array.from({ length: most }, () => variable(program, 1, 'REAL'))
  row(program, 0, 0, [...load, ...ones.map(at => [at, -1] as const)])
  return ones.map((at, index) => [at, 2 * (carried + index) + 1] as const)
}
