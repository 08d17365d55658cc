import type { InspectionPage } from '../../../http/api/contract.ts'
import type { Step } from '../../parts/step-strip.tsx'

type Shown = Pick<InspectionPage, 'stage' | 'findings' | 'report' | 'objection' | 'publication' | 'actions'>

/** 检查表→发现→反馈→异议→整改→复查→关闭 (RND-006), as they are gone through here. */
export const steps: readonly Step[] = [
  { name: '检查方案' },
  { name: '检查取证' },
  { name: '结论签字' },
  { name: '反馈与公开' },
  { name: '整改复查' },
  { name: '办结' },
]

const standing = ({ findings }: Pick<Shown, 'findings'>) =>
  findings.filter(({ withdrawn, dropped }) => withdrawn === undefined && !dropped)

/** Findings that have no end yet: neither put right, nor referred. */
const open = (shown: Shown) =>
  standing(shown).filter(({ rectification, referred }) => rectification?.stage !== 'DONE' && !referred)

/** How many of the steps are behind it. */
export function stepOf(shown: Shown): number {
  switch (shown.stage) {
    case 'OPEN':
      return 0
    case 'PLANNED':
      return 1
    case 'REPORTED':
      return 2
    case 'CONCLUDED':
      return !shown.publication ? 3 : open(shown).length > 0 ? 4 : 5
    case 'CLOSED':
      return steps.length
    case 'CANCELLED':
      return 0
  }
}

export interface NextStep {
  readonly words: string
  /** The acts that take it; the first that may be done is the large button. */
  readonly does: readonly string[]
}

/** The one thing to be done next, for whoever looks. */
export function nextStep(shown: Shown): NextStep {
  switch (shown.stage) {
    case 'OPEN':
      return { words: '由检查人制定检查方案：看什么、依据哪一条。', does: ['plan'] }
    case 'PLANNED':
      return { words: '由检查人取证、记录发现的问题，然后写检查结论。', does: ['findings', 'evidence', 'report'] }
    case 'REPORTED':
      return { words: signingWords(shown), does: ['signatures'] }
    case 'CONCLUDED':
      return nextOfConcluded(shown)
    case 'CLOSED':
      return { words: '已经办结：每一条发现都有了结果。', does: [] }
    case 'CANCELLED':
      return { words: '这次检查已经取消，不再进行。', does: [] }
  }
}

function signingWords({ report }: Shown): string {
  const unsigned = report?.signatures.filter(({ at }) => at === undefined).map(({ who }) => who.name) ?? []
  return `请${unsigned.join('、')}在检查结论上签字；全部签字后结论生效。`
}

function nextOfConcluded(shown: Shown): NextStep {
  const { objection } = shown
  if (objection && !objection.decision) {
    return objection.reviewers.length === 0
      ? { words: '被检查处室提出异议，由组长指定两名以上复核人。', does: ['objection-assignments'] }
      : { words: '由异议复核人作出复核决定。', does: ['objection-decisions'] }
  }
  const waiting = open(shown)
  const unordered = waiting.filter(({ rectification }) => !rectification)
  const toVerify = waiting.filter(({ rectification }) => rectification?.stage === 'RECTIFIED')
  const ordered = waiting.filter(({ rectification }) => rectification?.stage === 'ORDERED')
  if (unordered.some(({ grade }) => grade === 'SERIOUS')) {
    return { words: '有严重问题，由组长转为问题线索或责令整改。', does: ['referrals', 'rectification-orders'] }
  }
  if (unordered.length > 0) return { words: '由组长责令整改，写明期限。', does: ['rectification-orders'] }
  if (toVerify.length > 0) return { words: '处室已报告整改，由该处室以外的人复查。', does: ['verifications'] }
  if (ordered.length > 0) {
    return { words: `等${names(ordered)}整改，并报告整改情况。`, does: ['rectifications'] }
  }
  if (!shown.publication) return { words: '由组长公开检查结果。', does: ['publication'] }
  return { words: '每一条发现都有了结果，可以办结。', does: ['closure'] }
}

const names = (findings: readonly Shown['findings'][number][]) =>
  [...new Set(findings.map(({ rectification }) => rectification?.department.name ?? ''))].join('、')
