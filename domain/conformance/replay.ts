import { idOf, moduleOf, streams } from '../ids.ts'
import type { Entry } from '../log/entry.ts'
import { foundation } from '../registry.ts'
import { type Day, dayOf, type Instant } from '../time.ts'
import { type Book, openBook } from './book.ts'
import { DRAW_ENDS, undrawn } from './draws.ts'
import { standingRules, stillOpen } from './end-of-log.ts'
import { enterMissing, generalRules, judge, UNASKABLE } from './judge.ts'
import { emptyLedger, type Ledger } from './ledger.ts'
import { outstanding } from './owed.ts'
import { DAYS_CLOSED, REPORTS_SUBMITTED, unclosed, unreported } from './register.ts'
import type { ReplayReport } from './report.ts'
import type { Verdict } from './rule.ts'
import { rules } from './rules.ts'
import { uncheckedRules } from './unchecked.ts'

export interface Replay {
  /**
   * Judges the next entry, in the order of the log. `opened` are its hidden fields that were disclosed and proved, and its
   * detached ones. Whatever the entry holds is answered by findings; nothing is thrown.
   */
  readonly see: (entry: Entry, index: number, opened?: Readonly<Record<string, unknown>>) => void
  /** Looks at what is still open, and reports. To be called once, at the end. */
  readonly finish: () => ReplayReport
}

/**
 * Replays the rules over the entries of the public log and says what in them a rule does not allow. States are folded with
 * the domain's own functions and rules are called from the domain; nothing is concluded from a field that is hidden.
 * `today` is the day on which what is still open is looked at, the day of the last entry unless given.
 */
export function createReplay({ today }: { readonly today?: Day } = {}): Replay {
  const ledger = emptyLedger()
  const book = openBook(ledger)
  const dayAt = dayByHour()
  let entries = 0
  return {
    see: (entry, index, opened = {}) => {
      entries += 1
      const { stream } = entry
      judge(
        { entry, index, stream, module: moduleOf(stream), id: idOf(stream), day: dayAt(entry.at), opened },
        ledger,
        book,
      )
    },
    finish: () => {
      close(ledger, book, today)
      return {
        entries,
        erased: ledger.erased,
        findings: book.findings(),
        checked: book.checked([...generalRules, ...rules, ...standingRules, DRAW_ENDS, DAYS_CLOSED, REPORTS_SUBMITTED]),
        unchecked: uncheckedRules(ledger),
      }
    },
  }
}

function close(ledger: Ledger, book: Book, today: Day | undefined): void {
  for (const [stream, owed] of outstanding(ledger)) enterMissing(stream, owed, book)
  const day = today ?? (ledger.last ? dayOf(ledger.last.at) : undefined)
  if (day === undefined || foundation.some(stream => ledger.blind.has(stream))) return
  for (const matter of stillOpen(ledger)) {
    const stream = streams.matter(matter.id)
    const index = ledger.heads.get(stream)?.index ?? 0
    for (const rule of standingRules) {
      book.enter(
        rule,
        asked(() => rule.check(matter, ledger, day)),
        { index, stream, day },
      )
    }
  }
  for (const [id, batch] of ledger.spotChecks) {
    const stream = streams.spotCheck(id)
    const index = ledger.heads.get(stream)?.index ?? 0
    book.enter(DRAW_ENDS, undrawn(batch, ledger, day), { index, stream, day })
  }
  closeRegister(ledger, book, day)
}

function closeRegister(ledger: Ledger, book: Book, day: Day): void {
  const stream = streams.register
  if (ledger.blind.has(stream)) return
  const place = { index: ledger.heads.get(stream)?.index ?? 0, stream, day }
  book.enter(DAYS_CLOSED, unclosed(ledger.register, day), place)
  book.enter(
    REPORTS_SUBMITTED,
    asked(() => unreported(ledger, day)),
    place,
  )
}

/** What it is asked of may name a rule set, or a number, that the log does not have. */
function asked(check: () => Verdict): Verdict {
  try {
    return check()
  } catch {
    return UNASKABLE
  }
}

/** The day of a moment, remembered for its hour: a day in Shanghai begins on a full hour of UTC. */
function dayByHour(): (at: Instant) => Day {
  let [hour, day] = ['', '']
  return at => {
    const its = at.slice(0, 13)
    if (its !== hour) [hour, day] = [its, dayOf(at)]
    return day
  }
}
