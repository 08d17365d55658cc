import { type Day, dayOf } from '../time.ts'
import { type Inspection, standingFindings } from './inspection.ts'

export interface OverdueRectification {
  readonly inspection: string
  readonly finding: number
  readonly department: string
  readonly dueOn: Day
}

/**
 * Rectifications whose day is over (E-63: 整改逾期亮牌). One that was reported in time and waits for somebody to verify it is
 * not the division's delay.
 */
export function overdueRectifications(state: Inspection, today: Day): readonly OverdueRectification[] {
  return standingFindings(state).flatMap(({ no, rectification: ordered }) => {
    if (!ordered || ordered.stage === 'DONE' || ordered.dueOn >= today) return []
    const reported = ordered.stage === 'RECTIFIED' ? ordered.reports.at(-1) : undefined
    if (reported && dayOf(reported.at) <= ordered.dueOn) return []
    return [{ inspection: state.id, finding: no, department: ordered.department, dueOn: ordered.dueOn }]
  })
}
