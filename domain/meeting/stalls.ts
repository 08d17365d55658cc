import type { Catalogue } from '../catalogue/catalogue.ts'
import type { FollowUp } from '../follow-up/follow-up.ts'
import type { Matter } from '../matter/matter.ts'
import { currentTier } from '../matter/route.ts'
import { boards } from '../organisation/events.ts'
import type { ReviewGroup } from '../review-group/review-group.ts'
import { type Rulebook, rulesOn, textRule } from '../rulebook/rulebook.ts'
import { calendarEnd, type Day, dayOf, formatDay, type Period, workdaysBetween } from '../time.ts'

export type StallKind =
  | 'DEFERRED_THRICE'
  | 'NO_QUORUM_TWICE'
  | 'FOLLOW_UP_OVERDUE'
  | 'CATALOGUE_REVIEW_DUE'
  | 'ROTATION_ENDING'

/** What stands still, said to whoever keeps the meetings going: a sentence, its clause, and where to look. */
export interface Stall {
  readonly kind: StallKind
  readonly clause: string
  readonly sentence: string
  /** Ids; empty where the catalogue as a whole is meant. */
  readonly link: { readonly matter?: string; readonly followUp?: string; readonly group?: string }
  /** The day it turns on: of the third deferral, since when the matter waits, or when something was or is due. */
  readonly since: Day
}

export interface StallSources {
  readonly matters: readonly Matter[]
  readonly followUps: readonly FollowUp[]
  readonly groups: readonly ReviewGroup[]
  readonly catalogue: Catalogue
  readonly rulebook: Rulebook
  readonly today: Day
}

const DEFERRALS = 3
const POSTPONEMENTS = 2
/** Within how many workdays of a rotation's end the next one should have been approved. */
const ROTATION_WORKDAYS = 20

/** Everything that stands still today, what has stood longest first. Finds it by itself: nobody has to report it. */
export function stallsOf(sources: StallSources): readonly Stall[] {
  return [
    ...sources.matters.flatMap(stallsOfMatter),
    ...sources.followUps.flatMap(followUp => overdue(followUp, sources.today)),
    ...catalogueReviewDue(sources),
    ...boards.flatMap(board => rotationEnding(board, sources)),
  ].toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

function stallsOfMatter(matter: Matter): readonly Stall[] {
  // What has passed its tiers, or is over, no longer stands still.
  if (currentTier(matter) === undefined) return []
  const link = { matter: matter.id }
  const deferrals = matter.records.filter(r => r.conclusion === 'DEFERRED')
  const third = deferrals[DEFERRALS - 1]
  const stalls: Stall[] = []
  if (third) {
    const sentence = `「${matter.title}」已暂缓${deferrals.length}次，请研究是否继续送审。`
    stalls.push({ kind: 'DEFERRED_THRICE', clause: 'MTG-004', sentence, link, since: dayOf(third.at) })
  }
  const waiting = matter.stays.at(-1)?.openedOn
  if (matter.postponements >= POSTPONEMENTS && waiting !== undefined) {
    const sentence = `「${matter.title}」已列会${matter.postponements}次均未审成而顺延，请保证到会人数。`
    stalls.push({ kind: 'NO_QUORUM_TWICE', clause: 'E-12', sentence, link, since: waiting })
  }
  return stalls
}

function overdue(followUp: FollowUp, today: Day): readonly Stall[] {
  const open = followUp.stage === 'OPEN' || followUp.stage === 'REPLIED'
  if (!open || followUp.dueOn >= today) return []
  const due = `督办事项已过完成期限${formatDay(followUp.dueOn)}`
  const sentence = followUp.stage === 'OPEN' ? `${due}，责任处室尚未反馈。` : `${due}，已反馈，待办公室核实办结。`
  const link = { followUp: followUp.id }
  return [{ kind: 'FOLLOW_UP_OVERDUE', clause: 'MTG-013', sentence, link, since: followUp.dueOn }]
}

/** How long each of the rulebook's periods lasts; a meeting held as needed is never due. */
const periods: Readonly<Record<string, Period>> = {
  WEEKLY: { amount: 7, unit: 'CALENDAR_DAY' },
  BIWEEKLY: { amount: 14, unit: 'CALENDAR_DAY' },
  MONTHLY: { amount: 1, unit: 'MONTH' },
  QUARTERLY: { amount: 3, unit: 'MONTH' },
  HALF_YEARLY: { amount: 6, unit: 'MONTH' },
  YEARLY: { amount: 12, unit: 'MONTH' },
}

/** S135 定期审议: counted from the last review, or from the last version where none was held on the platform. */
function catalogueReviewDue({ catalogue, rulebook, today }: StallSources): readonly Stall[] {
  const period = periods[textRule(rulesOn(rulebook, today), 'meeting.leading.catalogueReview')]
  const days = [...catalogue.reviews.map(r => r.on), ...catalogue.versions.map(v => v.effectiveFrom)]
  const last = days.toSorted().at(-1)
  if (!period || last === undefined) return []
  const since = calendarEnd(last, period)
  if (today <= since) return []
  const sentence = `职权目录应于${formatDay(since)}前由领导小组审议，请列入领导小组会议。`
  return [{ kind: 'CATALOGUE_REVIEW_DUE', clause: 'S135', sentence, link: {}, since }]
}

/** S101: the last approved rotation of a board is about to end, or has ended, and none follows it. */
function rotationEnding(board: ReviewGroup['board'], { groups, today }: StallSources): readonly Stall[] {
  const last = groups
    .filter(g => g.board === board && g.approvedAt !== undefined && g.special === undefined)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1))
    .at(-1)
  if (!last || workdaysBetween(today, last.to).workdays > ROTATION_WORKDAYS) return []
  const when = last.to < today ? '已于' : '将于'
  const sentence = `「${last.name}」轮值${when}${formatDay(last.to)}期满，下一轮值尚未经领导小组批准。`
  return [{ kind: 'ROTATION_ENDING', clause: 'S101', sentence, link: { group: last.id }, since: last.to }]
}
