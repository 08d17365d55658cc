import { fullNameOfBoard } from '../../domain/catalogue/power-item.ts'
import { must } from '../../domain/result.ts'
import { type ReviewGroupFacts, reviewGroupActs } from '../../domain/review-group/acts.ts'
import type { ReviewGroup } from '../../domain/review-group/review-group.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { ReviewGroupView } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { division, someone, type Viewing } from './viewing.ts'

/** One rotation of a board's review group: who leads, who sits, who convenes, and whether it may meet. */
export function reviewGroupView(
  viewing: Viewing,
  { state: group, version, facts, roles }: Known<ReviewGroup, ReviewGroupFacts>,
): ReviewGroupView {
  const board = must(group.board, 'a board')
  const approved = group.approvedAt !== undefined
  return {
    id: group.id,
    version,
    board,
    boardName: fullNameOfBoard(board),
    name: group.name,
    from: group.from,
    to: group.to,
    leader: someone(viewing, group.leader),
    members: group.members.map(({ person, department, order }) => ({
      who: someone(viewing, person),
      department: division(viewing, department),
      order,
    })),
    approved,
    ...(group.session ? { session: group.session } : {}),
    current: approved && group.from <= viewing.today && viewing.today <= group.to,
    actions: actionsOf(
      reviewGroupActs.filter(act => act.noun !== 'establishment'),
      roles,
      group,
      facts,
    ),
  }
}
