import type { DeliberationLevel } from '../catalogue/power-item.ts'
import { nameOfConclusion } from '../matter/conclusions.ts'
import { nameOfAttribute, nameOfGround } from '../matter/disclosure-words.ts'
import type { Mark, ReviewTier } from '../matter/events.ts'
import type { Matter } from '../matter/matter.ts'
import { currentTier, nameOfStanding, nameOfTier, tiersOf } from '../matter/route.ts'
import type { Board } from '../organisation/events.ts'
import { type Day, dayOf } from '../time.ts'

/** One tier as the public sees it: when, what was concluded, in which meeting; never who said what (条例 16). */
export interface PublicTier {
  readonly tier: ReviewTier
  readonly name: string
  readonly state: 'DONE' | 'NOW' | 'AHEAD' | 'SUPERSEDED'
  readonly openedOn?: Day
  readonly concludedOn?: Day
  readonly conclusion?: string
  readonly meeting?: string | undefined
}

/** The public face of a matter: field by field from the matrix of practice 3.1, not a page with parts hidden. */
export interface PublicMatter {
  readonly id: string
  readonly title: string
  readonly item: string
  readonly board: Board
  readonly level: DeliberationLevel
  readonly department: string
  readonly coDepartments: readonly string[]
  readonly status: string
  readonly submittedOn: Day
  readonly concludedOn?: Day
  readonly submissionBasis: readonly string[]
  readonly counterparty?: string
  readonly uscc?: string | undefined
  readonly amount?: number | undefined
  readonly location?: string | undefined
  readonly projectCode?: string | undefined
  readonly tiers: readonly PublicTier[]
  readonly timesReturned: number
  readonly handlingStartedOn?: Day | undefined
  readonly handlingFinishedOn?: Day | undefined
  readonly implementationStartedOn?: Day | undefined
  readonly implementationFinishedOn?: Day | undefined
  readonly result?: string | undefined
  readonly previous?: string | undefined
  readonly notes: readonly string[]
  /** Set when the matter is not open by itself: why, in the words of the regulation. */
  readonly withheld?: string
}

/** S11, S115: what the public may know of this matter; nothing while it is a draft. */
export function publicFaceOf(matter: Matter): PublicMatter | undefined {
  const { level, board, submittedAt } = matter
  if (!level || !board || !submittedAt) return undefined
  const open = matter.disclosure.attribute === 'ACTIVE'
  const face: PublicMatter = {
    id: matter.id,
    title: open ? matter.title : '（标题不予公开）',
    item: matter.item,
    board,
    level,
    department: matter.department,
    coDepartments: matter.coDepartments,
    status: publicStatus(matter),
    submittedOn: dayOf(submittedAt),
    ...(matter.concludedAt ? { concludedOn: dayOf(matter.concludedAt) } : {}),
    submissionBasis: open ? matter.submissionBasis : [],
    tiers: publicTiers(matter, level),
    timesReturned: matter.supplementsAsked,
    notes: publicNotes(matter),
  }
  if (!open) return { ...face, withheld: withheldWords(matter) }
  return {
    ...face,
    ...publicCounterparty(matter, board),
    amount: matter.amount,
    location: matter.location,
    projectCode: matter.projectCode,
    handlingStartedOn: matter.handlingStartedOn,
    handlingFinishedOn: matter.handlingFinishedOn,
    implementationStartedOn: matter.implementationStartedOn,
    implementationFinishedOn: matter.implementationFinishedOn,
    result: matter.result,
    previous: matter.previous,
  }
}

/** E-25: a post-filing that was not agreed says what became of it. */
function publicStatus(matter: Matter): string {
  if (matter.postFiling && matter.rectification) {
    return `事后报备，复核不同意，${matter.rectification.report ? '已整改' : '整改中'}`
  }
  return nameOfStanding(matter)
}

function publicTiers(matter: Matter, level: DeliberationLevel): readonly PublicTier[] {
  const now = currentTier(matter)
  return tiersOf(level).flatMap(tier => {
    const past = matter.records.filter(r => r.tier === tier)
    const stay = matter.stays.findLast(s => s.tier === tier)
    const shown = past.map<PublicTier>(r => ({
      tier,
      name: nameOfTier(tier),
      state: r.superseded ? 'SUPERSEDED' : 'DONE',
      concludedOn: dayOf(r.at),
      conclusion: nameOfConclusion(r.conclusion, tier, level),
      meeting: r.meeting,
    }))
    if (now === tier) {
      return [
        ...shown,
        { tier, name: nameOfTier(tier), state: 'NOW' as const, ...(stay ? { openedOn: stay.openedOn } : {}) },
      ]
    }
    return past.some(r => !r.superseded) ? shown : [...shown, { tier, name: nameOfTier(tier), state: 'AHEAD' as const }]
  })
}

/** 3.5, PII-002: the counterparty of a permit or a penalty is public; of a natural person, the family name alone. */
function publicCounterparty(matter: Matter, board: Board): { counterparty?: string; uscc?: string | undefined } {
  const { counterparty } = matter
  if (!counterparty || (board !== 'PERMIT' && board !== 'ENFORCEMENT')) return {}
  return counterparty.kind === 'PERSON'
    ? { counterparty: `${[...counterparty.name][0] ?? ''}某` }
    : { counterparty: counterparty.name, uscc: counterparty.uscc }
}

const markWords: Record<Mark, string> = {
  POST_FILED: '事后报备：本件因时限非常紧急先行办理，事后补报',
  POST_FILED_LATE: '逾期未补报：本件事后报备超过规定时限',
  RESUBMITTED: '再次送审',
}

function publicNotes(matter: Matter): readonly string[] {
  const conditional = matter.status === 'AGREED_IN_PRINCIPLE' ? ['原则同意，附有条件，核销前不得视为同意'] : []
  return [...matter.marks.map(mark => markWords[mark]), ...conditional]
}

function withheldWords(matter: Matter): string {
  const { attribute, ground } = matter.disclosure
  return `${nameOfAttribute(attribute)}${ground ? `（${nameOfGround(ground)}）` : ''}`
}
