import * as z from 'zod'
import type { CataloguedItem } from '../catalogue/catalogue.ts'
import { act, type Recorded } from '../decider.ts'
import type { Matter } from '../matter/matter.ts'
import type { BaseFacts } from '../organisation/facts.ts'
import { err, firstRefusal, ok, refuse } from '../result.ts'
import { numberRule, type RuleSet } from '../rulebook/rulebook.ts'
import { text } from '../schema.ts'
import { addWorkdays, type Day, dayOf, formatDay, type Instant, quarterBounds, quarterOf } from '../time.ts'
import type { SummaryEvent } from './events.ts'

/** 汇总报告 (S104): one item, one quarter. */
export interface Summary {
  readonly id: string
  readonly submittedAt?: Instant
  readonly matters: readonly string[]
  readonly note?: string
}

export interface SummaryFacts extends BaseFacts {
  readonly item?: CataloguedItem | undefined
  readonly period: string
  /** All matters of the item, whatever their state. */
  readonly matters: readonly Matter[]
}

export const noSummary: Summary = { id: '', matters: [] }

export function evolveSummary(state: Summary, event: Recorded<SummaryEvent>): Summary {
  return { ...state, submittedAt: event.at, matters: event.data.matters, note: event.data.note }
}

export const summaryId = (item: string, period: string): string => `${item}_${period}`

export function splitSummaryId(id: string): { readonly item: string; readonly period: string } {
  const at = id.lastIndexOf('_')
  return { item: id.slice(0, at), period: id.slice(at + 1) }
}

/** E-72: a matter belongs to the period in which it was concluded, and to that one alone. */
export function mattersConcludedIn(matters: readonly Matter[], period: string): readonly Matter[] {
  return matters
    .filter(m => m.level === 'REPORT' && m.concludedAt !== undefined && m.status !== 'WITHDRAWN')
    .filter(m => quarterOf(dayOf(m.concludedAt ?? '')) === period)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** When the summary of a period is due: so many workdays after its last day (report.summaryDueDays). */
export function summaryDueOn(period: string, rules: RuleSet): Day {
  return addWorkdays(quarterBounds(period).to, numberRule(rules, 'report.summaryDueDays')).day
}

const define = act<Summary, SummaryFacts>()

const submit = define({
  noun: 'submission',
  label: '提交汇总报告',
  clause: 'S104',
  roles: ['DEPARTMENT_STAFF', 'DEPARTMENT_HEAD'],
  input: z.strictObject({ note: text('汇总说明', 5000, 5) }),
  may: (state, facts) => {
    const { item, period, today } = facts
    if (item?.level !== 'REPORT' || !/^\d{4}Q[1-4]$/.test(period))
      return refuse('NOT_FOUND', 'S104', '没有这个“报告”事项的汇总报告任务。')
    return firstRefusal(
      state.submittedAt ? refuse('WRONG_STATE', 'S104', '本期汇总报告已经提交。') : undefined,
      today <= quarterBounds(period).to
        ? refuse('WRONG_STATE', 'S104', `本期到${formatDay(quarterBounds(period).to)}止，期满后才能汇总。`)
        : undefined,
    )
  },
  decide: (_state, input, facts) => {
    if (!facts.item) return err(refuse('NOT_FOUND', 'S104', '没有这个事项。'))
    return ok([
      {
        type: 'summary.submitted',
        data: {
          item: facts.item.item,
          period: facts.period,
          ...quarterBounds(facts.period),
          matters: mattersConcludedIn(facts.matters, facts.period).map(m => m.id),
          note: input.note,
        },
      },
    ])
  },
})

export const summaryActs = [submit] as const
