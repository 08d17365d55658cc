import type { Conclusion, ReviewTier } from './events.ts'

const conclusionNames: Record<Conclusion, string> = {
  AGREED: '同意',
  AGREED_WITH_CHANGES: '修改后同意',
  AGREED_IN_PRINCIPLE: '原则同意',
  NOT_AGREED: '不同意',
  DEFERRED: '暂缓',
  RETURNED: '退回补正',
  WITHDRAWN: '撤回处理',
}

/** The words of a conclusion where it was drawn: a 报告 at tier 3 is «已知悉», tier 4 says «审议通过». */
export function nameOfConclusion(conclusion: Conclusion, tier?: ReviewTier, level?: string): string {
  if (conclusion === 'AGREED' && tier === 4) return '审议通过'
  if (conclusion === 'NOT_AGREED' && tier === 4) return '审议不通过'
  if (conclusion === 'AGREED' && tier === 3 && level === 'REPORT') return '已知悉'
  if (conclusion === 'NOT_AGREED' && tier === 3 && level === 'REPORT') return '有意见'
  return conclusionNames[conclusion]
}

/** Conclusions that let a matter pass a tier, at once or after its conditions. */
export const passing: readonly Conclusion[] = ['AGREED', 'AGREED_WITH_CHANGES', 'AGREED_IN_PRINCIPLE']
