import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import {
  type Accountability,
  type Appeal,
  byOf,
  type Finding,
  type Measure,
  type Rectification,
} from './accountability.ts'
import type { AccountabilityEvent } from './events.ts'

export function evolveAccountability(state: Accountability, event: Recorded<AccountabilityEvent>): Accountability {
  const by = byOf(event)
  switch (event.type) {
    case 'accountability.registered':
      return { ...state, ...event.data, stage: 'REGISTERED', registered: by }
    case 'accountability.opened': {
      const { reasons, handlers } = event.data
      return { ...state, stage: 'OPENED', handlers, decided: { ...by, reasons } }
    }
    case 'accountability.not-opened':
      return { ...state, stage: 'NOT_OPENED', decided: { ...by, ...event.data } }
    case 'accountability.explanation-asked':
      return { ...state, explanations: [...state.explanations, { ...event.data, ...by }] }
    case 'accountability.explained': {
      const { department, ...answer } = event.data
      const at = state.explanations.findLastIndex(e => e.department === department && !e.answer)
      const explanations = state.explanations.map((e, i) => (i === at ? { ...e, answer: { ...answer, ...by } } : e))
      return { ...state, explanations }
    }
    case 'accountability.found':
      return { ...state, findings: [...state.findings, { ...event.data, ...by }] }
    case 'accountability.nothing-found':
      return { ...state, nothingFound: { ...event.data, ...by } }
    case 'accountability.measure-decided':
      return { ...state, measures: [...state.measures, { ...event.data, ...by, steps: [], appeals: [] }] }
    case 'accountability.measure-carried-out': {
      const { measure, ...step } = event.data
      return withMeasure(state, measure, m => ({ ...m, steps: [...m.steps, step] }))
    }
    case 'accountability.appealed': {
      const { measure, by: appellant, on, words } = event.data
      const appeal: Appeal = { ...by, appellant, on, words }
      return withMeasure(state, measure, m => ({ ...m, appeals: [...m.appeals, appeal] }))
    }
    case 'accountability.appeal-decided': {
      const { measure, ...decision } = event.data
      return withMeasure(state, measure, m => ({
        ...m,
        appeals: m.appeals.map((a, i) => (i === m.appeals.length - 1 ? { ...a, decision: { ...decision, ...by } } : a)),
      }))
    }
    case 'accountability.whereabouts-changed': {
      const { person, ...where } = event.data
      return { ...state, whereabouts: { ...state.whereabouts, [person]: { ...where, ...by } } }
    }
    case 'accountability.rectification-ordered': {
      const { finding, ...order } = event.data
      return withFinding(state, finding, f => ({ ...f, rectification: { ...order, ...by, reports: [], verified: [] } }))
    }
    case 'accountability.rectified': {
      const { finding, ...report } = event.data
      return withRectification(state, finding, r => ({ ...r, reports: [...r.reports, { ...report, ...by }] }))
    }
    case 'accountability.verified': {
      const { finding, dueOn, ...verified } = event.data
      return withRectification(state, finding, r => ({
        ...r,
        dueOn: dueOn ?? r.dueOn,
        verified: [...r.verified, { ...verified, ...by }],
      }))
    }
    case 'accountability.improvement-proposed':
      return { ...state, improvements: [...state.improvements, { ...event.data, ...by }] }
    case 'accountability.improvement-answered': {
      const { no, ...answer } = event.data
      const improvements = state.improvements.map(i => (i.no === no ? { ...i, answer: { ...answer, ...by } } : i))
      return { ...state, improvements }
    }
    case 'accountability.closed':
      return { ...state, stage: 'CLOSED', closed: { ...event.data, ...by } }
    default:
      return closed(event)
  }
}

const withMeasure = (state: Accountability, no: number, change: (m: Measure) => Measure): Accountability => ({
  ...state,
  measures: state.measures.map(m => (m.no === no ? change(m) : m)),
})

const withFinding = (state: Accountability, no: number, change: (f: Finding) => Finding): Accountability => ({
  ...state,
  findings: state.findings.map(f => (f.no === no ? change(f) : f)),
})

const withRectification = (
  state: Accountability,
  no: number,
  change: (r: Rectification) => Rectification,
): Accountability =>
  withFinding(state, no, f => (f.rectification ? { ...f, rectification: change(f.rectification) } : f))
