import type { CataloguedItem } from '../../domain/catalogue/catalogue.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { rulesOn } from '../../domain/rulebook/rulebook.ts'
import {
  mattersConcludedIn,
  type Summary,
  type SummaryFacts,
  splitSummaryId,
  summaryActs,
  summaryDueOn,
} from '../../domain/summary/summary.ts'
import { quarterBounds } from '../../domain/time.ts'
import type { Known } from '../../store/facts/facts.ts'
import type { SummaryView } from '../api/contract.ts'
import { actionsOf } from './actions.ts'
import { matterRow } from './matter-row.ts'
import { division, type Viewing } from './viewing.ts'

/** One item's summary of one quarter (S104): what belongs into it is found, not typed in. `matters`: all of the item. */
export function summaryView(
  viewing: Viewing,
  { state: summary, facts, roles }: Known<Summary, SummaryFacts>,
  item: CataloguedItem,
  matters: readonly Matter[],
): SummaryView {
  const { period } = splitSummaryId(summary.id)
  const dueOn = summaryDueOn(period, rulesOn(viewing.rulebook, viewing.today))
  const included = summary.submittedAt
    ? matters.filter(matter => summary.matters.includes(matter.id))
    : mattersConcludedIn(matters, period)
  return {
    id: summary.id,
    item: item.item,
    itemName: item.name,
    department: division(viewing, item.department),
    period,
    dueOn,
    state: stateOf(summary, period, dueOn, viewing.today),
    matters: included.map(matter => matterRow(viewing, matter)),
    note: summary.note,
    submittedAt: summary.submittedAt,
    actions: actionsOf(summaryActs, roles, summary, facts),
  }
}

function stateOf(summary: Summary, period: string, dueOn: string, today: string): SummaryView['state'] {
  if (summary.submittedAt) return 'SUBMITTED'
  if (today <= quarterBounds(period).to) return 'GATHERING'
  return today <= dueOn ? 'DUE' : 'LATE'
}
