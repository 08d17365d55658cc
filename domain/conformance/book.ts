import type { Day } from '../time.ts'
import type { Ledger } from './ledger.ts'
import type { CheckedRule, Finding } from './report.ts'
import type { Verdict } from './rule.ts'
import { nameOfStream, sentenceOf } from './words.ts'

/** A rule as the report names it. */
export interface NamedRule {
  readonly clause: string
  readonly rule: string
}

/** The entry that shows something. */
export interface Place {
  readonly index: number
  readonly stream: string
  readonly day: Day
}

/** Where verdicts are entered: what was found, and how often each rule was applied. */
export interface Book {
  readonly enter: (rule: NamedRule, verdict: Verdict, place: Place) => void
  readonly findings: () => readonly Finding[]
  readonly checked: (all: readonly NamedRule[]) => readonly CheckedRule[]
}

export function openBook(ledger: Ledger): Book {
  const findings: Finding[] = []
  const applied = new Map<NamedRule, { times: number }>()
  const enter: Book['enter'] = (rule, verdict, { index, stream, day }) => {
    if (!verdict) return
    const count = applied.get(rule)
    if (count) count.times += 1
    else applied.set(rule, { times: 1 })
    for (const { sentence, clause = rule.clause } of verdict) {
      const words = clause === rule.clause ? rule.rule : undefined
      findings.push({
        ...{ index, stream, clause },
        sentence: sentenceOf(nameOfStream(stream, ledger), day, sentence, clause, words),
      })
    }
  }
  return {
    enter,
    findings: () => findings.toSorted((a, b) => a.index - b.index),
    checked: all => all.map(rule => ({ clause: rule.clause, rule: rule.rule, times: applied.get(rule)?.times ?? 0 })),
  }
}
