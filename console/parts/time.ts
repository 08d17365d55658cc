/** Moments are shown and typed in Asia/Shanghai wherever the browser is; the zone has no summer time. */
const offset = 8 * 3_600_000

const shifted = (instant: string) => new Date(Date.parse(instant) + offset).toISOString()

/** An instant as its day in Shanghai, YYYY-MM-DD. */
export const dayOfInstant = (instant: string): string => shifted(instant).slice(0, 10)

/** «2026年9月1日» of a day or an instant. */
export function dayWords(value: string): string {
  const [year, month, date] = (value.includes('T') ? dayOfInstant(value) : value).split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** «9月1日», with the year only where it is not today's. */
export const dayWordsNear = (day: string, today: string): string =>
  day.slice(0, 4) === today.slice(0, 4) ? dayWords(day).replace(/^\d+年/, '') : dayWords(day)

/** «2026年9月1日 09:30» */
export const instantWords = (instant: string): string => `${dayWords(instant)} ${shifted(instant).slice(11, 16)}`

/** «9月1日（星期二）09:30» for meetings. */
export function meetingTimeWords(instant: string): string {
  const weekday = '日一二三四五六'[new Date(shifted(instant)).getUTCDay()]
  return `${dayWords(instant)}（星期${weekday}）${shifted(instant).slice(11, 16)}`
}

/** What <input type="datetime-local"> gives, read as Shanghai time. */
export const instantFromLocal = (local: string): string => new Date(`${local}:00+08:00`).toISOString()

/** The reverse, for a field's first value. */
export const localFromInstant = (instant: string): string => shifted(instant).slice(0, 16)
