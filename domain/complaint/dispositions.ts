import type { ComplaintClass, Disposition, PaperKind, Proposal } from './complaint.ts'

interface Papers {
  readonly name: string
  /** Without these nothing can be proposed. */
  readonly toPropose: readonly PaperKind[]
  /** Without these it has not come to its result; they can be filed with the proposal or when it has been carried out. */
  readonly toConclude: readonly PaperKind[]
}

/** CMP-006: the four ways, and the papers that each must have. 暂存待查 is no result: it has a day on which it is looked at again. */
const ways: Record<Disposition, Papers> = {
  TALK_INQUIRY: { name: '谈话函询', toPropose: ['TALK_PLAN'], toConclude: ['TALK_REPORT'] },
  PRELIMINARY_CHECK: { name: '初步核实', toPropose: ['CHECK_APPROVAL'], toConclude: ['CHECK_REPORT'] },
  HOLD: { name: '暂存待查', toPropose: ['HOLD_REASONS'], toConclude: [] },
  SETTLE: { name: '予以了结', toPropose: ['SETTLE_REPORT'], toConclude: [] },
}

const paperNames: Record<PaperKind, string> = {
  TALK_PLAN: '谈话函询方案',
  TALK_REPORT: '谈话函询情况报告',
  CHECK_APPROVAL: '初步核实审批表',
  CHECK_REPORT: '初步核实情况报告',
  HOLD_REASONS: '暂存待查理由',
  SETTLE_REPORT: '了结报告',
}

export const nameOfDisposition = (disposition: Disposition): string => ways[disposition].name
export const nameOfPaper = (kind: PaperKind): string => paperNames[kind]

/** Papers without which a disposition cannot be proposed, then those that it still needs to come to its result. */
export const papersFor = (disposition: Disposition): Pick<Papers, 'toPropose' | 'toConclude'> => ways[disposition]

export const papersOf = (disposition: Disposition): readonly PaperKind[] => [
  ...ways[disposition].toPropose,
  ...ways[disposition].toConclude,
]

/** Papers that are still missing before it has come to its result. */
export function papersMissing(proposal: Pick<Proposal, 'disposition' | 'papers'>): readonly PaperKind[] {
  return papersOf(proposal.disposition).filter(kind => !proposal.papers.some(paper => paper.kind === kind))
}

/** An approved disposition with all its papers; 暂存待查 never is one. */
export function isConcluded(proposal: Proposal): boolean {
  return proposal.approvedOn !== undefined && proposal.disposition !== 'HOLD' && papersMissing(proposal).length === 0
}

/** The four ways are for reports on discipline; a question is answered and settled, everything else is passed on. */
export function dispositionsFor(kind: ComplaintClass | undefined): readonly Disposition[] {
  if (kind === 'DISCIPLINE_REPORT') return ['TALK_INQUIRY', 'PRELIMINARY_CHECK', 'HOLD', 'SETTLE']
  return kind === 'CONSULT' ? ['SETTLE'] : []
}
