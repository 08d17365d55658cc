/** Periods of reports: `2026-09`, `2026-Q3`, `2026-H2`, `2026`. */
import { parameters } from '../../spec/parameters.ts'
import { must } from '../result.ts'
import { type Rulebook, rulesOn } from '../rulebook/rulebook.ts'
import { addDays, addMonths, type Day } from '../time.ts'

export type Cycle = 'MONTHLY' | 'QUARTERLY' | 'HALF_YEARLY' | 'YEARLY'

const months: Record<Cycle, number> = { MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12 }
const isCycle = (value: unknown): value is Cycle => typeof value === 'string' && Object.hasOwn(months, value)

export interface ReportPeriod {
  readonly period: string
  readonly from: Day
  readonly to: Day
}

/** The period of a kind in which a day lies. */
export function periodOf(day: Day, cycle: Cycle): ReportPeriod {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  const nth = Math.ceil(month / months[cycle])
  const from = addMonths(`${year}-01-01`, (nth - 1) * months[cycle])
  const name: Record<Cycle, string> = {
    MONTHLY: day.slice(0, 7),
    QUARTERLY: `${year}-Q${nth}`,
    HALF_YEARLY: `${year}-H${nth}`,
    YEARLY: year,
  }
  return { period: name[cycle], from, to: addDays(addMonths(from, months[cycle]), -1) }
}

const forms: readonly { readonly cycle: Cycle; readonly form: RegExp }[] = [
  { cycle: 'MONTHLY', form: /^(2\d{3})-(0[1-9]|1[0-2])$/ },
  { cycle: 'QUARTERLY', form: /^(2\d{3})-Q([1-4])$/ },
  { cycle: 'HALF_YEARLY', form: /^(2\d{3})-H([12])$/ },
  { cycle: 'YEARLY', form: /^(2\d{3})$/ },
]

/** A period by its name; `undefined` for what is none. */
export function periodNamed(name: string): ReportPeriod | undefined {
  for (const { cycle, form } of forms) {
    const [, year, part = '1'] = form.exec(name) ?? []
    if (year !== undefined) return periodOf(addMonths(`${year}-01-01`, (Number(part) - 1) * months[cycle]), cycle)
  }
  return undefined
}

/** S123: the period in which a day lies, by the rule of that day; a rule set older than the parameter has its default. */
export function periodOn(rulebook: Rulebook, day: Day): ReportPeriod {
  const key = 'supervision.reportEvery'
  const value = rulesOn(rulebook, day).parameters[key]?.value ?? parameters.find(p => p.key === key)?.value
  return periodOf(day, must(isCycle(value) ? value : undefined, key))
}

/** «2026年第3季度», «2026年上半年»: as people say it. */
export function nameOfPeriod(period: string): string {
  const [year, part = ''] = period.split('-')
  if (part === '') return `${year}年`
  if (part.startsWith('Q')) return `${year}年第${part.slice(1)}季度`
  if (part.startsWith('H')) return `${year}年${part === 'H1' ? '上' : '下'}半年`
  return `${year}年${Number(part)}月`
}
