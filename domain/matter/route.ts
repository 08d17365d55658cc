import type { DeliberationLevel } from '../catalogue/power-item.ts'
import type { ReviewTier } from './events.ts'
import type { Matter, MatterStatus } from './matter.ts'

/** S86, S91: the one legal order. S111: 报告 and 报备 end at tier 3; S113: 审定 ends at tier 4. */
export function tiersOf(level: DeliberationLevel): readonly ReviewTier[] {
  return level === 'APPROVAL' ? [1, 2, 3, 4] : [1, 2, 3]
}

/** The tier before which a matter stands in this state, if it stands before one. */
export function tierAwaited(status: MatterStatus): ReviewTier | undefined {
  switch (status) {
    case 'SUBMITTED_INITIAL':
      return 1
    case 'INITIAL_PASSED':
      return 2
    case 'LEADER_PASSED':
      return 3
    case 'MEETING_PENDING':
      return 4
    default:
      return undefined
  }
}

/** The state in which a matter waits for a tier. */
export function statusAwaiting(tier: ReviewTier): MatterStatus {
  return ({ 1: 'SUBMITTED_INITIAL', 2: 'INITIAL_PASSED', 3: 'LEADER_PASSED', 4: 'MEETING_PENDING' } as const)[tier]
}

/** Where a matter is after passing a tier: the next tier, or the end that its level has. */
export function statusAfterPassing(level: DeliberationLevel, tier: ReviewTier): MatterStatus {
  const next = tiersOf(level).find(t => t > tier)
  if (next) return statusAwaiting(next)
  return ({ REPORT: 'NOTED', FILING: 'FILED_AGREED', APPROVAL: 'APPROVED' } as const)[level]
}

/** The tier at which a matter is now: the awaited one, or the one it was returned, deferred or conditionally agreed at. */
export function currentTier(matter: Matter): ReviewTier | undefined {
  const awaited = tierAwaited(matter.status)
  if (awaited) return awaited
  if (matter.status === 'RETURNED' || matter.status === 'DEFERRED' || matter.status === 'AGREED_IN_PRINCIPLE') {
    return matter.stays.at(-1)?.tier
  }
  return undefined
}

/** Ends from which nothing follows any more except what a rule says (rectification, resubmission). */
export function isOver(status: MatterStatus): boolean {
  return ['CLOSED', 'WITHDRAWN', 'TERMINATED', 'NOT_AGREED', 'NOT_APPROVED'].includes(status)
}

const statusNames: Record<MatterStatus, string> = {
  NONE: '未建',
  DRAFT: '拟稿',
  POST_FILING_REGISTERED: '事后报备已登记',
  SUBMITTED_INITIAL: '待初审',
  INITIAL_PASSED: '待分管领导审核',
  LEADER_PASSED: '待复核小组复核',
  MEETING_PENDING: '待厅长办公会审议',
  RETURNED: '退回补正',
  DEFERRED: '暂缓',
  AGREED_IN_PRINCIPLE: '原则同意，条件待核销',
  NOT_AGREED: '不同意',
  NOT_APPROVED: '审议不通过',
  WITHDRAWN: '已撤回',
  TERMINATED: '已终止',
  NOTED: '已知悉',
  FILED_AGREED: '报备同意',
  HANDLING: '办理中',
  HANDLED: '已办理',
  APPROVED: '审议通过',
  IMPLEMENTING: '实施中',
  IMPLEMENTED: '已实施',
  CLOSED: '已办结',
}
export const nameOfStatus = (status: MatterStatus): string => statusNames[status]

/** A3: a 报告 on which the review had remarks has gone through its three tiers all the same. */
export function hasRemarks(matter: Matter): boolean {
  const last = matter.records.at(-1)
  return matter.level === 'REPORT' && matter.status === 'NOT_AGREED' && last?.tier === 3
}

/** The state of a matter in the words of its level: «有意见» for a 报告 that the review did not simply note. */
export const nameOfStanding = (matter: Matter): string => (hasRemarks(matter) ? '有意见' : nameOfStatus(matter.status))

const tierNames: Record<ReviewTier, string> = {
  1: '业务部门初审',
  2: '厅分管领导审核',
  3: '复核小组复核',
  4: '厅长办公会审议',
}
export const nameOfTier = (tier: ReviewTier): string => tierNames[tier]
