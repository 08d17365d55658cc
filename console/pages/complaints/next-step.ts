import type { ComplaintClass } from '../../../domain/complaint/complaint.ts'
import { nameOfPaper } from '../../../domain/complaint/dispositions.ts'
import { triageOf } from '../../../domain/complaint/triage.ts'
import type { ComplaintPage } from '../../../http/api/contract.ts'
import { dayWords } from '../../parts/time.ts'
import { missingPapers } from './disposition-forms.tsx'

export const steps = [
  { name: '收件' },
  { name: '分流' },
  { name: '指定承办' },
  { name: '处置' },
  { name: '反馈' },
  { name: '结案' },
] as const

/** Index in {@link steps} of what comes next. */
export function stepOf({ stage, feedbackOn }: ComplaintPage): number {
  if (stage === 'CLOSED' || stage === 'DESTROYED') return steps.length
  if (stage === 'RECEIVED') return 1
  if (stage === 'TRIAGED') return 2
  if (stage === 'HANDLING' || stage === 'PROPOSED' || stage === 'HELD') return 3
  return feedbackOn ? 5 : 4
}

export interface Next {
  readonly words: string
  /** Acts that take it, the first that may be done as the large button. */
  readonly does: readonly string[]
}

const identityActs = ['identity-agreements', 'identity-passes', 'identity-openings']

/** What is to be done next, and by whom. A custodian whose turn it is sees that first. */
export function nextStep(shown: ComplaintPage): Next {
  if (shown.actions.some(({ noun, allowed }) => allowed && identityActs.includes(noun))) {
    return { words: '查看举报人身份轮到您这一步。', does: identityActs }
  }
  return byStage[shown.stage]?.(shown) ?? { words: `本件${shown.stageName}，没有要办的事。`, does: [] }
}

const byStage: Readonly<Record<string, (shown: ComplaintPage) => Next>> = {
  RECEIVED: () => ({ words: '解锁密钥、看过内容，由小组成员分流。', does: ['triage'] }),
  TRIAGED: () => ({ words: '由组长指定至少两名承办人。', does: ['assignment'] }),
  HANDLING: handling,
  PROPOSED: ({ proposal }) => ({
    words: `${proposal?.proposer.name ?? ''}提出的处置意见，待组长批准或者退回。`,
    does: ['disposition-approval'],
  }),
  HELD: ({ proposal }) => ({
    words: `暂存待查，${proposal?.reviewOn ? `应在${dayWords(proposal.reviewOn)}复查` : '到期复查'}，不能结案。`,
    does: ['hold-review'],
  }),
  DISPOSED: shown => {
    const missing = missingPapers(shown)
    if (missing.length > 0)
      return { words: `处置意见已批，办完后补上${missing.map(nameOfPaper).join('、')}。`, does: ['papers'] }
    return ending(shown)
  },
  TRANSFERRED: ending,
  MERGED: shown =>
    shown.actions.some(({ noun, allowed }) => allowed && (noun === 'feedback' || noun === 'closure'))
      ? ending(shown)
      : { words: `已并入${shown.mergedInto ?? '主件'}，待主件办结。`, does: [] },
  CLOSED: () => ({ words: '已办结，按保管期限保存。', does: [] }),
  DESTROYED: ({ certificate }) => ({ words: `密封件已销毁，销毁证明${certificate ?? ''}。`, does: [] }),
}

function handling(shown: ComplaintPage): Next {
  if (!shown.acknowledged) return { words: '由承办人告知是否受理。', does: ['acknowledgement'] }
  const way = shown.class ? triageOf(shown.class as ComplaintClass).way : 'DISPOSE'
  return way === 'TRANSFER'
    ? { words: '由承办人移送到有权办理的单位，并告知去向。', does: ['transfer'] }
    : { words: '由承办人提出处置意见，附规定的文书。', does: ['disposition'] }
}

function ending(shown: ComplaintPage): Next {
  const mayFeedBack = shown.actions.some(({ noun, allowed, refusal }) =>
    noun === 'feedback' ? allowed || refusal?.code === 'FORBIDDEN' : false,
  )
  return !shown.feedbackOn && mayFeedBack
    ? { words: '已有处理结果：由承办人反馈，再由组长签批结案。', does: ['feedback', 'closure'] }
    : { words: '由组长签批结案。', does: ['closure'] }
}
