import { type Accountability, resultOf } from './accountability.ts'
import { isRevoked } from './authority.ts'

/** What the yearly assessment takes from a clue (S129 回填考核). What was revoked on appeal does not count. */
export interface AssessmentFacts {
  readonly departments: readonly string[]
  readonly findings: number
  /** Findings whose rectification was verified as complete. */
  readonly rectified: number
  readonly measures: readonly { readonly measure: string; readonly department?: string; readonly person?: string }[]
  /** 四种形态, for counting alone (ACC-005). */
  readonly disciplineForms: readonly number[]
}

export function assessmentFactsOf(state: Accountability): AssessmentFacts {
  const standing = state.measures.filter(m => !isRevoked(m) && m.form === 'DECISION')
  return {
    departments: state.departments,
    findings: state.findings.length,
    rectified: state.findings.filter(f => resultOf(f) === 'FULL').length,
    measures: standing.map(({ measure, target }) => ({
      measure,
      ...(target.kind === 'PERSON' ? { person: target.person } : { department: target.department }),
    })),
    disciplineForms: standing.flatMap(m => m.disciplineForm ?? []),
  }
}
