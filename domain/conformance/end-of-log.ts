import type { Matter } from '../matter/matter.ts'
import { isOver } from '../matter/route.ts'
import { numberRule, rulesOfVersion } from '../rulebook/rulebook.ts'
import { addMonths, type Day, dayOf, formatDay } from '../time.ts'
import { postFilingVerdict, stayVerdict, supplementVerdict } from './clocks.ts'
import type { Ledger } from './ledger.ts'
import { keptIf, type Verdict } from './rule.ts'

/** A time limit that is looked at where the log ends. */
export interface StandingRule {
  readonly clause: string
  readonly rule: string
  readonly check: (matter: Matter, ledger: Ledger, today: Day) => Verdict
}

/** What is still under way when the log ends, and overdue by then. */
export const standingRules: readonly StandingRule[] = [
  {
    clause: 'S4',
    rule: '日志末尾仍在办的各级，没有超过时限',
    check: (matter, ledger, today) => {
      const stay = matter.stays.at(-1)
      return stay && stay.closedOn === undefined ? stayVerdict(stay, matter, ledger, today) : undefined
    },
  },
  {
    clause: 'E-15',
    rule: '日志末尾仍在补正的件，没有超过补正期限',
    check: (matter, ledger, today) =>
      matter.status === 'RETURNED' ? supplementVerdict(matter, ledger, today, false) : undefined,
  },
  {
    clause: 'A4',
    rule: '日志末尾仍未送审的事后报备，没有超过期限',
    check: (matter, ledger, today) =>
      matter.submittedAt ? undefined : postFilingVerdict('postFiling.submitWithin', matter, ledger, today, false),
  },
  {
    clause: 'A4',
    rule: '日志末尾仍未走完程序的事后报备，没有超过期限',
    check: (matter, ledger, today) =>
      matter.concludedAt ? undefined : postFilingVerdict('postFiling.completeWithin', matter, ledger, today, false),
  },
  {
    clause: 'MTG-004',
    rule: '暂缓满规定月数未再提的，已经终止',
    check: (matter, { rulebook }, today) => {
      if (matter.status !== 'DEFERRED' || matter.ruleSet === undefined) return undefined
      const months = numberRule(rulesOfVersion(rulebook, matter.ruleSet), 'deferral.maxMonths')
      const since = dayOf(matter.records.at(-1)?.at ?? matter.draftedAt)
      const last = addMonths(since, months)
      return keptIf(
        today <= last,
        () => `${formatDay(since)}暂缓，满${months}个月未再提，到${formatDay(today)}仍未终止`,
      )
    },
  },
]

export const stillOpen = (ledger: Ledger): readonly Matter[] =>
  [...ledger.matters.values()].filter(matter => !isOver(matter.status))
