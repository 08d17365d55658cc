import { followUpActs } from '../../domain/follow-up/acts.ts'
import { type FollowUp, nameOfFollowUpStage } from '../../domain/follow-up/follow-up.ts'
import type { Stall } from '../../domain/meeting/stalls.ts'
import type { BaseFacts } from '../../domain/organisation/facts.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { FollowUpPage, FollowUpRow, StallRow } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { division, someone, type Viewing } from './viewing.ts'

const saidNames = { REPLY: '反馈', RETURN: '退回继续办理', EXTENSION: '延长期限' } as const

export function followUpRow(viewing: Viewing, followUp: FollowUp, title: (meeting: string) => string): FollowUpRow {
  const { id, words, meeting, matter, owner, dueOn, stage, extensions } = followUp
  return {
    id,
    words,
    meeting: { id: meeting, title: title(meeting) },
    matter,
    owner: division(viewing, owner),
    dueOn,
    overdue: stage !== 'DONE' && dueOn < viewing.today,
    // One that was never ordered has no row and no page.
    stage: stage === 'NONE' ? 'OPEN' : stage,
    stageName: nameOfFollowUpStage(stage),
    extensions,
  }
}

export function followUpPage(
  viewing: Viewing,
  { state, version, roles, facts }: Known<FollowUp, BaseFacts>,
  title: (meeting: string) => string,
): FollowUpPage {
  return {
    ...followUpRow(viewing, state, title),
    version,
    orderedAt: state.orderedAt,
    said: state.said.map(({ kind, words, person, at }) => ({
      kind,
      kindName: saidNames[kind],
      words,
      who: someone(viewing, person),
      at,
    })),
    ...(state.result === undefined ? {} : { result: state.result }),
    ...(state.doneAt === undefined ? {} : { doneAt: state.doneAt }),
    actions: actionsOf(followUpActs, roles, state, facts),
  }
}

const stallNames: Record<Stall['kind'], string> = {
  DEFERRED_THRICE: '多次暂缓',
  NO_QUORUM_TWICE: '多次顺延',
  FOLLOW_UP_OVERDUE: '督办逾期',
  CATALOGUE_REVIEW_DUE: '目录待审议',
  ROTATION_ENDING: '轮值将期满',
}

export function stallRow({ kind, clause, sentence, link }: Stall): StallRow {
  return { kind, kindName: stallNames[kind], clause, sentence, link: pathOf(link) }
}

function pathOf({ matter, followUp, group }: Stall['link']): string {
  if (matter !== undefined) return `/matters/${matter}`
  if (followUp !== undefined) return `/follow-ups/${followUp}`
  return group === undefined ? '/catalogue' : '/review-groups'
}
