import {
  type Accountability,
  type Appeal,
  type ClosingWay,
  departmentsAsked,
  type Finding,
  type Measure,
  nameOfClueSource,
  nameOfClueStage,
  pendingReport,
  type Rectification,
  type RectificationResult,
  resultOf,
} from '../../domain/accountability/accountability.ts'
import { accountabilityActs } from '../../domain/accountability/acts.ts'
import { isRevoked, nameOfBody, nameOfMeasure } from '../../domain/accountability/authority.ts'
import {
  appealClock,
  appealDecisionClock,
  executionClock,
  overdueRectifications,
} from '../../domain/accountability/clocks.ts'
import { type AccountabilityFacts, ownDepartments, seesWhole } from '../../domain/accountability/facts.ts'
import { mayAnswer, nameOfPart, type responsibilityChain } from '../../domain/accountability/responsibility.ts'
import { nameOfBoard } from '../../domain/catalogue/power-item.ts'
import { type Clock, readClock } from '../../domain/clock.ts'
import { nameOfTier } from '../../domain/matter/route.ts'
import { numberOn } from '../../domain/rulebook/rulebook.ts'
import { dayOf } from '../../domain/time.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { ChainPreview, CluePage, ClueRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { clueTimeline } from './clue-timeline.ts'
import { clockView, division, someone, type Viewing } from './viewing.ts'

const rectificationNames = { ORDERED: '待整改', RECTIFIED: '待复查', DONE: '已完成' } as const
const resultNames: Record<RectificationResult, string> = { FULL: '整改完成', PARTLY: '部分完成', NONE: '没有整改' }
const stepNames: Record<Measure['steps'][number]['step'], string> = {
  ANNOUNCED: '已宣布执行',
  FILED: '已归入个人档案或者移送',
  PROCEDURES_DONE: '手续已办结',
  WRITTEN_REVIEW_IN: '书面检讨已交',
  DECLINED: '建议未被采纳',
}
const responsibilityNames = {
  MAIN: '主体责任',
  SUPERVISORY: '监督责任',
  LEADERSHIP_OVERALL: '全面领导责任',
  LEADERSHIP_DIRECT: '主要领导责任',
  LEADERSHIP_IMPORTANT: '重要领导责任',
} as const
const wayNames: Record<ClosingWay, string> = {
  RECTIFIED: '整改完成',
  ACCOUNTED: '已问责',
  TRANSFERRED: '已移送',
  SETTLED: '予以了结',
}
const improvementNames = { RULE: '制度', RISK_POINT: '廉政风险点' } as const

/** The stage as it is told: what an opened clue waits for. */
function stageOf(state: Accountability): Pick<ClueRow, 'stage' | 'stageName'> {
  if (state.stage !== 'OPENED') {
    return { stage: state.stage === 'NONE' ? 'REGISTERED' : state.stage, stageName: nameOfClueStage(state.stage) }
  }
  if (state.nothingFound) return { stage: 'NOTHING_FOUND', stageName: '没有发现问题，待办结' }
  if (state.findings.length > 0) return { stage: 'FOUND', stageName: '已认定问题' }
  if (state.explanations.some(e => !e.answer)) return { stage: 'EXPLAINING', stageName: '等待说明' }
  return { stage: 'OPENED', stageName: '查核办理中' }
}

export function clueRow(viewing: Viewing, state: Accountability, whole: boolean): ClueRow {
  const facts: AccountabilityFacts = { ...viewing, matters: {}, meetings: {} }
  const own = ownDepartments(state, facts)
  const asked = state.explanations.find(e => own.includes(e.department))?.question
  const question = whole ? state.question : asked
  return {
    id: state.id,
    ...(question === undefined ? {} : { question }),
    ...(whole ? { sourceName: nameOfClueSource(state.source) } : {}),
    departments: (whole ? state.departments : own).map(code => division(viewing, code)),
    ...(whole ? stageOf(state) : { stage: 'OPENED' as const, stageName: '请您的处室办理' }),
    next: whole ? nextOf(state) : nextForAsked(state, own),
    registeredOn: state.registered ? dayOf(state.registered.at) : '',
  }
}

function nextOf(state: Accountability): string {
  const waiting = state.findings.find(f => f.rectification && pendingReport(f.rectification))
  switch (stageOf(state).stage) {
    case 'REGISTERED':
      return '组长决定是否立项，写明理由。'
    case 'EXPLAINING':
      return '等待被要求的处室说明情况。'
    case 'OPENED':
      return '承办人查核：要求说明，认定问题，或者作出没有问题的结论。'
    case 'NOTHING_FOUND':
      return '组长予以了结。'
    case 'FOUND':
      if (waiting) return `第${waiting.no}项的整改等待另一人复查。`
      if (state.findings.some(f => f.rectification && resultOf(f) !== 'FULL')) return '等待处室整改。'
      return '责令整改或提出问责措施；每一项都有了结果，由组长办结。'
    default:
      return '没有要办的了。'
  }
}

/** A decision is told to the division that it is against; a suggestion to nobody before there is one. */
const isAgainst = ({ form, target }: Measure, departments: readonly string[]): boolean =>
  form === 'DECISION' && target.kind === 'ORGANISATION' && departments.includes(target.department)

function nextForAsked(state: Accountability, own: readonly string[]): string {
  if (state.explanations.some(e => own.includes(e.department) && !e.answer)) return '请说明情况。'
  const owes = state.findings.some(
    f =>
      f.rectification &&
      own.includes(f.rectification.department) &&
      resultOf(f) !== 'FULL' &&
      !pendingReport(f.rectification),
  )
  return owes ? '请整改并报告情况。' : '没有要您的处室办的了。'
}

type KnownClue = Known<Accountability, AccountabilityFacts>

/** For the group all of it; for who was asked something, only that: never the source, the reference or anybody else. */
export function cluePage(viewing: Viewing, { state, version, roles, facts }: KnownClue): CluePage {
  const whole = seesWhole(state, facts)
  const own = whole ? departmentsAsked(state) : ownDepartments(state, facts)
  const office = roles.has('OFFICE')
  const findings = state.findings.filter(f => whole || own.includes(f.rectification?.department ?? ''))
  return {
    ...clueRow(viewing, state, whole),
    version,
    whole,
    ...(whole ? { source: state.source, reference: state.reference } : {}),
    boards: whole ? state.boards.map(code => ({ code, name: nameOfBoard(code) })) : [],
    matters: whole ? [...state.matters] : [],
    handlers: whole ? state.handlers.map(person => someone(viewing, person)) : [],
    ...(whole && state.decided ? { reasons: state.decided.reasons } : {}),
    explanations: state.explanations
      .filter(e => own.includes(e.department))
      .map(({ department, question, dueOn, answer }) => ({
        ...{ department: division(viewing, department), question, dueOn },
        ...(answer ? { answer: saidView(viewing, answer) } : {}),
      })),
    findings: findings.map(finding => findingView(viewing, state, finding, whole)),
    ...(whole && state.nothingFound ? { nothingFound: state.nothingFound.words } : {}),
    measures: state.measures
      .filter(m => whole || isAgainst(m, own))
      .map(m => measureView(viewing, whole ? m : { ...m, disciplineForm: undefined })),
    whereabouts: whole
      ? Object.entries(state.whereabouts).map(([person, { where, contact }]) => ({
          ...{ person: someone(viewing, person), where, contact },
        }))
      : [],
    improvements: (whole || office ? state.improvements : []).map(({ no, kind, subject, words, answer }) => ({
      ...{ no, kindName: improvementNames[kind], subject, words },
      ...(answer ? { answer: { adopted: answer.adopted, words: answer.words } } : {}),
    })),
    ...(whole && state.closed
      ? { closure: { wayName: wayNames[state.closed.way], summary: state.closed.summary, at: state.closed.at } }
      : {}),
    timeline: whole ? clueTimeline(viewing, state) : [],
    actions: actionsOf(
      accountabilityActs.filter(({ noun }) => noun !== 'registration'),
      roles,
      state,
      facts,
    ),
  }
}

interface Said {
  readonly words: string
  readonly person: string
  readonly at: string
  readonly files: readonly { readonly hash: string; readonly name: string }[]
}

const saidView = (viewing: Viewing, { words, person, at, files }: Said) => ({
  ...{ words, at, who: someone(viewing, person), files: files.map(({ hash, name }) => ({ hash, name })) },
})

function findingView(
  viewing: Viewing,
  state: Accountability,
  { no, clause, tier, matter, words, chain, rectification }: Finding,
  whole: boolean,
): CluePage['findings'][number] {
  return {
    ...{ no, clause, tier, tierName: tierName(tier), words },
    ...(matter !== undefined && whole ? { matter } : {}),
    chain: whole ? chain.map(link => chainView(viewing, link)) : [],
    ...(rectification ? { rectification: rectificationView(viewing, state, no, rectification) } : {}),
  }
}

const tierName = (tier: number): string =>
  tier === 0 ? '不在审核程序中' : nameOfTier(tier as Parameters<typeof nameOfTier>[0])

function chainView(viewing: Viewing, { tier, person, department, part, responsibility }: Finding['chain'][number]) {
  return {
    tier,
    tierName: tier === 0 ? '经办和送审' : tierName(tier),
    person: someone(viewing, person),
    ...(department === '' ? {} : { department: division(viewing, department) }),
    partName: nameOfPart(part),
    ...(responsibility ? { responsibilityName: responsibilityNames[responsibility] } : {}),
  }
}

/** The chain before a finding is made of it. */
export const chainPreview = (viewing: Viewing, chain: ReturnType<typeof responsibilityChain>): ChainPreview => ({
  chain: chain.map(link => ({ ...chainView(viewing, link), mayAnswer: mayAnswer(link.part) })),
})

function rectificationView(viewing: Viewing, state: Accountability, no: number, ordered: Rectification) {
  const { department, what, dueOn, reports, verified } = ordered
  const done = verified.at(-1)?.result === 'FULL'
  const stage = done ? ('DONE' as const) : pendingReport(ordered) ? ('RECTIFIED' as const) : ('ORDERED' as const)
  return {
    ...{ department: division(viewing, department), what, dueOn, stage, stageName: rectificationNames[stage] },
    overdue: overdueRectifications(state, viewing.today).some(({ finding }) => finding === no),
    reports: reports.map(report => saidView(viewing, report)),
    verifications: verified.map(({ result, words, person, at }) => ({
      ...{ result, resultName: resultNames[result], words, at, who: someone(viewing, person) },
    })),
  }
}

function measureView(viewing: Viewing, measure: Measure): CluePage['measures'][number] {
  const { no, finding, target, body, form, document, decidedOn, disciplineForm, words, steps, appeals } = measure
  const { rulebook, today } = viewing
  return {
    ...{ no, finding, measure: measure.measure, measureName: nameOfMeasure(measure.measure), words, form },
    target:
      target.kind === 'PERSON'
        ? { kind: target.kind, id: target.person, name: someone(viewing, target.person).name }
        : { kind: target.kind, id: target.department, name: division(viewing, target.department).name },
    ...{ body, bodyName: nameOfBody(body), revoked: isRevoked(measure) },
    ...(document === undefined ? {} : { document }),
    ...(decidedOn === undefined ? {} : { decidedOn }),
    ...(disciplineForm === undefined ? {} : { disciplineForm }),
    steps: steps.map(step => ({ ...step, stepName: stepNames[step.step] })),
    ...reading(viewing, 'executionClock', executionClock(measure, rulebook, today)),
    ...reading(viewing, 'appealClock', appealClock(measure, rulebook, today)),
    appeals: appeals.map(appeal => appealView(viewing, appeal)),
  }
}

const appealView = (viewing: Viewing, appeal: Appeal) => ({
  ...{ by: someone(viewing, appeal.appellant), on: appeal.on, words: appeal.words },
  ...reading(viewing, 'clock', appealDecisionClock(appeal, viewing.rulebook, viewing.today)),
  ...(appeal.decision
    ? {
        decision: {
          ...{ upheld: appeal.decision.upheld, on: appeal.decision.on, words: appeal.decision.words },
          ...(appeal.decision.document === undefined ? {} : { document: appeal.decision.document }),
        },
      }
    : {}),
})

/** A clock under a name, as the page shows it; nothing where none runs. */
function reading<Name extends string>({ rulebook, today }: Viewing, name: Name, clock: Clock | undefined) {
  if (!clock) return {}
  const warn = {
    ratio: numberOn(rulebook, 'supervision.warnAt.ratio', today),
    workdays: numberOn(rulebook, 'supervision.warnAt.days', today),
  }
  return { [name]: clockView(readClock(clock, today, warn)) } as Record<Name, ReturnType<typeof clockView>>
}
