import ical, { ICalAttendeeRole, ICalCalendarMethod, type ICalDateTimeValue, ICalEventStatus } from 'ical-generator'
import type { Instant } from '../domain/time.ts'

/** What a mail says of a meeting: no item, no paper, nobody's name. */
export interface MeetingMail {
  readonly organ: string
  readonly meeting: string
  readonly title: string
  readonly place: string
  readonly scheduledAt: Instant
  /** How often the time or the place was changed after people were invited. */
  readonly sequence: number
}

const ZONE = 'Asia/Shanghai'
/** Nobody knows when a meeting ends; calendars want to. */
const LASTS_MS = 2 * 60 * 60_000
const AHEAD_MS = 8 * 60 * 60_000

/** China has kept UTC+8 without summer time since 1991. */
const VTIMEZONE = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T010000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/**
 * An invitation as calendars read it (RFC 5546, REQUEST). One meeting is one UID for everybody and for ever, so that a
 * later mail moves what an earlier one put there.
 * @param link where the meeting is in the console; empty when the platform's address is not known.
 */
export function invitationFile(mail: MeetingMail, from: string, to: string, link: string, now: Instant): string {
  const start = Date.parse(mail.scheduledAt)
  const calendar = ical({
    method: ICalCalendarMethod.REQUEST,
    prodId: { company: 'yangguang', product: 'meetings', language: 'ZH' },
    // Without a name of its own: the calendar's DTSTAMP has to stay in UTC (RFC 5545, 3.8.7.2).
    timezone: { name: '', generator: () => VTIMEZONE },
  })
  calendar.createEvent({
    id: uidOf(mail),
    sequence: mail.sequence,
    stamp: new Date(now),
    start: inShanghai(start),
    end: inShanghai(start + LASTS_MS),
    timezone: ZONE,
    summary: mail.title,
    location: mail.place,
    status: ICalEventStatus.CONFIRMED,
    organizer: { name: '会议通知', email: from },
    attendees: [{ email: to, role: ICalAttendeeRole.REQ, rsvp: false }],
    ...(link === '' ? {} : { url: link }),
  })
  return calendar.toString()
}

/**
 * A moment as the library takes it from Luxon, told in Shanghai's time: of a plain Date it would write the time of the zone
 * that this machine happens to be in.
 */
function inShanghai(milliseconds: number): Extract<ICalDateTimeValue, { toJSDate(): Date }> {
  const date = new Date(milliseconds)
  const digits = new Date(milliseconds + AHEAD_MS).toISOString().replace(/\D/g, '')
  return {
    isValid: true,
    zone: { type: 'fixed' },
    setZone() {
      return this
    },
    toFormat: format => (format === 'HHmmss' ? digits.slice(8, 14) : digits.slice(0, 8)),
    toJSDate: () => date,
    toJSON: () => date.toISOString(),
  }
}

const uidOf = ({ organ, meeting }: Pick<MeetingMail, 'organ' | 'meeting'>): string =>
  `${meeting}.${organ}@yangguang.invalid`
