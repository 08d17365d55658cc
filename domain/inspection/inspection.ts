import type { Recorded } from '../decider.ts'
import { closed } from '../result.ts'
import type { Signature } from '../signature.ts'
import type { ObjectKind } from '../spot-check/candidate.ts'
import type { Day, Instant } from '../time.ts'
import type { findingGrades, InspectionEvent, rectificationResults } from './events.ts'

export type InspectionStage = 'NONE' | 'OPEN' | 'PLANNED' | 'REPORTED' | 'CONCLUDED' | 'CLOSED' | 'CANCELLED'
export type FindingGrade = (typeof findingGrades)[number]
export type RectificationResult = (typeof rectificationResults)[number]
export interface HeldFile {
  readonly hash: string
  readonly name: string
}

/** By whom and when. */
interface Done {
  readonly by: string
  readonly at: Instant
}

export interface Plan {
  readonly from: Day
  readonly to: Day
  readonly items: readonly { readonly no: number; readonly what: string; readonly clause: string }[]
}

export interface Evidence extends Done {
  readonly no: number
  readonly what: string
  readonly files: readonly HeldFile[]
}

export interface Rectification {
  readonly department: string
  readonly dueOn: Day
  /** RECTIFIED: reported, and not yet verified by somebody else. */
  readonly stage: 'ORDERED' | 'RECTIFIED' | 'DONE'
  readonly reports: readonly (Done & { readonly words: string; readonly files: readonly HeldFile[] })[]
  readonly verifications: readonly (Done & { readonly result: RectificationResult; readonly words: string })[]
}

export interface Finding extends Done {
  readonly no: number
  readonly grade: FindingGrade
  readonly clause: string
  readonly department: string
  readonly words: string
  readonly evidence: readonly number[]
  /** Why the inspectors took it back, before they signed. */
  readonly withdrawn?: string
  /** By the decision on an objection. */
  readonly dropped?: true
  readonly rectification?: Rectification
  /** The clue that it became (E-63): for the group alone. */
  readonly clue?: string
}

export interface Objection extends Done {
  readonly department: string
  readonly words: string
  readonly files: readonly HeldFile[]
  readonly reviewers: readonly string[]
  readonly decision?: Done & { readonly upheld: boolean; readonly dropped: readonly number[]; readonly words: string }
}

export interface Report extends Done {
  readonly words: string
  readonly sha256: string
}

export interface ReportSignature extends Done {
  readonly sha256: string
  readonly signature?: Signature | undefined
}

export interface Inspection {
  readonly id: string
  readonly stage: InspectionStage
  readonly batch: string
  readonly object: string
  readonly kind: ObjectKind
  readonly departments: readonly string[]
  readonly inspectors: readonly string[]
  /** Who was drawn first and fell out. */
  readonly formerInspectors: readonly string[]
  readonly drawnOn: Day
  readonly plan?: Plan
  readonly evidence: readonly Evidence[]
  readonly findings: readonly Finding[]
  readonly report?: Report
  readonly signatures: readonly ReportSignature[]
  readonly concluded?: { readonly findings: number; readonly serious: number; readonly at: Instant }
  readonly responses: readonly (Done & { readonly department: string; readonly words: string })[]
  readonly objection?: Objection
  readonly publication?: Done & { readonly summary: string; readonly findings: number; readonly serious: number }
  readonly closedAt?: Instant
  readonly cancelled?: { readonly ground: 'SUBSTITUTED' | 'VOIDED'; readonly at: Instant }
}

export const noInspection: Inspection = {
  id: '',
  stage: 'NONE',
  batch: '',
  object: '',
  kind: 'MATTER',
  departments: [],
  inspectors: [],
  formerInspectors: [],
  drawnOn: '',
  evidence: [],
  findings: [],
  signatures: [],
  responses: [],
}

export function evolveInspection(state: Inspection, event: Recorded<InspectionEvent>): Inspection {
  const done = { by: event.by.person, at: event.at }
  switch (event.type) {
    case 'inspection.opened':
      return { ...state, ...event.data, kind: event.data.kind as ObjectKind, stage: 'OPEN' }
    case 'inspection.cancelled':
      return { ...state, stage: 'CANCELLED', cancelled: { ...event.data, at: done.at } }
    case 'inspection.inspector-replaced': {
      const { out } = event.data
      const inspectors = [...state.inspectors.filter(person => person !== out), event.data.in]
      return { ...unreported(state), inspectors, formerInspectors: [...state.formerInspectors, out] }
    }
    case 'inspection.planned':
      return { ...state, plan: event.data, stage: 'PLANNED' }
    case 'inspection.evidence-filed':
      return { ...state, evidence: [...state.evidence, { ...event.data, ...done }] }
    case 'inspection.finding-recorded':
      return { ...unreported(state), findings: [...state.findings, { ...event.data, ...done }] }
    case 'inspection.finding-withdrawn':
      return withFinding(unreported(state), event.data.no, f => ({ ...f, withdrawn: event.data.reason }))
    case 'inspection.report-written': {
      const { report: words, sha256 } = event.data
      return { ...state, stage: 'REPORTED', report: { words, sha256, ...done }, signatures: [] }
    }
    case 'inspection.signed':
      return { ...state, signatures: [...state.signatures, { ...event.data, ...done }] }
    case 'inspection.concluded':
      return { ...state, stage: 'CONCLUDED', concluded: { ...event.data, at: done.at } }
    default:
      return evolveConcluded(state, event)
  }
}

type AfterConclusion = Extract<
  Recorded<InspectionEvent>,
  {
    type:
      | 'inspection.responded'
      | 'inspection.objected'
      | 'inspection.objection-assigned'
      | 'inspection.objection-decided'
      | 'inspection.published'
      | 'inspection.rectification-ordered'
      | 'inspection.rectified'
      | 'inspection.verified'
      | 'inspection.referred'
      | 'inspection.closed'
  }
>

function evolveConcluded(state: Inspection, event: AfterConclusion): Inspection {
  const done = { by: event.by.person, at: event.at }
  switch (event.type) {
    case 'inspection.responded':
      return { ...state, responses: [...state.responses, { ...event.data, ...done }] }
    case 'inspection.objected':
      return { ...state, objection: { ...event.data, ...done, reviewers: [] } }
    case 'inspection.objection-assigned':
      return state.objection ? { ...state, objection: { ...state.objection, ...event.data } } : state
    case 'inspection.objection-decided': {
      const { dropped } = event.data
      const findings = state.findings.map(f => (dropped.includes(f.no) ? { ...f, dropped: true as const } : f))
      const { objection } = state
      return objection
        ? { ...state, findings, objection: { ...objection, decision: { ...event.data, ...done } } }
        : state
    }
    case 'inspection.published':
      return { ...state, publication: { ...event.data, ...done } }
    case 'inspection.rectification-ordered': {
      const { finding, department, dueOn } = event.data
      const ordered = { department, dueOn, stage: 'ORDERED' as const, reports: [], verifications: [] }
      return withFinding(state, finding, f => ({ ...f, rectification: ordered }))
    }
    case 'inspection.rectified': {
      const { finding, ...report } = event.data
      return withRectification(state, finding, r => ({
        ...r,
        stage: 'RECTIFIED',
        reports: [...r.reports, { ...report, ...done }],
      }))
    }
    case 'inspection.verified': {
      const { finding, dueOn, ...verified } = event.data
      return withRectification(state, finding, r => ({
        ...r,
        stage: verified.result === 'FULL' ? 'DONE' : 'ORDERED',
        dueOn: dueOn ?? r.dueOn,
        verifications: [...r.verifications, { ...verified, ...done }],
      }))
    }
    case 'inspection.referred':
      return withFinding(state, event.data.finding, f => ({ ...f, clue: event.data.clue }))
    case 'inspection.closed':
      return { ...state, stage: 'CLOSED', closedAt: event.at }
    default:
      return closed(event)
  }
}

/** What was found changed after the report was written: it is to be written, and signed, anew. */
function unreported(state: Inspection): Inspection {
  if (state.stage !== 'REPORTED') return state
  const { report: _, ...before } = state
  return { ...before, stage: 'PLANNED', signatures: [] }
}

const withFinding = (state: Inspection, no: number, change: (finding: Finding) => Finding): Inspection => ({
  ...state,
  findings: state.findings.map(finding => (finding.no === no ? change(finding) : finding)),
})

const withRectification = (state: Inspection, no: number, change: (r: Rectification) => Rectification): Inspection =>
  withFinding(state, no, f => (f.rectification ? { ...f, rectification: change(f.rectification) } : f))

/** Findings that still stand: neither taken back nor dropped. */
export const standingFindings = ({ findings }: Inspection): readonly Finding[] =>
  findings.filter(({ withdrawn, dropped }) => withdrawn === undefined && !dropped)

/** The divisions that were inspected; of a meeting that was nobody's own, those that findings are about. */
export const inspectedDivisions = (state: Inspection): readonly string[] => [
  ...new Set([...state.departments, ...standingFindings(state).map(({ department }) => department)]),
]

export const isConcluded = ({ stage }: Inspection): boolean => stage === 'CONCLUDED' || stage === 'CLOSED'

const stageNames: Record<InspectionStage, string> = {
  NONE: '未开始',
  OPEN: '待制定方案',
  PLANNED: '检查中',
  REPORTED: '待签字',
  CONCLUDED: '已作出结论',
  CLOSED: '已办结',
  CANCELLED: '已取消',
}
export const nameOfInspectionStage = (stage: InspectionStage): string => stageNames[stage]
