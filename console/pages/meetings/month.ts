/** Months are `YYYY-MM`, days `YYYY-MM-DD`; weeks begin on Monday. */
const DAY_MS = 86_400_000

export const monthOf = (day: string): string => day.slice(0, 7)

/** The month so many after this one, or before it. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The weeks that a month touches, each of seven days; the first and the last may reach into its neighbours. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = new Date(`${month}-01T00:00:00Z`)
  const lead = (first.getUTCDay() + 6) % 7
  const start = first.getTime() - lead * DAY_MS
  const end = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`)
  const weeks = Math.ceil((end - start) / (7 * DAY_MS))
  return Array.from({ length: weeks }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) => new Date(start + (week * 7 + day) * DAY_MS).toISOString().slice(0, 10)),
  )
}

export const monthWords = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
