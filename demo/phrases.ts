import type { DeliberationLevel } from '../domain/catalogue/power-item.ts'
import type { Conclusion } from '../domain/matter/events.ts'
import type { Position } from '../domain/meeting/meeting.ts'
import type { Tier } from './tale.ts'

/** What people usually say in a meeting. */
export const spoken: Readonly<Record<Position, readonly [string, ...string[]]>> = {
  AGREE: [
    '材料齐全，依据充分，同意。',
    '同意。请按承诺时限办理并及时公开结果。',
    '程序合规，防控措施已逐条核对，同意。',
    '同意送审处室意见。',
    '已查阅卷宗，未见异常，同意。',
    '同意，建议加强事中事后监管。',
    '依据清楚，测算合理，赞成。',
    '同意。后续情况请一并归档备查。',
    '没有不同意见。',
  ],
  DISAGREE: [
    '理由尚不充分，不同意。',
    '现有材料不足以支持结论，不同意。',
    '存在需要先行解决的问题，不赞成。',
    '与前期要求不一致，不同意。',
  ],
  ABSTAIN: ['有关情况需要进一步核实，暂不表态。', '建议补充材料后再议。', '条件尚不成熟，建议缓一缓。'],
}

export const leaderSaid: readonly [string, ...string[]] = [
  '同意，送复核小组复核。',
  '同意初审意见，请按程序办理。',
  '已阅卷，同意送复核。',
  '同意。请注意承诺时限。',
]

/** The usual words of a conclusion where the tale gives none of its own. */
export function usualOpinion(conclusion: Conclusion, tier: Tier, level: DeliberationLevel | undefined): string {
  if (conclusion === 'NOT_AGREED') return '经集体讨论，不同意。'
  if (conclusion !== 'AGREED') return '经集体讨论，形成上述意见。'
  if (tier === 1) return '经初审例会集体讨论，材料齐全、依据充分，同意报分管厅领导审核。'
  if (tier === 4) return '审议通过，按程序办理并公开结果。'
  return {
    REPORT: '经复核，对办理情况已知悉，无不同意见。',
    FILING: '经复核，同意报备。',
    APPROVAL: '经复核，同意提交厅长办公会审议。',
  }[level ?? 'FILING']
}
