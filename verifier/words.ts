import { dayOf, formatDay, type Instant } from '../domain/time.ts'

/** «2026年11月23日 10:00», Beijing time. */
export function momentWords(instant: Instant): string {
  const clock = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)
  return `${formatDay(dayOf(instant))} ${clock}`
}

export const instantOf = (seconds: number): Instant => new Date(seconds * 1000).toISOString()

/** Groups of four, as one reads a fingerprint aloud: «3f0a 91c2 …». */
export function fingerprintWords(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{4})(?=.)/g, '$1 ')
}
