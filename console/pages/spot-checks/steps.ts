import type { SpotCheckPage } from '../../../http/api/contract.ts'
import type { Step } from '../../parts/step-strip.tsx'

/** 抽查 from its preparation to the draw. The first four are on the preparation's page, the rest on the batch's. */
export const batchSteps: readonly Step[] = [
  { name: '对象范围' },
  { name: '分层与比例' },
  { name: '权重' },
  { name: '检查人员' },
  { name: '冻结' },
  { name: '公告' },
  { name: '抽取' },
]

const PREPARED = 4

/** How many of the steps a batch has behind it, also one that ended before its draw. */
export function stepsDone({ frozen, announcement, drawn }: Pick<SpotCheckPage, 'frozen' | 'announcement' | 'drawn'>) {
  return PREPARED + [frozen, announcement, drawn].filter(done => done !== undefined).length
}
