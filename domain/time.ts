import { type CalendarYear, officialCalendar } from '../spec/holidays.ts'

/** A civil day in Asia/Shanghai, 'YYYY-MM-DD'. Days compare as strings. */
export type Day = string

/** A moment as an ISO-8601 UTC string, e.g. '2026-09-01T01:00:00.000Z'. */
export type Instant = string

/** A period's unit is said each time and never assumed (CLK-000, CAL-003). */
export type PeriodUnit = 'WORKDAY' | 'CALENDAR_DAY' | 'MONTH'

export interface Period {
  amount: number
  unit: PeriodUnit
}

/** How far a computed result may be trusted: an estimate names the years without an official notice (E-70). */
export interface Certainty {
  estimated: boolean
  missingYears: number[]
}

/** The working calendar as looked up: the years with a notice, and the days on which they leave the plain week. */
export interface WorkCalendar {
  years: ReadonlySet<number>
  exceptions: ReadonlyMap<Day, 'HOLIDAY' | 'ADJUSTED_WORKDAY'>
}

/** Builds a calendar from yearly tables; an imported year is added by passing it along (CAL-001). */
export function calendarOf(years: readonly CalendarYear[]): WorkCalendar {
  return {
    years: new Set(years.map(table => table.year)),
    exceptions: new Map(years.flatMap(table => table.rows.map(row => [row.date, row.type] as const))),
  }
}

const OFFICIAL = calendarOf(officialCalendar)
const DAY_MS = 86_400_000
// China has one zone and no summer time, so a fixed offset is exact for every day this program meets (CAL-005).
const SHANGHAI_MS = 8 * 3_600_000
const DAY_PATTERN = /^[12]\d{3}-(0[1-9]|1[0-2])-\d{2}$/

/** Whether the text is a day that exists: '2026-02-30' is not. */
export function isDay(text: string): boolean {
  return !Number.isNaN(parseDay(text))
}

/** The civil day in Asia/Shanghai on which an instant falls (CAL-005). Throws on text that is not an instant. */
export function dayOf(instant: Instant): Day {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return dayFromMs(ms + SHANGHAI_MS)
}

/** The instant of a wall-clock time 'HH:MM' in Asia/Shanghai; '24:00' is the end of the day (CAL-005). */
export function instantAt(day: Day, time: string): Instant {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  if (!(minutes <= 1440)) throw new RangeError(`not a time of day: ${time}`)
  return new Date(msOf(day) - SHANGHAI_MS + minutes * 60_000).toISOString()
}

/** The day `days` later; earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return dayFromMs(msOf(day) + days * DAY_MS)
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (msOf(to) - msOf(from)) / DAY_MS
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return new Date(msOf(day)).getUTCDay() || 7
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** The corresponding day `months` later, or that month's last day where there is none (民法典 202). */
export function addMonths(day: Day, months: number): Day {
  const first = new Date(msOf(`${day.slice(0, 7)}-01`))
  first.setUTCMonth(first.getUTCMonth() + months)
  const afterwards = new Date(first)
  afterwards.setUTCMonth(first.getUTCMonth() + 1)
  const lastDate = (afterwards.getTime() - first.getTime()) / DAY_MS
  return dayFromMs(first.getTime() + (Math.min(Number(day.slice(8)), lastDate) - 1) * DAY_MS)
}

/** Whether people work on a day. In a year without a notice the plain week is taken and the answer says so (E-70). */
export function isWorkday(
  day: Day,
  calendar: WorkCalendar = OFFICIAL,
): { workday: boolean; estimated: boolean; missingYear?: number } {
  const exception = calendar.exceptions.get(day)
  const workday = exception ? exception === 'ADJUSTED_WORKDAY' : weekday(day) <= 5
  const year = yearOf(day)
  return calendar.years.has(year) ? { workday, estimated: false } : { workday, estimated: true, missingYear: year }
}

/**
 * The nth workday after `start`; the first counted is the next day's (CAL-002). `amount` 0 gives `start` itself.
 * Throws when the amount is not a whole number from 0 to 10,000.
 */
export function addWorkdays(start: Day, amount: number, calendar: WorkCalendar = OFFICIAL): { day: Day } & Certainty {
  const day = nthDay(start, amount, candidate => isWorkday(candidate, calendar).workday)
  return { day, ...certaintyBetween(start, day, calendar) }
}

/** Workdays in (from, to], so that it undoes {@link addWorkdays}; negative when `to` is earlier (CAL-002). */
export function workdaysBetween(
  from: Day,
  to: Day,
  calendar: WorkCalendar = OFFICIAL,
): { workdays: number } & Certainty {
  const workdays = countDays(from, to, day => isWorkday(day, calendar).workday)
  return { workdays, ...certaintyBetween(from, to, calendar) }
}

/**
 * The last day of a period that begins on `start`, the first day not counted (民法典 201). Calendar days and months that
 * end on a rest day end on the next workday (民法典 203); an adjusted workday is a workday like any other (E-71).
 */
export function dueDay(start: Day, period: Period, calendar: WorkCalendar = OFFICIAL): { day: Day } & Certainty {
  return period.unit === 'WORKDAY'
    ? addWorkdays(start, period.amount, calendar)
    : postponeToWorkday(calendarEnd(start, period), calendar)
}

/** The last day of a period of calendar days or months, before any rest day postpones it (民法典 201, 202). */
export function calendarEnd(start: Day, period: Period): Day {
  const amount = wholeAmount(period.amount)
  return period.unit === 'MONTH' ? addMonths(start, amount) : addDays(start, amount)
}

/** The day itself when it is a workday, else the next workday (民法典 203). */
export function postponeToWorkday(day: Day, calendar: WorkCalendar = OFFICIAL): { day: Day } & Certainty {
  const end = isWorkday(day, calendar).workday ? day : addWorkdays(day, 1, calendar).day
  return { day: end, ...certaintyBetween(addDays(day, -1), end, calendar) }
}

/** The nth day after `start` that counts. It ends only where enough days count: `counts` must not refuse for ever. */
export function nthDay(start: Day, amount: number, counts: (day: Day) => boolean): Day {
  let day = start
  for (let left = wholeAmount(amount); left > 0; ) {
    day = addDays(day, 1)
    if (counts(day)) left -= 1
  }
  return day
}

/** How many days in (from, to] count; negative when `to` is earlier. */
export function countDays(from: Day, to: Day, counts: (day: Day) => boolean): number {
  if (to < from) return 0 - countDays(to, from, counts)
  let total = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (counts(day)) total += 1
  return total
}

/** Which years without a notice the days in (from, to] touch, in whichever order the two are given (CAL-001, E-70). */
export function certaintyBetween(from: Day, to: Day, calendar: WorkCalendar = OFFICIAL): Certainty {
  const [earlier, later] = from <= to ? [from, to] : [to, from]
  const missingYears: number[] = []
  for (let year = yearOf(addDays(earlier, 1)); year <= yearOf(later); year += 1) {
    if (!calendar.years.has(year)) missingYears.push(year)
  }
  return { estimated: missingYears.length > 0, missingYears }
}

/** The quarter of a day, '2026Q3'. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** The first and last day of a quarter written '2026Q3'. Throws on other text. */
export function quarterBounds(quarter: string): { from: Day; to: Day } {
  const match = /^(\d{4})Q([1-4])$/.exec(quarter)
  if (!match) throw new RangeError(`not a quarter: ${quarter}`)
  const from = `${match[1]}-${twoDigits(Number(match[2]) * 3 - 2)}-01`
  return { from, to: addDays(addMonths(from, 3), -1) }
}

/** A day as people read it: '2026年9月1日'. */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function wholeAmount(amount: number): number {
  if (!Number.isInteger(amount) || amount < 0 || amount > 10_000) throw new RangeError(`not a whole amount: ${amount}`)
  return amount
}

function msOf(day: Day): number {
  const ms = parseDay(day)
  if (Number.isNaN(ms)) throw new RangeError(`not a day: ${day}`)
  return ms
}

// Date.UTC turns a day that does not exist into another one; the day of the month gives that away.
function parseDay(text: string): number {
  if (!DAY_PATTERN.test(text)) return Number.NaN
  const date = Number(text.slice(8))
  const ms = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, date)
  return new Date(ms).getUTCDate() === date ? ms : Number.NaN
}

// Not toISOString: deadlines step through many days, and it takes five times as long as the parts.
function dayFromMs(ms: number): Day {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
