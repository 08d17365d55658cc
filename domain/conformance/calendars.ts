import { addWorkdays, calendarOf, type Day, workdaysBetween } from '../time.ts'

/** The plain week: what was counted with while a year's notice had not come (E-70). */
const plainWeek = calendarOf([])

/**
 * The workday so many after a day: as the official calendar has it, and as it was estimated as long as the year's notice was
 * not imported. A date in an entry may be either, and nobody can see from outside which calendar the server knew that day.
 */
export function possibleDueDays(start: Day, workdays: number): readonly Day[] {
  return [addWorkdays(start, workdays).day, addWorkdays(start, workdays, plainWeek).day]
}

/** Workdays from one day to another, as they were estimated. */
export const workdaysInPlainWeek = (from: Day, to: Day): number => workdaysBetween(from, to, plainWeek).workdays
