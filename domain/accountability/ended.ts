import { type Accountability, type Finding, type Measure, resultOf } from './accountability.ts'
import { isRevoked } from './authority.ts'

/** Measures that no appeal took back. */
export const standingMeasures = ({ measures }: Accountability): readonly Measure[] =>
  measures.filter(m => !isRevoked(m))

/**
 * ACC-006: whether a measure was carried out. 组织调整 is when its procedures are done, 书面检查 when it was handed in, the rest
 * with their first step; a suggestion is answered by a decision on the same target, or by a step of its own.
 */
export function isCarriedOut(measure: Measure, all: readonly Measure[]): boolean {
  const did = (step: Measure['steps'][number]['step']) => measure.steps.some(s => s.step === step)
  if (measure.form === 'SUGGESTION') return measure.steps.length > 0 || all.some(m => decides(m, measure))
  switch (measure.measure) {
    case 'PERSON_ADJUSTMENT':
      return did('PROCEDURES_DONE')
    case 'WRITTEN_REVIEW':
      return did('WRITTEN_REVIEW_IN')
    default:
      return measure.steps.length > 0
  }
}

const decides = (one: Measure, suggestion: Measure): boolean =>
  one.form === 'DECISION' && one.finding === suggestion.finding && whom(one) === whom(suggestion)

const whom = ({ target }: Measure): string => (target.kind === 'PERSON' ? target.person : target.department)

/** S153 去向: how one finding ended. `REVOKED`: all that was decided of it was taken back on appeal. */
export function endOf(state: Accountability, finding: Finding): 'ACCOUNTED' | 'RECTIFIED' | 'REVOKED' | undefined {
  const own = state.measures.filter(m => m.finding === finding.no)
  const standing = own.filter(m => !isRevoked(m))
  if (standing.length > 0 && standing.every(m => isCarriedOut(m, own))) return 'ACCOUNTED'
  if (resultOf(finding) === 'FULL') return 'RECTIFIED'
  return own.length > 0 && standing.length === 0 ? 'REVOKED' : undefined
}
