import { inspectionActs } from '../../domain/inspection/acts.ts'
import { decisionClock, objectionDueOn, publicationClock } from '../../domain/inspection/clocks.ts'
import { type InspectionFacts, seesWork } from '../../domain/inspection/facts.ts'
import {
  type Finding,
  type Inspection,
  inspectedDivisions,
  nameOfInspectionStage,
  type Objection,
  type Rectification,
} from '../../domain/inspection/inspection.ts'
import { overdueRectifications } from '../../domain/inspection/overdue.ts'
import { wordsOfMethod } from '../../domain/signature.ts'
import { nameOfObjectKind } from '../../domain/spot-check/strata.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { InspectionPage, InspectionRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { linkOfObject, type ObjectTitle } from './inspected-object.ts'
import { clockView, division, someone, type Viewing } from './viewing.ts'

const gradeNames = { MINOR: '轻微', SERIOUS: '严重' } as const
const resultNames = { FULL: '整改到位', PARTLY: '部分整改', NONE: '没有整改' } as const
const rectificationNames = { ORDERED: '待整改', RECTIFIED: '待复查', DONE: '已到位' } as const

/** What a list or page shows besides the inspection itself. */
export interface AroundInspection {
  readonly title: ObjectTitle
  readonly batchTitle: (batch: string) => string
}

export function inspectionRow(
  viewing: Viewing,
  state: Inspection,
  { title, batchTitle }: AroundInspection,
): InspectionRow {
  const clock = publicationClock(state, viewing.rulebook, viewing.today)
  const link = linkOfObject(state.object)
  // One that was never opened has no row and no page.
  const stage = state.stage === 'NONE' ? 'OPEN' : state.stage
  return {
    id: state.id,
    batch: { id: state.batch, title: batchTitle(state.batch) },
    object: {
      ...{ id: state.object, title: title(state.object), kind: state.kind, kindName: nameOfObjectKind(state.kind) },
      ...(link === undefined ? {} : { link }),
    },
    departments: inspectedDivisions(state).map(code => division(viewing, code)),
    inspectors: state.inspectors.map(person => someone(viewing, person)),
    drawnOn: state.drawnOn,
    stage,
    stageName: nameOfInspectionStage(stage),
    ...(clock ? { publishClock: clockView(clock) } : {}),
    overdueRectifications: overdueRectifications(state, viewing.today).length,
  }
}

export function inspectionPage(
  viewing: Viewing,
  { state, version, roles, facts }: Known<Inspection, InspectionFacts>,
  around: AroundInspection,
): InspectionPage {
  const whole = seesWork(state, facts)
  // Who was inspected reads the conclusion, and not which of its findings became a clue.
  const inside = roles.has('ACCOUNTABILITY_MEMBER')
  const objectBy = objectionDueOn(state, viewing.rulebook, viewing.today)
  const { report, plan, objection, publication, closedAt, concluded } = state
  return {
    ...inspectionRow(viewing, state, around),
    version,
    ...(plan ? { plan: { from: plan.from, to: plan.to, items: plan.items.map(item => ({ ...item })) } } : {}),
    evidence: whole ? state.evidence.map(({ by, files, ...one }) => shownBy(viewing, { ...one, files, by })) : [],
    findings: whole ? state.findings.map(finding => findingView(viewing, state, finding, inside)) : [],
    ...(report && whole ? { report: reportView(viewing, state, report) } : {}),
    ...(concluded ? { concludedAt: concluded.at } : {}),
    responses: state.responses.map(({ words, by, at, department }) => ({
      ...{ words, at, who: someone(viewing, by), department: division(viewing, department) },
    })),
    ...(objectBy === undefined ? {} : { objectBy }),
    ...(objection ? { objection: objectionView(viewing, state, objection) } : {}),
    ...(publication
      ? {
          publication: {
            ...{ summary: publication.summary, findings: publication.findings, serious: publication.serious },
            at: publication.at,
          },
        }
      : {}),
    ...(closedAt === undefined ? {} : { closedAt }),
    actions: actionsOf(inspectionActs, roles, state, facts),
  }
}

const heldFiles = (files: readonly { readonly hash: string; readonly name: string }[]) =>
  files.map(({ hash, name }) => ({ hash, name }))

const shownBy = (viewing: Viewing, { no, what, files, by, at }: Inspection['evidence'][number]) => ({
  ...{ no, what, at, files: heldFiles(files), who: someone(viewing, by) },
})

function findingView(
  viewing: Viewing,
  state: Inspection,
  finding: Finding,
  inside: boolean,
): InspectionPage['findings'][number] {
  const { no, grade, clause, department, words, evidence, withdrawn, dropped, rectification, clue } = finding
  return {
    ...{ no, grade, gradeName: gradeNames[grade], clause, words, evidence: [...evidence] },
    department: division(viewing, department),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(dropped ? { dropped } : {}),
    ...(rectification ? { rectification: rectificationView(viewing, state, no, rectification) } : {}),
    ...(clue !== undefined && inside ? { referred: { clue } } : {}),
  }
}

function rectificationView(viewing: Viewing, state: Inspection, no: number, ordered: Rectification) {
  const { department, dueOn, stage, reports, verifications } = ordered
  return {
    department: division(viewing, department),
    dueOn,
    overdue: overdueRectifications(state, viewing.today).some(({ finding }) => finding === no),
    stage,
    stageName: rectificationNames[stage],
    reports: reports.map(({ words, files, by, at }) => ({
      ...{ words, at, files: heldFiles(files), who: someone(viewing, by) },
    })),
    verifications: verifications.map(({ result, words, by, at }) => ({
      ...{ result, resultName: resultNames[result], words, at, who: someone(viewing, by) },
    })),
  }
}

function reportView(viewing: Viewing, state: Inspection, { words, sha256, by, at }: NonNullable<Inspection['report']>) {
  return {
    ...{ words, sha256, at, who: someone(viewing, by) },
    signatures: state.inspectors.map(person => {
      const signed = state.signatures.find(one => one.by === person)
      return {
        who: someone(viewing, person),
        ...(signed ? { at: signed.at } : {}),
        ...(signed?.signature ? { method: wordsOfMethod(signed.signature.method) } : {}),
      }
    }),
  }
}

function objectionView(viewing: Viewing, state: Inspection, objection: Objection) {
  const { words, files, by, at, department, reviewers, decision } = objection
  const clock = decisionClock(state, viewing.rulebook, viewing.today)
  return {
    ...{ words, at, files: heldFiles(files), who: someone(viewing, by), department: division(viewing, department) },
    reviewers: reviewers.map(person => someone(viewing, person)),
    ...(clock ? { decideClock: clockView(clock) } : {}),
    ...(decision
      ? {
          decision: {
            ...{ words: decision.words, at: decision.at, who: someone(viewing, decision.by) },
            ...{ upheld: decision.upheld, dropped: [...decision.dropped] },
          },
        }
      : {}),
  }
}
