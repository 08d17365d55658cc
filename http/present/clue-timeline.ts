import type { Accountability, By } from '../../domain/accountability/accountability.ts'
import { nameOfMeasure } from '../../domain/accountability/authority.ts'
import type { CluePage } from '../api/contract.ts'
import { division, someone, type Viewing } from './viewing.ts'

type Entry = CluePage['timeline'][number]

/** What happened with a clue, in order. */
export function clueTimeline(viewing: Viewing, state: Accountability): Entry[] {
  const entry = (by: By | undefined, what: string, words?: string): Entry[] =>
    by ? [{ at: by.at, what, who: someone(viewing, by.person), ...(words === undefined ? {} : { words }) }] : []
  const name = (department: string) => division(viewing, department).name
  const opened = state.stage === 'NOT_OPENED' ? '不予立项' : '立项'
  return [
    ...entry(state.registered, '登记线索', state.question),
    ...entry(state.decided, opened, state.decided?.reasons),
    ...state.explanations.flatMap(e => [
      ...entry(e, `要求${name(e.department)}说明情况`),
      ...entry(e.answer, `${name(e.department)}说明情况`),
    ]),
    ...state.findings.flatMap(f => [
      ...entry(f, `认定第${f.no}项问题`),
      ...(f.rectification
        ? [
            ...entry(f.rectification, `责令${name(f.rectification.department)}整改第${f.no}项`),
            ...f.rectification.reports.flatMap(r => entry(r, `报告第${f.no}项整改情况`)),
            ...f.rectification.verified.flatMap(v => entry(v, `复查第${f.no}项整改`)),
          ]
        : []),
    ]),
    ...entry(state.nothingFound, '没有发现问题'),
    ...state.measures.flatMap(m => [
      ...entry(m, `${m.form === 'DECISION' ? '登记决定' : '提出建议'}：${nameOfMeasure(m.measure)}`),
      ...m.appeals.flatMap(a => [...entry(a, '登记申诉'), ...entry(a.decision, '登记申诉决定')]),
    ]),
    ...state.improvements.flatMap(i => [...entry(i, '提出改进建议', i.subject), ...entry(i.answer, '答复改进建议')]),
    ...entry(state.closed, '办结', state.closed?.summary),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
