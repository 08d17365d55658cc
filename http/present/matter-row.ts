import { nameOfBoard, nameOfLevel } from '../../domain/catalogue/power-item.ts'
import { runningClock } from '../../domain/matter/clocks.ts'
import type { Mark } from '../../domain/matter/events.ts'
import type { Matter } from '../../domain/matter/matter.ts'
import { currentTier, nameOfStanding, nameOfTier } from '../../domain/matter/route.ts'
import { must } from '../../domain/result.ts'
import { dayOf } from '../../domain/time.ts'
import type { MatterRow } from '../api/contract.ts'
import { clockView, division, itemOf, rulesOf, type Viewing } from './viewing.ts'

const markNames: Record<Mark, string> = {
  POST_FILED: '事后报备',
  POST_FILED_LATE: '逾期未补报',
  RESUBMITTED: '再次送审',
}

/** A matter in one line: what it is, where it stands, and how its clock does. */
export function matterRow(viewing: Viewing, matter: Matter): MatterRow {
  const item = must(itemOf(viewing, matter), `item ${matter.item}: a matter is drafted from one`)
  const board = matter.board ?? item.board
  const level = matter.level ?? item.level
  const tier = currentTier(matter)
  const clock = runningClock(matter, rulesOf(viewing, matter), viewing.today)
  return {
    id: matter.id,
    title: matter.title,
    item: matter.item,
    itemName: item.name,
    board,
    boardName: nameOfBoard(board),
    level,
    levelName: nameOfLevel(level),
    department: division(viewing, matter.department),
    status: matter.status,
    statusName: nameOfStanding(matter),
    ...(tier ? { tier, tierName: nameOfTier(tier) } : {}),
    ...(clock ? { clock: clockView(clock) } : {}),
    ...(matter.submittedAt ? { submittedOn: dayOf(matter.submittedAt) } : {}),
    marks: matter.marks.map(mark => markNames[mark]),
  }
}
